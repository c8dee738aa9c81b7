import { assert } from '../../base/index.js';
import type { PaymentColumns } from '../../model/index.js';
import { Book } from './book.js';
import { cutBounds } from './cut-bound.js';
import { flowBounds } from './flow-bound.js';
import { type LotMoves, traceLots } from './lots.js';
import { tracePools } from './pools.js';
import type { Trace, TraceAccount, TraceLimits, TraceQuery, TraceSteps } from './query.js';
import { stockOf } from './stock.js';
import { type View, viewOf } from './view.js';

const DEFAULT_LIMITS: TraceLimits = { pieces_max: 8_000_000, flow_payments_max: 250 };

/**
 * Taint: how much of each payment and account is marked money, by a method (`TRACE_METHODS`), and
 * how much of each payment can be at all.
 *
 * **Order** is that of the columns, also between payments of one instant whose order is not known
 * (see `inCausalOrder`); only the bounds admit any order of these. Accounts begin empty at the
 * first payment of the columns, so the columns should begin well before the window.
 *
 * **Exact**: amounts are whole minor units; what is marked is neither created nor lost
 * (`TraceTotals`), in whole, in each account, and at the end of any window.
 *
 * **Both ways**: backward from q, the lot methods give each p what forward from p they give q.
 *
 * Throws no fault: a mark outside the columns is a programmer's mistake; one outside the window, or
 * of unknown value, marks nothing.
 */
export function traceMoney(
  columns: PaymentColumns,
  query: TraceQuery,
  limits: TraceLimits = DEFAULT_LIMITS,
): Trace {
  const exact = Number.isSafeInteger(query.minimum_minor) && query.minimum_minor >= 0;
  assert(exact && query.hops_max >= 0, 'limits of a trace are whole and not negative');
  const bare = viewOf(columns, query);
  const stock = stockOf(bare);
  const view: View = { ...bare, seen: stock.seen };
  const book = new Book(view, query);
  const isLots = query.method === 'fifo' || query.method === 'lifo';
  const lots = isLots ? traceLots(view, query, book, limits) : null;
  if (!isLots) tracePools(view, query, book, stock);
  const { bounds, bound, reached } = boundsOf(view, limits);
  const accounts = accountsOf(view, book);
  return {
    steps: stepsOf(view, book, bounds, lots),
    accounts,
    totals: {
      marked_minor: book.births.marked.total(0),
      spread_minor: book.births.spread.total(0),
      assumed_minor: book.births.assumed.total(0),
      rest_minor: accounts.reduce((sum, { rest_minor }) => sum + rest_minor, 0n),
      left_minor: book.left.total(0),
      beyond_hops_minor: book.beyond_hops.minor.total(0),
      below_minimum_minor: book.below_minimum.minor.total(0),
    },
    bound,
    reached,
    truncated: {
      beyond_hops: book.beyond_hops.count,
      below_minimum: book.below_minimum.count,
      joined: lots?.joined ?? 0,
      unvalued: unvaluedAfter(view, accounts),
    },
  };
}

/** What can be: exact where few payments are reached. */
function boundsOf(view: View, limits: TraceLimits) {
  const bounds = cutBounds(view);
  const few: number[] = [];
  let reached = 0;
  for (let i = view.begin; i < view.end; i++) {
    if ((bounds[i] as number) === 0) continue;
    reached++;
    if (reached <= limits.flow_payments_max) few.push(i);
  }
  if (reached > few.length) return { bounds, reached, bound: 'cut' } as const;
  flowBounds(view, view.forward ? few : few.reverse(), bounds);
  return { bounds, reached, bound: 'flow' } as const;
}

function stepsOf(
  { columns, seen }: View,
  book: Book,
  bounds: Float64Array,
  lots: { readonly moved: LotMoves; readonly rests: readonly number[] } | null,
): TraceSteps {
  const { value_minor, debtor } = columns;
  const payments = new Int32Array(book.payments);
  const column = (of: (payment: number, step: number) => number) =>
    new Float64Array(payments.length).map((_, step) => of(payments[step] as number, step));
  return {
    payments,
    hops: new Int32Array(book.hops),
    tainted_minor: new Float64Array(book.tainted),
    at_most_minor: column((payment) => bounds[payment] as number),
    unseen_minor: column((payment) =>
      (debtor[payment] as number) < 0
        ? 0
        : (value_minor[payment] as number) - (seen[payment] as number),
    ),
    rest_minor: column((_, step) => lots?.rests[step] ?? -1),
    lots: lotsOf(payments, columns.time_ms.length, lots?.moved),
  };
}

/** Moves between steps by the step that they come to, one row a step. */
function lotsOf(steps: Int32Array, payments: number, moved?: LotMoves): TraceSteps['lots'] {
  const { from, to, minor } = moved ?? { from: [], to: [], minor: [] };
  const places = new Int32Array(payments);
  for (const [step, payment] of steps.entries()) places[payment] = step + 1;
  const starts = new Int32Array(steps.length + 1);
  for (const payment of to) {
    const place = places[payment] as number;
    if (place > 0) starts[place] = (starts[place] as number) + 1;
  }
  for (let step = 0; step < steps.length; step++)
    starts[step + 1] = (starts[step + 1] as number) + (starts[step] as number);
  const total = starts[steps.length] as number;
  const row = { payments: new Int32Array(total), minor: new Float64Array(total) };
  const filled = starts.slice(0, steps.length);
  for (const [i, payment] of to.entries()) {
    const step = (places[payment] as number) - 1;
    if (step < 0) continue;
    const at = filled[step] as number;
    filled[step] = at + 1;
    row.payments[at] = from[i] as number;
    row.minor[at] = minor[i] as number;
  }
  return { starts, ...row };
}

function accountsOf(view: View, book: Book): TraceAccount[] {
  const { debtor, creditor, time_ms } = view.columns;
  const spans = new Map<number, { first_ms: number; last_ms: number }>();
  for (const payment of book.payments) {
    const at = time_ms[payment] as number;
    for (const account of [debtor[payment] as number, creditor[payment] as number]) {
      if (account < 0) continue;
      const span = spans.get(account);
      if (span === undefined) spans.set(account, { first_ms: at, last_ms: at });
      else if (at > span.last_ms) span.last_ms = at;
      else if (at < span.first_ms) span.first_ms = at;
    }
  }
  const [received, given] = view.forward
    ? [book.received, book.given]
    : [book.given, book.received];
  const found = Array.from(spans, ([account, span]) => ({
    account,
    in_minor: received.total(account),
    out_minor: given.total(account),
    born_minor: book.born.total(account),
    rest_minor: book.resting.total(account),
    ...span,
  }));
  const order = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0);
  return found.sort(
    (a, b) =>
      order(b.rest_minor, a.rest_minor) || order(b.in_minor, a.in_minor) || a.account - b.account,
  );
}

/** Payments of unknown value by those that the money had come to by then. */
function unvaluedAfter(
  { columns, giver, begin, end, forward }: View,
  accounts: readonly TraceAccount[],
): number {
  const since = new Float64Array(columns.accounts).fill(forward ? Infinity : -Infinity);
  for (const { account, first_ms, last_ms } of accounts)
    since[account] = forward ? first_ms : last_ms;
  let count = 0;
  for (let i = begin; i < end; i++) {
    const from = giver[i] as number;
    if ((columns.value_minor[i] as number) >= 0 || from < 0) continue;
    const [at, known] = [columns.time_ms[i] as number, since[from] as number];
    if (forward ? at >= known : at <= known) count++;
  }
  return count;
}
