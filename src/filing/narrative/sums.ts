/** Exact sums of payments in the reporting currency: each payment once, those without counted. */
import type { Payment } from '../../model/index.js';
import type { Actor, Cast } from './cast.js';

export interface Sum {
  readonly payments: readonly Payment[];
  /** Of payments with a value. */
  readonly value_minor: bigint;
  /** How many have none. */
  readonly unvalued: number;
}

export function sumOf(payments: readonly Payment[]): Sum {
  let [value_minor, unvalued] = [0n, 0];
  for (const payment of payments) {
    if (payment.value_minor === null) unvalued++;
    else value_minor += payment.value_minor;
  }
  return { payments, value_minor, unvalued };
}

/** Sums by key, largest first; what has no key is under ''. Together they are all payments. */
export function sumsBy(
  payments: readonly Payment[],
  keyOf: (payment: Payment) => string | null,
): readonly (readonly [string, Sum])[] {
  const groups = new Map<string, Payment[]>();
  for (const payment of payments) {
    const key = keyOf(payment) ?? '';
    const own = groups.get(key);
    if (own) own.push(payment);
    else groups.set(key, [payment]);
  }
  return [...groups]
    .map(([key, own]) => [key, sumOf(own)] as const)
    .sort(([x, a], [y, b]) => largest(a, b) || (x < y ? -1 : 1));
}

/** The first of many, and how many and how much the rest is. */
export function topOf(
  sums: readonly (readonly [string, Sum])[],
  n: number,
): {
  readonly top: readonly (readonly [string, Sum])[];
  readonly rest: Sum;
  readonly more: number;
} {
  const [top, others] = [sums.slice(0, n), sums.slice(n)];
  return { top, rest: sumOf(others.flatMap(([, { payments }]) => payments)), more: others.length };
}

/** Payments to the subjects, from them, between them, and of others. */
export function flowOf(cast: Cast, payments: readonly Payment[]) {
  const side = (payment: Payment) => [
    cast.isSubject(cast.debtorOf(payment)),
    cast.isSubject(cast.creditorOf(payment)),
  ];
  const where = (from: boolean, to: boolean) =>
    sumOf(
      payments.filter((payment) => {
        const [is_from, is_to] = side(payment);
        return is_from === from && is_to === to;
      }),
    );
  return {
    in: where(false, true),
    out: where(true, false),
    inside: where(true, true),
    beside: where(false, false),
  };
}

/**
 * What came to subjects and what left them, where one total counts both: from and to others, and
 * among subjects what came to and left those who pass it on. Null: the money went one way only.
 */
export function bothWays(
  cast: Cast,
  payments: readonly Payment[],
): { readonly in: Sum; readonly out: Sum } | null {
  const [payees, payers] = [new Set<string>(), new Set<string>()];
  const ends = payments.map((payment) => {
    const [from, to] = [cast.debtorOf(payment), cast.creditorOf(payment)];
    if (from && cast.isSubject(from)) payers.add(from.key);
    if (to && cast.isSubject(to)) payees.add(to.key);
    return { payment, from: from?.key ?? '', to: to?.key ?? '' };
  });
  const passesOn = (key: string) => payees.has(key) && payers.has(key);
  const isSubject = (key: string) => payees.has(key) || payers.has(key);
  const into = ends.filter(({ from, to }) => payees.has(to) && (!isSubject(from) || passesOn(to)));
  const out = ends.filter(({ from, to }) => payers.has(from) && (!isSubject(to) || passesOn(from)));
  if (into.length === 0 || out.length === 0) return null;
  const sum = (some: typeof ends) => sumOf(some.map(({ payment }) => payment));
  return { in: sum(into), out: sum(out) };
}

/** What some actors received and paid, each payment once on each side. */
export function dealingsOf(cast: Cast, payments: readonly Payment[], actors: readonly Actor[]) {
  const keys = new Set(actors.map(({ key }) => key));
  return {
    in: sumOf(payments.filter((payment) => keys.has(cast.creditorOf(payment)?.key ?? ''))),
    out: sumOf(payments.filter((payment) => keys.has(cast.debtorOf(payment)?.key ?? ''))),
  };
}

/** The `n` largest payments in order of time, and the others. Without a value comes last. */
export function largestPayments(
  payments: readonly Payment[],
  n: number,
): { readonly shown: readonly Payment[]; readonly rest: Sum } {
  const order = new Map(payments.map((payment, i) => [payment.id, i]));
  const bySize = [...payments].sort((a, b) => {
    const [x, y] = [a.value_minor ?? -1n, b.value_minor ?? -1n];
    return x > y ? -1 : x < y ? 1 : (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0);
  });
  const chosen = new Set(bySize.slice(0, n).map(({ id }) => id));
  return {
    shown: payments.filter(({ id }) => chosen.has(id)),
    rest: sumOf(payments.filter(({ id }) => !chosen.has(id))),
  };
}

function largest(a: Sum, b: Sum): number {
  if (a.value_minor !== b.value_minor) return a.value_minor > b.value_minor ? -1 : 1;
  return b.payments.length - a.payments.length;
}
