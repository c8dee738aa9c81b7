/**
 * What is ordinary in a slice, counted from the slice itself, innocent or not: how often each pair
 * pays, how often each account pays whom, and which amounts are common. It is the null model of
 * surprise: accounts keep their degrees, payments their amounts, and times are at random.
 *
 * It is fitted on the closed history (closed.ts), so that a new day changes nothing that was known
 * before it: what stands here by node or for all payments is of the closed ones, and what stands by
 * payment is what was known at the end of the closed history or, later, of the payment's own day.
 */
import type { PaymentGraph } from '../graph/payment-graph.js';
import { knownUntil } from './closed.js';
import { markHabits } from './habits.js';

/** A pair's payments in the slice: 0 once, 1 few (2–5), 2 many, which a habit counts as. */
export type PairClass = 0 | 1 | 2;

export interface Background {
  /** Payments of lower numbers are closed history. */
  readonly closed: number;
  /** Days from the first closed payment to the last; at least one. */
  readonly days: number;
  /** Closed payments with two known, different accounts: those in the graph's rows. */
  readonly payments: number;
  /** Number of ordered pairs that pay. */
  readonly pairs: number;
  /** By payment, its ordered pair: 0 … pairs−1, by debtor ascending; −1 without a pair. */
  readonly pair: Int32Array;
  /** By payment, how many payments its ordered pair has; 0 without a pair. */
  readonly pairCount: Int32Array;
  /** By payment, how many payments its debtor makes; 0 without a pair. */
  readonly debtorCount: Int32Array;
  /** By 3 × node + class, how many closed payments it makes to pairs of the class. */
  readonly outClass: Float64Array;
  /** By 3 × node + class, how many closed payments it receives from pairs of the class. */
  readonly inClass: Float64Array;
  /** The class of a payment's pair. */
  pairClass(payment: number): PairClass;
  /** Density of amounts about this one, per unit of their natural logarithm, by tenths. */
  density(value_minor: number): number;
  /** The same, as finely as amounts are repeated: high for round amounts that everybody pays. */
  fineDensity(value_minor: number): number;
  /** Share of all closed payments that this node receives, at least that of half a payment. */
  inShare(node: number): number;
}

/** Amounts whose logarithms differ by more are different amounts: a cent in two hundred. */
export const FINE_SCALE = 5e-5;
const COARSE_WIDTH = 0.1;
/** No amount is so rare that meeting it is a surprise by itself: a share of all payments. */
const RAREST_SHARE = 2e-4;
const DAY_MS = 86_400_000;

export const pairClassOf = (count: number): PairClass => (count <= 1 ? 0 : count <= 5 ? 1 : 2);

/**
 * Time grows with payments plus nodes; memory is 12 bytes a payment and 52 a node. Payments of the
 * first `closed` numbers are the closed history: all of them, unless it is said.
 */
export function createBackground(graph: PaymentGraph, closed = graph.time_ms.length): Background {
  const { pair, pairCount, debtorCount, pairs } = countPairs(graph, closed);
  const habits = markHabits(graph, closed);
  const classOf = (payment: number): PairClass =>
    habits[payment] === 1 ? 2 : pairClassOf(pairCount[payment] as number);
  const { outClass, inClass } = countClasses(graph, closed, pairCount, classOf);
  const payments = outClass.reduce((sum, count) => sum + count, 0);
  const values = graph.value_minor.subarray(0, closed);
  const coarse = createHistogram(values, COARSE_WIDTH);
  const fine = createHistogram(values, 2 * FINE_SCALE);
  const density = (value_minor: number) =>
    Math.max(coarse(value_minor), RAREST_SHARE) / COARSE_WIDTH;
  const received = (node: number) =>
    (inClass[3 * node] as number) +
    (inClass[3 * node + 1] as number) +
    (inClass[3 * node + 2] as number);
  return {
    closed,
    days: daysSpanned(graph, closed),
    payments,
    pairs,
    pair,
    pairCount,
    debtorCount,
    outClass,
    inClass,
    pairClass: classOf,
    density,
    // Half from the neighbourhood, so that an amount seen once is as rare as amounts about it.
    fineDensity: (value_minor) => (fine(value_minor) / (2 * FINE_SCALE) + density(value_minor)) / 2,
    inShare: (node) => Math.max(0.5, received(node)) / Math.max(1, payments),
  };
}

/** Days from the first payment to the last of so many; at least one. */
export function daysSpanned({ time_ms }: PaymentGraph, payments = time_ms.length): number {
  if (payments === 0) return 1;
  return Math.max(1, ((time_ms[payments - 1] as number) - (time_ms[0] as number)) / DAY_MS);
}

/**
 * Numbers the pairs by debtor. Within a debtor's row, a creditor's last pair is at least the row's
 * first where the row has met it: neither a hash nor a sort is needed.
 */
function countPairs({ accounts, creditor, outgoing, time_ms }: PaymentGraph, closed: number) {
  const pair = new Int32Array(creditor.length).fill(-1);
  const pairCount = new Int32Array(creditor.length);
  const debtorCount = new Int32Array(creditor.length);
  const lastPair = new Int32Array(accounts).fill(-1);
  const counts = new Int32Array(outgoing.payments.length);
  let pairs = 0;
  for (let node = 0; node < accounts; node++) {
    const first = pairs;
    const [start, end] = rowOf(outgoing.starts, node);
    for (let at = start; at < end; at++) {
      const payment = outgoing.payments[at] as number;
      const to = creditor[payment] as number;
      let known = lastPair[to] as number;
      if (known < first) lastPair[to] = known = pairs++;
      pair[payment] = known;
    }
    for (let from = start; from < end; ) {
      const to = knownUntil(outgoing.payments, from, end, time_ms, closed);
      for (let at = from; at < to; at++) {
        const known = pair[outgoing.payments[at] as number] as number;
        counts[known] = (counts[known] as number) + 1;
      }
      for (; from < to; from++) {
        const payment = outgoing.payments[from] as number;
        pairCount[payment] = counts[pair[payment] as number] as number;
        debtorCount[payment] = to - start;
      }
    }
  }
  return { pair, pairCount, debtorCount, pairs };
}

function countClasses(
  graph: PaymentGraph,
  closed: number,
  pairCount: Int32Array,
  classOf: (payment: number) => PairClass,
) {
  const { accounts, debtor, creditor } = graph;
  const outClass = new Float64Array(3 * accounts);
  const inClass = new Float64Array(3 * accounts);
  for (let i = 0; i < closed; i++) {
    if (pairCount[i] === 0) continue;
    const column = classOf(i);
    const paid = 3 * (debtor[i] as number) + column;
    const received = 3 * (creditor[i] as number) + column;
    outClass[paid] = (outClass[paid] as number) + 1;
    inClass[received] = (inClass[received] as number) + 1;
  }
  return { outClass, inClass };
}

/** Share of the known amounts in the bin of an amount; bins are equally wide in its logarithm. */
function createHistogram(value_minor: Float64Array, width: number) {
  const bins = new Int32Array(Math.ceil(Math.log(Number.MAX_SAFE_INTEGER) / width) + 2);
  const binOf = (value: number) => Math.round(Math.log(Math.max(1, value)) / width);
  let known = 0;
  for (let i = 0; i < value_minor.length; i++) {
    const value = value_minor[i] as number;
    if (value <= 0) continue;
    const bin = binOf(value);
    bins[bin] = (bins[bin] as number) + 1;
    known++;
  }
  return (value: number) => (bins[binOf(value)] as number) / Math.max(1, known);
}

const rowOf = (starts: Int32Array, node: number): [number, number] => [
  starts[node] as number,
  starts[node + 1] as number,
];
