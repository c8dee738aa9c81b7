import { present } from '../../src/base/index.js';
import { ourBanks } from './banks.js';
import { CITIES, type City } from './cities.js';
import type { Occupation, Sector } from './words.js';

/** One line of a table: column to value; a column that is left out is unknown. */
export type Row = Readonly<Record<string, string | number | boolean | bigint | null | undefined>>;

/** Somebody with an account: what a payment needs to know of either end. */
export interface Holder {
  readonly party_id: string;
  readonly account_id: string;
  readonly institution_id: string;
  readonly name: string;
  readonly country: string;
  readonly currency: string;
  readonly city: City;
  readonly device_id: string | null;
  readonly sector: Sector | null;
  readonly occupation: Occupation | null;
  /** Yearly income in US cents, 0 where unknown. */
  readonly income_minor: number;
  /** Index of the party's first row in the cast. */
  readonly party_row: number;
}

export type PlaceKind = 'branch' | 'atm' | 'shop' | 'agent' | 'hotel_atm';

/** Everybody and everything that payments refer to, kept whole in memory. */
export interface Cast {
  readonly parties: Row[];
  readonly accounts: Row[];
  readonly devices: Row[];
  readonly interests: Row[];
  readonly places: readonly Row[];
  /** Holders by what they are in the story: `salaried`, `landlord`, `church` … */
  role(name: string): Holder[];
  /** Named outsiders that many pay: `grocer_us`, `tax_mx` … */
  fixture(key: string): Holder;
  setFixture(key: string, holder: Holder): void;
}

export function createCast(): Cast {
  const roles = new Map<string, Holder[]>();
  const fixtures = new Map<string, Holder>();
  return {
    parties: [],
    accounts: [],
    devices: [],
    interests: [],
    places: placeRows(),
    role(name) {
      let holders = roles.get(name);
      if (!holders) {
        holders = [];
        roles.set(name, holders);
      }
      return holders;
    },
    fixture: (key) => present(fixtures.get(key), `fixture ${key}`),
    setFixture: (key, holder) => void fixtures.set(key, holder),
  };
}

/** Branches and cash machines belong to a bank; shops, agents and hotels to nobody we know. */
export function placeId(c: City, kind: PlaceKind, institution = ''): string {
  const owner = kind === 'branch' || kind === 'atm' ? institution : '';
  return `${kind.toUpperCase()}-${owner}${owner && '-'}${c.country}-${c.name.replaceAll(' ', '_')}`;
}

function placeRows(): Row[] {
  return CITIES.flatMap((c) => {
    const banks = ourBanks(c.country);
    const owned = banks.flatMap((b) => (['branch', 'atm'] as const).map((kind) => [kind, b.id]));
    const open = (['shop', 'agent', 'hotel_atm'] as const).map((kind) => [kind, '']);
    return [...owned, ...open].map(([kind, owner]) => ({
      id: placeId(c, kind as PlaceKind, owner),
      name: `${kind} ${c.name}`,
      city: c.name,
      region: c.region,
      country: c.country,
      is_border: c.is_border,
      latitude_microdegrees: c.latitude_microdegrees,
      longitude_microdegrees: c.longitude_microdegrees,
    }));
  });
}
