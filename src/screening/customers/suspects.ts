/** Finds quickly whom a change of a list can concern, by looking changed entries up among them. */
import type { Customer } from '../decisions/index.js';
import type { Listing } from '../listing.js';
import type { Screener } from '../match.js';

export interface SuspectParts {
  readonly customers: readonly Customer[];
  readonly listings: readonly Listing[];
  readonly screenerOf: (listings: readonly Listing[]) => Screener;
  /** Score from which a pair is worth a full comparison. */
  readonly threshold: number;
}

/** An index looks at some 50 candidates: with so many good ones there may be more, unseen. */
const CROWDED = 10;

/**
 * The customers that may match one of the listings: those whom a listing finds in an index of the
 * customers, and all whom the listings of crowded names find. A few hundred changed entries are
 * looked up far sooner than ten thousand customers.
 */
export function suspectsOf(parts: SuspectParts): Set<Customer> {
  const { customers, listings, screenerOf, threshold } = parts;
  const byKey = new Map(customers.map((customer) => [customer.key, customer]));
  const index = screenerOf(customers.map(asListing));
  const suspects = new Set<Customer>();
  const crowded: Listing[] = [];
  for (const listing of listings) {
    const found = index.match(listing, { limit: CROWDED, threshold });
    for (const { listing: held } of found) {
      const customer = byKey.get(held.id);
      if (customer) suspects.add(customer);
    }
    if (found.length >= CROWDED) crowded.push(listing);
  }
  if (crowded.length > 0) {
    const few = screenerOf(crowded);
    for (const customer of customers) {
      if (suspects.has(customer)) continue;
      if (few.match(customer.profile, { limit: 1, threshold }).length > 0) suspects.add(customer);
    }
  }
  return suspects;
}

function asListing({ key, profile }: Customer): Listing {
  const nothing = { programs: [], stages: [], links: [], listed_on: null, remarks: null };
  return { ...profile, ...nothing, id: key, list: 'customers', properties: {} };
}
