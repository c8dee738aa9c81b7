/** What passes between the contributors, the hub and the owners of joint monitoring. */

/**
 * The name of an account or a payment under one agreement's key of one epoch: whoever has not the
 * key cannot make one, and those of two agreements or epochs have nothing in common.
 */
export type Token = string;

/** Of a token under the split key, which is written in hex. */
export const TOKEN_BYTES = 16;

/** Tokens of identifiers, in their order; one evaluation each, charged to the contributor. */
export type Tokenise = (inputs: readonly string[]) => Promise<readonly Token[]>;

/** Agreement and epoch to which tokens belong. Payments of `from_ms` ≤ time < `to_ms`. */
export interface Epoch {
  readonly agreement: string;
  readonly id: string;
  readonly from_ms: number;
  readonly to_ms: number;
}

/** A payment, as coarse as the policy says. Null: not told. */
export interface Edge {
  readonly payment: Token;
  readonly source: Token;
  readonly target: Token;
  readonly source_institution: string;
  readonly target_institution: string;
  /** Whole logarithm of the value to the base of `amount_ratio`. */
  readonly amount_band: number | null;
  /** Periods of `period_days` since the epoch began. */
  readonly period: number | null;
  readonly rail: string | null;
  /** Nats in steps of `nats_step`: how little chance leads this payer to this payee; */
  readonly aim: number;
  /** and that this class of pair is met, against all payments. */
  readonly start: number;
}

/** The contributor's customer was paid by `first` and paid on by `second`. */
export interface Hop {
  readonly first: Token;
  readonly second: Token;
  readonly peel: Token | null;
  readonly nats: number;
}

/** Payments that crowd at the contributor's customer `hub`, in the order of their tokens. */
export interface Star {
  readonly hub: Token;
  readonly direction: 'in' | 'out';
  readonly payments: readonly Token[];
}

/** What one institution tells the hub; of an answer, what it had not told before. */
export interface Contribution {
  readonly agreement: string;
  readonly epoch: string;
  readonly institution: string;
  readonly edges: readonly Edge[];
  readonly hops: readonly Hop[];
  readonly stars: readonly Star[];
  /**
   * Its customers whom nobody may name, padded with tokens of nobody: the hub drops what others
   * tell of them. Empty in an answer.
   */
  readonly struck: readonly Token[];
}

/** The hub's question to the owner of `customer`: where a payment's money went, or came from; */
export interface HopAsk {
  readonly ask: 'next' | 'previous';
  readonly customer: Token;
  readonly payment: Token;
  /** When, as the hub was told: the owner has fewer payments to compare. */
  readonly period: number | null;
}

/** or what else was paid about the time of these payments, which the owner contributed. */
export interface StarAsk {
  readonly ask: 'star';
  readonly customer: Token;
  readonly direction: 'in' | 'out';
  readonly payments: readonly Token[];
}

export type Ask = HopAsk | StarAsk;

/** What the hub tells an owner: of its own customers and their payments, and no token besides. */
export interface Hit {
  /** The same for all owners of the pattern, so that they can speak of it under the agreement. */
  readonly id: string;
  readonly shape: string;
  /** Surprise in nats, and customers of the pattern, in bands. */
  readonly nats_band: string;
  readonly customers_band: string;
  readonly customers: readonly Token[];
  readonly payments: readonly Token[];
  /** Of its payments, when. */
  readonly periods: readonly (number | null)[];
}

const BANDS = [1, 5, 20, 100, 1_000, 10_000, 100_000] as const;

/** `0`, `1–4`, `5–19`, … `100000+`: no statistic leaves a hub more exactly. */
export function bandOf(count: number): string {
  const above = BANDS.findIndex((least) => count < least);
  if (above === 0) return '0';
  const least = BANDS[(above < 0 ? BANDS.length : above) - 1] as number;
  return above < 0 ? `${least}+` : `${least}–${(BANDS[above] as number) - 1}`;
}
