import type { Bilingual } from '../../src/base/index.js';
import type { Subject } from '../../src/model/index.js';
import { type Day, moment } from './calendar.js';
import type { Cast, Holder, Row } from './cast.js';
import type { CompanyOptions, OutsiderOptions, PersonOptions } from './casting-options.js';
import type { Draw } from './draw.js';
import type { Movement } from './movement.js';
import type { Rates } from './rates.js';

/** Everything of a payment but its moment, which the stage sets by the payer's clock. */
export type Act = Omit<Movement, 'at' | 'from' | 'to' | 'minor' | 'rail'> & {
  readonly rail?: Movement['rail'];
};

/**
 * What a scheme is played with. Whoever is cast here is a member; a subject is a member whom an
 * alert should name. Victims and passers-by come from the population and are neither, save where
 * the victim's account is what a protecting rule should name: then it is cast and a subject.
 */
export interface Stage {
  readonly draw: Draw;
  readonly cast: Cast;
  readonly days: number;
  readonly rates: Rates;
  /** A first day such that `length` days fit into the year. */
  begin(length: number): number;
  person(options: PersonOptions): Holder;
  company(options: CompanyOptions): Holder;
  outsider(options: OutsiderOptions): Holder;
  account(holder: Holder, kind: string, bank?: string): Holder;
  interest(subject: Holder, owner_id: string, share_percent: number): void;
  /** A stranger to the scheme, unknown to the banks. */
  stranger(options: OutsiderOptions): Holder;
  /** Innocent people of a role, of the population. */
  crowd(role: string, n: number, country?: string): Holder[];
  /** Accounts and parties that an alert should name. */
  subject(...holders: readonly Holder[]): void;
  /** One payment of the scheme; `day` and `hour` are of the payer's city. */
  pay(
    from: Holder | null,
    to: Holder | null,
    day: number,
    hour: number,
    minor: number,
    act?: Act,
  ): void;
  /** Like `pay`, but honest (a salary, a pension): not labelled. */
  usual(from: Holder, to: Holder, day: number, hour: number, minor: number, act?: Act): void;
  /** A year of ordinary payments around the scheme's own: not labelled. */
  cover(holder: Holder, first: number, last: number): void;
  /** A whole number drawn from a range and written down in `schemes.json`. */
  parameter(name: string, low: number, high: number): number;
  /** Whether this instance uses an evasion; likelier at a higher difficulty, and written down. */
  evades(name: string, probability: number): boolean;
  indicator(row: Row): void;
  listing(row: Row): void;
}

/** One way of laundering that the example can plant. */
export interface SchemeKind {
  readonly id: string;
  /** Crime area: a folder of `typologies/`. */
  readonly area: string;
  /** What happens, in a sentence. */
  readonly description: Bilingual;
  plan(stage: Stage): void;
}

/** One planted instance, as `schemes.json` tells it. */
export interface Scheme {
  readonly id: string;
  readonly kind: string;
  readonly area: string;
  readonly subjects: readonly Subject[];
  /** Accounts of all members, subjects included. */
  readonly members: readonly string[];
  readonly description: Bilingual;
  readonly parameters: Readonly<Record<string, number>>;
  readonly evasions: readonly string[];
  readonly first_day: string;
  readonly last_day: string;
  /** How many payments carry its label. */
  readonly payments: number;
}

export interface Label {
  readonly payment_id: string;
  readonly scheme_id: string;
  readonly scheme_kind: string;
  readonly account: string;
}

/** The moment of an act: the clock of the place where somebody stands. */
export function actTime(calendar: readonly Day[], day: number, hour: number, who: Holder): number {
  const date = calendar[Math.floor(day)];
  return date ? moment(date, who.city.zone, hour) : Number.NaN;
}
