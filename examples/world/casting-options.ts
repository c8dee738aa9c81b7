import type { Holder } from './cast.js';
import type { City } from './cities.js';
import type { Occupation, Sector } from './words.js';

/** What may be said of anybody who is cast; the rest is drawn. */
export interface Common {
  readonly role?: string;
  /** Bank id; by default one of ours in the country. */
  readonly bank?: string;
  readonly country?: 'US' | 'MX';
  readonly city?: City;
  readonly name?: string;
  /** US dollars a year. */
  readonly income?: number;
  /** Day of opening, counted from the first day; by default years before. */
  readonly opened?: number;
  readonly address?: string;
  readonly phone?: string;
  readonly currency?: string;
  readonly device?: string;
}

export interface PersonOptions extends Common {
  readonly occupation: Occupation;
  readonly age?: readonly [number, number];
  readonly is_official?: boolean;
}

export interface CompanyOptions extends Common {
  readonly sector: Sector;
  /** First word of the name: `Textiles`. */
  readonly trade: string;
  /** Day of incorporation, counted from the first day. */
  readonly founded?: number;
  readonly owner?: Holder | string;
}

export interface OutsiderOptions extends Omit<Common, 'country'> {
  readonly country: string;
  readonly sector?: Sector;
  readonly trade?: string;
}

/** Creates people and firms from one source of randomness and one block of ids. */
export interface Caster {
  person(options: PersonOptions): Holder;
  company(options: CompanyOptions): Holder;
  /** Somebody at an institution that is not ours: no customer file, only what payments say. */
  outsider(options: OutsiderOptions): Holder;
  /** A further account of the same holder. */
  account(holder: Holder, kind: string, bank?: string): Holder;
  interest(subject: Holder, owner_id: string, kind: string, share_percent: number): void;
}
