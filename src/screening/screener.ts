import type { Listing } from './listing.js';
import type { Screener } from './match.js';
import type { ListingPage, ListingQuery } from './search.js';

/** A screener that can also be searched, as a worker holds it. */
export interface IndexedScreener extends Screener {
  /** Of the index, without the listings themselves. */
  readonly bytes: number;
  search(query: ListingQuery): ListingPage;
  /** By its id, alone or as `list/id`. */
  listing(id: string): Listing | null;
}
