import { schemaOf, topicsOf } from './followthemoney/properties.js';
import type { Listing } from './listing.js';
import type { ProfileKind } from './profile.js';

/** A question for listings by words and filters; filters without values let everything through. */
export interface ListingQuery {
  readonly text: string;
  /** Null: of every list. */
  readonly lists: readonly string[] | null;
  /** Null: of any kind. */
  readonly kinds: readonly ProfileKind[] | null;
  readonly kinds_excluded: readonly ProfileKind[];
  /** ISO 3166-1 alpha-2, as listings have them. */
  readonly countries: readonly string[];
  readonly topics: readonly string[];
  /** Whether a listing needs all countries and topics that are asked for, or one of each. */
  readonly needs: 'all' | 'any';
  readonly offset: number;
  readonly limit: number;
  readonly sort: readonly { readonly property: 'listed_on' | 'name'; readonly falling: boolean }[];
}

export interface ListingPage {
  readonly total: number;
  readonly listings: readonly Listing[];
  /** How many of all that was found have each value, not of the page alone. */
  readonly facets: Readonly<Record<Facet, Readonly<Record<string, number>>>>;
}

export const FACETS = ['countries', 'topics', 'datasets', 'schema'] as const;
export type Facet = (typeof FACETS)[number];

/** Filters, counts, sorts and cuts listings that were found, likeliest first. */
export function pageOf(found: Iterable<Listing>, query: ListingQuery): ListingPage {
  const fitting = [...found].filter((listing) => fits(listing, query));
  const facets = Object.fromEntries(
    FACETS.map((facet) => [facet, count(fitting, (listing) => valuesOf(facet, listing))]),
  ) as Record<Facet, Record<string, number>>;
  for (const { property, falling } of [...query.sort].reverse()) {
    const key = (listing: Listing) =>
      (property === 'name' ? listing.names[0]?.full : listing.listed_on) ?? '';
    const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
    fitting.sort((a, b) => compare(key(a), key(b)) * (falling ? -1 : 1));
  }
  return {
    total: fitting.length,
    listings: fitting.slice(query.offset, query.offset + query.limit),
    facets,
  };
}

/** Countries that a listing has to do with, whatever for. */
function countriesOf(listing: Listing): string[] {
  const all = [...listing.places, ...listing.addresses].flatMap(({ country }) => country ?? []);
  return [...new Set(all)];
}

function fits(listing: Listing, query: ListingQuery): boolean {
  if (query.lists !== null && !query.lists.includes(listing.list)) return false;
  if (query.kinds !== null && listing.kind !== null && !query.kinds.includes(listing.kind))
    return false;
  if (listing.kind !== null && query.kinds_excluded.includes(listing.kind)) return false;
  return (
    holds(query, query.topics, topicsOf(listing)) &&
    holds(query, query.countries, countriesOf(listing))
  );
}

function holds({ needs }: ListingQuery, asked: readonly string[], has: readonly string[]): boolean {
  if (asked.length === 0) return true;
  const known = (value: string) => has.includes(value);
  return needs === 'all' ? asked.every(known) : asked.some(known);
}

function valuesOf(facet: Facet, listing: Listing): readonly string[] {
  if (facet === 'countries') return countriesOf(listing).map((code) => code.toLowerCase());
  if (facet === 'topics') return topicsOf(listing);
  if (facet === 'datasets') return [listing.list];
  return [schemaOf(listing)];
}

function count(
  listings: readonly Listing[],
  values: (listing: Listing) => readonly string[],
): Record<string, number> {
  const counts = new Map<string, number>();
  for (const listing of listings) {
    for (const value of values(listing)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return Object.fromEntries(counts);
}
