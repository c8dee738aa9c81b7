/**
 * Who says that whom owns or controls what, since when, and how much. Statements, not facts: two
 * sources may disagree, and each keeps its date and origin (Beneficial Ownership Data Standard,
 * version 0.4).
 */
import { INTEREST_KINDS } from '../model/index.js';

export const HOLDER_KINDS = [
  'person',
  'organisation',
  'trust',
  'arrangement',
  'state',
  'unknown',
] as const;
export type HolderKind = (typeof HOLDER_KINDS)[number];

/** Somebody who can own or be owned. */
export interface Holder {
  readonly id: string;
  readonly kind: HolderKind;
  readonly name: string | null;
  readonly other_names: readonly string[];
  /** ISO 3166-1 alpha-2: of residence or incorporation. */
  readonly country: string | null;
  readonly addresses: readonly string[];
  /** Scheme as the source names it (`MX-RFC`, `XI-LEI`, `GB-COH`) and the value. */
  readonly identifiers: readonly { readonly scheme: string; readonly value: string }[];
  /** Birth of a person, founding of others: ISO 8601, as exactly as known (`1970`, `1970-05`). */
  readonly born_on: string | null;
  readonly dissolved_on: string | null;
  readonly sector: string | null;
  /** Shares are traded on a public exchange. */
  readonly listed_company: boolean;
  readonly source: Source;
}

export { INTEREST_KINDS };
export type InterestKind = (typeof INTEREST_KINDS)[number];

/** One interest of one owner in one organisation, over a span of days. */
export interface Interest {
  readonly id: string;
  /** What is owned or controlled. */
  readonly subject: string;
  /** Null: the source says that there is an owner whom it does not name. */
  readonly owner: string | null;
  readonly kind: InterestKind;
  /** Null: no share is stated, which is not a share of zero. */
  readonly share: Share | null;
  readonly directness: 'direct' | 'indirect' | 'unknown';
  /** First day it holds and first day it no longer does (ISO 8601, half-open); null: not known. */
  readonly from: string | null;
  readonly until: string | null;
  /** Day on which it was said: a back-test must not know it earlier. */
  readonly known_from: string | null;
  readonly source: Source;
}

/** Exact bounds of a share of the whole, as fractions: 25 per cent is 1/4. */
export interface Share {
  readonly least: Ratio;
  readonly most: Ratio;
  /** The bound itself is excluded: “more than 25 per cent” has least 1/4, above. */
  readonly above: boolean;
  readonly below: boolean;
}

/** Exact fraction in lowest terms, denominator positive. */
export interface Ratio {
  readonly num: bigint;
  readonly den: bigint;
}

/** Where a statement comes from. */
export interface Source {
  /** Register, file or person: `GLEIF`, `uk-psc`, `bods:statement-id`, `customer file`. */
  readonly name: string;
  readonly url: string | null;
  readonly retrieved_on: string | null;
  /** Place in the file: line, statement id or path. */
  readonly place: string | null;
}

/** What a reader of any ownership format gives. */
export interface Statements {
  readonly holders: readonly Holder[];
  readonly interests: readonly Interest[];
}
