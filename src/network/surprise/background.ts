/**
 * What is ordinary in a slice, counted from the slice itself, innocent or not: how often each pair
 * pays, how often each account pays whom, and which amounts are common. It is the null model of
 * surprise: accounts keep their degrees, payments their amounts, and times are at random.
 */
import type { PaymentGraph } from '../graph/payment-graph.js';
import { markHabits } from './habits.js';

/** A pair's payments in the slice: 0 once, 1 few (2–5), 2 many, which a habit counts as. */
export type PairClass = 0 | 1 | 2;

export interface Background {
  /** Days from the first to the last payment; at least one. */
  readonly days: number;
  /** Payments with two known, different accounts: those in the graph's rows. */
  readonly payments: number;
  /** Number of ordered pairs that pay. */
  readonly pairs: number;
  /** By payment, its ordered pair: 0 … pairs−1, by debtor ascending; −1 without a pair. */
  readonly pair: Int32Array;
  /** By payment, how many payments its ordered pair has; 0 without a pair. */
  readonly pairCount: Int32Array;
  /** By 3 × node + class, how many payments it makes to pairs of the class. */
  readonly outClass: Float64Array;
  /** By 3 × node + class, how many payments it receives from pairs of the class. */
  readonly inClass: Float64Array;
  /** The class of a payment's pair. */
  pairClass(payment: number): PairClass;
  /** Density of amounts about this one, per unit of their natural logarithm, by tenths. */
  density(value_minor: number): number;
  /** The same, as finely as amounts are repeated: high for round amounts that everybody pays. */
  fineDensity(value_minor: number): number;
  /** Share of all payments that this node receives, at least that of half a payment. */
  inShare(node: number): number;
}

/** Amounts whose logarithms differ by more are different amounts: a cent in two hundred. */
export const FINE_SCALE = 5e-5;
const COARSE_WIDTH = 0.1;
/** No amount is so rare that meeting it is a surprise by itself: a share of all payments. */
const RAREST_SHARE = 2e-4;
const DAY_MS = 86_400_000;

export const pairClassOf = (count: number): PairClass => (count <= 1 ? 0 : count <= 5 ? 1 : 2);

/** Time grows with payments plus nodes; memory is 8 bytes a payment and 52 a node. */
export function createBackground(graph: PaymentGraph): Background {
  const { pair, pairCount, pairs } = countPairs(graph);
  const habits = markHabits(graph);
  const classOf = (payment: number): PairClass =>
    habits[payment] === 1 ? 2 : pairClassOf(pairCount[payment] as number);
  const { outClass, inClass } = countClasses(graph, pairCount, classOf);
  const { starts } = graph.incoming;
  const payments = graph.outgoing.payments.length;
  const times = graph.time_ms;
  const span_ms = times.length === 0 ? 0 : (times.at(-1) as number) - (times[0] as number);
  const coarse = createHistogram(graph, COARSE_WIDTH);
  const fine = createHistogram(graph, 2 * FINE_SCALE);
  const density = (value_minor: number) =>
    Math.max(coarse(value_minor), RAREST_SHARE) / COARSE_WIDTH;
  return {
    days: Math.max(1, span_ms / DAY_MS),
    payments,
    pairs,
    pair,
    pairCount,
    outClass,
    inClass,
    pairClass: classOf,
    density,
    // Half from the neighbourhood, so that an amount seen once is as rare as amounts about it.
    fineDensity: (value_minor) => (fine(value_minor) / (2 * FINE_SCALE) + density(value_minor)) / 2,
    inShare: (node) =>
      Math.max(0.5, (starts[node + 1] as number) - (starts[node] as number)) /
      Math.max(1, payments),
  };
}

/**
 * Numbers the pairs by debtor. Within a debtor's row, a creditor's last pair is at least the row's
 * first where the row has met it: neither a hash nor a sort is needed.
 */
function countPairs({ accounts, creditor, outgoing }: PaymentGraph) {
  const pair = new Int32Array(creditor.length).fill(-1);
  const pairCount = new Int32Array(creditor.length);
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
      counts[known] = (counts[known] as number) + 1;
    }
    for (let at = start; at < end; at++) {
      const payment = outgoing.payments[at] as number;
      pairCount[payment] = counts[pair[payment] as number] as number;
    }
  }
  return { pair, pairCount, pairs };
}

function countClasses(
  graph: PaymentGraph,
  pairCount: Int32Array,
  classOf: (payment: number) => PairClass,
) {
  const { accounts, debtor, creditor } = graph;
  const outClass = new Float64Array(3 * accounts);
  const inClass = new Float64Array(3 * accounts);
  for (let i = 0; i < debtor.length; i++) {
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
function createHistogram({ value_minor }: PaymentGraph, width: number) {
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
