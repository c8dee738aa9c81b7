import { present } from '../../../base/index.js';
import type { FeatureTable } from './feature-table.js';

/** More would not fit a byte; bin 0 is for what is unknown. */
const BINS_MAX = 255;
const SAMPLE_MAX = 200_000;

/**
 * A table whose values are replaced by the number of their bin (Ke et al., "LightGBM: A Highly
 * Efficient Gradient Boosting Decision Tree", NIPS 2017, algorithm 1). Bin 0 holds unknown values,
 * which so count as lower than every known one; bin b holds values in (cuts[b − 2], cuts[b − 1]].
 */
export interface BinnedTable {
  readonly rows: number;
  readonly bins: readonly Uint8Array[];
  /** Ascending upper edges, one array a column; what exceeds the last is in the last bin. */
  readonly cuts: readonly Float32Array[];
}

/** Bins by quantiles of the rows named (all, or an even sample where there are more). */
export function binTable(table: FeatureTable): BinnedTable {
  const cuts = table.columns.map(cutsOf);
  const bins = table.columns.map((column, f) => binColumn(column, present(cuts[f], 'cuts')));
  return { rows: table.rows, bins, cuts };
}

/**
 * Edges between distinct values where there are few, else near-equal shares of the rows. An edge is
 * a value that occurs, so that `value <= edge` decides alike in training and in use.
 */
function cutsOf(column: Float32Array): Float32Array {
  const step = Math.max(1, Math.ceil(column.length / SAMPLE_MAX));
  const sample = new Float32Array(Math.ceil(column.length / step));
  let known = 0;
  for (let i = 0; i < column.length; i += step) {
    const value = column[i] as number;
    if (!Number.isNaN(value)) sample[known++] = value;
  }
  const sorted = sample.subarray(0, known).sort();
  const cuts: number[] = [];
  const share = Math.max(1, known / (BINS_MAX - 1));
  let taken = 0;
  for (let i = 1; i < known; i++) {
    const edge = sorted[i - 1] as number;
    if (edge === sorted[i] || i - taken < share) continue;
    if (cuts.length < BINS_MAX - 2) cuts.push(edge);
    taken = i;
  }
  return Float32Array.from(cuts);
}

function binColumn(column: Float32Array, cuts: Float32Array): Uint8Array {
  const bins = new Uint8Array(column.length);
  for (let i = 0; i < column.length; i++) {
    const value = column[i] as number;
    if (Number.isNaN(value)) continue;
    let [low, high] = [0, cuts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (value <= (cuts[middle] as number)) high = middle;
      else low = middle + 1;
    }
    bins[i] = low + 1;
  }
  return bins;
}
