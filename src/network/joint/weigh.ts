/**
 * What one institution can weigh of the accounts that it holds: it sees all that they are paid and
 * pay, with amounts and times, and so can weigh each hop and each burst as well as all institutions
 * together could. What it cannot see is what hop follows: that needs the others.
 */
import { rowBetween } from '../graph/following.js';
import type { PaymentGraph } from '../graph/payment-graph.js';
import { createBurstFinder } from '../shapes/bursts.js';
import { createHopModel, HOP } from '../shapes/hop.js';
import { findHops, HOP_LIMITS } from '../shapes/hops.js';
import { createBackground } from '../surprise/background.js';
import { rareAmounts } from '../surprise/rare-amounts.js';

/**
 * Kinds of evidence, in nats, that add up: `value` what amounts say, `partners` that they are met
 * once or a few times where most payments are to the same ones, `pace` all else: how soon, how
 * many, against the account's own life.
 */
export interface EvidenceParts {
  readonly value: number;
  readonly pace: number;
  readonly partners: number;
}

/** A held account was paid by `first` and paid on by `second`. */
export interface WeighedHop extends EvidenceParts {
  readonly first: number;
  readonly second: number;
  readonly peel: number;
  readonly nats: number;
}

/** Payments that crowd at a held account. */
export interface WeighedStar extends EvidenceParts {
  readonly direction: 'in' | 'out';
  readonly payments: readonly number[];
  readonly nats: number;
}

/** By numbers of payments of the graph that was weighed. */
export interface Weighed {
  readonly order_key: BigInt64Array;
  readonly hops: readonly WeighedHop[];
  readonly stars: readonly WeighedStar[];
  /** How little chance leads the payer to this payee, in nats. */
  aim(payment: number): number;
  /** The payment's class of pair against that of all payments, in nats. */
  start(payment: number): number;
  /** Payments into or out of the account of a star about the star's, to whom it seldom pays. */
  about(star: Pick<WeighedStar, 'direction' | 'payments'>): readonly number[];
}

export interface WeighOptions {
  /** By node, one where the institution holds the account. */
  readonly held: Uint8Array;
  /** Less than these say nothing, in nats. */
  readonly hop_nats_min: number;
  readonly star_nats_min: number;
}

const DAY_MS = 86_400_000;
/** A star is completed by payments so much before its first and after its last, */
const SLACK_MS = 2 * DAY_MS;
/** while all of it lies within so long, */
const SPAN_MS = 9 * DAY_MS;
/** from pairs that pay at most so often. */
const PAIR_COUNT_MAX = 5;

/** Time and memory are those of the searches by one institution: see `findHops`, `findBursts`. */
export function weighHeld(graph: PaymentGraph, options: WeighOptions): Weighed {
  const background = createBackground(graph);
  const { outgoing, incoming, debtor, creditor, time_ms } = graph;
  const model = createHopModel(graph, background);
  return {
    order_key: graph.order_key,
    hops: hopsOf(graph, model, options),
    stars: starsOf(graph, background, model.start, options),
    start: model.start,
    aim(payment) {
      const payer = debtor[payment] as number;
      const row = (outgoing.starts[payer + 1] as number) - (outgoing.starts[payer] as number);
      const again = ((background.pairCount[payment] as number) - 1) / Math.max(1, row);
      return -Math.log(Math.max(background.inShare(creditor[payment] as number), again));
    },
    about({ direction, payments }) {
      const [rows, own] = direction === 'in' ? [incoming, creditor] : [outgoing, debtor];
      const times = payments.map((payment) => time_ms[payment] as number);
      const from_ms = Math.min(...times) - SLACK_MS;
      const to_ms = Math.min(Math.max(...times) + SLACK_MS, from_ms + SPAN_MS);
      const hub = own[payments[0] as number] as number;
      const row = rowBetween(graph, rows, hub, from_ms, to_ms);
      return [...row].filter((p) => (background.pairCount[p] as number) <= PAIR_COUNT_MAX);
    },
  };
}

function hopsOf(
  graph: PaymentGraph,
  model: ReturnType<typeof createHopModel>,
  { held, hop_nats_min }: WeighOptions,
): WeighedHop[] {
  const { creditor } = graph;
  const hops = findHops(graph, model, { ...HOP_LIMITS, gain_min: hop_nats_min });
  const weighed: WeighedHop[] = [];
  for (let first = 0; first < creditor.length; first++) {
    if (held[creditor[first] as number] !== 1) continue;
    for (let at = hops.starts[first] as number; at < (hops.ends[first] as number); at++) {
      const second = hops.next[at] as number;
      const gain = hops.gain[at] as number;
      const delay = delayOf(model, model.days(first, second));
      if (gain + delay < hop_nats_min) continue;
      const partners = model.start(second);
      const novelty = model.novelty[second] as number;
      const parts = { value: gain - novelty, pace: novelty - partners + delay, partners };
      weighed.push({ first, second, peel: hops.peel[at] as number, nats: gain + delay, ...parts });
    }
  }
  return weighed;
}

/** Nobody else knows the order of a chain: each hop is weighed by the likelier of both. */
function delayOf(model: ReturnType<typeof createHopModel>, days: number): number {
  const ordered = model.delay(days, true) + Math.log(1 - HOP.disorder_share);
  return Math.max(ordered, model.delay(days, false) + Math.log(HOP.disorder_share));
}

function starsOf(
  graph: PaymentGraph,
  background: ReturnType<typeof createBackground>,
  start: (payment: number) => number,
  { held, star_nats_min }: WeighOptions,
): WeighedStar[] {
  const amounts = rareAmounts(graph, background);
  const stars: WeighedStar[] = [];
  for (const direction of ['in', 'out'] as const) {
    const burstsOf = createBurstFinder(graph, background, amounts, direction);
    for (let node = 0; node < graph.accounts; node++) {
      if (held[node] !== 1) continue;
      for (const { payments, nats, parts } of burstsOf(node)) {
        if (nats < star_nats_min) continue;
        const value = parts.find(({ step }) => step === 'amount')?.nats ?? 0;
        const partners = payments.reduce((sum, payment) => sum + start(payment), 0);
        const pace = nats - value - partners;
        stars.push({ direction, payments: [...payments], nats, value, pace, partners });
      }
    }
  }
  return stars;
}
