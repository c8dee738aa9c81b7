import { createHash, randomUUID } from 'node:crypto';

/** Where fresh ids come from: an argument, so that a run can be repeated exactly. */
export interface Ids {
  next(): string;
}

export const randomIds: Ids = { next: () => randomUUID() };

/** Ids `prefix-1`, `prefix-2`, … for tests. */
export function countingIds(prefix: string): Ids {
  let n = 0;
  return { next: () => `${prefix}-${++n}` };
}

/** SHA-256 of the bytes or UTF-8 text, as 64 hexadecimal digits. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/**
 * An id derived from its parts: the same parts give the same id on every machine.
 * Parts are length-prefixed, so that ('ab','c') and ('a','bc') differ. 128 bits, 32 digits.
 */
export function derivedId(...parts: readonly string[]): string {
  const joined = parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join('');
  return sha256(joined).slice(0, 32);
}
