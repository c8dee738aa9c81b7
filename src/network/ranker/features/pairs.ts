import type { PaymentGraph } from '../../graph/payment-graph.js';
import {
  DAY_MS,
  type FeatureInput,
  meaning,
  SEEN_DAYS,
  SETTLED_DAYS,
  type Sheet,
} from './sheet.js';

/** Payments of one debtor to one creditor, in order: numbers from `starts[p]` on. */
export interface Pairs {
  readonly count: number;
  /** Pair of each payment, −1 where it has not two different nodes. */
  readonly pair: Int32Array;
  /** The pair the other way round, −1 where there is none. */
  readonly reverse: Int32Array;
  readonly starts: Int32Array;
  readonly payments: Int32Array;
}

/** Numbers the pairs by walking each debtor's row with a mark at each creditor. */
export function pairsOf(graph: PaymentGraph): Pairs {
  const { accounts, outgoing, creditor, debtor } = graph;
  const rows = creditor.length;
  const pair = new Int32Array(rows).fill(-1);
  const mark = new Int32Array(accounts).fill(-1);
  const first_of: number[] = [];
  const sizes: number[] = [];
  for (let from = 0; from < accounts; from++) {
    const base = first_of.length;
    for (
      let at = outgoing.starts[from] as number;
      at < (outgoing.starts[from + 1] as number);
      at++
    ) {
      const i = outgoing.payments[at] as number;
      const to = creditor[i] as number;
      if ((mark[to] as number) < base) {
        mark[to] = first_of.length;
        first_of.push(i);
        sizes.push(0);
      }
      const p = mark[to] as number;
      pair[i] = p;
      sizes[p] = (sizes[p] as number) + 1;
    }
  }
  const count = first_of.length;
  const starts = new Int32Array(count + 1);
  for (let p = 0; p < count; p++) starts[p + 1] = (starts[p] as number) + (sizes[p] as number);
  const filled = starts.slice(0, count);
  const payments = new Int32Array(starts[count] as number);
  for (let i = 0; i < rows; i++) {
    const p = pair[i] as number;
    if (p < 0) continue;
    payments[filled[p] as number] = i;
    filled[p] = (filled[p] as number) + 1;
  }
  const reverse = new Int32Array(count).fill(-1);
  const by_ends = new Map<number, number>();
  for (let p = 0; p < count; p++) {
    const i = first_of[p] as number;
    by_ends.set((debtor[i] as number) * accounts + (creditor[i] as number), p);
  }
  for (let p = 0; p < count; p++) {
    const i = first_of[p] as number;
    reverse[p] = by_ends.get((creditor[i] as number) * accounts + (debtor[i] as number)) ?? -1;
  }
  return { count, pair, reverse, starts, payments };
}

/**
 * Novelty and habit of the pair: how often, how long and how regularly this debtor has paid this
 * creditor, what is usual between them, whether money also goes the other way.
 */
export function addPairs(sheet: Sheet, input: FeatureInput, pairs: Pairs): void {
  const { time_ms, value_minor } = input.graph;
  const back = input.sight === 'looking_back';
  const before = sheet.add('pair_payments_before', meaning('pair_payments_before'));
  const age = sheet.add('pair_days_known', meaning('pair_days_known'), Number.NaN);
  const rest = sheet.add('pair_days_since', meaning('pair_days_since'), Number.NaN);
  const rhythm = sheet.add('pair_rhythm', meaning('pair_rhythm'), Number.NaN);
  const size = sheet.add('pair_value_ratio', meaning('pair_value_ratio'), Number.NaN);
  const far = sheet.add('pair_reverse_before', meaning('pair_reverse_before'));
  const days = { days: SEEN_DAYS };
  const after = back
    ? sheet.add('pair_payments_after', meaning('pair_payments_after', days))
    : null;
  const next = back ? sheet.add('pair_days_to_next', meaning('pair_days_to_next', days), 99) : null;
  for (let p = 0; p < pairs.count; p++) {
    const [from, to] = [pairs.starts[p] as number, pairs.starts[p + 1] as number];
    const first_ms = time_ms[pairs.payments[from] as number] as number;
    let [sum, ahead] = [0, from];
    for (let at = from; at < to; at++) {
      const i = pairs.payments[at] as number;
      const now = time_ms[i] as number;
      const k = at - from;
      before[i] = k;
      if (k > 0) {
        const gap = (now - (time_ms[pairs.payments[at - 1] as number] as number)) / DAY_MS;
        age[i] = Math.min(60, (now - first_ms) / DAY_MS);
        rest[i] = gap;
        if (k > 1) rhythm[i] = (gap * k) / Math.max((now - first_ms) / DAY_MS, 1 / 24);
        size[i] = ((value_minor[i] as number) * k) / Math.max(sum, 1);
      }
      sum += Math.max(0, value_minor[i] as number);
      if (!after || !next) continue;
      const end_ms = now + SEEN_DAYS * DAY_MS;
      ahead = Math.max(ahead, at);
      while (ahead + 1 < to && (time_ms[pairs.payments[ahead + 1] as number] as number) <= end_ms) {
        ahead++;
      }
      after[i] = ahead - at;
      if (ahead > at) {
        next[i] = ((time_ms[pairs.payments[at + 1] as number] as number) - now) / DAY_MS;
      }
    }
    addReverse(far, p, pairs, time_ms);
  }
}

/** Payments the other way up to the end of the instant. */
function addReverse(far: Float32Array, p: number, pairs: Pairs, time_ms: Float64Array): void {
  const other = pairs.reverse[p] as number;
  if (other < 0) return;
  const [start, end] = [pairs.starts[other] as number, pairs.starts[other + 1] as number];
  let seen = start;
  for (let at = pairs.starts[p] as number; at < (pairs.starts[p + 1] as number); at++) {
    const i = pairs.payments[at] as number;
    while (
      seen < end &&
      (time_ms[pairs.payments[seen] as number] as number) <= (time_ms[i] as number)
    ) {
      seen++;
    }
    far[i] = seen - start;
  }
}

/**
 * Payments that open a pair; for one who looks back, only those that nothing follows in the days
 * seen: a standing order or a supplier's second bill is no longer new.
 */
export function novelPayments(input: FeatureInput, pairs: Pairs): Uint8Array {
  const { time_ms } = input.graph;
  const novel = new Uint8Array(time_ms.length);
  for (let p = 0; p < pairs.count; p++) {
    const at = pairs.starts[p] as number;
    const i = pairs.payments[at] as number;
    const follows =
      input.sight === 'looking_back' &&
      at + 1 < (pairs.starts[p + 1] as number) &&
      (time_ms[pairs.payments[at + 1] as number] as number) <=
        (time_ms[i] as number) + SETTLED_DAYS * DAY_MS;
    if (!follows) novel[i] = 1;
  }
  return novel;
}
