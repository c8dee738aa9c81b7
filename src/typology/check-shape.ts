import type { z } from 'zod';
import type { Params } from '../base/index.js';
import { type Path, suggest, type YamlDocument } from './document.js';
import { type TypologyFile, typologyFile } from './schema.js';

/** A file held to the shape of a rule. */
export interface Shaped {
  /** Null where the shape has faults. */
  readonly file: TypologyFile | null;
  /** What of it can be checked for meaning: anything may be missing, at every depth. */
  readonly sound: Partial<TypologyFile>;
  /** Names that the file gives, also to what is no longer in `sound`. */
  readonly declared: Readonly<Record<'parameters' | 'measures', readonly string[]>>;
  /** The document; it finds the place of a misspelt key under the name that was meant. */
  readonly doc: YamlDocument;
}

/** Keys that are mended open one more level, and a rule has no more levels than this. */
const LEVELS_MAX = 8;

/**
 * Reports all faults of shape, and gives the rest for the check of meaning, so that an author sees
 * everything at once: a misspelt key counts as the one that was meant, and is said once.
 */
export function readShape(original: YamlDocument): Shaped {
  const root = { value: structuredClone(original.value) };
  const written = new Map<string, string>();
  const doc = { ...original, fault: faultAsWritten(original, written) };
  const beyond: Path[] = [];
  let parsed = typologyFile.safeParse(root.value);
  for (let level = 0; level < LEVELS_MAX; level++) {
    const keys = (parsed.error?.issues ?? []).filter((issue) => issue.code === 'unrecognized_keys');
    if (keys.length === 0) break;
    for (const { path, keys: names } of keys)
      for (const name of names)
        if (!mendKey(doc, root.value, path as Path, name, written)) beyond.push(path as Path);
    parsed = typologyFile.safeParse(root.value);
  }
  const declared = {
    parameters: Object.keys(Object(valueAt(root.value, ['parameters']))),
    measures: Object.keys(Object(valueAt(root.value, ['measures']))),
  };
  // A measure with a key that means nothing may have lost its kind.
  for (const path of beyond) if (path[0] === 'measures' && path.length === 2) remove(root, path);
  for (const issue of parsed.error?.issues ?? []) {
    reportIssue(doc, root.value, issue);
    remove(root, issue.path as Path);
  }
  for (const { path } of typologyFile.safeParse(root.value).error?.issues ?? [])
    if (path[0] === 'measures') remove(root, path.slice(0, 2) as Path);
  const file = doc.faults.length === 0 && parsed.success ? parsed.data : null;
  return { file, sound: Object(root.value), declared, doc };
}

/** What a fault of shape says, in words of ours: the library's are English only. */
function shapeOf(issue: z.core.$ZodIssue): Params {
  const path = issue.path as Path;
  const name = path.length === 0 ? '·' : path.join('.');
  switch (issue.code) {
    case 'invalid_type':
      return { name, wanted: issue.expected };
    case 'invalid_format':
    case 'invalid_key':
      return { name, wanted: FORMATS[String(path.at(-1))] ?? 'identifier' };
    case 'too_small':
      return {
        name,
        wanted: issue.origin === 'string' ? 'text' : 'least',
        limit: issue.minimum.toString(),
      };
    case 'too_big':
      return { name, wanted: 'most', limit: issue.maximum.toString() };
    case 'unrecognized_keys':
      return { name, wanted: 'known', limit: issue.keys.join(', ') };
    default:
      return { name, wanted: path.at(-1) === 'within' ? 'span' : 'other' };
  }
}

const FORMATS: Readonly<Record<string, string>> = {
  version: 'version',
  review_by: 'day',
  date: 'day',
  from: 'day',
  until: 'day',
};

/** Faults under a mended key stand where the file has the misspelt one. */
function faultAsWritten(
  doc: YamlDocument,
  written: ReadonlyMap<string, string>,
): YamlDocument['fault'] {
  return (code, params, path, part, offset) => {
    const place = path.map((key, i) => written.get(keyOf(path.slice(0, i + 1))) ?? key);
    doc.fault(code, params, place, part, offset);
  };
}

/** Whether the key that was meant is known. */
function mendKey(
  doc: YamlDocument,
  value: unknown,
  path: Path,
  name: string,
  written: Map<string, string>,
): boolean {
  const suggestion = suggest(name, siblingsOf(path));
  doc.fault('typology.key', { name, suggestion }, [...path, name], 'key');
  const parent = valueAt(value, path) as Record<string, unknown>;
  const isMeant = suggestion !== 'none' && !(suggestion in parent);
  if (isMeant) {
    parent[suggestion] = parent[name];
    written.set(keyOf([...path, suggestion]), name);
  }
  delete parent[name];
  return isMeant;
}

/** Reports one fault of shape at its place. */
export function reportIssue(doc: YamlDocument, value: unknown, issue: z.core.$ZodIssue): void {
  const path = issue.path as Path;
  const found = valueAt(value, path);
  const name = path.join('.');
  if (found === undefined || found === null) doc.fault('typology.missing', { name }, path);
  else if (issue.code === 'invalid_value') {
    const values = issue.values.map(String);
    const suggestion = suggest(String(found), values);
    const params = { name: String(path.at(-1) ?? ''), values: values.join(', '), suggestion };
    doc.fault('typology.choice', params, path);
  } else doc.fault('typology.shape', shapeOf(issue), path);
}

/** Takes out what stands at a path; a measure without its kind is none. */
function remove(root: { value: unknown }, path: Path): void {
  const at = path[0] === 'measures' && path.length === 3 ? path.slice(0, 2) : path;
  const key = at.at(-1);
  if (key === undefined) root.value = {};
  else delete Object(valueAt(root.value, at.slice(0, -1)))[key];
}

function siblingsOf(path: Path): string[] {
  let schema: unknown = typologyFile;
  for (const part of path) {
    const { shape, valueType, element } = unwrap(schema);
    schema = (shape as Record<string, unknown> | undefined)?.[part] ?? valueType ?? element;
  }
  return Object.keys((unwrap(schema).shape as object | undefined) ?? {});
}

interface Unwrapped {
  readonly shape?: unknown;
  readonly valueType?: unknown;
  readonly element?: unknown;
}

function unwrap(schema: unknown): Unwrapped {
  const definition = (
    schema as { _zod?: { def?: Unwrapped & { innerType?: unknown } } } | undefined
  )?._zod?.def;
  return definition?.innerType ? unwrap(definition.innerType) : (definition ?? {});
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, key) => (inner as Record<string, unknown> | null | undefined)?.[key],
    value,
  );
}

function keyOf(path: Path): string {
  return JSON.stringify(path);
}
