/**
 * A hop: an account is paid and pays on. Its surprise is the log-likelihood ratio of "this money
 * was passed on" against "this account made one of its ordinary payments", in three parts:
 * conservation (what goes on is what came), delay (it goes on soon) and novelty (it goes to whom
 * the account seldom pays, and the account seldom pays such). The null is that of
 * {@link Background}: degrees and amounts are kept, times are at random.
 */
import { placeFrom } from '../graph/following.js';
import type { PaymentGraph } from '../graph/payment-graph.js';
import type { Background } from '../surprise/background.js';

/**
 * Constants are fitted on replanted AMLworld instances (LI-Medium, seeds 2–4), whose amounts and
 * delays follow published cases no closer than this model does: they are priors, not thresholds.
 */
export const HOP = {
  /** Days after which one in e of those who pass money on still has it. */
  delay_days: 1,
  /** Out of order (paid on before it came: a float, or clocks that disagree): within these days. */
  disorder_days: 6,
  /** Share of instances whose payments are in no order of time. */
  disorder_share: 0.1,
  /** Amounts that change by less, as a logarithm, went on less a fee or with a top-up. */
  wide: 0.11,
  wide_share: 0.65,
  /** Scale of amounts that went on unchanged, or less a few cents; heavy tails. */
  fine: 3e-5,
  fine_share: 0.3,
  /** Amounts that change by less went on in another currency, at some rate, or in good part. */
  loose: 0.35,
  loose_share: 0.03,
  /** The rest: another amount, by a factor of e or so. */
  broken_share: 0.02,
  /** Innocent payments that are copied from the one before: so that equality alone is no proof. */
  copied_share: 1e-4,
  /** Of a pair that paid such an amount before or next, the share of payments that repeat it. */
  habit_share: 0.5,
  /** Payments of a pair that lie further apart are a habit; nearer, perhaps one lot in parts. */
  habit_days: 6,
  /** Shares of laundering payments among pairs that pay once, 2–5 times, more often. */
  class_shares: [0.55, 0.38, 0.07],
  /** Added to the payments that an account is counted with: no account is known to pay never. */
  rate_smoothing: 0.5,
  /** Of hops, those in which a part goes to another: a peel. */
  peel_share: 0.1,
  /** Either part of a peel is at least this share of what came. */
  peel_least: 0.03,
  /** Nats that each further payment costs: three in four who pass money on are not the last. */
  continue_cost: 0.3,
} as const;

export interface HopModel {
  /** Conservation and novelty of a hop: what does not depend on the order of time. */
  gain(from: number, to: number): number;
  /** The amount of `to` follows from that of `from`. */
  conservation(from: number, to: number): number;
  /**
   * `from` went on in two parts: `to` carries the chain on, and `peel` is what lacks. With the
   * delay of `peel`; NaN where the parts are not what came, or one is hardly any of it.
   */
  peelGain(from: number, to: number, peel: number): number;
  /** This account pays this class of pair, at this time, rather than at its usual rate. */
  readonly novelty: Float32Array;
  /** Days from payment to payment; negative when the second is earlier. */
  days(from: number, to: number): number;
  /** Of `days` between two payments of an instance that is in order of time, or is not. */
  delay(days: number, ordered: boolean): number;
  /** A first payment's class of pair against that of all payments. */
  start(payment: number): number;
  /** The payment goes to the node `goal` rather than to anybody else. */
  closure(payment: number, goal: number): number;
}

const DAY_MS = 86_400_000;
/** Beyond this change, unchanged amounts are no likelier than changed ones: 200 fine scales. */
const FINE_REACH = 200 * HOP.fine;

/** 13 bytes a payment; time grows with payments. Of payments before `first` it knows nothing. */
export function createHopModel(graph: PaymentGraph, background: Background, first = 0): HopModel {
  const { time_ms, value_minor } = graph;
  const { novelty, starts } = noveltyOf(graph, background, first);
  const habit = habitsOf(graph, background);
  const logValue = new Float32Array(time_ms.length);
  // Novelty less the logarithm of the amount's density: what all hops to a payment have in common.
  const prior = new Float32Array(time_ms.length);
  for (let i = first; i < time_ms.length; i++) {
    const value = value_minor[i] as number;
    logValue[i] = value > 0 ? Math.log(value) : Number.NaN;
    const repeated = habit[i] === NO_HABIT ? 0 : HOP.habit_share / (2 * HOP.wide);
    prior[i] = (novelty[i] as number) - Math.log(background.density(value) + repeated);
  }
  const changeOf = (from: number, to: number) =>
    Math.abs((logValue[to] as number) - (logValue[from] as number));
  /** Of an amount that went on unchanged, and of one that was changed; both over the ordinary. */
  const withFine = (change: number, to: number, changed: number, share = 1) => {
    const kernel = (share * HOP.fine) / (Math.PI * (HOP.fine ** 2 + change ** 2));
    const ordinary = background.fineDensity(value_minor[to] as number);
    const copied = habit[to] === SAME_AMOUNT ? HOP.habit_share : HOP.copied_share;
    const same = (HOP.fine_share * kernel) / (ordinary + copied * kernel);
    return Math.log(Math.exp(changed) + same);
  };
  const gain = (from: number, to: number) => {
    const change = changeOf(from, to);
    const changed = (prior[to] as number) + coarse(change);
    if (!(change < FINE_REACH)) return changed;
    const novel = novelty[to] as number;
    return novel + withFine(change, to, changed - novel);
  };
  const days = (from: number, to: number) =>
    ((time_ms[to] as number) - (time_ms[from] as number)) / DAY_MS;
  const peelGain = (from: number, to: number, peel: number) => {
    const came = value_minor[from] as number;
    const less = value_minor[peel] as number;
    const went = (value_minor[to] as number) + less;
    const share = less / went;
    const change = Math.abs(Math.log(went / came));
    if (!(change <= HOP.wide && Math.min(share, 1 - share) >= HOP.peel_least)) return Number.NaN;
    // The first part is of any size; the second then follows from it, as finely as their sum does.
    const first = (prior[to] as number) + PEEL;
    const novel = novelty[peel] as number;
    const changed = (prior[peel] as number) - novel + WIDE + Math.log(share);
    const second = change < FINE_REACH ? withFine(change, peel, changed, share) : changed;
    return first + novel + second + delay(days(from, peel), true);
  };
  return {
    gain,
    peelGain,
    conservation: (from, to) => gain(from, to) - (novelty[to] as number),
    novelty,
    days,
    delay,
    start: (payment) => starts[background.pairClass(payment)],
    closure(payment, goal) {
      const paid = background.debtorCount[payment] as number;
      const again = ((background.pairCount[payment] as number) - 1) / Math.max(1, paid);
      return -Math.log(Math.max(background.inShare(goal), again));
    },
  };
}

/** The parts of a peel are together at most so many times what came, and at least one by it. */
export const PEEL_MOST = Math.exp(HOP.wide);
const PEEL = Math.log(HOP.peel_share / -Math.log(HOP.peel_least));

function delay(days: number, ordered: boolean): number {
  if (!ordered) return -Math.log(2 * HOP.disorder_days);
  if (days < 0) return Number.NEGATIVE_INFINITY;
  return -Math.log(HOP.delay_days) - days / HOP.delay_days;
}

const NO_HABIT = 0;
const NEAR_AMOUNT = 1;
const SAME_AMOUNT = 2;

const LOOSE = Math.log(HOP.loose_share / (2 * HOP.loose) + HOP.broken_share / 2);
const WIDE = Math.log(HOP.wide_share / (2 * HOP.wide) + Math.exp(LOOSE));
const BROKEN = Math.log(HOP.broken_share / 2);

/** Logarithm of the density of a change of the amount, where it was changed; NaN if unknown. */
function coarse(change: number): number {
  return change <= HOP.wide ? WIDE : change <= HOP.loose ? LOOSE : BROKEN - change;
}

/** The account's own rate at other times, or about this time where it is higher. */
function noveltyOf(graph: PaymentGraph, background: Background, first: number) {
  const { time_ms, accounts, outgoing } = graph;
  const { closed, days, outClass } = background;
  const totals: [number, number, number] = [0, 0, 0];
  for (let at = 0; at < outClass.length; at++)
    totals[(at % 3) as 0 | 1 | 2] += outClass[at] as number;
  const novelty = new Float32Array(time_ms.length).fill(Number.NEGATIVE_INFINITY);
  const window_ms = HOP.disorder_days * DAY_MS;
  const near_ms = (time_ms[first] ?? 0) - window_ms;
  const window_days = Math.min(days, 2 * HOP.disorder_days);
  const { payments, starts } = outgoing;
  const timeAt = (at: number) => time_ms[payments[at] as number] as number;
  const columnAt = (at: number) => background.pairClass(payments[at] as number);
  for (let node = 0; node < accounts; node++) {
    const end = starts[node + 1] as number;
    const near: [number, number, number] = [0, 0, 0];
    const from = first === 0 ? (starts[node] as number) : placeFrom(outgoing, node, first);
    let low = from;
    while (low > (starts[node] as number) && timeAt(low - 1) >= near_ms) low--;
    let high = low;
    for (let at = from; at < end; at++) {
      const time = timeAt(at);
      while (high < end && timeAt(high) <= time + window_ms) near[columnAt(high++)]++;
      while (timeAt(low) < time - window_ms) near[columnAt(low++)]--;
      const column = columnAt(at);
      const itself = (payments[at] as number) < closed ? 1 : 0;
      const others = (outClass[3 * node + column] as number) - itself;
      const usual = (others + HOP.rate_smoothing) / days;
      const recent = (near[column] - 1) / window_days;
      novelty[payments[at] as number] = Math.log(
        HOP.class_shares[column] / Math.max(usual, recent),
      );
    }
  }
  const all = totals[0] + totals[1] + totals[2] + 3;
  const start = (column: 0 | 1 | 2) =>
    Math.log((HOP.class_shares[column] * all) / (totals[column] + 1));
  return { novelty, starts: [start(0), start(1), start(2)] as const };
}

/**
 * Whether a payment's pair paid the same or a near amount at its payment before or after: wages,
 * rent and instalments, whose meeting with one another says nothing. What comes after the closed
 * history changes nothing before it.
 */
function habitsOf({ time_ms, value_minor }: PaymentGraph, { closed, pair, pairs }: Background) {
  const habit = new Uint8Array(pair.length);
  const latest = new Int32Array(pairs).fill(-1);
  for (let i = 0; i < pair.length; i++) {
    const known = pair[i] as number;
    if (known < 0) continue;
    const before = latest[known] as number;
    latest[known] = i;
    if (before < 0) continue;
    if ((time_ms[i] as number) - (time_ms[before] as number) < HOP.habit_days * DAY_MS) continue;
    const change = Math.abs(Math.log((value_minor[i] as number) / (value_minor[before] as number)));
    const found = change <= FINE_REACH ? SAME_AMOUNT : change <= HOP.wide ? NEAR_AMOUNT : NO_HABIT;
    habit[i] = Math.max(habit[i] as number, found);
    if (i < closed) habit[before] = Math.max(habit[before] as number, found);
  }
  return habit;
}
