/** Sizes that tell little: batches and lists are filled up to the next bucket. */
import { createHash } from 'node:crypto';
import { present } from '../../base/index.js';

const BUCKETS = [64, 256, 1_024, 4_096, 16_384, 65_536, 262_144] as const;

/** The largest batch of masked elements in one message. */
export const BATCH_ROWS = 16_384;

/** The smallest bucket that holds so many; beyond the last, its next multiple. */
export function bucketOf(count: number): number {
  const last = present(BUCKETS.at(-1), 'a bucket');
  return BUCKETS.find((size) => count <= size) ?? Math.ceil(count / last) * last;
}

/** Inputs that nobody holds: a secret of the session tells them from no other. */
export function paddingInputs(seed: Uint8Array, count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `cifx1|padding|${drawn(seed, i).toString('hex')}`);
}

/** Tags that no identifier has. */
export function paddingTags(seed: Uint8Array, count: number, width: number): Uint8Array {
  const tags = new Uint8Array(count * width);
  for (let i = 0; i < count; i++) tags.set(drawn(seed, i).subarray(0, width), i * width);
  return tags;
}

/** Tags ascending, each once, as text for a set. */
export function tagsOf(tags: Uint8Array, width: number): readonly string[] {
  const bytes = Buffer.from(tags.buffer, tags.byteOffset, tags.length);
  const found = new Set<string>();
  for (let at = 0; at + width <= bytes.length; at += width) {
    found.add(bytes.toString('hex', at, at + width));
  }
  return [...found].sort();
}

function drawn(seed: Uint8Array, index: number): Buffer {
  const number = Buffer.alloc(4);
  number.writeUInt32BE(index);
  return createHash('sha512').update(seed).update(number).digest();
}
