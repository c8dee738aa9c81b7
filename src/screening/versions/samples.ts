/** The smallest profiles, listings and readings, for tests. */
import type { Listing } from '../listing.js';
import type { Profile } from '../profile.js';
import type { ListInput } from './list-input.js';

/** A profile of which nothing is known but what is given. */
export function sampleProfile(given: Partial<Profile> = {}): Profile {
  return {
    id: 'c1',
    kind: 'person',
    names: [],
    dates: [],
    places: [],
    addresses: [],
    identifiers: [],
    wallets: [],
    gender: null,
    ...given,
  };
}

/** An entry of list `test_list` with one strong name. */
export function sampleListing(id: string, full: string, given: Partial<Listing> = {}): Listing {
  return {
    ...sampleProfile({ id }),
    names: [{ full, kind: 'primary', strength: 'strong', parts: null }],
    list: 'test_list',
    programs: [],
    stages: [],
    links: [],
    listed_on: null,
    remarks: null,
    properties: {},
    ...given,
  };
}

/** An input of the entries given, which its reader found whole. */
export function sampleInput(entries: Iterable<Listing>, given: Partial<ListInput> = {}): ListInput {
  let read = 0;
  async function* counted() {
    for (const entry of entries) {
      read++;
      yield entry;
    }
  }
  return {
    list: {
      id: 'test_list',
      title: { en: 'Test list', es: 'Lista de prueba' },
      issuer: 'Nobody',
      confidential: false,
    },
    issuer_version: null,
    published_on: null,
    files: [{ name: 'list.csv', sha256: '00' }],
    content: { kind: 'full', entries: counted() },
    outcome: () => ({ read, rejected: 0, faults: [] }),
    ...given,
  };
}
