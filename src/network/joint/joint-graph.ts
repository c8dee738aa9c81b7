/** What several institutions know together of payments none of them sees all of. */
import type { Shape } from '../../model/index.js';

/** An account was paid by `first` and paid on by `second`, as its own institution weighed it. */
export interface JointHop {
  readonly first: number;
  readonly second: number;
  /** The payment that took the rest, where the second took a part; else −1. */
  readonly peel: number;
  readonly nats: number;
}

/** Payments into or out of one account within days, as its own institution saw them crowd. */
export interface JointStar {
  readonly hub: number;
  readonly direction: 'in' | 'out';
  readonly payments: readonly number[];
}

/**
 * Payments 0 … n−1 among accounts 0 … accounts−1, without amounts and exact times: what those say
 * is in the hops and stars, whose payments are in no order but that of the hops.
 */
export interface JointGraph {
  readonly accounts: number;
  readonly debtor: Int32Array;
  readonly creditor: Int32Array;
  /** When, in periods of `period_days` from any first one; −1: not told. */
  readonly period: Int32Array;
  readonly period_days: number;
  /** By payment, how little chance leads its payer to its payee, in nats. */
  readonly aim: Float32Array;
  /** By payment, its class of pair against that of all payments, in nats. */
  readonly start: Float32Array;
  readonly hops: readonly JointHop[];
  readonly stars: readonly JointStar[];
}

export interface JointInstance {
  readonly shape: Shape;
  /** Ascending, each once. */
  readonly payments: Int32Array;
  readonly nats: number;
}

/**
 * What would tell more of something strong already: where the money of a payment went next or came
 * from, or the rest of the payments about those of a star.
 */
export type JointWish =
  | { readonly wish: 'next' | 'previous'; readonly payment: number }
  | {
      readonly wish: 'star';
      readonly hub: number;
      readonly direction: 'in' | 'out';
      readonly payments: readonly number[];
    };
