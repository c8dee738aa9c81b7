/**
 * Time-respecting paths in the payment graph, as a typology asks for them. The kernel that answers
 * lives in `network`; `main` hands it to the typology runner.
 */
export interface FlowQuery {
  readonly shape: 'chain' | 'cycle' | 'scatter_gather';
  /** Payments in a path, both included: 2–6 in chains, 2–8 in cycles; not for scatter–gather. */
  readonly hops_min: number;
  readonly hops_max: number;
  /** The whole path, first payment to last, fits in this many milliseconds. */
  readonly window_ms: number;
  /** Next leg over previous leg, parts per million, both included: 800000–1250000. */
  readonly ratio_min_ppm: number;
  readonly ratio_max_ppm: number;
}

/**
 * Payments in order (order_key ascending), one array an attribute. `debtor` and `creditor` index
 * accounts 0 … accounts−1. `ties[i]` is true where payment i's instant has no known order within it
 * (day precision): then a later leg may carry the same instant with a smaller order key.
 */
export interface PaymentColumns {
  readonly accounts: number;
  readonly order_key: BigInt64Array;
  readonly time_ms: Float64Array;
  readonly debtor: Int32Array;
  readonly creditor: Int32Array;
  /** Reporting currency, minor units; −1 where unknown. Below 2^53. */
  readonly value_minor: Float64Array;
  readonly ties: Uint8Array;
}

/**
 * The paths that end at each payment: for payment `last[i]`, `paths[i]` paths; the one shown as
 * evidence is `legs` (indices into the columns, first to last): the longest, then the latest start,
 * then the lexicographically smallest. `truncated` counts roots whose search met its limit.
 * For scatter–gather `paths[i]` is the number of mules of the best source (of equals the smallest
 * account index), `legs` the two legs of each of its mules (the latest pair), second legs in order.
 */
export interface FlowAnswer {
  readonly last: Int32Array;
  readonly paths: Int32Array;
  readonly legs: readonly Int32Array[];
  readonly truncated: number;
}

export type FlowKernel = (columns: PaymentColumns, query: FlowQuery) => FlowAnswer;
