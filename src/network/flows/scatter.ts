import { LIMITS } from '../../base/index.js';
import type { FlowQuery, PaymentColumns } from '../../model/index.js';
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
  const { ties } = columns;
  const { words, values, starts } = incoming;
  const pairs = new Pairs(columns.accounts, limits.steps_per_root_max);
  const backward = new Int32Array(2 * MULES_SHOWN_MAX);
  const found: Found = { paths: 0, truncated: false, legs: 0, backward };
  let gatherer = -1;

  /** Adds the pairs whose second leg is the root's, oldest first leg first. */
  function pair(root: number, oldest: number): void {
    const second = words[root + LEG] as number;
    const mule = words[root + OTHER] as number;
    const value = values[valueAt(root)] as number;
    const bottom = starts[mule] as number;
    const end = words[root + BORDER] as number;
    let first = end;
    while (first > bottom && (words[first - RECORD + LEG] as number) >= oldest) {
      if (++pairs.steps > limits.steps_per_root_max) break;
      first -= RECORD;
    }
    for (; first < end; first += RECORD) {
      const leg = words[first + LEG] as number;
      const source = words[first + OTHER] as number;
      if (source === gatherer || (leg > second && ties[leg] === 0)) continue;
      const kept = values[valueAt(first)] as number;
      if (!keepsValue(kept, value, query.ratio_min_ppm, query.ratio_max_ppm)) continue;
      pairs.add(leg, second, mule, source);
    }
  }

  return (root, oldest) => {
    const account = columns.creditor[words[root + LEG] as number] as number;
    if (account !== gatherer) pairs.clear();
    gatherer = account;
    const { sources, newest } = pairs;
    const from = sources.length;
    Object.assign(found, { paths: 0, legs: 0 });
    pairs.steps = 0;
    pair(root, oldest);
    let best = -1;
    for (let at = from; at < sources.length; at++) {
      const source = sources[at] as number;
      const count = newest[source] === at ? pairs.walk(source, oldest, null) : 0;
      if (count < found.paths || (count === found.paths && source > best)) continue;
      found.paths = count;
      best = source;
    }
    found.truncated = pairs.steps > limits.steps_per_root_max;
    pairs.steps = 0;
    if (best >= 0) found.paths = pairs.walk(best, oldest, found);
    return found;
  };
}

/** Pairs of legs into one account, in order; each names the one before it of the same source. */
class Pairs {
  readonly newest: Int32Array;
  readonly sources: number[] = [];
  /** Legs looked at for the present root. */
  steps = 0;
  private readonly firsts: number[] = [];
  private readonly seconds: number[] = [];
  private readonly mules: number[] = [];
  private readonly before: number[] = [];
  /** By account, the walk that met it as a mule last. */
  private readonly met: Int32Array;
  private walks = 0;

  constructor(
    accounts: number,
    private readonly steps_max: number,
  ) {
    this.newest = new Int32Array(accounts).fill(-1);
    this.met = new Int32Array(accounts);
  }

  add(first: number, second: number, mule: number, source: number): void {
    this.firsts.push(first);
    this.seconds.push(second);
    this.mules.push(mule);
    this.before.push(this.newest[source] as number);
    this.newest[source] = this.sources.push(source) - 1;
  }

  /** Counts the mules of a source, latest pair first, and puts the latest pairs in `shown`. */
  walk(source: number, oldest: number, shown: Found | null): number {
    const { firsts, seconds, mules, before, met } = this;
    this.walks++;
    let count = 0;
    let at = this.newest[source] as number;
    for (; at >= 0 && (seconds[at] as number) >= oldest; at = before[at] as number) {
      if (++this.steps > this.steps_max) break;
      const mule = mules[at] as number;
      if ((firsts[at] as number) < oldest || met[mule] === this.walks) continue;
      met[mule] = this.walks;
      if (shown && count < MULES_SHOWN_MAX) {
        shown.backward[shown.legs++] = seconds[at] as number;
        shown.backward[shown.legs++] = firsts[at] as number;
      }
      count++;
    }
    return count;
  }

  clear(): void {
    for (const source of this.sources) this.newest[source] = -1;
    const { firsts, seconds, mules, sources, before } = this;
    for (const list of [firsts, seconds, mules, sources, before]) list.length = 0;
  }
}
