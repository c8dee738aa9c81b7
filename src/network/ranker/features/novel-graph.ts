import type { Adjacency, PaymentGraph } from '../../graph/payment-graph.js';
import { DAY_MS } from './sheet.js';

/** The graph of novel payments: much smaller, and where laundering stands out. */
export interface NovelGraph {
  readonly graph: PaymentGraph;
  readonly novel: Uint8Array;
  readonly outgoing: Adjacency;
  readonly incoming: Adjacency;
}

/** Neighbouring payments looked at from one payment: the nearest in time. */
const NEAR_MAX = 40;

export function novelGraphOf(graph: PaymentGraph, novel: Uint8Array): NovelGraph {
  return {
    graph,
    novel,
    outgoing: thin(graph.outgoing, graph.accounts, novel),
    incoming: thin(graph.incoming, graph.accounts, novel),
  };
}

function thin(rows: Adjacency, accounts: number, novel: Uint8Array): Adjacency {
  const starts = new Int32Array(accounts + 1);
  const payments = new Int32Array(rows.payments.length);
  let filled = 0;
  for (let account = 0; account < accounts; account++) {
    const end = rows.starts[account + 1] as number;
    for (let at = rows.starts[account] as number; at < end; at++) {
      const i = rows.payments[at] as number;
      if (novel[i] === 1) payments[filled++] = i;
    }
    starts[account + 1] = filled;
  }
  return { starts, payments: payments.slice(0, filled) };
}

/**
 * The payments of an account's row from `days_before` before a payment to `days_after` after it,
 * the payment itself left out: what lies behind (its instant included) and at most `NEAR_MAX` of
 * them, nearest first, then what lies ahead, likewise. Negative days ask for none of that side.
 */
export function near(
  { graph }: NovelGraph,
  row: Adjacency,
  account: number,
  around: { payment: number; days_before: number; days_after: number },
): number[] {
  const { time_ms } = graph;
  const { payment, days_before, days_after } = around;
  const now = time_ms[payment] as number;
  const [start, end] = [row.starts[account] as number, row.starts[account + 1] as number];
  const middle = firstAfter(row.payments, time_ms, start, end, now);
  const found: number[] = [];
  if (days_before >= 0) {
    for (let at = middle - 1; at >= start && found.length < NEAR_MAX; at--) {
      const j = row.payments[at] as number;
      if (now - (time_ms[j] as number) > days_before * DAY_MS) break;
      if (j !== payment) found.push(j);
    }
  }
  const behind = found.length;
  if (days_after < 0) return found;
  for (let at = middle; at < end && found.length - behind < NEAR_MAX; at++) {
    const j = row.payments[at] as number;
    if ((time_ms[j] as number) - now > days_after * DAY_MS) break;
    found.push(j);
  }
  return found;
}

/** The first place in [low, high) whose payment is later than the instant. */
function firstAfter(
  payments: Int32Array,
  time_ms: Float64Array,
  low: number,
  high: number,
  instant_ms: number,
): number {
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((time_ms[payments[middle] as number] as number) <= instant_ms) low = middle + 1;
    else high = middle;
  }
  return low;
}
