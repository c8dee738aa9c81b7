/** What was listed when, and what changed since: read from the versions that were kept. */
import { Fault, isoTime } from '../../base/index.js';
import type { Ledger } from '../../store/index.js';
import type { Listing } from '../listing.js';
import { diffLines, type ListingChange } from './changes.js';
import { readLines, readSnapshot } from './read-snapshot.js';
import { type ListVersion, readVersions } from './version-records.js';

/** The versions and snapshots to read. */
export interface History {
  readonly ledger: Ledger;
  readonly folder: string;
}

/** What was on a list on a day, and on what that rests. */
export interface ListedOn {
  readonly day: string;
  readonly listings: readonly Listing[];
  /**
   * `version`: a version of then. `before_first`: only the first version's own days of listing,
   * so that what was taken off before it is not known. `nothing`: the list was never imported.
   */
  readonly basis: 'version' | 'before_first' | 'nothing';
  /** The version of then, or the first one. */
  readonly version: ListVersion | null;
}

/** The whole content of a version, in order of ids. */
export async function readVersion(history: History, version: ListVersion): Promise<Listing[]> {
  const all: Listing[] = [];
  for await (const block of readSnapshot(place(history, version))) {
    for (const listing of block) all.push(listing);
  }
  return all;
}

/**
 * What was listed on a day (ISO 8601): the newest version published by then (imported, where the
 * issuer does not say), without what the list dates later, and with what the version after it dates
 * by then. With `as_known` only what had been imported by the end of that day (UTC) counts.
 */
export async function listingsOn(
  history: History,
  list: string,
  day: string,
  options: { readonly as_known: boolean } = { as_known: false },
): Promise<ListedOn> {
  const versions = await readVersions(history.ledger.db, list);
  const since = (version: ListVersion) => {
    const imported = isoTime(version.imported_at).slice(0, 10);
    return options.as_known ? imported : (version.published_on ?? imported);
  };
  const index = versions.findLastIndex((version) => since(version) <= day);
  const version = versions[index] ?? null;
  const next = options.as_known ? null : (versions[index + 1] ?? null);
  const held = version ? await readVersion(history, version) : [];
  const inForce = held.filter(({ listed_on }) => listed_on === null || listed_on <= day);
  const ids = new Set(held.map(({ id }) => id));
  const later = next ? await readVersion(history, next) : [];
  const dated = later.filter(
    ({ id, listed_on }) => listed_on !== null && listed_on <= day && !ids.has(id),
  );
  const listings = [...inForce, ...dated];
  if (version) return { day, listings, basis: 'version', version };
  return { day, listings, basis: next ? 'before_first' : 'nothing', version: next };
}

/** What changed from one version of a list to another, by their numbers, in order of ids. */
export async function changesBetween(
  history: History,
  list: string,
  from: number,
  to: number,
): Promise<ListingChange[]> {
  const versions = await readVersions(history.ledger.db, list);
  const lines = async (number: number) => {
    const version = versions.find((each) => each.number === number);
    // Before the first version was an empty list.
    if (number === 0) return [];
    if (!version) throw new Fault('screening.list.version', { list, number });
    return readLines(place(history, version));
  };
  return diffLines(list, await lines(from), await lines(to));
}

/** The versions in force, one of each list, by name. */
export async function currentVersions(history: Pick<History, 'ledger'>): Promise<ListVersion[]> {
  const versions = await readVersions(history.ledger.db);
  return [...new Map(versions.map((version) => [version.list, version])).values()];
}

function place({ folder }: History, { list, hash }: ListVersion) {
  return { folder, list, hash };
}
