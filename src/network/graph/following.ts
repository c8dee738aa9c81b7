import type { Adjacency, PaymentGraph } from './payment-graph.js';

/**
 * Where in a node's outgoing row the payments begin that may follow this one: later in order, or of
 * the same instant where the input does not order them (`ties` on both; the caller asks of each).
 */
export function firstFollowing(
  { outgoing, time_ms, ties }: PaymentGraph,
  node: number,
  payment: number,
): number {
  const time = time_ms[payment] as number;
  const tied = ties[payment] === 1;
  let low = outgoing.starts[node] as number;
  let high = outgoing.starts[node + 1] as number;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = outgoing.payments[middle] as number;
    const isBefore = tied ? (time_ms[other] as number) < time : other <= payment;
    if (isBefore) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether `next` may follow `payment`: later, or at one instant that neither side orders. */
export function mayFollow({ time_ms, ties }: PaymentGraph, payment: number, next: number): boolean {
  if (next > payment) return true;
  return ties[payment] === 1 && ties[next] === 1 && time_ms[next] === time_ms[payment];
}

/** The part of a node's row with times from the first to the last given, both included. */
export function rowBetween(
  { time_ms }: PaymentGraph,
  { starts, payments }: Adjacency,
  node: number,
  from_ms: number,
  to_ms: number,
): Int32Array {
  const firstAbove = (limit_ms: number, isAbove: (time: number, limit: number) => boolean) => {
    let low = starts[node] as number;
    let high = starts[node + 1] as number;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isAbove(time_ms[payments[middle] as number] as number, limit_ms)) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  const start = firstAbove(from_ms, (time, limit) => time >= limit);
  return payments.subarray(
    start,
    firstAbove(to_ms, (time, limit) => time > limit),
  );
}

/** Where in a node's row the payments of numbers from `first` on begin. */
export function placeFrom({ starts, payments }: Adjacency, node: number, first: number): number {
  let low = starts[node] as number;
  let high = starts[node + 1] as number;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((payments[middle] as number) < first) low = middle + 1;
    else high = middle;
  }
  return low;
}
