/** Whom an institution suspects, as its book knows them: what is matched without being shown. */
import type { IdType } from '../agreement/index.js';

/** One thing that a book holds of a subject, as it was written there. */
export type Claim =
  | { readonly type: PlainType; readonly value: string }
  /** `bank` is the routing number (ABA) that the account is kept under. */
  | { readonly type: 'account'; readonly bank: string; readonly value: string }
  /** `country` is ISO 3166-1 alpha-2. */
  | { readonly type: 'passport'; readonly country: string; readonly value: string }
  | { readonly type: 'wallet'; readonly chain: WalletChain; readonly value: string }
  | { readonly type: 'payment'; readonly scheme: PaymentScheme; readonly value: string }
  | ({ readonly type: 'person_name' } & PersonName)
  | ({ readonly type: 'business_name' } & BusinessName);

export type PlainType =
  | 'curp'
  | 'rfc'
  | 'clabe'
  | 'iban'
  | 'ssn'
  | 'itin'
  | 'ein'
  | 'lei'
  | Contact;
type Contact = 'phone' | 'email';

export const WALLET_CHAINS = ['bitcoin', 'litecoin', 'tron', 'ethereum', 'other'] as const;
export type WalletChain = (typeof WALLET_CHAINS)[number];

/** How a payment is named: UETR, clave de rastreo of SPEI, IMAD of Fedwire, trace of ACH. */
export const PAYMENT_SCHEMES = ['uetr', 'rastreo', 'imad', 'ach'] as const;
export type PaymentScheme = (typeof PAYMENT_SCHEMES)[number];

/** A name in its parts, or `full` where the parts are not known. */
export interface PersonName {
  readonly given?: string;
  readonly paternal?: string;
  readonly maternal?: string;
  readonly full?: string;
  /** ISO 8601 day of birth; without one a name is never matched. */
  readonly born_on?: string;
}

export interface BusinessName {
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** State of incorporation or seat. */
  readonly region?: string;
}

export interface Subject {
  /** The institution's own id of it; it never leaves. */
  readonly id: string;
  /** Whoever is likely a victim is never made a subject of matching. */
  readonly is_likely_victim: boolean;
  readonly claims: readonly Claim[];
}

/** What the institution suspects, read from its store when a session begins. */
export interface Book {
  /** Subjects of documented suspicion that have claims of these types. */
  subjects(id_types: readonly IdType[]): Iterable<Subject> | AsyncIterable<Subject>;
}
