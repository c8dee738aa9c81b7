import type { Adjacency, PaymentGraph } from '../graph/payment-graph.js';
import type { Background } from '../surprise/background.js';

const DAY_MS = 86_400_000;
export const MOST_ZEROS = 6;

/** Rows of some payments, with what is asked of them side by side: payments may be anywhere. */
export interface Rows extends Adjacency {
  readonly days: Float64Array;
  readonly value_minor: Float64Array;
  /** Power of ten that the value is a multiple of, at most {@link MOST_ZEROS}. */
  readonly zeros: Uint8Array;
}

/** Payments of known value, without those of pairs that pay often: these join everybody. */
export interface SeldomRows {
  readonly outgoing: Rows;
  readonly incoming: Rows;
}

/** Whether the finders of layers look at a payment. */
export function isSeldom(
  { graph, background }: { readonly graph: PaymentGraph; readonly background: Background },
  payment: number,
): boolean {
  return (graph.value_minor[payment] as number) > 0 && background.pairClass(payment) < 2;
}

/** 42 bytes a payment kept. */
export function seldomRows(graph: PaymentGraph, background: Background): SeldomRows {
  const isKept = Uint8Array.from(graph.value_minor, (_, payment) =>
    isSeldom({ graph, background }, payment) ? 1 : 0,
  );
  return {
    outgoing: rowsWith(graph, graph.outgoing, isKept),
    incoming: rowsWith(graph, graph.incoming, isKept),
  };
}

function rowsWith(
  { time_ms, value_minor }: PaymentGraph,
  { starts, payments }: Adjacency,
  isKept: Uint8Array,
): Rows {
  const ends = new Int32Array(starts.length);
  let size = 0;
  for (const payment of payments) size += isKept[payment] as number;
  const rows = {
    starts: ends,
    payments: new Int32Array(size),
    days: new Float64Array(size),
    value_minor: new Float64Array(size),
    zeros: new Uint8Array(size),
  };
  let at = 0;
  for (let node = 0; node + 1 < starts.length; node++) {
    const end = starts[node + 1] as number;
    for (let from = starts[node] as number; from < end; from++) {
      const payment = payments[from] as number;
      if (isKept[payment] === 0) continue;
      const value = value_minor[payment] as number;
      rows.payments[at] = payment;
      rows.days[at] = (time_ms[payment] as number) / DAY_MS;
      rows.value_minor[at] = value;
      rows.zeros[at++] = zerosOf(value);
    }
    ends[node + 1] = at;
  }
  return rows;
}

function zerosOf(value_minor: number): number {
  let zeros = 0;
  for (let rest = value_minor; zeros < MOST_ZEROS && rest % 10 === 0; rest /= 10) zeros++;
  return zeros;
}
