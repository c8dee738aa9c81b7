/**
 * Whether an account's payments of a class come evenly or in crowds: a payroll, a pension fund and
 * a rent day are crowds every month, and one more of them is no surprise. The index of dispersion
 * (Fisher 1925: variance over mean of counts in equal bins; one for arrivals at random), drawn
 * towards one where little is known.
 */

/** Length of a bin; shorter than what bursts last, so that one burst spans some. */
const BIN_DAYS = 3;
/** As many bins of even arrivals are taken for granted before an account has shown its own. */
const EVEN_BINS = 8;
const DAY_MS = 86_400_000;

export interface Rhythm {
  /** Begins another account that was seen from `first_ms` for so many days. */
  open(first_ms: number, seen_days: number): void;
  add(class_index: number, time_ms: number): void;
  /** Variance over mean of a class, at least one, without the bins that a window touches. */
  dispersion(class_index: number, from_ms: number, to_ms: number): number;
}

/** For slices of at most so many days. */
export function createRhythm(slice_days: number): Rhythm {
  const size = Math.ceil(slice_days / BIN_DAYS) + 2;
  const counts = new Int32Array(3 * size);
  const sums = new Float64Array(3);
  const squares = new Float64Array(3);
  let first = 0;
  let bins = 0;
  const binOf = (time_ms: number) =>
    Math.min(bins - 1, Math.max(0, Math.floor((time_ms - first) / (BIN_DAYS * DAY_MS))));

  return {
    open(first_ms, seen_days) {
      counts.fill(0);
      sums.fill(0);
      squares.fill(0);
      first = first_ms;
      bins = Math.min(size, Math.max(1, Math.ceil(seen_days / BIN_DAYS)));
    },
    add(class_index, time_ms) {
      const at = class_index * size + binOf(time_ms);
      const count = counts[at] as number;
      counts[at] = count + 1;
      sums[class_index] = (sums[class_index] as number) + 1;
      squares[class_index] = (squares[class_index] as number) + 2 * count + 1;
    },
    dispersion(class_index, from_ms, to_ms) {
      let sum = sums[class_index] as number;
      let square = squares[class_index] as number;
      let others = bins;
      for (let bin = binOf(from_ms); bin <= binOf(to_ms); bin++, others--) {
        const count = counts[class_index * size + bin] as number;
        sum -= count;
        square -= count * count;
      }
      if (others < 2 || sum <= 0) return 1;
      const mean = sum / others;
      const variance = (square - sum * mean) / (others - 1);
      const weight = others - 1;
      return Math.max(1, (EVEN_BINS * mean + weight * variance) / ((EVEN_BINS + weight) * mean));
    },
  };
}
