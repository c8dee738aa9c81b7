import { assert } from '../../base/index.js';
import type { PaymentColumns } from '../../model/index.js';
import type { TraceQuery } from './query.js';

/**
 * Payments as a trace meets them. Money goes from giver to taker in the order of the trace: from
 * debtor to creditor forward in time, from creditor to debtor backward.
 */
export interface View {
  readonly columns: PaymentColumns;
  readonly forward: boolean;
  readonly giver: Int32Array;
  readonly taker: Int32Array;
  /** Payments of the window: numbers begin … end − 1. */
  readonly begin: number;
  readonly end: number;
  /** 1 for marked payments, by number. */
  readonly marked: Uint8Array;
  /** 1 for marked accounts: what comes to them stays. */
  readonly absorbs: Uint8Array;
  /** How much of each payment its payer was seen to have before. */
  readonly seen: Float64Array;
}

/** Marks payments and accounts of a query and finds its window. */
export function viewOf(columns: PaymentColumns, query: TraceQuery): Omit<View, 'seen'> {
  const { time_ms, value_minor, accounts } = columns;
  const forward = query.direction === 'forward';
  const [giver, taker] = forward
    ? [columns.debtor, columns.creditor]
    : [columns.creditor, columns.debtor];
  const begin = firstAt(time_ms, query.from_ms);
  const end = Math.max(begin, firstAt(time_ms, query.until_ms));
  const marked = new Uint8Array(time_ms.length);
  const absorbs = new Uint8Array(accounts);
  for (const payment of query.payments) {
    assert(payment >= 0 && payment < time_ms.length, 'a marked payment is one of the columns');
    if (payment >= begin && payment < end && hasValue(value_minor, payment)) marked[payment] = 1;
  }
  for (const account of query.accounts) {
    assert(account >= 0 && account < accounts, 'a marked account is one of the columns');
    absorbs[account] = 1;
  }
  if (query.accounts.length > 0) {
    for (let i = begin; i < end; i++) {
      const from = giver[i] as number;
      const isOwn = from === taker[i];
      if (from >= 0 && absorbs[from] === 1 && !isOwn && hasValue(value_minor, i)) marked[i] = 1;
    }
  }
  return { columns, forward, giver, taker, begin, end, marked, absorbs };
}

/**
 * Whether a payment moves money: a payment to oneself does only where it is marked, and one of
 * unknown value never.
 */
export function moves({ columns, marked }: Omit<View, 'seen'>, payment: number): boolean {
  const { debtor, creditor, value_minor } = columns;
  if (!hasValue(value_minor, payment)) return false;
  return debtor[payment] !== creditor[payment] || (debtor[payment] as number) < 0
    ? true
    : marked[payment] === 1;
}

/** The first payment at or after a time, by halving. */
function firstAt(time_ms: Float64Array, at_ms: number): number {
  let [low, high] = [0, time_ms.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((time_ms[middle] as number) < at_ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

function hasValue(value_minor: Float64Array, payment: number): boolean {
  return (value_minor[payment] as number) > 0;
}
