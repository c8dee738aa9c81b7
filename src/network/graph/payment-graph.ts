import type { PaymentColumns } from '../../model/index.js';
import { sharedInts } from './shared-arrays.js';

/**
 * Compressed sparse rows: node n has `payments[starts[n]]` … `payments[starts[n + 1] − 1]`,
 * in order of their numbers and so of time.
 */
export interface Adjacency {
  readonly starts: Int32Array;
  readonly payments: Int32Array;
}

/**
 * A windowed slice of the ledger. A payment's number is its index in the columns, which run in the
 * order of `order_key`; nodes 0 … accounts−1 are accounts, or parties where accounts of one party
 * were joined. Payments without two known, different nodes are in the columns and in no row.
 */
export interface PaymentGraph extends PaymentColumns {
  readonly outgoing: Adjacency;
  readonly incoming: Adjacency;
}

/**
 * Rows of a slice's columns, by counting sort: two passes over the payments for both directions,
 * 8 bytes a payment and node, in shared memory. Time grows with payments plus nodes.
 */
export function graphOf(columns: PaymentColumns): PaymentGraph {
  const { accounts, debtor, creditor } = columns;
  const outgoing = sharedInts(accounts + 1);
  const incoming = sharedInts(accounts + 1);
  for (let i = 0; i < debtor.length; i++) {
    const from = debtor[i] as number;
    const to = creditor[i] as number;
    if (from < 0 || to < 0 || from === to) continue;
    outgoing[from] = (outgoing[from] as number) + 1;
    incoming[to] = (incoming[to] as number) + 1;
  }
  const rows = toEnds(outgoing);
  toEnds(incoming);
  const paid = sharedInts(rows);
  const received = sharedInts(rows);
  // From the last payment back, each end moves to its row's start, and rows stay in order.
  for (let i = debtor.length - 1; i >= 0; i--) {
    const from = debtor[i] as number;
    const to = creditor[i] as number;
    if (from < 0 || to < 0 || from === to) continue;
    const out = (outgoing[from] as number) - 1;
    const into = (incoming[to] as number) - 1;
    outgoing[from] = out;
    incoming[to] = into;
    paid[out] = i;
    received[into] = i;
  }
  return {
    ...columns,
    outgoing: { starts: outgoing, payments: paid },
    incoming: { starts: incoming, payments: received },
  };
}

/** Turns counts into the ends of rows; the last, which counts nothing, into the total. */
function toEnds(counts: Int32Array): number {
  let sum = 0;
  for (let node = 0; node < counts.length; node++) {
    sum += counts[node] as number;
    counts[node] = sum;
  }
  return sum;
}
