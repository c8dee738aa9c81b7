/** Many byte strings in one array, so that a million of them cross a thread as one. */
import { assert, present } from '../../base/index.js';

/** String `i` is `bytes` from `ends[i - 1]` (0 for the first) to `ends[i]`. */
export interface Inputs {
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array;
}

/** RFC 9497 writes the length of an input in two bytes. */
const INPUT_BYTES_MAX = 65_535;

/** Packs texts (as UTF-8) or bytes. */
export function packInputs(items: readonly (string | Uint8Array)[]): Inputs {
  const parts = items.map((item) => (typeof item === 'string' ? Buffer.from(item) : item));
  const ends = new Uint32Array(parts.length);
  let end = 0;
  parts.forEach((part, i) => {
    assert(part.length <= INPUT_BYTES_MAX, 'an input has at most 65,535 bytes');
    end += part.length;
    ends[i] = end;
  });
  const bytes = new Uint8Array(end);
  parts.forEach((part, i) => {
    bytes.set(part, present(ends[i], 'an end') - part.length);
  });
  return { bytes, ends };
}

export function inputAt({ bytes, ends }: Inputs, i: number): Uint8Array {
  return bytes.subarray(i === 0 ? 0 : present(ends[i - 1], 'an end'), present(ends[i], 'an end'));
}

/** A copy of the strings from one index to another, which is not included. */
export function sliceInputs({ bytes, ends }: Inputs, from: number, to: number): Inputs {
  const start = from === 0 ? 0 : present(ends[from - 1], 'an end');
  const stop = to === 0 ? 0 : present(ends[to - 1], 'an end');
  return {
    bytes: new Uint8Array(bytes.subarray(start, stop)),
    ends: ends.slice(from, to).map((end) => end - start),
  };
}
