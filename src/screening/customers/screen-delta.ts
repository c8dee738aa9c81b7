/** What a new version of a list means for customers: who is newly hit, whose hit is no more. */
import type { Customer } from '../decisions/index.js';
import type { Listing } from '../listing.js';
import type { Match, Screener } from '../match.js';
import type { ListingChange } from '../versions/index.js';
import { suspectsOf } from './suspects.js';

export interface DeltaParts {
  readonly changes: readonly ListingChange[];
  readonly customers: Iterable<Customer> | AsyncIterable<Customer>;
  /** Builds an index of a few listings. */
  readonly screenerOf: (listings: readonly Listing[]) => Screener;
  /**
   * The index of everything before and after, where it is at hand: its scores know how rare a name
   * is and are those of a whole screening; the small one then only finds whom to ask it about.
   * Without them scores are higher than a whole screening's: fewer names look rarer.
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

/** Customers that are indexed together. */
const BLOCK = 20_000;

/** Most hits of one customer in one delta. */
const HITS_MAX = 1_000;

/** How much lower a small index may score a name, since it does not know how rare it is. */
const MARGIN = 0.15;

/**
 * Screens customers against the changed listings alone, in the order of the customers: a second or
 * two for ten thousand of them. Removals are in the answer as `lost`.
 */
export async function* screenDelta(parts: DeltaParts): AsyncGenerator<DeltaHit> {
  const changes = new Map(parts.changes.map((change) => [change.id, change]));
  if (changes.size === 0) return;
  const sides = parts.changes.flatMap(bothSides);
  const small = parts.screenerOf(sides);
  for await (const block of blocksOf(parts.customers)) {
    const threshold = Math.max(0, Math.min(...block.map(parts.threshold)) - MARGIN);
    const { screenerOf } = parts;
    const suspects =
      block.length > sides.length
        ? suspectsOf({ customers: block, listings: sides, screenerOf, threshold })
        : new Set(block);
    for (const customer of block) {
      if (suspects.has(customer)) yield* compare(parts, changes, small, customer);
    }
  }
}

function* compare(
  parts: DeltaParts,
  changes: ReadonlyMap<string, ListingChange>,
  small: Screener,
  customer: Customer,
): Generator<DeltaHit> {
  const threshold = parts.threshold(customer);
  const isWhole = parts.before !== undefined && parts.after !== undefined;
  const wide = isWhole ? Math.max(0, threshold - MARGIN) : threshold;
  const found = small.match(customer.profile, { limit: HITS_MAX, threshold: wide });
  if (found.length === 0) return;
  const on = (side: Side) =>
    parts[side]
      ? wholeMatches(parts[side], customer, threshold, found)
      : smallMatches(side, changes, found);
  const [before, after] = [on('before'), on('after')];
  for (const id of new Set([...after.keys(), ...before.keys()])) {
    const change = changes.get(id);
    if (!change) continue;
    const [was, is] = [before.get(id) ?? null, after.get(id) ?? null];
    yield { customer, change, effect: effectOf(was, is), before: was, after: is };
  }
}

async function* blocksOf(customers: DeltaParts['customers']): AsyncGenerator<Customer[]> {
  let block: Customer[] = [];
  for await (const customer of customers) {
    block.push(customer);
    if (block.length < BLOCK) continue;
    yield block;
    block = [];
  }
  if (block.length > 0) yield block;
}

type Side = 'before' | 'after';

/** Both states of an entry go into one index, told apart by their ids. */
function bothSides({ id, before, after }: ListingChange): Listing[] {
  return [
    ...(before ? [{ ...before, id: `before/${id}` }] : []),
    ...(after ? [{ ...after, id: `after/${id}` }] : []),
  ];
}

/** The matches of one side, with the listing as it is there. */
function smallMatches(
  side: Side,
  changes: ReadonlyMap<string, ListingChange>,
  found: readonly Match[],
): Map<string, Match> {
  const matches = new Map<string, Match>();
  for (const match of found) {
    const id = match.listing.id.slice(side.length + 1);
    const listing = changes.get(id)?.[side];
    if (listing && match.listing.id === `${side}/${id}`) matches.set(id, { ...match, listing });
  }
  return matches;
}

/** The matches in a whole index; it also gives entries that did not change. */
function wholeMatches(
  whole: Screener,
  customer: Customer,
  threshold: number,
  found: readonly Match[],
): Map<string, Match> {
  const lists = [...new Set(found.map(({ listing }) => listing.list))];
  const matches = whole.match(customer.profile, { limit: HITS_MAX, threshold, lists });
  return new Map(matches.map((match) => [match.listing.id, match]));
}

function effectOf(before: Match | null, after: Match | null): DeltaHit['effect'] {
  if (before === null) return 'gained';
  return after === null ? 'lost' : 'kept';
}
