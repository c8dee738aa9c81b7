/** Hashing into the group and its scalars, as RFC 9497 (4.1) and RFC 9380 (5.3.1) write it. */
import { createHash } from 'node:crypto';
import type { Suite } from './context.js';

/** A part of what is hashed; a text is one character a byte. */
export type Part = Uint8Array | string;

/** SHA-512 of the parts, one after the other. */
export function sha512(...parts: readonly Part[]): Uint8Array {
  const hash = createHash('sha512');
  for (const part of parts) hash.update(bytesOf(part));
  return hash.digest();
}

/** `expand_message_xmd` with SHA-512 to 64 bytes, which is one block of it. */
export function expandMessage(domain: string, ...parts: readonly Part[]): Uint8Array {
  const domain_end = `${domain}${String.fromCharCode(domain.length)}`;
  const first = sha512(ZERO_BLOCK, ...parts, '\x00\x40\x00', domain_end);
  return sha512(first, '\x01', domain_end);
}

export const groupDomain = (suite: Suite) => `HashToGroup-${suite}`;
export const scalarDomain = (suite: Suite) => `HashToScalar-${suite}`;

/** The part with its length before it, in two bytes. */
export function prefixed(part: Part): readonly [Uint8Array, Part] {
  return [twoBytes(part.length), part];
}

export function twoBytes(n: number): Uint8Array {
  return Uint8Array.of(n >>> 8, n & 0xff);
}

const ZERO_BLOCK = new Uint8Array(128);

function bytesOf(part: Part): Uint8Array {
  return typeof part === 'string' ? Buffer.from(part, 'latin1') : part;
}
