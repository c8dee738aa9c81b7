/** Fields of JSON that somebody else wrote: what is not of the expected kind counts as absent. */
import { isObject, type JsonObject } from './json-records.js';

/** The object at a path of keys, or null. */
export function objectAt(value: unknown, ...path: readonly string[]): JsonObject | null {
  const found = at(value, path);
  return isObject(found) ? found : null;
}

/** The text or number at a path, trimmed; null where it is neither or is empty. */
export function textAt(value: unknown, ...path: readonly string[]): string | null {
  const found = at(value, path);
  if (typeof found === 'number') return String(found);
  return typeof found === 'string' && found.trim() !== '' ? found.trim() : null;
}

/** The list at a path; empty where there is none. */
export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = at(value, path);
  return Array.isArray(found) ? found : [];
}

/** The objects among a list at a path. */
export function objectsAt(value: unknown, ...path: readonly string[]): readonly JsonObject[] {
  return listAt(value, ...path).filter(isObject);
}

/** The texts among a list at a path, or the one text that stands in place of a list. */
export function textsAt(value: unknown, ...path: readonly string[]): readonly string[] {
  const found = at(value, path);
  const list = Array.isArray(found) ? found : [found];
  return list.map((each) => textAt(each)).filter((each) => each !== null);
}

export function isTrueAt(value: unknown, ...path: readonly string[]): boolean {
  return at(value, path) === true;
}

function at(value: unknown, path: readonly string[]): unknown {
  let found = value;
  for (const key of path) found = isObject(found) && Object.hasOwn(found, key) ? found[key] : null;
  return found;
}
