/**
 * What is known of somebody or something that can be compared: a customer, a counterparty and an
 * entry of a list have the same shape, so that comparing is symmetric. Unknown is absent, never
 * empty text.
 */

export const PROFILE_KINDS = ['person', 'organisation', 'vessel', 'aircraft', 'wallet'] as const;
/** `null`: the source does not say; it is compared with every kind. */
export type ProfileKind = (typeof PROFILE_KINDS)[number] | null;

export interface Profile {
  readonly id: string;
  readonly kind: ProfileKind;
  /** The first is the primary one. May be empty: an identifier or a wallet can stand alone. */
  readonly names: readonly Name[];
  readonly dates: readonly ProfileDate[];
  readonly places: readonly ProfilePlace[];
  readonly addresses: readonly Address[];
  readonly identifiers: readonly Identifier[];
  readonly wallets: readonly Wallet[];
  readonly gender: 'female' | 'male' | null;
}

export interface Name {
  /** As written in the source, with its court notes and comments taken out. */
  readonly full: string;
  readonly kind: 'primary' | 'alias' | 'former' | 'maiden' | 'trade';
  /** Weak: the list itself says that the alias alone proves little (OFAC “weak a.k.a.”). */
  readonly strength: 'strong' | 'weak';
  /** Parts where the source gives them apart. Two surnames: `paternal` and `maternal`. */
  readonly parts: NameParts | null;
}

export interface NameParts {
  readonly given: string | null;
  /** The only surname, or the first of two. */
  readonly paternal: string | null;
  readonly maternal: string | null;
  /** Everything before the comma of “SURNAMES, Given”, where nobody said which is which. */
  readonly surnames: string | null;
}

export interface ProfileDate {
  readonly kind: 'birth' | 'founded' | 'death' | 'built';
  /** Earliest and latest day that the source allows (ISO 8601), equal where it is exact. */
  readonly from: string;
  readonly to: string;
  /** “circa”: the source itself doubts it. */
  readonly circa: boolean;
}

export interface ProfilePlace {
  readonly kind: 'nationality' | 'residence' | 'birth' | 'registration' | 'flag' | 'unspecified';
  /** ISO 3166-1 alpha-2, or null where the text could not be told. */
  readonly country: string | null;
  readonly text: string;
}

export interface Address {
  /** The whole, as written. */
  readonly text: string;
  readonly street: string | null;
  readonly city: string | null;
  readonly region: string | null;
  readonly postal_code: string | null;
  readonly country: string | null;
}

/** A document or register number, without spaces and marks in `value`; as written in `text`. */
export interface Identifier {
  readonly kind: IdentifierKind;
  readonly value: string;
  readonly text: string;
  readonly country: string | null;
}

export const IDENTIFIER_KINDS = [
  'rfc',
  'curp',
  'ssn',
  'ein',
  'itin',
  'passport',
  'national_id',
  'driving_licence',
  'tax_id',
  'registration',
  'lei',
  'bic',
  'duns',
  'imo',
  'mmsi',
  'call_sign',
  'tail_number',
  'serial_number',
  'clabe',
  'iban',
  'account',
  'phone',
  'email',
  'website',
  'other',
] as const;
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number];

export interface Wallet {
  /** Ticker as the list gives it (XBT, ETH, USDT …), or null. */
  readonly currency: string | null;
  readonly address: string;
}
