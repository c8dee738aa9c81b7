/**
 * How money of one account is told from the rest of what the account holds.
 *
 * - `fifo`: what came first leaves first. The rule of Devaynes v Noble, *Clayton's case*, 1 Mer 572
 *   (1816); for coins Anderson, Shumailov, Ahmed and Rietmann, “Bitcoin Redux” (WEIS 2018).
 * - `lifo`: what came last leaves first. Within one payment the money that left first leaves first
 *   again, under either.
 * - `proportional`: each payment takes the share that rests in the account (“haircut”), and
 * - `poison`: all that leaves an account in which any of it rests: Möser, Böhme and Breuker,
 *   “Towards Risk Scoring of Bitcoin Transactions” (FC Workshops 2014).
 */
export const TRACE_METHODS = ['fifo', 'lifo', 'proportional', 'poison'] as const;
export type TraceMethod = (typeof TRACE_METHODS)[number];

export interface TraceQuery {
  /** `forward`: where the marked money goes; `backward`: where it can have come from. */
  readonly direction: 'forward' | 'backward';
  readonly method: TraceMethod;
  /** Numbers of marked payments: all of their money is meant. */
  readonly payments: readonly number[];
  /**
   * Numbers of marked accounts: all that they pay is meant (backward: all that they receive). What
   * comes back to them rests there and is not followed through them.
   */
  readonly accounts: readonly number[];
  /** Payments in `[from_ms, until_ms)` are marked and followed; earlier ones fill the accounts. */
  readonly from_ms: number;
  readonly until_ms: number;
  /** A payment of more hops from the mark is not followed. The marked payments have hop 0. */
  readonly hops_max: number;
  /** A payment that carries less of the money is not followed; 1 follows every minor unit. */
  readonly minimum_minor: number;
  /**
   * An account that pays more than was seen to come in has money from before, or that came unseen.
   * `clean`: that is not the marked money. `tainted` (forward only): it is, once marked money came
   * into the account, as if that had come back unseen.
   */
  readonly unknown_stock: 'clean' | 'tainted';
}

/** Bounds on the work; what they leave out is in {@link Trace.truncated}. */
export interface TraceLimits {
  /** Pieces of money that lots keep apart within payments; beyond, one piece a payment and lot. */
  readonly pieces_max: number;
  /** The most payments among which the exact bound is computed, one maximum flow each. */
  readonly flow_payments_max: number;
}

/** One column an attribute, one row a payment; in the order followed (backward: latest first). */
export interface TraceSteps {
  readonly payments: Int32Array;
  /** The fewest payments between it and the mark through which its money went. */
  readonly hops: Int32Array;
  /** How much of it is the marked money by the method, minor units. */
  readonly tainted_minor: Float64Array;
  /** How much of it can be, whatever the accounts did: see {@link Trace.bound}. */
  readonly at_most_minor: Float64Array;
  /** How much of it its payer was not seen to have. */
  readonly unseen_minor: Float64Array;
  /**
   * How much of the marked money rests where this payment brought it (backward: was not seen to
   * come into the account that paid it); −1 where the method tells no lots apart.
   */
  readonly rest_minor: Float64Array;
  /**
   * Step s takes its money from (backward: gives it to) the steps' payments `lots.payments[i]`, by
   * `lots.minor[i]`, for i from `lots.starts[s]` to `lots.starts[s + 1]`. None for methods without
   * lots.
   */
  readonly lots: {
    readonly starts: Int32Array;
    readonly payments: Int32Array;
    readonly minor: Float64Array;
  };
}

/** The marked money in one account, minor units: in + born = out + rest, backward out and in. */
export interface TraceAccount {
  readonly account: number;
  readonly in_minor: bigint;
  readonly out_minor: bigint;
  /** Marked here, or held to be marked money by the method or by `unknown_stock`. */
  readonly born_minor: bigint;
  /** At the end of the window; backward: what was not seen to come in. */
  readonly rest_minor: bigint;
  readonly first_ms: number;
  readonly last_ms: number;
}

/** marked + spread + assumed = rest + left + beyond_hops + below_minimum, exactly. */
export interface TraceTotals {
  readonly marked_minor: bigint;
  /** What `poison` made of other money. */
  readonly spread_minor: bigint;
  /** What `unknown_stock` made of unseen money. */
  readonly assumed_minor: bigint;
  readonly rest_minor: bigint;
  /** Paid to nobody known, as cash is (backward: came from nobody known). */
  readonly left_minor: bigint;
  readonly beyond_hops_minor: bigint;
  readonly below_minimum_minor: bigint;
}

export interface Trace {
  readonly steps: TraceSteps;
  /** Those the money touched: the most resting first, then the most received, then by number. */
  readonly accounts: readonly TraceAccount[];
  readonly totals: TraceTotals;
  /**
   * `flow`: `at_most_minor` is the maximum time-respecting flow between mark and payment. `cut`:
   * the graph was too large for that; it is the least of the payment, the mark, and what can have
   * come to its payer (backward: left its payee) by such bounds. A flow is never above its cut.
   */
  readonly bound: 'flow' | 'cut';
  /** Payments of which any can be the marked money, by time alone; more than the steps. */
  readonly reached: number;
  readonly truncated: {
    /** Payments not followed because of `hops_max`, and because of `minimum_minor`. */
    readonly beyond_hops: number;
    readonly below_minimum: number;
    /** Takings from a lot whose pieces were joined: amounts are exact, their order is not. */
    readonly joined: number;
    /** Payments of unknown value by accounts that held the money (backward: to them). */
    readonly unvalued: number;
  };
}
