import type { PaymentColumns } from '../../model/index.js';
import type { Areas } from './areas.js';
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
  /**
   * By payment, a number that is the same where amount and currency paid are: what is paid every
   * month in pesos has another value each time. Others are the same by chance, one in 2³².
   */
  readonly face: Int32Array;
  /** Where cash was paid in and out; absent where nothing is known of it. */
  readonly areas?: Areas;
  /** By payment, the number of its currency (currencies.ts); absent where there is but one. */
  readonly currency?: Uint8Array;
}

/**
 * Rows of a slice's columns, 8 bytes a payment and node, in shared memory: a counting sort each
 * way, in time that grows with payments plus nodes. One way after the other: together they would
 * write to twice the memory at random. `face` is by value unless it is given.
 */
export function graphOf(
  columns: PaymentColumns,
  face: Int32Array = facesOf(columns),
): PaymentGraph {
  const { accounts, debtor, creditor } = columns;
  return {
    ...columns,
    outgoing: rowsOf(accounts, debtor, creditor),
    incoming: rowsOf(accounts, creditor, debtor),
    face,
  };
}

/** Where nothing but the value is known, that is what was paid. */
function facesOf({ value_minor }: PaymentColumns): Int32Array {
  const low = 2 ** 32;
  return Int32Array.from(value_minor, (value) => (value % low) ^ Math.floor(value / low));
}

function rowsOf(nodes: number, own: Int32Array, far: Int32Array): Adjacency {
  const starts = sharedInts(nodes + 1);
  for (let i = 0; i < own.length; i++) {
    const node = own[i] as number;
    const other = far[i] as number;
    if (node >= 0 && other >= 0 && node !== other) starts[node] = (starts[node] as number) + 1;
  }
  const payments = sharedInts(toEnds(starts));
  // From the last payment back, each end moves to its row's start, and rows stay in order.
  for (let i = own.length - 1; i >= 0; i--) {
    const node = own[i] as number;
    const other = far[i] as number;
    if (node < 0 || other < 0 || node === other) continue;
    const at = (starts[node] as number) - 1;
    starts[node] = at;
    payments[at] = i;
  }
  return { starts, payments };
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
