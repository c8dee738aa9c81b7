import type { PaymentColumns } from '../../model/index.js';

/** Columns whose payments of one instant are in causal order, and where each payment went. */
export interface CausalColumns {
  readonly columns: PaymentColumns;
  /** By number in the columns that were given, the number in these. */
  readonly placeOf: (payment: number) => number;
}

/**
 * A file that gives days only does not say which of a day's payments came first; by their ids, a
 * mule would often pay before it was paid. Within one instant, what an account receives comes
 * before what it pays, as far as no ring forbids it (topological order, A. Kahn, CACM 5, 1962);
 * else the order of the columns stands. Time grows with payments; without ties nothing is copied.
 */
export function inCausalOrder(columns: PaymentColumns): CausalColumns {
  const order = causalOrder(columns);
  if (order === null) return { columns, placeOf: (payment) => payment };
  const places = new Int32Array(order.length);
  order.forEach((payment, place) => {
    places[payment] = place;
  });
  const moved = <T extends Int32Array | Float64Array | Uint8Array | BigInt64Array>(
    column: T,
  ): T => {
    const copy = column.slice() as T;
    order.forEach((payment, place) => {
      copy[place] = column[payment] as number & bigint;
    });
    return copy;
  };
  return {
    columns: {
      accounts: columns.accounts,
      order_key: moved(columns.order_key),
      time_ms: columns.time_ms,
      debtor: moved(columns.debtor),
      creditor: moved(columns.creditor),
      value_minor: moved(columns.value_minor),
      ties: moved(columns.ties),
    },
    placeOf: (payment) => places[payment] as number,
  };
}

/** Payments by place; null where all stay where they are. */
function causalOrder(columns: PaymentColumns): Int32Array | null {
  const { time_ms } = columns;
  let order: Int32Array | null = null;
  for (let start = 0, end = 0; start < time_ms.length; start = end) {
    end = start + 1;
    while (end < time_ms.length && time_ms[end] === time_ms[start]) end++;
    if (end - start === 1) continue;
    const settled = untangled(columns, start, end);
    if (settled.every((payment, i) => payment === start + i)) continue;
    order ??= Int32Array.from(time_ms, (_, payment) => payment);
    order.set(settled, start);
  }
  return order;
}

function untangled({ debtor, creditor }: PaymentColumns, start: number, end: number): number[] {
  const waits = new Map<number, number>();
  const paying = new Map<number, number[]>();
  const settled: number[] = [];
  const ready: number[] = [];
  const settle = (payment: number) => {
    settled.push(payment);
    const to = creditor[payment] as number;
    if (to < 0 || to === debtor[payment]) return;
    const left = (waits.get(to) ?? 0) - 1;
    waits.set(to, left);
    if (left === 0 && paying.has(to)) ready.push(to);
  };
  const pay = (account: number) => {
    const own = paying.get(account) ?? [];
    paying.delete(account);
    for (const payment of own) settle(payment);
  };
  for (let payment = start; payment < end; payment++) {
    const [from, to] = [debtor[payment] as number, creditor[payment] as number];
    if (to >= 0 && to !== from) waits.set(to, (waits.get(to) ?? 0) + 1);
  }
  const unpaid: number[] = [];
  for (let payment = start; payment < end; payment++) {
    const from = debtor[payment] as number;
    const own = paying.get(from);
    if (from < 0) unpaid.push(payment);
    else if (own) own.push(payment);
    else paying.set(from, [payment]);
  }
  const payers = [...paying.keys()];
  for (const payment of unpaid) settle(payment);
  for (const payer of payers) if (!waits.get(payer)) pay(payer);
  // What is left closes rings: the first on file begins each.
  for (let next = 0; next < payers.length || ready.length > 0; ) {
    const account = ready.pop() ?? payers[next++];
    if (account !== undefined && paying.has(account)) pay(account);
  }
  return settled;
}
