/**
 * What accounts ordinarily do, either way and by class of pair: the pace that a lot or a layer is
 * held against. Rates are uncertain as in gamma-poisson.ts.
 */
import type { PaymentGraph } from '../graph/payment-graph.js';
import type { Background } from '../surprise/background.js';
import { expectedArrivals, lnGamma, RATE_SHAPE } from '../surprise/gamma-poisson.js';

/** Shares of laundering payments among pairs that pay once, 2–5 times, more often (hop.ts). */
export const LN_CLASS_SHARES = [0.55, 0.38, 0.07].map(Math.log);

export interface AccountLives {
  /** Accounts that pay, and that are paid. */
  readonly payers: number;
  readonly payees: number;
  /** Payments of a class in `days`, of all accounts together. */
  payments(c: number, days: number): number;
  /** Expected payments of `node` in `days`, if `aside` of those that were counted are set aside. */
  expected(way: Way, node: number, c: number, days: number, aside: number): number;
  /** What uncertainty of the pace adds to the logarithm of `expected` to the power of `own`. */
  spread(way: Way, node: number, c: number, own: number, aside: number): number;
}

/** 0: an account pays; 1: it is paid. */
export type Way = 0 | 1;

const DAY_MS = 86_400_000;
const PRIOR_DAYS_MAX = 30;
/** The pace of the best known account still varies by a sixth (gamma-poisson.ts). */
const SHAPE_MAX = 36;

/** Four bytes an account. */
export function createLives(graph: PaymentGraph, background: Background): AccountLives {
  const seen_days = daysSeen(graph, background.closed);
  const classes = [background.outClass, background.inClass] as const;
  const totals = [0, 0, 0];
  for (let at = 0; at < background.outClass.length; at++) {
    totals[at % 3] = (totals[at % 3] as number) + (background.outClass[at] as number);
  }
  const active = classes.map((counts) => {
    let count = 0;
    for (let at = 0; at < counts.length; at += 3) {
      if (counts[at] !== 0 || counts[at + 1] !== 0 || counts[at + 2] !== 0) count++;
    }
    return count;
  });
  const prior_days = active.map((count) =>
    totals.map((sum) =>
      Math.min(PRIOR_DAYS_MAX, (RATE_SHAPE * count * background.days) / sum || 0),
    ),
  );
  const known = (way: Way, node: number, c: number, aside: number) =>
    Math.max(0, (classes[way][3 * node + c] as number) - aside);
  return {
    payers: active[0] as number,
    payees: active[1] as number,
    payments: (c, days) => (Math.max(1, totals[c] as number) * days) / background.days,
    expected(way, node, c, days, aside) {
      const others = known(way, node, c, aside);
      const known_days = Math.max(0, (seen_days[node] as number) - days);
      const prior = Math.max(1, prior_days[way]?.[c] as number);
      return expectedArrivals(days, others, known_days, prior);
    },
    spread(way, node, c, own, aside) {
      if (own === 0) return 0;
      const shape = Math.min(SHAPE_MAX, RATE_SHAPE + known(way, node, c, aside));
      return lnGamma(shape + own) - lnGamma(shape) - own * Math.log(shape);
    },
  };
}

/** From an account's first closed payment, either way, to its last. */
function daysSeen(
  { accounts, debtor, creditor, time_ms }: PaymentGraph,
  closed: number,
): Float32Array {
  const first = new Float64Array(accounts).fill(Number.NaN);
  const seen = new Float32Array(accounts);
  for (let i = 0; i < closed; i++) {
    const time = time_ms[i] as number;
    for (const node of [debtor[i] as number, creditor[i] as number]) {
      if (node < 0) continue;
      if (Number.isNaN(first[node])) first[node] = time;
      seen[node] = (time - (first[node] as number)) / DAY_MS + 1;
    }
  }
  return seen;
}
