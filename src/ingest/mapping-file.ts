/** Reads a mapping file, collecting every mistake with its line, column and a suggestion. */
import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { Fault, Faults, LIMITS, type Place, readYaml, type YamlPath } from '../base/index.js';
import { REPORTED_NOUNS } from '../model/index.js';
import { type Mapping, mappableNames, mappingSchema } from './mapping.js';
import { nearestName } from './suggest.js';

/** A mapping with the places of its columns, for mistakes that only a data file shows. */
export interface PlacedMapping {
  readonly mapping: Mapping;
  placeOf(field: string): Place | undefined;
}

type Locate = ReturnType<typeof readYaml>['placeOf'];

/** The mappings of a file. Throws {@link Faults} with every mistake. */
export async function readMappingFile(file: string): Promise<readonly PlacedMapping[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new Fault('ingest.file_unreadable', { reason }, { file });
  }
  return parseMappings(text, file);
}

/** The same from text; `file` is for places. */
export function parseMappings(text: string, file: string): readonly PlacedMapping[] {
  // Every scalar is text: `const: 007` keeps its zeros, `NO` is Norway.
  const bounds = { bytes_max: LIMITS.mapping_bytes_max, scalars: 'text' } as const;
  const { value: content, faults, placeOf: locate } = readYaml(text, file, bounds);
  if (faults.length > 0) throw new Faults(faults);
  const list = isRecord(content) && Array.isArray(content.mappings) ? content.mappings : null;
  const found: PlacedMapping[] = [];
  for (const [i, item] of (list ?? [content]).entries()) {
    const at: YamlPath = list ? ['mappings', i] : [];
    const checked = mappingSchema.safeParse(withColumnObjects(item));
    if (checked.success) {
      faults.push(...fieldFaults(checked.data, at, locate));
      const placeOf = (field: string) => locate([...at, 'columns', field], 'key');
      found.push({ mapping: checked.data, placeOf });
    } else {
      faults.push(...checked.error.issues.flatMap((issue) => issueFaults(issue, at, locate)));
    }
  }
  if (faults.length > 0) throw new Faults(faults.sort(byPlace));
  return found;
}

const byPlace = (a: Fault, b: Fault): number =>
  (a.place?.line ?? 0) - (b.place?.line ?? 0) || (a.place?.column ?? 0) - (b.place?.column ?? 0);

/** Fields that the noun does not have. Without a noun the data file's `--as` is waited for. */
function fieldFaults(mapping: Mapping, at: YamlPath, locate: Locate): Fault[] {
  const noun = REPORTED_NOUNS.find((each) => each.name === mapping.noun);
  if (!noun) return [];
  const names = mappableNames(noun);
  const unknown = Object.keys(mapping.columns).filter((field) => !names.includes(field));
  return unknown.map((field) => {
    const suggestion = nearestName(field, names) ?? names.join(', ');
    const place = locate([...at, 'columns', field], 'key');
    return new Fault('ingest.field_unknown', { field, noun: noun.name, suggestion }, place);
  });
}

/** `field: Header` is short for `field: {from: Header}`. */
function withColumnObjects(item: unknown): unknown {
  if (!isRecord(item) || !isRecord(item.columns)) return item;
  const columns = Object.entries(item.columns).map(([field, column]) => [
    field,
    typeof column === 'string' ? { from: column } : column,
  ]);
  return { ...item, columns: Object.fromEntries(columns) };
}

const KEYS = Object.keys(mappingSchema.shape);
const COLUMN_KEYS = ['from', 'const', 'template', 'map', 'otherwise', 'format'];

function issueFaults(issue: z.core.$ZodIssue, at: YamlPath, locate: Locate): Fault[] {
  const path = [...at, ...(issue.path as YamlPath)];
  if (issue.code === 'unrecognized_keys') {
    const known = issue.path.length > 0 ? COLUMN_KEYS : KEYS;
    return issue.keys.map((key) => {
      const suggestion = nearestName(key, known) ?? known.join(', ');
      return new Fault('ingest.key_unknown', { key, suggestion }, locate([...path, key], 'key'));
    });
  }
  const key = path.join('.');
  if (issue.code === 'custom') return [new Fault(`ingest.${issue.message}`, { key }, locate(path))];
  if (issue.code === 'invalid_value') {
    const allowed = issue.values.join(', ');
    return [new Fault('ingest.value_not_allowed', { key, allowed }, locate(path))];
  }
  return [new Fault('ingest.mapping_invalid', { key, reason: issue.message }, locate(path))];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
