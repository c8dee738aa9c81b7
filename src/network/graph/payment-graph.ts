import type { PaymentColumns } from '../../model/index.js';

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

/** Rows of a slice's columns: 8 bytes a payment and node, one pass each way. */
export function graphOf(columns: PaymentColumns): PaymentGraph {
  const { accounts, debtor, creditor } = columns;
  return {
    ...columns,
    outgoing: rowsOf(accounts, debtor, creditor),
    incoming: rowsOf(accounts, creditor, debtor),
  };
}

function rowsOf(nodes: number, own: Int32Array, far: Int32Array): Adjacency {
  const starts = new Int32Array(nodes + 1);
  const isRow = (i: number) => {
    const [from, to] = [own[i] as number, far[i] as number];
    return from >= 0 && to >= 0 && from !== to;
  };
  for (let i = 0; i < own.length; i++) {
    if (isRow(i)) starts[(own[i] as number) + 1] = (starts[(own[i] as number) + 1] as number) + 1;
  }
  for (let node = 0; node < nodes; node++) {
    starts[node + 1] = (starts[node + 1] as number) + (starts[node] as number);
  }
  const payments = new Int32Array(starts[nodes] as number);
  const filled = starts.slice(0, nodes);
  for (let i = 0; i < own.length; i++) {
    if (!isRow(i)) continue;
    const node = own[i] as number;
    payments[filled[node] as number] = i;
    filled[node] = (filled[node] as number) + 1;
  }
  return { starts, payments };
}
