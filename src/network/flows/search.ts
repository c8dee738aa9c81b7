import type { FlowQuery, PaymentColumns } from '../../model/index.js';
import type { Found } from './answers.js';
import { keepsValue } from './ratio.js';
import { BORDER, LEG, OTHER, RECORD, type Rows, TWIN, valueAt } from './rows.js';

/** How much one root may cost. */
export interface FlowLimits {
  /** Paths that are counted. */
  readonly paths_per_root_max: number;
  /** Legs that are looked at, whether or not they lead to a path. */
  readonly steps_per_root_max: number;
  /** Weighs the look forward from an account (see `reach.ts`); changes the time, not the answer. */
  readonly reach_steps_per_root: number;
}

/**
 * Searches back from the incoming record `root`. Legs numbered below `oldest` are outside of the
 * window. `notes` (see `reach.ts`) are whole for `whole` hops: 0 if there are none.
 */
export type Search = (root: number, oldest: number, whole: number) => Found;

export function createSearch(
  columns: PaymentColumns,
  query: FlowQuery,
  incoming: Rows,
  limits: FlowLimits,
  notes: Int32Array,
): Search {
  const { ties } = columns;
  const { starts, words, values } = incoming;
  const { hops_min, hops_max, ratio_min_ppm, ratio_max_ppm } = query;
  const cyclic = query.shape === 'cycle';
  const onPath = new Uint8Array(columns.accounts);
  const path = new Int32Array(hops_max);
  const found: Found = { paths: 0, truncated: false, legs: 0, backward: new Int32Array(hops_max) };
  let steps = 0;
  let oldest = 0;
  let whole = 0;
  let goal = -1;

  function count(hops: number): void {
    if (cyclic && !isCanonical(path, hops, columns, query)) return;
    if (found.paths === limits.paths_per_root_max) found.truncated = true;
    else take(path, hops, found, columns.time_ms);
  }

  /** Tries each leg that may precede `record`, which is leg number `hops` from the path's end. */
  function extend(record: number, hops: number): void {
    const later = words[record + LEG] as number;
    const value = values[valueAt(record)] as number;
    const bottom = starts[words[record + OTHER] as number] as number;
    const isKnown = hops_max - hops <= whole;
    let prior = (words[record + BORDER] as number) - RECORD;
    for (; prior >= bottom && !found.truncated; prior -= RECORD) {
      const leg = words[prior + LEG] as number;
      if (leg < oldest) return;
      if (++steps > limits.steps_per_root_max) found.truncated = true;
      const before = values[valueAt(prior)] as number;
      if (!keepsValue(before, value, ratio_min_ppm, ratio_max_ppm)) continue;
      if (leg > later && ties[leg] === 0) continue;
      if (isKnown && (notes[words[prior + TWIN] as number] as number) <= oldest) continue;
      const from = words[prior + OTHER] as number;
      path[hops] = leg;
      if (from !== goal && onPath[from] === 1) continue;
      if (hops + 1 >= hops_min && (!cyclic || from === goal)) count(hops + 1);
      if (hops + 1 === hops_max || from === goal) continue;
      onPath[from] = 1;
      extend(prior, hops + 1);
      onPath[from] = 0;
    }
  }

  return (root, oldestOfRoot, wholeOfRoot) => {
    Object.assign(found, { paths: 0, legs: 0, truncated: false });
    steps = 0;
    oldest = oldestOfRoot;
    whole = wholeOfRoot;
    if (hops_max <= whole && (notes[words[root + TWIN] as number] as number) <= oldest)
      return found;
    path[0] = words[root + LEG] as number;
    const to = columns.creditor[path[0]] as number;
    const from = words[root + OTHER] as number;
    goal = cyclic ? to : -1;
    onPath[from] = 1;
    if (!cyclic) onPath[to] = 1;
    extend(root, 1);
    onPath[from] = 0;
    onPath[to] = 0;
    return found;
  };
}

/**
 * Whether this rotation of a cycle is the one that counts. Another rotation can be a path as well
 * only if all legs are of one instant and the first may follow the last; then all rotations are.
 */
function isCanonical(
  path: Int32Array,
  hops: number,
  columns: PaymentColumns,
  query: FlowQuery,
): boolean {
  const { time_ms, ties, value_minor } = columns;
  const last = path[0] as number;
  const first = path[hops - 1] as number;
  if (time_ms[first] !== time_ms[last]) return true;
  if (first < last && (ties[first] === 0 || ties[last] === 0)) return true;
  const [prev, next] = [value_minor[last] as number, value_minor[first] as number];
  if (!keepsValue(prev, next, query.ratio_min_ppm, query.ratio_max_ppm)) return true;
  for (let i = 0; i < hops; i++) if ((path[i] as number) < first) return false;
  return true;
}

/** Counts a path, and keeps it as the evidence if it is better than what is kept. */
function take(path: Int32Array, hops: number, found: Found, time_ms: Float64Array): void {
  found.paths++;
  if (!isBetter(path, hops, found, time_ms)) return;
  found.legs = hops;
  found.backward.set(path);
}

/** Longer, then of later start, then lexicographically smaller; `path` runs from last to first. */
function isBetter(path: Int32Array, hops: number, found: Found, time_ms: Float64Array): boolean {
  if (hops !== found.legs) return hops > found.legs;
  const start = time_ms[path[hops - 1] as number] as number;
  const known = time_ms[found.backward[hops - 1] as number] as number;
  if (start !== known) return start > known;
  for (let i = hops - 1; i > 0; i--) {
    if (path[i] !== found.backward[i]) return (path[i] as number) < (found.backward[i] as number);
  }
  return false;
}
