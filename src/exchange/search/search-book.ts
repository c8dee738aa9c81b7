/** The institution's own customers, as a search of an authority's list asks for them. */
import type { IdType } from '../agreement/index.js';
import type { Claim } from '../subject/index.js';

/** Why a search finds somebody: an account now, one closed lately, or a payment alone. */
export const HELD = ['account', 'former_account', 'payment'] as const;
export type Held = (typeof HELD)[number];

/** How far a search looks back (31 CFR 1010.520: accounts of 12 months, transactions of 6). */
export interface SearchWindow {
  /** UTC milliseconds: the book as it was known then. */
  readonly as_of: number;
  readonly accounts_since: number;
  readonly payments_since: number;
  readonly id_types: readonly IdType[];
}

/** A customer, or whoever only took part in a payment. Likely victims are searched too. */
export interface HeldSubject {
  /** The institution's own id; it never leaves. */
  readonly id: string;
  readonly held: readonly Held[];
  readonly claims: readonly Claim[];
}

/** The whole book within a window, read once for a search. */
export interface SearchBook {
  holdings(window: SearchWindow): Iterable<HeldSubject> | AsyncIterable<HeldSubject>;
}
