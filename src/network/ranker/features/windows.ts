import type { Adjacency, PaymentGraph } from '../../graph/payment-graph.js';
import { DAY_MS, type FeatureInput, meaning, type Sheet } from './sheet.js';

/** Which payments are counted, under which name, over which days. */
export interface WindowPlan {
  readonly name: 'payments' | 'novel';
  readonly days_before: readonly number[];
  readonly days_after: readonly number[];
  /** Also their value. */
  readonly with_value: boolean;
  /** 1 for a payment that counts; absent: all count. */
  readonly chosen?: Uint8Array;
}

/**
 * For each payment's debtor and creditor: how many payments came in and went out in windows that
 * end with the payment's instant (itself included) and, looking back, in windows after it. Windows
 * are (t − w, t] and (t, t + w]. 0 days before stands for all that is known.
 */
export function addWindows(sheet: Sheet, input: FeatureInput, plan: WindowPlan): void {
  const ends = ['debtor', 'creditor'] as const;
  for (const end of ends) {
    for (const side of ['in', 'out'] as const) {
      for (const days of plan.days_before) addWindow(sheet, input.graph, plan, { end, side, days });
      if (input.sight !== 'looking_back') continue;
      for (const days of plan.days_after) {
        addWindow(sheet, input.graph, plan, { end, side, days: -days });
      }
    }
  }
}

interface Window {
  readonly end: 'debtor' | 'creditor';
  readonly side: 'in' | 'out';
  /** Negative: after the payment. */
  readonly days: number;
}

function addWindow(sheet: Sheet, graph: PaymentGraph, plan: WindowPlan, window: Window): void {
  const { end, side, days } = window;
  const span = days === 0 ? 'ever' : days > 0 ? `${days}d` : `next_${-days}d`;
  const when = days === 0 ? 'ever' : days > 0 ? 'before' : 'after';
  const values = { end, side, what: plan.name, when, days: Math.abs(days) };
  const name = `${end}_${side}_${plan.name}`;
  const count = sheet.add(`${name}_${span}`, meaning('window_count', values));
  const value = plan.with_value
    ? sheet.add(`${name}_value_${span}`, meaning('window_value', values))
    : null;
  const own = end === 'debtor' ? graph.outgoing : graph.incoming;
  const counted = side === 'in' ? graph.incoming : graph.outgoing;
  for (let account = 0; account < graph.accounts; account++) {
    slide(graph, { account, own, counted, days, chosen: plan.chosen }, count, value);
  }
}

interface Slide {
  readonly account: number;
  readonly own: Adjacency;
  readonly counted: Adjacency;
  readonly days: number;
  readonly chosen: Uint8Array | undefined;
}

/** Two pointers over the account's counted row, moved along its own row. */
function slide(
  graph: PaymentGraph,
  { account, own, counted, days, chosen }: Slide,
  count: Float32Array,
  value: Float32Array | null,
): void {
  const { time_ms, value_minor } = graph;
  const end = counted.starts[account + 1] as number;
  let low = counted.starts[account] as number;
  let high = low;
  let [number, sum] = [0, 0];
  const span_ms = days === 0 ? Number.POSITIVE_INFINITY : Math.abs(days) * DAY_MS;
  for (let at = own.starts[account] as number; at < (own.starts[account + 1] as number); at++) {
    const i = own.payments[at] as number;
    const now = time_ms[i] as number;
    const until = days < 0 ? now + span_ms : now;
    const after = days < 0 ? now : now - span_ms;
    for (; high < end; high++) {
      const j = counted.payments[high] as number;
      if ((time_ms[j] as number) > until) break;
      if (chosen && chosen[j] === 0) continue;
      number++;
      sum += Math.max(0, value_minor[j] as number);
    }
    for (; low < high; low++) {
      const j = counted.payments[low] as number;
      if ((time_ms[j] as number) > after) break;
      if (chosen && chosen[j] === 0) continue;
      number--;
      sum -= Math.max(0, value_minor[j] as number);
    }
    count[i] = number;
    if (value) value[i] = Math.log1p(Math.max(0, sum) / 100);
  }
}
