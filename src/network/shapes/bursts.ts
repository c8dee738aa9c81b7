/**
 * Fan-in and fan-out: many counterparties at one account within days, where its own life has few.
 * Windows of several lengths slide along each account's row; of those that overlap, the most
 * surprising stays (a scan statistic: Kulldorff 1997; null by account: burst-score.ts).
 */
import type { Adjacency, PaymentGraph } from '../graph/payment-graph.js';
import type { SurprisePart } from '../instance.js';
import { type Background, daysSpanned } from '../surprise/background.js';
import { RATE_SHAPE } from '../surprise/gamma-poisson.js';
import type { RareAmounts } from '../surprise/rare-amounts.js';
import { createRhythm } from '../surprise/rhythm.js';
import { type BurstScore, type OrdinaryLife, scoreBurst } from './burst-score.js';
import { WindowCounts } from './window-counts.js';

export type Direction = 'in' | 'out';

/** A burst at an account; payments of classes that do not belong to it are left out. */
export interface Burst {
  readonly hub: number;
  readonly direction: Direction;
  readonly payments: Int32Array;
  readonly first_ms: number;
  readonly last_ms: number;
  /** Mean time of its payments. */
  readonly middle_ms: number;
  readonly partners: number;
  readonly nats: number;
  readonly parts: readonly SurprisePart[];
}

export const DAY_MS = 86_400_000;
/** Lengths tried, in days; published cases and AMLworld's instances last two to six. */
const WINDOWS_DAYS: readonly number[] = [1.5, 3, 4.5, 6];
/** What a business without a licence takes in and pays out: weeks, each of them quiet. */
export const LONG_WINDOWS_DAYS: readonly number[] = [18, 45];
/** A burst takes in its neighbours up to this length, in days. */
const LONGEST_DAYS = 6.5;
/** Halves of gather–scatter may be weak each; weaker than this they say nothing. */
const FLOOR_NATS = 3;
/** An account of which nothing is known counts as if it had been seen so long, in days. */
const PRIOR_DAYS_MAX = 30;

/**
 * Bursts of one account after another, best first. Nothing is kept of an account that was asked
 * for: memory grows with the longest row.
 */
export function createBurstFinder(
  graph: PaymentGraph,
  background: Background,
  amounts: RareAmounts,
  direction: Direction,
  windows_days = WINDOWS_DAYS,
): (hub: number) => Burst[] {
  const rows = direction === 'in' ? graph.incoming : graph.outgoing;
  const far = direction === 'in' ? graph.debtor : graph.creditor;
  const scan = createScan(graph, background, amounts, rows, far, direction, windows_days);
  const apart = createSieve();
  return (hub) =>
    apart(scan(hub)).map((window) => burstOf(graph, background, rows, hub, direction, window));
}

/** Places in a row, first included, last not; and the score. */
interface Window extends BurstScore {
  readonly start: number;
  readonly end: number;
  readonly amount: number;
}

function createScan(
  graph: PaymentGraph,
  background: Background,
  amounts: RareAmounts,
  rows: Adjacency,
  far: Int32Array,
  direction: Direction,
  windows_days: readonly number[],
): (hub: number) => Window[] {
  const classes = direction === 'in' ? background.inClass : background.outClass;
  const inside = new WindowCounts(graph, background, amounts, rows, far);
  const { time_ms } = inside;
  const score: BurstScore = { nats: 0, burst: 0, novelty: 0, keep: 0, partners: 0 };
  const rhythm = createRhythm(daysSpanned(graph));
  const window = { from_ms: 0, to_ms: 0 };
  const own = new Int32Array(3);
  const life: OrdinaryLife = {
    known: new Float64Array(3),
    known_days: 0,
    prior_days: priorDays(classes, background.days),
    dispersion: (c) => rhythm.dispersion(c, window.from_ms, window.to_ms),
  };

  return (hub) => {
    const windows: Window[] = [];
    if ((rows.starts[hub + 1] as number) - (rows.starts[hub] as number) < 2) return windows;
    const end = inside.open(hub);
    const seen = timeSeen(graph, hub);
    const seen_days = (seen.last_ms - seen.first_ms) / DAY_MS + 1;
    rhythm.open(seen.first_ms, seen_days);
    own.fill(0);
    for (let at = 0; at < end; at++) {
      const c = inside.classes[at] as number;
      own[c] = (own[c] as number) + 1;
      rhythm.add(c, time_ms[at] as number);
    }
    for (const days of windows_days) {
      let next = 0;
      inside.rare_nats = 0;
      life.known_days = Math.max(0, seen_days - days);
      for (let first = 0; first < end; first++) {
        const until = (time_ms[first] as number) + days * DAY_MS;
        while (next < end && (time_ms[next] as number) <= until) inside.enter(next++);
        if (next - first >= 2) {
          for (let c = 0; c < 3; c++) {
            life.known[c] = (own[c] as number) - (inside.payments[c] as number);
          }
          window.from_ms = time_ms[first] as number;
          window.to_ms = until;
          scoreBurst(inside.partners, days, life, score);
          keepPeak(windows, score, Math.max(0, inside.rare_nats), first, next);
        }
        inside.leave(first);
      }
    }
    return windows;
  };
}

/** Of windows of one length that overlap one after the other, only the best stays. */
function keepPeak(
  windows: Window[],
  score: BurstScore,
  amount: number,
  start: number,
  end: number,
): void {
  const nats = score.nats + amount;
  if (nats <= FLOOR_NATS) return;
  const last = windows.at(-1);
  const isApart = !last || last.start > start || last.end <= start;
  if (!isApart && nats <= strength(last)) return;
  windows[isApart ? windows.length : windows.length - 1] = { ...score, start, end, amount };
}

const strength = (window: Window) => window.nats + window.amount;

/** How long an average account of the population takes for `RATE_SHAPE` arrivals, by class. */
function priorDays(classes: Float64Array, days: number): number[] {
  const sums = [0, 0, 0];
  let active = 0;
  for (let at = 0; at < classes.length; at += 3) {
    const own = [classes[at] as number, classes[at + 1] as number, classes[at + 2] as number];
    if (own.some((count) => count > 0)) active++;
    for (const c of [0, 1, 2]) sums[c] = (sums[c] ?? 0) + (own[c] as number);
  }
  return sums.map((sum) => Math.min(PRIOR_DAYS_MAX, (RATE_SHAPE * active * days) / (sum || 1)));
}

/** An account's first payment, either way, and its last. */
function timeSeen({ incoming, outgoing, time_ms }: PaymentGraph, node: number) {
  let first_ms = Number.POSITIVE_INFINITY;
  let last_ms = Number.NEGATIVE_INFINITY;
  for (const { starts, payments } of [incoming, outgoing]) {
    const start = starts[node] as number;
    const end = starts[node + 1] as number;
    if (start === end) continue;
    first_ms = Math.min(first_ms, time_ms[payments[start] as number] as number);
    last_ms = Math.max(last_ms, time_ms[payments[end - 1] as number] as number);
  }
  return { first_ms, last_ms };
}

/**
 * Best first, none that overlaps a better one. Windows of one length do not overlap, so that
 * marking the places that are taken costs no more than the row a length.
 */
function createSieve(): (windows: Window[]) => Window[] {
  let taken = new Uint8Array(1024);
  return (windows) => {
    if (windows.length < 2) return windows;
    windows.sort((a, b) => strength(b) - strength(a) || a.start - b.start || b.end - a.end);
    const last = windows.reduce((most, { end }) => Math.max(most, end), 0);
    if (last > taken.length) taken = new Uint8Array(2 * last);
    const kept = windows.filter(({ start, end }) => {
      if (taken.subarray(start, end).includes(1)) return false;
      taken.fill(1, start, end);
      return true;
    });
    taken.fill(0, 0, last);
    return kept;
  };
}

function burstOf(
  graph: PaymentGraph,
  background: Background,
  rows: Adjacency,
  hub: number,
  direction: Direction,
  window: Window,
): Burst {
  const { time_ms } = graph;
  const { start, end } = withNeighbours(graph, rows, hub, window);
  const payments = rows.payments
    .subarray(start, end)
    .filter((payment) => (window.keep & (1 << background.pairClass(payment))) !== 0);
  let sum = 0;
  for (const payment of payments) sum += time_ms[payment] as number;
  return {
    hub,
    direction,
    payments,
    first_ms: time_ms[payments[0] as number] as number,
    last_ms: time_ms[payments.at(-1) as number] as number,
    middle_ms: sum / payments.length,
    partners: window.partners,
    nats: window.nats + window.amount,
    parts: [
      { step: 'burst', nats: window.burst },
      { step: 'novelty', nats: window.novelty },
      { step: 'amount', nats: window.amount },
    ],
  };
}

/** Widens a window by the nearest payments, while it is no longer than a burst may be. */
function withNeighbours(
  { time_ms }: PaymentGraph,
  { starts, payments }: Adjacency,
  hub: number,
  window: Window,
): { start: number; end: number } {
  const bottom = starts[hub] as number;
  let [start, end] = [bottom + window.start, bottom + window.end];
  const top = starts[hub + 1] as number;
  const timeAt = (at: number) => time_ms[payments[at] as number] as number;
  for (;;) {
    const left = start > bottom ? timeAt(start) - timeAt(start - 1) : Number.POSITIVE_INFINITY;
    const right = end < top ? timeAt(end) - timeAt(end - 1) : Number.POSITIVE_INFINITY;
    const span = timeAt(end - 1) - timeAt(start) + Math.min(left, right);
    if (span > LONGEST_DAYS * DAY_MS) return { start, end };
    if (left <= right) start--;
    else end++;
  }
}
