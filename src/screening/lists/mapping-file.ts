/** Reads the mapping file of a CSV list, collecting every mistake with its line and column. */
import { readFile } from 'node:fs/promises';
import { editDistance, Fault, Faults, readYaml } from '../../base/index.js';
import { BOUNDS } from './bounds.js';
import { FIELD_NAMES, type ListMapping, listMappingSchema } from './mapping.js';

export type { ListMapping } from './mapping.js';

/** Throws {@link Faults} with every mistake, or a `Fault` where the file cannot be read. */
export async function readListMapping(file: string): Promise<ListMapping> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new Fault('lists.file_unreadable', { reason }, { file });
  }
  return parseListMapping(text, file);
}

/** The same from text; `file` is for places. Scalars stay text: `NO` is Norway and not false. */
function parseListMapping(text: string, file: string): ListMapping {
  const options = { bytes_max: BOUNDS.mapping_bytes_max, scalars: 'text' } as const;
  const document = readYaml(text, file, options);
  if (document.faults.length > 0) throw new Faults(document.faults);
  const checked = listMappingSchema.safeParse(document.value);
  for (const { path, message, ...issue } of checked.error?.issues ?? []) {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
    const params = { key: path.map(String).join('.') || '-', reason: message };
    document.fault('lists.mapping_invalid', params, [...path.map(String), ...keys], 'key');
  }
  for (const field of Object.keys(checked.data?.columns ?? {})) {
    if (FIELD_NAMES.includes(field)) continue;
    const params = { field, suggestion: nearest(field) };
    document.fault('lists.mapping_field', params, ['columns', field], 'key');
  }
  if (document.faults.length > 0 || !checked.data) throw new Faults(document.faults);
  return checked.data;
}

function nearest(field: string): string {
  const [best] = [...FIELD_NAMES].sort((a, b) => editDistance(field, a) - editDistance(field, b));
  return best !== undefined && editDistance(field, best) <= 3 ? best : FIELD_NAMES.join(', ');
}
