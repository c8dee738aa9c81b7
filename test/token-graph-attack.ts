/**
 * Re-identification of a token graph by whoever knows a part of it in clear (Narayanan and
 * Shmatikov, “De-anonymizing social networks”, 2009): an adversary that holds all payments of one
 * institution matches them with edges by amount, time, direction, institutions and degree, and
 * what it so finds with its neighbours, until nothing changes.
 */

/** A payment that the adversary knows in clear, as coarse as the policy would tell it. */
export interface KnownPayment {
  readonly debtor: number;
  readonly creditor: number;
  readonly debtor_institution: string;
  readonly creditor_institution: string;
  readonly amount_band: number | null;
  readonly period: number | null;
}

/** An edge of the token graph, as the hub has it. */
export interface SeenEdge {
  readonly source: string;
  readonly target: string;
  readonly source_institution: string;
  readonly target_institution: string;
  readonly amount_band: number | null;
  readonly period: number | null;
}

export interface Reidentified {
  /** Tokens at the adversary's edges. */
  readonly tokens: number;
  /** Mean chance that its best guess is right: one over the accounts that fit. */
  readonly guessed: number;
  /** Share of tokens that exactly one account fits, and it is the right one. */
  readonly certain: number;
  /** `guessed` without looking at edges: one over the accounts of the token's institution. */
  readonly blind: number;
}

const ROUNDS = 4;

/** Attacks, and measures with the truth (account by token), which the attack itself never reads. */
export function reidentify(
  edges: readonly SeenEdge[],
  known: readonly KnownPayment[],
  institution: string,
  truth: ReadonlyMap<string, number>,
): Reidentified {
  const own = edges.filter(
    (edge) => edge.source_institution === institution || edge.target_institution === institution,
  );
  const cells = new Map<string, KnownPayment[]>();
  const accounts = new Map<string, Set<number>>();
  for (const payment of known) {
    const { amount_band, period } = payment;
    const cuts = [
      [amount_band, period],
      [null, period],
      [null, null],
    ] as const;
    for (const [band, when] of new Map(cuts.map((cut) => [cut.join(), cut])).values()) {
      push(
        cells,
        keyOf(payment.debtor_institution, payment.creditor_institution, band, when),
        payment,
      );
    }
    add(accounts, payment.debtor_institution, payment.debtor);
    add(accounts, payment.creditor_institution, payment.creditor);
  }
  const fits = candidates(own, cells);
  let [certain, guessed, blind] = [0, 0, 0];
  for (const [token, { fit, bank }] of fits) {
    const right = truth.get(token);
    blind += 1 / (accounts.get(bank)?.size ?? 1);
    if (right === undefined || !fit.has(right)) continue;
    guessed += 1 / fit.size;
    if (fit.size === 1) certain++;
  }
  const tokens = Math.max(1, fits.size);
  return {
    tokens: fits.size,
    guessed: guessed / tokens,
    certain: certain / tokens,
    blind: blind / tokens,
  };
}

interface Fit {
  fit: Set<number>;
  readonly bank: string;
}

/** By token, the accounts whose known payments can be its edges. */
function candidates(
  edges: readonly SeenEdge[],
  cells: ReadonlyMap<string, readonly KnownPayment[]>,
): Map<string, Fit> {
  const fits = new Map<string, Fit>();
  const groups = new Map<string, SeenEdge[]>();
  for (const edge of edges) push(groups, cellKey(edge), edge);
  for (let round = 0; round < ROUNDS; round++) {
    let changed = false;
    for (const [key, group] of groups) {
      const payments = cells.get(key) ?? [];
      for (const side of ['source', 'target'] as const) {
        const needs = new Map<string, SeenEdge[]>();
        for (const edge of group) push(needs, edge[side], edge);
        const byAccount = new Map<number, KnownPayment[]>();
        const end = side === 'source' ? 'debtor' : 'creditor';
        for (const payment of payments) push(byAccount, payment[end], payment);
        for (const [token, wanted] of needs) {
          const before = fits.get(token);
          const pool = before ? before.fit : byAccount.keys();
          const fit = new Set<number>();
          for (const account of pool) {
            if (canBe(byAccount.get(account) ?? [], wanted, side, fits)) fit.add(account);
          }
          if (!before || fit.size < before.fit.size) changed = true;
          fits.set(token, { fit, bank: wanted[0]?.[`${side}_institution`] ?? '' });
        }
      }
    }
    if (!changed) break;
  }
  return fits;
}

/** Enough payments, and for each edge one to an account that its other token may be. */
function canBe(
  payments: readonly KnownPayment[],
  wanted: readonly SeenEdge[],
  side: 'source' | 'target',
  fits: ReadonlyMap<string, Fit>,
): boolean {
  if (payments.length < wanted.length) return false;
  return wanted.every((edge) => {
    const other = fits.get(side === 'source' ? edge.target : edge.source)?.fit;
    if (!other) return true;
    return payments.some((one) => other.has(side === 'source' ? one.creditor : one.debtor));
  });
}

const cellKey = (edge: SeenEdge) =>
  keyOf(edge.source_institution, edge.target_institution, edge.amount_band, edge.period);

const keyOf = (from: string, to: string, band: number | null, period: number | null) =>
  `${from}|${to}|${band}|${period}`;

function push<K, T>(lists: Map<K, T[]>, key: K, item: T): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}

function add<K>(sets: Map<K, Set<number>>, key: K, item: number): void {
  const set = sets.get(key);
  if (set) set.add(item);
  else sets.set(key, new Set([item]));
}
