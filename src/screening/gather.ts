import { createKeyIndex } from './candidates/keys.js';
import type { Listing } from './listing.js';
import { addressWords, indexAddresses, indexNames, positionsById } from './listing-index.js';
import { nameTokens } from './name/normalise.js';
import type { Rarity } from './name/rarity.js';
import type { Lexicon } from './name/token.js';
import type { Profile } from './profile.js';

/** Finds the listings that a profile may be, by its names, numbers, wallets and addresses. */
export interface Gatherer {
  readonly names: number;
  readonly bytes: number;
  readonly rarity: Rarity;
  /**
   * Positions of listings, with those of their names that they were found by, likeliest first; null
   * where a number or a wallet is the same, which counts whatever the name.
   */
  gather(profile: Profile, wide: number): Map<number, number[] | null>;
  /** Positions of listings that have to do with a text: an id, a number, words of a name. */
  search(text: string): Set<number>;
  position(id: string): number | undefined;
}

/** Listings that are given for one profile, and names that are followed to find them. */
const CANDIDATES = 50;
const CANDIDATE_NAMES = 90;
/** Names of a profile that are looked up; the others are compared all the same. */
const QUERY_NAMES_MAX = 8;
const ADDRESSES_FOUND = 20;
/** Names found by the words of a search. */
const SEARCHED = 2_000;

export function createGatherer(listings: readonly Listing[], lexicon: Lexicon): Gatherer {
  const names = indexNames(listings, lexicon);
  const keys = createKeyIndex(listings);
  const positions = positionsById(listings);
  let addresses: ReturnType<typeof indexAddresses> | null = null;

  function gather(profile: Profile, wide: number): Map<number, number[] | null> {
    const found = new Map<number, number[] | null>();
    for (const position of keys.find(profile)) found.set(position, null);
    for (const { full } of profile.names.slice(0, QUERY_NAMES_MAX)) {
      for (const { name } of names.find(full, profile.kind, CANDIDATE_NAMES * wide)) {
        const position = names.listing[name] ?? 0;
        const ordinal = names.ordinal[name] ?? 0;
        const known = found.get(position);
        if (known) known.push(ordinal);
        else if (known === undefined && found.size < CANDIDATES * wide)
          found.set(position, [ordinal]);
      }
    }
    // Who has a name is found by it; an address then only speaks for or against.
    for (const { text } of profile.names.length === 0 ? profile.addresses : []) {
      addresses ??= indexAddresses(listings);
      for (const { name } of addresses.index.find(addressWords(text), ADDRESSES_FOUND)) {
        const position = addresses.listing[name] ?? 0;
        if (!found.has(position)) found.set(position, []);
      }
    }
    return found;
  }

  function search(text: string): Set<number> {
    const found = new Set<number>(positions.get(text) ?? []);
    for (const position of keys.find(numberOf(text))) found.add(position);
    for (const { name } of names.index.find(nameTokens(text, null), SEARCHED)) {
      found.add(names.listing[name] ?? 0);
    }
    return found;
  }

  return {
    names: names.index.names,
    bytes: names.bytes,
    rarity: names.rarity,
    gather,
    search,
    position: (id) => positions.get(id)?.[0],
  };
}

/** A text that may be a number of a document or a wallet. */
function numberOf(text: string): Pick<Profile, 'identifiers' | 'wallets'> {
  const written = text.trim();
  const identifier = { kind: 'other', value: written, text: written, country: null } as const;
  return { identifiers: [identifier], wallets: [{ currency: null, address: written }] };
}
