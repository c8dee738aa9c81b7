import { BIGINT, LIST, listValue } from '@duckdb/node-api';
import { assert, present } from '../../base/index.js';
import type { PaymentColumns } from '../../model/index.js';
import type { Engine } from '../../store/index.js';
import { readSlice, type Slice } from '../graph/slice.js';
import { inCausalOrder } from './causal-order.js';
import { findMark, type Mark } from './mark.js';
import type { Trace, TraceAccount, TraceQuery, TraceSteps } from './query.js';
import { traceMoney } from './trace.js';

/** What a user asks: the query in the user's words. */
export interface TraceAsked
  extends Pick<
    TraceQuery,
    'direction' | 'method' | 'hops_max' | 'minimum_minor' | 'unknown_stock'
  > {
  /** Id of a payment or of an account. */
  readonly from: string;
  /**
   * Days after a marked payment (backward: before it) that are followed. Of an account: what it
   * paid in so many last days (backward: received), to the end of the store. Null: all there is.
   */
  readonly days: number | null;
}

/** A step as the store knows it; amounts in the reporting currency. */
export interface TracedStep {
  readonly payment: string;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly debtor_account: string | null;
  readonly creditor_account: string | null;
  readonly debtor_country: string | null;
  readonly creditor_country: string | null;
  readonly rail: string | null;
  readonly hop: number;
  readonly value_minor: bigint;
  readonly tainted_minor: bigint;
  readonly at_most_minor: bigint;
  readonly unseen_minor: bigint;
  /** Null where the method tells no lots apart. */
  readonly rest_minor: bigint | null;
  /** From which steps' payments (backward: to which) how much came. */
  readonly lots: readonly { readonly payment: string; readonly amount_minor: bigint }[];
}

export type TracedAccount = Omit<TraceAccount, 'account'> & { readonly account: string };

/** A trace, told in the names of the store. */
export interface Traced extends Pick<Trace, 'totals' | 'bound' | 'reached'> {
  readonly mark: Mark;
  readonly query: Omit<TraceQuery, 'payments' | 'accounts'>;
  readonly steps: readonly TracedStep[];
  readonly accounts: readonly TracedAccount[];
  /** `steps`: how many came after the first {@link STEPS_MAX}. */
  readonly truncated: Trace['truncated'] & { readonly steps: number };
}

/** More than anybody reads; the totals are of all. */
const STEPS_MAX = 200_000;
const DAY_MS = 86_400_000;

/**
 * Traces from a payment or account of the store. All payments before the window are read too: they
 * fill the accounts. Unknown ids, and payments without value, are Faults.
 */
export async function traceFrom(engine: Engine, asked: TraceAsked): Promise<Traced> {
  const mark = await findMark(engine, asked.from, asked.direction);
  const span = await spanOf(engine);
  const window = windowOf(mark, asked, span);
  const slice = await readSlice(
    engine,
    { from_ms: span.first_ms, to_ms: window.until_ms },
    { name: 'trace' },
  );
  try {
    const isPayment = mark.kind === 'payment';
    const marks = isPayment ? await slice.paymentsOf([mark.id]) : await slice.nodesOf([mark.id]);
    const { direction, method, hops_max, minimum_minor, unknown_stock } = asked;
    const query = { direction, method, hops_max, minimum_minor, unknown_stock, ...window };
    const { columns, placeOf } = inCausalOrder(slice.graph);
    const trace = traceMoney(columns, {
      ...query,
      payments: isPayment ? [...marks].map(placeOf) : [],
      accounts: isPayment ? [] : [...marks],
    });
    const { totals, bound, reached, truncated, steps } = trace;
    const left_out = Math.max(0, steps.payments.length - STEPS_MAX);
    return {
      mark,
      query,
      totals,
      bound,
      reached,
      steps: await tellSteps(engine, columns, steps),
      accounts: await tellAccounts(slice, trace.accounts),
      truncated: { ...truncated, steps: left_out },
    };
  } finally {
    await slice.forget();
  }
}

interface Span {
  readonly first_ms: number;
  readonly last_ms: number;
}

/** Of the store. */
async function spanOf(engine: Engine): Promise<Span> {
  const [row] = await engine.rows<{ first: bigint; last: bigint }>(
    'SELECT min(order_key) >> 21 AS first, max(order_key) >> 21 AS last FROM payment',
  );
  const { first, last } = present(row, 'the span of the store');
  return { first_ms: Number(first), last_ms: Number(last) };
}

function windowOf(
  mark: Mark,
  { direction, days }: TraceAsked,
  span: Span,
): { readonly from_ms: number; readonly until_ms: number } {
  const length_ms = days === null ? Number.POSITIVE_INFINITY : days * DAY_MS;
  const since = (at: number) => Math.max(span.first_ms, at - length_ms);
  if (direction === 'backward') return { from_ms: since(mark.last_ms), until_ms: mark.last_ms + 1 };
  const end = span.last_ms + 1;
  if (mark.kind === 'account') return { from_ms: since(mark.last_ms), until_ms: end };
  return { from_ms: mark.first_ms, until_ms: Math.min(end, mark.first_ms + length_ms) };
}

interface StepRow extends Record<string, unknown> {
  readonly order_key: bigint;
  readonly id: string;
  readonly time: string;
  readonly debtor_account: string | null;
  readonly creditor_account: string | null;
  readonly debtor_country: string | null;
  readonly creditor_country: string | null;
  readonly rail: string | null;
  readonly value_minor: bigint;
}

async function tellSteps(
  engine: Engine,
  columns: PaymentColumns,
  steps: TraceSteps,
): Promise<TracedStep[]> {
  const { order_key } = columns;
  const told = steps.payments.subarray(0, STEPS_MAX);
  const lotPayments = steps.lots.payments.subarray(0, steps.lots.starts[told.length] ?? 0);
  const keys = Array.from(told, (payment) => order_key[payment] as bigint);
  const reader = await engine.connection.runAndReadAll(STEPS, [listValue(keys)], [LIST(BIGINT)]);
  const rows = reader.getRowObjectsJS() as unknown as StepRow[];
  const byKey = new Map(rows.map((row) => [row.order_key, row]));
  const rowOf = (payment: number) =>
    present(byKey.get(order_key[payment] as bigint), 'a payment of the store');
  const minor = (column: Float64Array, step: number) => BigInt(column[step] as number);
  const lotAt = (at: number) => ({
    payment: rowOf(lotPayments[at] as number).id,
    amount_minor: minor(steps.lots.minor, at),
  });
  return Array.from(told, (payment, step) => {
    const { order_key: _, id, value_minor, ...row } = rowOf(payment);
    const [start = 0, end = 0] = steps.lots.starts.subarray(step, step + 2);
    assert(value_minor === BigInt(columns.value_minor[payment] as number), 'the same payment');
    return {
      payment: id,
      ...row,
      hop: steps.hops[step] as number,
      value_minor,
      tainted_minor: minor(steps.tainted_minor, step),
      at_most_minor: minor(steps.at_most_minor, step),
      unseen_minor: minor(steps.unseen_minor, step),
      rest_minor: (steps.rest_minor[step] as number) < 0 ? null : minor(steps.rest_minor, step),
      lots: Array.from({ length: end - start }, (_lot, i) => lotAt(start + i)),
    };
  });
}

/** A payment names its ends' countries, or their accounts do, as known last. */
const STEPS = `
  WITH place AS (
    SELECT id, arg_max(country, (coalesce(known_from, DATE '0001-01-01'),
      coalesce(valid_from, DATE '0001-01-01'))) AS country
    FROM account GROUP BY id
  )
  SELECT order_key, p.id, strftime(time, '%Y-%m-%dT%H:%M:%S.%gZ') AS time,
    debtor_account, creditor_account, rail, value_minor,
    coalesce(debtor_country, d.country) AS debtor_country,
    coalesce(creditor_country, c.country) AS creditor_country
  FROM payment p LEFT JOIN place d ON d.id = debtor_account
  LEFT JOIN place c ON c.id = creditor_account
  WHERE order_key IN (SELECT unnest($1))`;

async function tellAccounts(
  slice: Slice,
  accounts: readonly TraceAccount[],
): Promise<TracedAccount[]> {
  const names = await slice.nodeNames(Int32Array.from(accounts, ({ account }) => account));
  return accounts.map((row, i) => ({ ...row, account: present(names[i], 'a node').id }));
}
