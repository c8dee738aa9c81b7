/** Sizes that are shown instead of the true ones. */
import { Fault } from '../../base/index.js';

/** Padded sizes of sets: who sees one knows no more than between which two a set lies. */
export const SIZE_BUCKETS = [64, 256, 1_024, 4_096, 16_384, 65_536, 262_144] as const;

/** The smallest bucket that holds so many; a Fault `exchange.discovery.size` above the largest. */
export function bucketOf(count: number): number {
  const bucket = SIZE_BUCKETS.find((size) => count <= size);
  if (bucket === undefined) {
    throw new Fault('exchange.discovery.size', { count, max: SIZE_BUCKETS.at(-1) ?? 0 });
  }
  return bucket;
}

/** What an officer is shown of a count. The learner's software knows the number itself. */
export const COUNT_BANDS = ['0', '1–4', '5–19', '20–99', '100+'] as const;
export type CountBand = (typeof COUNT_BANDS)[number];

export function bandOf(count: number): CountBand {
  if (count === 0) return '0';
  if (count < 5) return '1–4';
  if (count < 20) return '5–19';
  return count < 100 ? '20–99' : '100+';
}
