/** Grows a pair of payers with common payees to all who pay and are paid alike in the window. */
import { present } from '../../base/index.js';
import { rowBetween } from '../graph/following.js';
import type { Adjacency } from '../graph/payment-graph.js';
import type { SurprisePart } from '../instance.js';
import { stepsGranted } from '../past.js';
import { LN_PAYMENTS_PER_BLOCK, type Seed } from './bipartite-seeds.js';
import { LN_CLASS_SHARES, type Way } from './layers-life.js';
import type { LayerView } from './layers-view.js';

/** Share of the payments between the two sides that are made. */
const LN_MADE = Math.log(0.85);
const LN_MISSING = Math.log(0.15);
/** Sizes of a side are about equally likely up to eight. */
const LN_SIZE = -2;
const ROUNDS_MAX = 6;
/** A block is completed to so many days. */
const LONGEST_DAYS = 28;
/** Payments of an account in the window that are looked at, for each account of a side. */
const ROW_PER_SIDE = 8;
const DAY_MS = 86_400_000;

/** Payers, payees and the payments from one side to the other. */
export interface Block {
  readonly payers: readonly number[];
  readonly payees: readonly number[];
  /** Ascending. */
  readonly payments: readonly number[];
  readonly first_ms: number;
  readonly last_ms: number;
  readonly nats: number;
  readonly parts: readonly SurprisePart[];
}

export interface GrowLimits {
  /** Accounts of a side; more are not looked at. */
  readonly side_max: number;
  /** Payments looked at in all growths, by payment of the slice. */
  readonly steps_mean: number;
}

export const GROW_LIMITS: GrowLimits = { side_max: 128, steps_mean: 4 };

export class BlockGrower {
  /** Searches within growths that met a limit. */
  truncated = 0;
  readonly granted: number;
  /** Steps that are left. */
  budget: number;
  private readonly far: readonly [Int32Array, Int32Array];
  private readonly sides: readonly [Adjacency, Adjacency];
  private readonly costs: readonly [number, number];

  constructor(
    private readonly view: LayerView,
    private readonly limits: GrowLimits,
  ) {
    const { graph, lives } = view;
    this.far = [graph.creditor, graph.debtor];
    this.sides = [graph.outgoing, graph.incoming];
    this.costs = [Math.log(lives.payers || 1), Math.log(lives.payees || 1)];
    this.granted = stepsGranted(limits.steps_mean, graph.time_ms.length);
    this.budget = this.granted;
  }

  /** The best of what it becomes; null once all steps are spent. */
  grow(seed: Seed): Block | null {
    if (this.budget < 0) {
      this.truncated++;
      return null;
    }
    const reach_ms = seed.days * DAY_MS;
    const window: Window = {
      from_ms: seed.last_ms - reach_ms,
      to_ms: seed.first_ms + reach_ms,
      days: seed.days,
    };
    let { payers, payees }: Pick<Block, 'payers' | 'payees'> = seed;
    let best = this.blockOf(payers, payees, window);
    for (let round = 0; round < ROUNDS_MAX; round++) {
      const grown_payers = this.opposite(payees, payers.length, 1, window);
      const grown_payees = this.opposite(grown_payers, payees.length, 0, window);
      if (grown_payers.length < 2 || grown_payees.length < 2) break;
      payers = grown_payers;
      payees = grown_payees;
      const block = this.blockOf(payers, payees, window);
      if (block.nats <= best.nats) break;
      best = block;
    }
    return this.completed(best);
  }

  /**
   * Accounts met from `members`, of which it is likelier that they belong than not; `size` is how
   * many of their side there are so far.
   */
  private opposite(
    members: readonly number[],
    size: number,
    way: Way,
    window: Window,
  ): readonly number[] {
    const other_way: Way = way === 0 ? 1 : 0;
    const found: { node: number; gain: number }[] = [];
    for (const [node, payments] of this.met(members, way, window)) {
      if (payments.length < 2) continue;
      const missing = members.length - payments.length;
      let gain = -this.costs[other_way] + missing * LN_MISSING;
      // What they pay and are paid here is no part of their ordinary life.
      const own = way === 0 ? [size, payments.length] : [payments.length, size];
      for (const payment of payments) gain += LN_MADE - this.lnRate(payment, window.days, own);
      if (gain > 0) found.push({ node, gain });
    }
    if (found.length > this.limits.side_max) this.truncated++;
    found.sort((a, b) => b.gain - a.gain || a.node - b.node);
    return found.slice(0, this.limits.side_max).map(({ node }) => node);
  }

  /** By account, the first payment of each member with it. */
  private met(members: readonly number[], way: Way, window: Window): Map<number, number[]> {
    const edges = new Map<number, number[]>();
    const row_max = ROW_PER_SIDE * this.limits.side_max;
    for (const member of members) {
      const row = rowBetween(
        this.view.graph,
        this.sides[way],
        member,
        window.from_ms,
        window.to_ms,
      );
      if (row.length > row_max) this.truncated++;
      const seen = row.subarray(0, row_max);
      this.budget -= seen.length;
      const known = new Set<number>();
      for (const payment of seen) {
        const other = this.far[way][payment] as number;
        if (known.has(other)) continue;
        known.add(other);
        const list = edges.get(other);
        if (list) list.push(payment);
        else edges.set(other, [payment]);
      }
    }
    return edges;
  }

  /** Of a payment between just these two by chance, against laundering's class of pair. */
  private lnRate(payment: number, days: number, [paid = 1, received = 1]: readonly number[]) {
    const { graph, background, lives } = this.view;
    const c = background.pairClass(payment);
    const isCounted = payment < background.closed ? 1 : 0;
    const [payer, payee] = [graph.debtor[payment] as number, graph.creditor[payment] as number];
    const pays = lives.expected(0, payer, c, days, isCounted * paid);
    const is_paid = lives.expected(1, payee, c, days, isCounted * received);
    return Math.log((pays * is_paid) / lives.payments(c, days)) - (LN_CLASS_SHARES[c] as number);
  }

  private blockOf(payers: readonly number[], payees: readonly number[], window: Window): Block {
    const isPayee = new Set(payees);
    const payments = this.between(payers, isPayee, window.from_ms, window.to_ms);
    return scoreBlock(this.view, { payers, payees, payments });
  }

  /** Payments between pairs of both sides that the window missed; they add nothing to the nats. */
  private completed(block: Block): Block {
    const { payers, payees, payments, first_ms, last_ms } = block;
    const { pair } = this.view.background;
    if (payments.length >= payers.length * payees.length) return block;
    const joined = new Set(payments.map((payment) => pair[payment] as number));
    const reach_ms = completedReach(block);
    const late = this.between(payers, new Set(payees), last_ms - reach_ms, first_ms + reach_ms);
    const missed = late.filter((payment) => !joined.has(pair[payment] as number));
    return { ...block, payments: [...payments, ...missed].sort((a, b) => a - b) };
  }

  private between(
    payers: readonly number[],
    isPayee: ReadonlySet<number>,
    from_ms: number,
    to_ms: number,
  ): number[] {
    const { graph } = this.view;
    const row_max = ROW_PER_SIDE * this.limits.side_max;
    const payments = payers.flatMap((payer) => {
      const row = rowBetween(graph, graph.outgoing, payer, from_ms, to_ms).subarray(0, row_max);
      this.budget -= row.length;
      return [...row].filter((payment) => isPayee.has(graph.creditor[payment] as number));
    });
    return payments.sort((a, b) => a - b);
  }
}

/** No payment after this can change what a seed becomes. */
export function lastReached(seed: Seed, block: Block | null): number {
  const window_ms = seed.first_ms + seed.days * DAY_MS;
  return block ? Math.max(window_ms, block.first_ms + completedReach(block)) : window_ms;
}

const completedReach = ({ first_ms, last_ms }: Block) =>
  Math.max(LONGEST_DAYS * DAY_MS, last_ms - first_ms);

interface Window {
  readonly from_ms: number;
  readonly to_ms: number;
  readonly days: number;
}

/**
 * Log-likelihood ratio of "these pay each other by plan" against "each pays and is paid at its own
 * pace, whom chance leads to": for each payment, −ln of how many such were to be expected.
 */
function scoreBlock(
  { graph, background, lives }: LayerView,
  { payers, payees, payments }: Pick<Block, 'payers' | 'payees' | 'payments'>,
): Block {
  const { debtor, creditor, time_ms } = graph;
  const first = time_ms[payments[0] as number] as number;
  const last = time_ms[payments.at(-1) as number] as number;
  const sides = [new Map<number, Counts>(), new Map<number, Counts>()] as const;
  const joined = new Set<number>();
  const edges: number[] = [];
  for (const payment of payments) {
    const pair = background.pair[payment] as number;
    if (joined.has(pair)) continue;
    joined.add(pair);
    edges.push(payment);
  }
  // The ends of the window are where payments are: it would have been longer.
  const days = (((last - first) / DAY_MS + 1) * (edges.length + 1)) / (edges.length - 1 || 1);
  let agreement = 0;
  let novelty = 0;
  for (const payment of edges) {
    const c = background.pairClass(payment);
    novelty += LN_CLASS_SHARES[c] as number;
    agreement += Math.log(lives.payments(c, days));
    const isCounted = payment < background.closed;
    count(sides[0], debtor[payment] as number, c, isCounted);
    count(sides[1], creditor[payment] as number, c, isCounted);
  }
  let burst = 0;
  for (const way of [0, 1] as const) {
    for (const [node, counts] of sides[way]) {
      counts.forEach(({ own, aside }, c) => {
        if (own === 0) return;
        const expected = Math.log(lives.expected(way, node, c, days, aside));
        burst -= own * expected + lives.spread(way, node, c, own, aside);
      });
    }
  }
  agreement -= payers.length * Math.log(lives.payers) + payees.length * Math.log(lives.payees);
  const missing = payers.length * payees.length - edges.length;
  const parts: SurprisePart[] = [
    { step: 'burst', nats: burst },
    { step: 'novelty', nats: novelty },
    { step: 'agreement', nats: agreement },
    { step: 'breadth', nats: edges.length * LN_MADE + missing * LN_MISSING },
    {
      step: 'chance',
      nats:
        Math.log((background.payments * days) / background.days) -
        LN_PAYMENTS_PER_BLOCK +
        2 * LN_SIZE,
    },
  ];
  const nats = parts.reduce((sum, part) => sum + part.nats, 0);
  return { payers, payees, payments, first_ms: first, last_ms: last, nats, parts };
}

/** By class, payments of an account, and of them those that its closed history counts. */
type Counts = readonly { own: number; aside: number }[];

function count(side: Map<number, Counts>, node: number, c: number, isCounted: boolean): void {
  const counts = side.get(node) ?? [0, 1, 2].map(() => ({ own: 0, aside: 0 }));
  const of = present(counts[c], 'a class');
  of.own++;
  if (isCounted) of.aside++;
  side.set(node, counts);
}
