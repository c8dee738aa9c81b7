import { nameTokens } from '../name/normalise.js';
import type { Address, ProfilePlace } from '../profile.js';
import { type Evidence, WORTH } from './evidence.js';

export interface PreparedPlaces {
  readonly countries: readonly string[];
  readonly addresses: readonly PreparedAddress[];
}

export interface PreparedAddress {
  readonly text: string;
  /** Words of the whole, without the ones that every address has. */
  readonly words: ReadonlySet<string>;
  readonly city: string | null;
  readonly country: string | null;
}

/** A party with more addresses is compared by its first ones. */
const ADDRESSES_MAX = 50;
/** Share of the shorter address’s words, at least this many, that makes two addresses one. */
const SAME_SHARE = 0.75;
const SAME_WORDS_MIN = 3;

const ADDRESS_WORDS = new Set(
  (
    'street st avenue ave av avenida calle road rd drive dr lane ln boulevard blvd suite ste col ' +
    'colonia no num numero int ext local piso floor edificio building office oficina cp c p mexico'
  ).split(' '),
);

export function preparePlaces(
  places: readonly ProfilePlace[],
  addresses: readonly Address[],
): PreparedPlaces {
  const countries = new Set<string>();
  for (const { country } of places) if (country) countries.add(country.toUpperCase());
  for (const { country } of addresses) if (country) countries.add(country.toUpperCase());
  return {
    countries: [...countries],
    addresses: addresses.slice(0, ADDRESSES_MAX).map(prepareAddress),
  };
}

function prepareAddress(address: Address): PreparedAddress {
  const words = nameTokens(address.text, 'organisation').filter((word) => !ADDRESS_WORDS.has(word));
  const city = address.city ? nameTokens(address.city, 'organisation').join(' ') : null;
  return { text: address.text, words: new Set(words), city, country: address.country };
}

export function compareCountries(query: PreparedPlaces, listed: PreparedPlaces): Evidence | null {
  if (query.countries.length === 0 || listed.countries.length === 0) return null;
  const same = query.countries.find((country) => listed.countries.includes(country));
  const values = { query: query.countries.join(' '), listed: listed.countries.join(' ') };
  return same
    ? { step: 'country.same', evidence: WORTH.country_same, ...values }
    : { step: 'country.differs', evidence: WORTH.country_differs, ...values };
}

/** Only agreement counts: people move, and firms have branches. */
export function compareAddresses(query: PreparedPlaces, listed: PreparedPlaces): Evidence | null {
  let best: Evidence | null = null;
  for (const one of query.addresses)
    for (const other of listed.addresses) {
      const found = compareTwo(one, other);
      if (found && (!best || found.evidence > best.evidence)) best = found;
    }
  return best;
}

function compareTwo(one: PreparedAddress, other: PreparedAddress): Evidence | null {
  if (one.country && other.country && one.country !== other.country) return null;
  const [short, long] = one.words.size <= other.words.size ? [one, other] : [other, one];
  let common = 0;
  let numbers = 0;
  for (const word of short.words) {
    if (long.words.has(word)) common += 1;
    else if (/^\d+$/.test(word)) numbers += 1;
  }
  const values = { query: one.text, listed: other.text };
  if (common >= SAME_WORDS_MIN && common / short.words.size >= SAME_SHARE && numbers === 0)
    return { step: 'address.same', evidence: WORTH.address_same, ...values };
  if (one.city !== null && one.city === other.city)
    return { step: 'address.city', evidence: WORTH.city_same, ...values };
  return null;
}
