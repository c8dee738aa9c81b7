/** What a new version of a list means for customers: who is newly hit, whose hit is no more. */
import type { Customer } from '../decisions/index.js';
import type { Listing } from '../listing.js';
import type { Match, MatchOptions, Screener } from '../match.js';
import type { ListingChange } from '../versions/index.js';

export interface DeltaParts {
  readonly changes: readonly ListingChange[];
  readonly customers: Iterable<Customer> | AsyncIterable<Customer>;
  /** Builds an index of a few listings. */
  readonly screenerOf: (listings: readonly Listing[]) => Screener;
  /**
   * The index of everything before and after, where it is at hand: its scores know how rare a name
   * is and are those of a whole screening; the small indexes then only find who to ask it about.
   */
  readonly before?: Screener;
  readonly after?: Screener;
  /** Score from which a match of this customer on the list is a hit. */
  readonly threshold: (customer: Customer) => number;
}

/** A hit that a change of a list brought, took away or altered. */
export interface DeltaHit {
  readonly customer: Customer;
  readonly change: ListingChange;
  /** `gained`: no hit before. `lost`: none now; the entry was removed, or is another now. */
  readonly effect: 'gained' | 'lost' | 'kept';
  /** With the reasons; null on the side where there is none. */
  readonly before: Match | null;
  readonly after: Match | null;
}

/** Most hits of one customer in one delta. */
const HITS_MAX = 1_000;

/** How much lower a small index may score a name, since it does not know how rare it is. */
const MARGIN = 0.15;

/**
 * Screens customers against the changed listings alone, in the order of the customers: a second or
 * two for ten thousand of them. Removals are in the answer as `lost`.
 */
export async function* screenDelta(parts: DeltaParts): AsyncGenerator<DeltaHit> {
  const { changes, screenerOf } = parts;
  if (changes.length === 0) return;
  const byId = new Map(changes.map((change) => [change.id, change]));
  const small = {
    before: screenerOf(changes.flatMap(({ before }) => before ?? [])),
    after: screenerOf(changes.flatMap(({ after }) => after ?? [])),
  };
  for await (const customer of parts.customers) {
    const threshold = parts.threshold(customer);
    const find = (side: 'before' | 'after') =>
      matchesOf({ small: small[side], whole: parts[side] ?? null, customer, threshold });
    const [before, after] = [find('before'), find('after')];
    for (const id of new Set([...after.keys(), ...before.keys()])) {
      const change = byId.get(id);
      if (!change) continue;
      const [was, is] = [before.get(id) ?? null, after.get(id) ?? null];
      const effect = effectOf(was, is);
      yield { customer, change, effect, before: was, after: is };
    }
  }
}

function effectOf(before: Match | null, after: Match | null): DeltaHit['effect'] {
  if (before === null) return 'gained';
  return after === null ? 'lost' : 'kept';
}

interface Search {
  readonly small: Screener;
  readonly whole: Screener | null;
  readonly customer: Customer;
  readonly threshold: number;
}

/** Matches by entry id; of the whole index too, which may know others: the caller knows which. */
function matchesOf({ small, whole, customer, threshold }: Search): Map<string, Match> {
  const options: MatchOptions = { limit: HITS_MAX, threshold };
  const wide = whole ? { ...options, threshold: Math.max(0, threshold - MARGIN) } : options;
  const found = small.match(customer.profile, wide);
  const [first] = found;
  if (!first || !whole) return byEntry(found);
  return byEntry(whole.match(customer.profile, { ...options, lists: [first.listing.list] }));
}

function byEntry(matches: readonly Match[]): Map<string, Match> {
  return new Map(matches.map((match) => [match.listing.id, match]));
}
