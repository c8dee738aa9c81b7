/** Reads the mapping file of a CSV list, collecting every mistake with its line and column. */
import { readFile } from 'node:fs/promises';
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import { editDistance, Fault, Faults, type Place } from '../../base/index.js';
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
  const max = BOUNDS.mapping_bytes_max;
  if (text.length > max) throw new Fault('lists.record_long', { max }, { file });
  return parseListMapping(text, file);
}

/** The same from text; `file` is for places. */
function parseListMapping(text: string, file: string): ListMapping {
  const lines = new LineCounter();
  // The failsafe schema leaves scalars as text: `NO` is Norway and not false. No aliases: a small
  // file must not grow without bound.
  const document = parseDocument(text, { lineCounter: lines, schema: 'failsafe' });
  const faults = document.errors.map((error) => {
    const at = error.linePos?.[0];
    const place = { file, line: at?.line ?? 1, column: at?.col ?? 1 };
    return new Fault('lists.mapping_yaml', { reason: error.message.split('\n')[0] ?? '' }, place);
  });
  if (faults.length > 0) throw new Faults(faults);
  const locate = (path: readonly PropertyKey[]): Place => {
    const { line, col } = lines.linePos(offsetOf(document, path));
    return { file, line, column: col };
  };
  const checked = listMappingSchema.safeParse(plain(document, file));
  for (const issue of checked.error?.issues ?? []) {
    const params = { key: issue.path.map(String).join('.') || '-', reason: issue.message };
    faults.push(new Fault('lists.mapping_invalid', params, locate(issue.path)));
  }
  for (const field of Object.keys(checked.data?.columns ?? {})) {
    if (FIELD_NAMES.includes(field)) continue;
    const suggestion = nearest(field);
    faults.push(
      new Fault('lists.mapping_field', { field, suggestion }, locate(['columns', field])),
    );
  }
  if (faults.length > 0 || !checked.data) throw new Faults(faults);
  return checked.data;
}

function plain(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 }) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Fault('lists.mapping_yaml', { reason }, { file, line: 1 });
  }
}

function nearest(field: string): string {
  const [best] = [...FIELD_NAMES].sort((a, b) => editDistance(field, a) - editDistance(field, b));
  return best !== undefined && editDistance(field, best) <= 3 ? best : FIELD_NAMES.join(', ');
}

/** Where a path's key begins; the nearest parent where it is missing. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const parent = document.getIn(path.slice(0, length - 1), true);
    if (!isMap(parent)) continue;
    const pair = parent.items.find(
      (item) => isScalar(item.key) && item.key.value === path[length - 1],
    );
    if (isNode(pair?.key)) return pair.key.range?.[0] ?? 0;
  }
  return 0;
}
