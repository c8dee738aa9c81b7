import { LIMITS } from '../base/index.js';
import type { FlowQuery, PaymentColumns } from '../model/index.js';
import type { Found } from './answers.js';
import { keepsValue } from './ratio.js';
import { BORDER, LEG, OTHER, RECORD, type Rows, valueAt } from './rows.js';
import type { FlowLimits } from './search.js';

const MULES_SHOWN_MAX = LIMITS.evidence_payments_max / 2;

/**
 * Searches scatter–gather that ends at the incoming record `root`. The roots of an account come in
 * order, accounts one after the other: pairs of legs that met at it are kept from root to root.
 */
export function createScatterSearch(
  columns: PaymentColumns,
  query: FlowQuery,
  incoming: Rows,
  limits: FlowLimits,
): (root: number, oldest: number) => Found {
  const { ties, accounts } = columns;
  const { words, values, starts } = incoming;
  /** Pairs by source: the newest pair of each source, and of each pair the one before. */
  const newest = new Int32Array(accounts).fill(-1);
  const firsts: number[] = [];
  const seconds: number[] = [];
  const mules: number[] = [];
  const sources: number[] = [];
  const before: number[] = [];
  const seen = new Int32Array(accounts);
  const backward = new Int32Array(2 * MULES_SHOWN_MAX);
  const found: Found = { paths: 0, truncated: false, legs: 0, backward };
  let gatherer = -1;
  let walks = 0;
  let steps = 0;

  function begin(account: number): void {
    for (const source of sources) newest[source] = -1;
    for (const list of [firsts, seconds, mules, sources, before]) list.length = 0;
    gatherer = account;
  }

  /** Adds the pairs whose second leg is the root's, oldest first leg first. */
  function pair(root: number, oldest: number): void {
    const second = words[root + LEG] as number;
    const mule = words[root + OTHER] as number;
    const value = values[valueAt(root)] as number;
    const bottom = starts[mule] as number;
    const end = words[root + BORDER] as number;
    let first = end;
    while (first > bottom && (words[first - RECORD + LEG] as number) >= oldest) {
      if (++steps > limits.steps_per_root_max) break;
      first -= RECORD;
    }
    for (; first < end; first += RECORD) {
      const leg = words[first + LEG] as number;
      const source = words[first + OTHER] as number;
      if (source === gatherer || (leg > second && ties[leg] === 0)) continue;
      const kept = values[valueAt(first)] as number;
      if (!keepsValue(kept, value, query.ratio_min_ppm, query.ratio_max_ppm)) continue;
      firsts.push(leg);
      seconds.push(second);
      mules.push(mule);
      before.push(newest[source] as number);
      newest[source] = sources.push(source) - 1;
    }
  }

  /** Counts the mules of a source, latest pair first; fills the evidence if told to. */
  function walk(source: number, oldest: number, show: boolean): number {
    walks++;
    let count = 0;
    let at = newest[source] as number;
    for (; at >= 0 && (seconds[at] as number) >= oldest; at = before[at] as number) {
      if (++steps > limits.steps_per_root_max) break;
      const mule = mules[at] as number;
      if ((firsts[at] as number) < oldest || seen[mule] === walks) continue;
      seen[mule] = walks;
      if (show && count < MULES_SHOWN_MAX) {
        backward[2 * count] = seconds[at] as number;
        backward[2 * count + 1] = firsts[at] as number;
        found.legs = 2 * count + 2;
      }
      count++;
    }
    return count;
  }

  return (root, oldest) => {
    const account = columns.creditor[words[root + LEG] as number] as number;
    if (account !== gatherer) begin(account);
    const from = sources.length;
    found.paths = 0;
    found.legs = 0;
    steps = 0;
    pair(root, oldest);
    let best = -1;
    for (let at = from; at < sources.length; at++) {
      const source = sources[at] as number;
      const count = newest[source] === at ? walk(source, oldest, false) : 0;
      if (count < found.paths || (count === found.paths && source > best)) continue;
      found.paths = count;
      best = source;
    }
    found.truncated = steps > limits.steps_per_root_max;
    steps = 0;
    if (best >= 0) found.paths = walk(best, oldest, true);
    return found;
  };
}
