/** How fresh each list is: what every screening answer carries. */
import type { Kysely } from 'kysely';
import type { KeptFault, Tables } from '../../store/index.js';
import { REPAIRED } from './archive.js';
import {
  type ListAttempt,
  type ListVersion,
  readAttempts,
  readVersions,
} from './version-records.js';

/**
 * `current`: its last update went well, and lately. `stale`: nobody updated it for too long, or its
 * content is too old by its issuer's own date, however lately it was imported. `failed`: the last
 * update was refused or impossible; what is in force is older. `missing`: there never was a good
 * version.
 */
export type Freshness = 'current' | 'stale' | 'failed' | 'missing';

export interface ListStatus {
  readonly list: string;
  readonly freshness: Freshness;
  /** In force. */
  readonly version: ListVersion | null;
  /** The issuer's own date of what is in force; null where no file says one. */
  readonly content_on: string | null;
  /** Whether it is older, by that date, than it may be. */
  readonly is_old: boolean;
  /** When its content was last known to be the newest. */
  readonly checked_at: number | null;
  /** First failed update since then, how many there were, and why the last one failed. */
  readonly failed_since: number | null;
  readonly failures: number;
  readonly faults: readonly KeptFault[];
  /** Entries in force that arrived damaged and were repaired: one a version, `n` and `places`. */
  readonly repairs: readonly KeptFault[];
}

/** For how long a list counts as current: after it was brought up to date, and by its own date. */
export interface FreshFor {
  readonly checked_ms: number;
  readonly content_ms: number;
}

/** The state of every list at a moment, by name. */
export async function listStatuses(
  db: Kysely<Tables>,
  now_ms: number,
  freshFor: (list: string) => FreshFor,
): Promise<ListStatus[]> {
  const kept = await readVersions(db);
  const versions = new Map(kept.map((version) => [version.list, version]));
  const attempts = await readAttempts(db);
  const lists = [...new Set(attempts.map(({ list }) => list))].sort();
  return lists.map((list) => {
    const own = attempts.filter((attempt) => attempt.list === list);
    const good = own.findIndex(({ outcome }) => outcome !== 'refused');
    const failed = good < 0 ? own : own.slice(0, good);
    const checked_at = own[good]?.at ?? null;
    const version = versions.get(list) ?? null;
    const { checked_ms, content_ms } = freshFor(list);
    const content_on = contentDay(version, own);
    const is_old = content_on !== null && now_ms - dayStart(content_on) > content_ms + DAY_MS;
    const is_stale = is_old || (checked_at !== null && checked_at < now_ms - checked_ms);
    return {
      list,
      freshness: freshnessOf(version, failed.length, checked_at, is_stale),
      version,
      content_on,
      is_old,
      checked_at,
      failed_since: failed.at(-1)?.at ?? null,
      failures: failed.length,
      faults: failed[0]?.faults ?? [],
      repairs: repairsOf(
        kept.filter((each) => each.list === list),
        own,
      ),
    };
  });
}

function freshnessOf(
  version: ListVersion | null,
  failures: number,
  checked_at: number | null,
  is_stale: boolean,
): Freshness {
  if (version === null || checked_at === null) return 'missing';
  if (failures > 0) return 'failed';
  return is_stale ? 'stale' : 'current';
}

/** The latest day on which the content in force was published, under whatever number of a file. */
function contentDay(version: ListVersion | null, attempts: readonly ListAttempt[]): string | null {
  const same = attempts.filter(({ version_number }) => version_number === version?.number);
  const days = [version, ...same].flatMap((each) => each?.published_on ?? []);
  return days.sort().at(-1) ?? null;
}

/** Of the last whole list and of the deltas upon it. */
function repairsOf(
  versions: readonly ListVersion[],
  attempts: readonly ListAttempt[],
): KeptFault[] {
  const whole = versions.findLast(({ kind }) => kind === 'full')?.number ?? 1;
  return attempts
    .filter(({ outcome, version_number: of }) => outcome === 'imported' && (of ?? 0) >= whole)
    .flatMap(({ faults }) => faults.filter(({ code }) => code === REPAIRED))
    .toReversed();
}

const DAY_MS = 86_400_000;

function dayStart(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}
