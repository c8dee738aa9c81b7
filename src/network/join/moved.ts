import type { PaymentGraph } from '../graph/payment-graph.js';

/** What a node took out (paid in) as cash from one moment to another, both included. */
export type Moved = (node: number, from_ms: number, to_ms: number) => number;

/** Cash of the nodes marked 1: payments that have no other account. */
export function createMoved(graph: PaymentGraph, isMember: Uint8Array, side: 'in' | 'out'): Moved {
  const [end, far] =
    side === 'out' ? [graph.debtor, graph.creditor] : [graph.creditor, graph.debtor];
  // By member, times of its cash in order, and sums up to each.
  const own = new Map<number, { times: number[]; sums: number[] }>();
  for (let payment = 0; payment < end.length; payment++) {
    const node = end[payment] as number;
    if (node < 0 || isMember[node] === 0 || (far[payment] as number) >= 0) continue;
    const known = own.get(node) ?? { times: [], sums: [0] };
    own.set(node, known);
    known.times.push(graph.time_ms[payment] as number);
    known.sums.push((known.sums.at(-1) ?? 0) + Math.max(0, graph.value_minor[payment] as number));
  }
  return (node, from_ms, to_ms) => {
    const known = own.get(node);
    if (!known) return 0;
    const before = (time: number) => countBefore(known.times, time);
    return (known.sums[before(to_ms + 1)] ?? 0) - (known.sums[before(from_ms)] ?? 0);
  };
}

/** How many of ascending times are earlier. */
function countBefore(times: readonly number[], time: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] as number) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
