/** Reads a mapping file, collecting every mistake with its line, column and a suggestion. */
import { readFile } from 'node:fs/promises';
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
} from 'yaml';
import type { z } from 'zod';
import { Fault, Faults, type Place } from '../base/index.js';
import { NOUNS } from '../model/index.js';
import { type Mapping, mappableNames, mappingSchema } from './mapping.js';
import { nearestName } from './suggest.js';

/** A mapping with the places of its columns, for mistakes that only a data file shows. */
export interface PlacedMapping {
  readonly mapping: Mapping;
  placeOf(field: string): Place | undefined;
}

type Path = readonly (string | number)[];
type Locate = (path: Path, of_key?: boolean) => Place;

const FILE_BYTES_MAX = 256 * 1024;

/** The mappings of a file. Throws {@link Faults} with every mistake. */
export async function readMappingFile(file: string): Promise<readonly PlacedMapping[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new Fault('ingest.file_unreadable', { reason }, { file });
  }
  if (text.length > FILE_BYTES_MAX) throw new Fault('ingest.mapping_long', {}, { file });
  return parseMappings(text, file);
}

/** The same from text; `file` is for places. */
export function parseMappings(text: string, file: string): readonly PlacedMapping[] {
  const lines = new LineCounter();
  // The failsafe schema leaves every scalar as text: `const: 007` keeps its zeros, `NO` is Norway.
  const document = parseDocument(text, { lineCounter: lines, schema: 'failsafe' });
  const locate: Locate = (path, of_key = false) => {
    const { line, col } = lines.linePos(offsetOf(document, path, of_key));
    return { file, line, column: col };
  };
  const broken = document.errors.map((error) => {
    const place = { file, line: error.linePos?.[0].line ?? 1, column: error.linePos?.[0].col ?? 1 };
    const code = error.code === 'DUPLICATE_KEY' ? 'yaml_duplicate' : 'yaml_syntax';
    return new Fault(`ingest.${code}`, { reason: error.message.split('\n')[0] ?? '' }, place);
  });
  const faults = [...broken, ...aliasFaults(document, file, lines)];
  if (faults.length > 0) throw new Faults(faults);
  const content = document.toJS() as unknown;
  const list = isRecord(content) && Array.isArray(content.mappings) ? content.mappings : null;
  const found: PlacedMapping[] = [];
  for (const [i, item] of (list ?? [content]).entries()) {
    const at: Path = list ? ['mappings', i] : [];
    const checked = mappingSchema.safeParse(withColumnObjects(item));
    if (checked.success) {
      faults.push(...fieldFaults(checked.data, at, locate));
      const placeOf = (field: string) => locate([...at, 'columns', field], true);
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
function fieldFaults(mapping: Mapping, at: Path, locate: Locate): Fault[] {
  const noun = NOUNS.find((each) => each.name === mapping.noun);
  if (!noun) return [];
  const names = mappableNames(noun);
  const unknown = Object.keys(mapping.columns).filter((field) => !names.includes(field));
  return unknown.map((field) => {
    const suggestion = nearestName(field, names) ?? names.join(', ');
    const place = locate([...at, 'columns', field], true);
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

function issueFaults(issue: z.core.$ZodIssue, at: Path, locate: Locate): Fault[] {
  const path = [...at, ...(issue.path as Path)];
  if (issue.code === 'unrecognized_keys') {
    const known = issue.path.length > 0 ? COLUMN_KEYS : KEYS;
    return issue.keys.map((key) => {
      const suggestion = nearestName(key, known) ?? known.join(', ');
      return new Fault('ingest.key_unknown', { key, suggestion }, locate([...path, key], true));
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

/** Anchors and aliases let a small file grow without bound, and hide what a mapping says. */
function aliasFaults(document: Document, file: string, lines: LineCounter): Fault[] {
  const faults: Fault[] = [];
  visit(document, {
    Node(_, node) {
      const is_anchor = !isAlias(node) && (node as { anchor?: string }).anchor !== undefined;
      if (!isAlias(node) && !is_anchor) return;
      const { line, col } = lines.linePos(node.range?.[0] ?? 0);
      faults.push(new Fault('ingest.yaml_anchor', {}, { file, line, column: col }));
    },
  });
  return faults;
}

/** Where a path's value (or the key itself) begins; the nearest parent where it is missing. */
function offsetOf(document: Document, path: Path, of_key: boolean): number {
  for (let length = path.length; length > 0; length--) {
    const parent = document.getIn(path.slice(0, length - 1), true);
    const last = path[length - 1];
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === last);
      const node = of_key || length < path.length ? pair?.key : (pair?.value ?? pair?.key);
      if (isNode(node)) return node.range?.[0] ?? 0;
    }
    const value = document.getIn(path.slice(0, length), true);
    if (isNode(value)) return value.range?.[0] ?? 0;
  }
  return 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
