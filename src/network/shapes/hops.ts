/** All hops by which money may have gone on, in whichever order of time. */
import { placeFrom } from '../graph/following.js';
import type { PaymentGraph } from '../graph/payment-graph.js';
import { DailySteps, stepsTaken } from '../past.js';
import { paymentsBefore } from '../surprise/closed.js';
import { HOP, type HopModel, PEEL_MOST } from './hop.js';

/** Hops by their first payment: those of payment i are `starts[i]` … `ends[i] − 1`. */
export interface Hops {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** The second payment, in order of time among those of one first payment. */
  readonly next: Int32Array;
  /** The payment that takes the rest, where the second takes a part; else −1. */
  readonly peel: Int32Array;
  /** Conservation and novelty, in nats: what does not depend on the order of time. */
  readonly gain: Float32Array;
  /**
   * How many are likely by themselves: near each of them chance may begin a chain. Told from those
   * of the closed history that nothing after it touches.
   */
  readonly likely: number;
  /** Payments of which only some following ones were looked at, in no order. */
  readonly cut: readonly number[];
  /** See stepsTaken. */
  readonly steps: number;
}

/** Payments from `first` on are asked for their hops; what the others had needed is known. */
export interface HopsPast {
  readonly first: number;
  readonly likely: number;
}

export interface HopLimits {
  /** Hops of less, in nats, even at once, are left out: a chain does not recover from them. */
  readonly gain_min: number;
  /** Following payments that are looked at for one payment: the next ones, in order of time. */
  readonly followers_max: number;
  /** Followers of all payments, by payment of the slice; then each looks at `followers_least`. */
  readonly followers_mean: number;
  readonly followers_least: number;
  /** Following payments of which two are tried as the parts of what came. */
  readonly peels_max: number;
}

export const HOP_LIMITS: HopLimits = {
  gain_min: -1,
  followers_max: 2_000,
  followers_mean: 64,
  followers_least: 16,
  peels_max: 8,
};
const LIKELY_NATS = 3;
const DAY_MS = 86_400_000;

/**
 * Each payment into a node against those out of it within the window: both rows run with time, so
 * that the work is the pairs within the window, 6 a payment where 17 is the mean degree. No money
 * goes back to its payer by a hop: that is a return, and no carrier's work.
 */
export function findHops(
  graph: PaymentGraph,
  model: HopModel,
  limits: HopLimits = HOP_LIMITS,
  closed = graph.time_ms.length,
  past: HopsPast | null = null,
  steps = new DailySteps(),
): Hops {
  const { accounts, incoming, outgoing, time_ms, creditor, debtor } = graph;
  const starts = new Int32Array(time_ms.length);
  const ends = new Int32Array(time_ms.length);
  const found = createHopList();
  const addPeels = createPeels(graph, model, found);
  const window_ms = HOP.disorder_days * DAY_MS;
  const settled = settledOf(graph, closed);
  let likely = 0;
  const granted = limits.followers_mean * time_ms.length;
  let budget = granted - steps.sum();
  const first = past?.first ?? 0;
  const reached = past ? paymentsBefore(graph, (time_ms[first] ?? 0) - window_ms) : 0;
  const cut: number[] = [];
  for (let node = 0; node < accounts; node++) {
    const end = outgoing.starts[node + 1] as number;
    let low = past ? placeFrom(outgoing, node, reached) : (outgoing.starts[node] as number);
    let now = low;
    let high = low;
    const last = incoming.starts[node + 1] as number;
    let at = past ? placeFrom(incoming, node, first) : (incoming.starts[node] as number);
    for (; at < last && low < end; at++) {
      const i = incoming.payments[at] as number;
      const time = time_ms[i] as number;
      low = firstFrom(low, end, time - window_ms);
      now = firstFrom(Math.max(now, low), end, time);
      high = firstFrom(Math.max(high, now), end, time + window_ms + 1);
      const limit = budget > 0 ? limits.followers_max : limits.followers_least;
      const isBusy = high - low > limit;
      if (isBusy) cut.push(i);
      const [from, to] = isBusy ? [now, Math.min(high, now + limit)] : [low, high];
      budget -= to - from;
      steps.add(time, to - from);
      starts[i] = found.size;
      for (let k = from; k < to; k++) {
        const j = outgoing.payments[k] as number;
        const gain = creditor[j] === debtor[i] ? Number.NaN : model.gain(i, j);
        if (gain >= limits.gain_min) found.add(j, -1, gain);
      }
      if (now < to) addPeels(i, now, Math.min(to, now + limits.peels_max));
      ends[i] = found.size;
      if (i < settled) likely += found.likelySince(starts[i] as number);
    }
  }
  const share = settled / Math.max(1, closed);
  return {
    starts,
    ends,
    ...found.arrays(),
    likely: past?.likely ?? likely / (share || 1),
    cut,
    steps: stepsTaken(granted, budget),
  };

  function firstFrom(at: number, end: number, time: number): number {
    while (at < end && (time_ms[outgoing.payments[at] as number] as number) < time) at++;
    return at;
  }
}

/** Two of the next payments that are together what came: either may carry the chain on. */
function createPeels(
  { creditor, debtor, outgoing, value_minor }: PaymentGraph,
  model: HopModel,
  found: ReturnType<typeof createHopList>,
) {
  return (i: number, from: number, to: number) => {
    const most = (value_minor[i] as number) * PEEL_MOST;
    for (let k = from; k < to; k++) {
      const one = outgoing.payments[k] as number;
      const value = value_minor[one] as number;
      if (!(value > 0 && value < most)) continue;
      for (let l = k + 1; l < to; l++) {
        const two = outgoing.payments[l] as number;
        const sum = value + (value_minor[two] as number);
        if (sum > most || sum * PEEL_MOST < (value_minor[i] as number)) continue;
        if (creditor[one] === creditor[two]) continue;
        addPeel(i, one, two);
        addPeel(i, two, one);
      }
    }
  };

  function addPeel(i: number, j: number, peel: number) {
    if (creditor[j] === debtor[i]) return;
    const gain = model.peelGain(i, j, peel);
    if (gain >= LIKELY_NATS) found.add(j, peel, gain);
  }
}

/**
 * Closed payments whose hops, and the pace at their ends, lie within the closed history; all of
 * them where there is nothing after it.
 */
function settledOf(graph: PaymentGraph, closed: number): number {
  const last = graph.time_ms[closed - 1];
  if (closed === graph.time_ms.length || last === undefined) return closed;
  return paymentsBefore(graph, last - 2 * HOP.disorder_days * DAY_MS);
}

function createHopList() {
  let next = new Int32Array(1024);
  let peel = new Int32Array(1024);
  let gain = new Float32Array(1024);
  const list = {
    size: 0,
    likelySince(from: number): number {
      let likely = 0;
      for (let at = from; at < list.size; at++) if ((gain[at] as number) > LIKELY_NATS) likely++;
      return likely;
    },
    add(payment: number, rest: number, nats: number) {
      if (list.size === next.length) {
        next = grown(next, new Int32Array(2 * list.size));
        peel = grown(peel, new Int32Array(2 * list.size));
        gain = grown(gain, new Float32Array(2 * list.size));
      }
      next[list.size] = payment;
      peel[list.size] = rest;
      gain[list.size++] = nats;
    },
    arrays: () => ({
      next: next.subarray(0, list.size),
      peel: peel.subarray(0, list.size),
      gain: gain.subarray(0, list.size),
    }),
  };
  return list;
}

function grown<T extends Int32Array | Float32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
