import { endOfDay, formatMinor, present } from '../../base/index.js';
import type { Filing } from '../filing.js';
import { dueOn } from './clock.js';
import type { ObligationLaw } from './filer.js';

/** The obligations that payments themselves create, and those that sanctions' actions do. */
export const OBLIGATIONS = [
  'us_ctr',
  'us_8300',
  'mx_relevant',
  'mx_usd_cash',
  'mx_transfer',
  'mx_cashiers_cheque',
  'us_ofac_blocked',
  'us_ofac_rejected',
] as const;
export type Obligation = (typeof OBLIGATIONS)[number];

export const FORMS: Readonly<Record<Obligation, string>> = {
  us_ctr: 'fincen-ctr',
  us_8300: 'fincen-8300',
  mx_relevant: 'cnbv-ror',
  mx_usd_cash: 'cnbv-usd-cash',
  mx_transfer: 'cnbv-transfers',
  mx_cashiers_cheque: 'cnbv-cheques',
  us_ofac_blocked: 'ofac-blocked',
  us_ofac_rejected: 'ofac-rejected',
};

/** What a form must be told and the store does not know. It is asked for, never made up. */
export const GAPS = [
  'person',
  'kind',
  'name',
  'name_parts',
  'birth_day',
  'founding_day',
  'street',
  'city',
  'state',
  'postal_code',
  'country',
  'identity',
  'nationality',
  'occupation',
  'conductor',
  'account',
  'operation_kind',
  'purchase',
  'place',
  'value',
  'account_numbers',
  'issuing_country',
] as const;
export type GapKind = (typeof GAPS)[number];

export interface Gap {
  /** Where in the filing: `parties[0].born_on`. */
  readonly path: string;
  readonly kind: GapKind;
}

/** A report that is owed, as far as the store can fill it. */
export interface Draft {
  readonly obligation: Obligation;
  /** The filer's id. */
  readonly institution: string;
  /** The day for which it counts; of an 8300 the one on which the threshold was passed. */
  readonly day: string;
  /** Payments it reports, each with the day for which it counts. */
  readonly payments: readonly DraftPayment[];
  readonly filing: Filing;
  readonly gaps: readonly Gap[];
  /** UTC milliseconds. */
  readonly due_at: number;
}
export interface DraftPayment {
  readonly payment: string;
  readonly day: string;
}

/**
 * By when drafts of an obligation must be filed, by the day that starts their clock. Answers are
 * kept: a quarter has few days and many operations.
 */
export function dueDates(law: ObligationLaw, obligation: Obligation): (day: string) => number {
  const known = new Map<string, number>();
  return (day) => {
    const due = known.get(day) ?? dueOfDay(law, obligation, day);
    known.set(day, due);
    return due;
  };
}

function dueOfDay(law: ObligationLaw, obligation: Obligation, day: string): number {
  const clock = present(
    law.clocks.find(
      (each) =>
        each.clock === obligation &&
        (each.from === undefined || each.from <= day) &&
        (each.until === undefined || day <= each.until),
    ),
    `clock ${obligation} on ${day}`,
  );
  return endOfDay(dueOn(clock, day, law.calendars), clock.zone);
}

/** An amount as filings hold it: `9500.25`. At most four decimals: the rest is cut off. */
export function filedAmount(minor: bigint, currency: string): string {
  const [whole = '0', fraction = ''] = formatMinor(minor, currency).split('.');
  return fraction === '' ? whole : `${whole}.${fraction.slice(0, 4)}`;
}

export function filedUsd(minor: bigint): string {
  return filedAmount(minor, 'USD');
}
