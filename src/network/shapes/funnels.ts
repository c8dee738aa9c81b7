/**
 * Funnel accounts: deposits in several cities outside the region where an account is kept, soon
 * carried on (FinCEN 2014, FIN-2014-A005: “multiple cash deposits, often below the reporting
 * threshold, and from which the funds are withdrawn in a different geographic area with little time
 * elapsing”). Windows of several lengths slide along each account's deposits, as for bursts.
 */
import type { Areas } from '../graph/areas.js';
import type { Adjacency, PaymentGraph } from '../graph/payment-graph.js';
import type { Candidate, Found } from '../instance.js';
import type { Background } from '../surprise/background.js';
import { RATE_SHAPE } from '../surprise/gamma-poisson.js';
import { DAY_MS } from './bursts.js';
import { candidateOf } from './candidate.js';
import { EXIT_DAYS, matchExits } from './funnel-exits.js';
import {
  type DepositHabits,
  type DepositRow,
  type FunnelScore,
  scoreFunnel,
} from './funnel-score.js';

/** Lengths tried, in days: funnels of published cases are used for weeks and left. */
const WINDOWS_DAYS = [7, 14, 28, 56, 90] as const;
/** With fewer deposits, or in fewer cities, an account is no funnel. */
const DEPOSITS_MIN = 4;
const CITIES_MIN = 3;
/** An account of which nothing is known counts as if it had been seen so long, in days. */
const PRIOR_DAYS_MAX = 180;
/** Longer rows are businesses: only as many of their deposits are looked at, and it is told. */
const DEPOSITS_MAX = 2_000;

interface Window extends FunnelScore {
  readonly first: number;
  readonly end: number;
}

/** Nothing where the slice knows no places. Cost grows with the deposits of accounts in cities. */
export function findFunnels(graph: PaymentGraph, background: Background): Found {
  const { areas } = graph;
  if (!areas) return { candidates: [], truncated: 0 };
  const { accounts, creditor, debtor, value_minor } = graph;
  const isDeposit = (payment: number) =>
    (areas.area[payment] as number) >= 0 && (value_minor[payment] as number) > 0;
  const deposits = rowsOf(accounts, creditor, isDeposit);
  const isAsked = Uint8Array.from({ length: accounts }, (_, node) =>
    mayBeFunnel(areas, rowOf(deposits, node)) ? 1 : 0,
  );
  const exits = rowsOf(
    accounts,
    debtor,
    (payment) => isAsked[debtor[payment] as number] === 1 && (value_minor[payment] as number) > 0,
  );
  const habits = habitsOf(areas, deposits, background.days);
  const candidates: Candidate[] = [];
  let truncated = 0;
  for (let node = 0; node < accounts; node++) {
    if (isAsked[node] === 0) continue;
    const all = rowOf(deposits, node);
    const own = all.subarray(0, DEPOSITS_MAX);
    if (all.length > own.length) truncated++;
    const row: DepositRow = {
      area: own.map((payment) => areas.area[payment] as number),
      classes: Uint8Array.from(own, (payment) => classOf(areas, node, payment)),
      exits: matchExits(graph, background, areas.area, own, rowOf(exits, node)),
      seen_days: seenDays(graph, node, own),
    };
    for (const window of apart(windowsOf(graph, own, row, habits))) {
      const payments = paymentsOf(graph, own, row, rowOf(exits, node), window);
      candidates.push(candidateOf('funnel', payments, window.parts));
    }
  }
  return { candidates, truncated };
}

/** Payments of a node that are asked for, in order. */
function rowsOf(nodes: number, own: Int32Array, isAsked: (payment: number) => boolean): Adjacency {
  const starts = new Int32Array(nodes + 2);
  for (let i = 0; i < own.length; i++) {
    const node = own[i] as number;
    if (node >= 0 && isAsked(i)) starts[node + 2] = (starts[node + 2] as number) + 1;
  }
  for (let node = 2; node < starts.length; node++) {
    starts[node] = (starts[node] as number) + (starts[node - 1] as number);
  }
  const payments = new Int32Array(starts.at(-1) as number);
  for (let i = 0; i < own.length; i++) {
    const node = own[i] as number;
    if (node < 0 || !isAsked(i)) continue;
    const at = starts[node + 1] as number;
    payments[at] = i;
    starts[node + 1] = at + 1;
  }
  return { starts: starts.subarray(0, nodes + 1), payments };
}

const rowOf = ({ starts, payments }: Adjacency, node: number) =>
  payments.subarray(starts[node], starts[node + 1]);

function mayBeFunnel({ area }: Areas, own: Int32Array): boolean {
  if (own.length < DEPOSITS_MIN) return false;
  const cities = new Set<number>();
  for (const payment of own) {
    cities.add(area[payment] as number);
    if (cities.size >= CITIES_MIN) return true;
  }
  return false;
}

/** Where it is not known where an account is kept, nothing tells that it is far from there. */
function classOf({ area, region, home }: Areas, node: number, payment: number): 0 | 1 {
  const at = home[node] as number;
  return at === -1 || at === region[area[payment] as number] ? 1 : 0;
}

function habitsOf(areas: Areas, deposits: Adjacency, days: number): DepositHabits {
  const share = new Float64Array(areas.region.length);
  const sums = [0, 0];
  let active = 0;
  for (let node = 0; node + 1 < deposits.starts.length; node++) {
    const own = rowOf(deposits, node);
    if (own.length > 0) active++;
    for (const payment of own) {
      const c = classOf(areas, node, payment);
      sums[c] = (sums[c] as number) + 1;
      const area = areas.area[payment] as number;
      share[area] = (share[area] as number) + 1 / deposits.payments.length;
    }
  }
  const prior = (sum: number) => (RATE_SHAPE * active * days) / (sum || 1);
  return { prior_days: sums.map((sum) => Math.min(PRIOR_DAYS_MAX, prior(sum))), share };
}

function seenDays({ incoming, outgoing, time_ms }: PaymentGraph, node: number, own: Int32Array) {
  const ends = [incoming, outgoing, null].flatMap((rows) => {
    const row = rows ? rowOf(rows, node) : own;
    return row.length === 0 ? [] : [row[0] as number, row.at(-1) as number];
  });
  const times = ends.map((payment) => time_ms[payment] as number);
  return (Math.max(...times) - Math.min(...times)) / DAY_MS + 1;
}

function windowsOf(
  { time_ms }: PaymentGraph,
  own: Int32Array,
  row: DepositRow,
  habits: DepositHabits,
): Window[] {
  const found: Window[] = [];
  const timeAt = (at: number) => time_ms[own[at] as number] as number;
  for (const days of WINDOWS_DAYS) {
    let end = 0;
    for (let first = 0; first < own.length; first++) {
      const before = end;
      while (end < own.length && timeAt(end) <= timeAt(first) + days * DAY_MS) end++;
      // Only a window that holds another end is another window.
      if ((end === before && first > 0) || end - first < DEPOSITS_MIN) continue;
      const score = scoreFunnel(row, first, end, days, habits);
      if (score.nats > 0 && score.cities >= CITIES_MIN) found.push({ ...score, first, end });
    }
  }
  return found;
}

/** Best first, none that overlaps a better one. */
function apart(windows: Window[]): Window[] {
  windows.sort((a, b) => b.nats - a.nats || a.first - b.first || b.end - a.end);
  const kept: Window[] = [];
  for (const window of windows) {
    if (kept.every(({ first, end }) => window.end <= first || window.first >= end)) {
      kept.push(window);
    }
  }
  return kept;
}

/** Deposits, what carried them on, and whatever else went to the same payees meanwhile. */
function paymentsOf(
  { creditor, time_ms }: PaymentGraph,
  own: Int32Array,
  { classes, exits }: DepositRow,
  row: Int32Array,
  { first, end, hasHome }: Window,
): Int32Array {
  const payments = new Set<number>();
  const carried = new Map<number, number>();
  for (let at = first; at < end; at++) {
    if (classes[at] === 1 && !hasHome) continue;
    payments.add(own[at] as number);
    const exit = exits.exit[at] as number;
    if (exit < 0) continue;
    payments.add(exit);
    const payee = creditor[exit] as number;
    carried.set(payee, (carried.get(payee) ?? 0) + 1);
  }
  const from = time_ms[own[first] as number] as number;
  const until = (time_ms[own[end - 1] as number] as number) + EXIT_DAYS * DAY_MS;
  for (const exit of row) {
    const time = time_ms[exit] as number;
    const payee = creditor[exit] as number;
    const isTheirs = payee >= 0 && (carried.get(payee) ?? 0) >= 2;
    if (isTheirs && time >= from && time <= until) payments.add(exit);
  }
  return Int32Array.from(payments).sort();
}
