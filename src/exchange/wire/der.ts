import { assert } from '../../base/index.js';

/** Writes the little of DER (ITU-T X.690) that a certificate needs. */
export const der = {
  sequence: (...parts: readonly Uint8Array[]) => tagged(0x30, ...parts),
  set: (...parts: readonly Uint8Array[]) => tagged(0x31, ...parts),
  octets: (...parts: readonly Uint8Array[]) => tagged(0x04, ...parts),
  /** A positive number, most significant byte first. */
  integer: (bytes: Uint8Array) => {
    const start = bytes.findIndex((byte) => byte !== 0);
    const short = start < 0 ? Uint8Array.of(0) : bytes.subarray(start);
    return tagged(0x02, (short[0] ?? 0) > 0x7f ? Uint8Array.of(0) : EMPTY, short);
  },
  yes: () => tagged(0x01, Uint8Array.of(0xff)),
  /** Whole bytes, or with some last bits unused. */
  bits: (bytes: Uint8Array, unused = 0) => tagged(0x03, Uint8Array.of(unused), bytes),
  text: (text: string) => tagged(0x0c, Buffer.from(text)),
  oid: (dotted: string) => tagged(0x06, objectId(dotted)),
  /** A time in UTC: two digits of the year until 2049, four after (RFC 5280, 4.1.2.5). */
  time: (at_ms: number) => {
    const digits = new Date(at_ms).toISOString().replace(/[-:T]|\.\d+/g, '');
    return Number(digits.slice(0, 4)) < 2050
      ? tagged(0x17, Buffer.from(digits.slice(2)))
      : tagged(0x18, Buffer.from(digits));
  },
  /** A tag of the context, around other parts or around bytes of its own. */
  context: (number: number, is_constructed: boolean, ...parts: readonly Uint8Array[]) =>
    tagged((is_constructed ? 0xa0 : 0x80) | number, ...parts),
} as const;

const EMPTY = new Uint8Array(0);

function tagged(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts);
  assert(content.length < 0x10000, 'a part of a certificate is below 64 KB');
  const length =
    content.length < 0x80
      ? [content.length]
      : content.length < 0x100
        ? [0x81, content.length]
        : [0x82, content.length >> 8, content.length & 0xff];
  return Buffer.concat([Uint8Array.of(tag, ...length), content]);
}

function objectId(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return Uint8Array.from([first * 40 + second, ...rest].flatMap(base128));
}

function base128(arc: number): number[] {
  const digits = [arc & 0x7f];
  for (let left = arc >>> 7; left > 0; left >>>= 7) digits.unshift((left & 0x7f) | 0x80);
  return digits;
}
