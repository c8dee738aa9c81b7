import { assert } from '../base/index.js';

/**
 * JSON in the one form that is hashed and signed: RFC 8785 (JSON Canonicalization Scheme). Keys
 * sorted by UTF-16 code units, no space, numbers as ECMAScript writes them. What JSON cannot say
 * exactly (undefined, bigint, NaN) is a programmer's mistake and throws; an absent property is not.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') {
    return JSON.stringify(value);
  }
  if (typeof value === 'number') {
    assert(Number.isFinite(value), 'canonical JSON holds finite numbers only');
    return JSON.stringify(value);
  }
  assert(typeof value === 'object', `canonical JSON cannot hold a ${typeof value}`);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const record = value as Readonly<Record<string, unknown>>;
  const members = Object.keys(record)
    .filter((key) => record[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(record[key])}`);
  return `{${members.join(',')}}`;
}
