/** Ids that other systems want: UUIDs that follow from what they name (RFC 9562, version 5). */
import { createHash } from 'node:crypto';

/** Ours: the UUID of the project's name in the namespace of URLs. */
const PUENTE = uuidIn('6ba7b811-9dad-11d1-80b4-00c04fd430c8', 'https://puente.example/feed');

/** The UUID of parts: the same parts give the same one everywhere. */
export function uuidOf(...parts: readonly string[]): string {
  return uuidIn(PUENTE, parts.map((part) => `${part.length}:${part}`).join(''));
}

/** Version 5: SHA-1 over namespace and name. It names; it protects nothing. */
export function uuidIn(namespace: string, name: string): string {
  const hash = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString('hex').slice(0, 32);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
