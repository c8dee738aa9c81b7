/**
 * Which payments are closed history. What is ordinary is fitted on these and held until the next
 * month: a new day is answered by it, and what was found before stays what it was. Whoever searches
 * all at once closes at the same instant, so that both find the same.
 */
import type { PaymentGraph } from '../graph/payment-graph.js';

/** Less history does not tell what is ordinary: then all payments do, the last ones too. */
const HISTORY_LEAST_DAYS = 90;
const DAY_MS = 86_400_000;

const dayOf = (time_ms: number): number => Math.floor(time_ms / DAY_MS);

/**
 * The first instant of the month (UTC) of the last payment; null where too little lies before it,
 * and all payments are closed.
 */
export function closedUntil({ time_ms }: Pick<PaymentGraph, 'time_ms'>): number | null {
  const last = time_ms.at(-1);
  if (last === undefined) return null;
  const month = new Date(last);
  const until_ms = Date.UTC(month.getUTCFullYear(), month.getUTCMonth(), 1);
  return until_ms - (time_ms[0] as number) < HISTORY_LEAST_DAYS * DAY_MS ? null : until_ms;
}

/** How many payments are closed history. */
export function closedPayments(graph: Pick<PaymentGraph, 'time_ms'>): number {
  const until_ms = closedUntil(graph);
  return until_ms === null ? graph.time_ms.length : paymentsBefore(graph, until_ms);
}

/** How many payments are earlier. */
export function paymentsBefore({ time_ms }: Pick<PaymentGraph, 'time_ms'>, at_ms: number): number {
  let [low, high] = [0, time_ms.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((time_ms[middle] as number) < at_ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Where in a row (ascending, `end` its end) that ends which was known together with the payment at
 * `from`: the closed history, or a day.
 */
export function knownUntil(
  row: Int32Array,
  from: number,
  end: number,
  time_ms: Float64Array,
  closed: number,
): number {
  let to = from;
  if ((row[from] as number) < closed) {
    while (to < end && (row[to] as number) < closed) to++;
    return to;
  }
  const day = dayOf(time_ms[row[from] as number] as number);
  while (to < end && dayOf(time_ms[row[to] as number] as number) === day) to++;
  return to;
}
