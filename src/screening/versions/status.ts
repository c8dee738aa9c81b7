/** How fresh each list is: what every screening answer carries. */
import type { Kysely } from 'kysely';
import type { KeptFault, Tables } from '../../store/index.js';
import { type ListVersion, readAttempts, readVersions } from './version-records.js';

/**
 * `current`: its last update went well, and lately. `stale`: nobody updated it for too long.
 * `failed`: the last update was refused or impossible; what is in force is older. `missing`: there
 * never was a good version.
 */
export type Freshness = 'current' | 'stale' | 'failed' | 'missing';

export interface ListStatus {
  readonly list: string;
  readonly freshness: Freshness;
  /** In force. */
  readonly version: ListVersion | null;
  /** When its content was last known to be the newest. */
  readonly checked_at: number | null;
  /** First failed update since then, how many there were, and why the last one failed. */
  readonly failed_since: number | null;
  readonly failures: number;
  readonly faults: readonly KeptFault[];
}

/**
 * The state of every list at a moment, by name. `fresh_ms` says for how long after an update a list
 * counts as current.
 */
export async function listStatuses(
  db: Kysely<Tables>,
  now_ms: number,
  fresh_ms: (list: string) => number,
): Promise<ListStatus[]> {
  const versions = new Map((await readVersions(db)).map((version) => [version.list, version]));
  const attempts = await readAttempts(db);
  const lists = [...new Set(attempts.map(({ list }) => list))].sort();
  return lists.map((list) => {
    const own = attempts.filter((attempt) => attempt.list === list);
    const good = own.findIndex(({ outcome }) => outcome !== 'refused');
    const failed = good < 0 ? own : own.slice(0, good);
    const checked_at = own[good]?.at ?? null;
    const version = versions.get(list) ?? null;
    return {
      list,
      freshness: freshnessOf(version, failed.length, checked_at, now_ms - fresh_ms(list)),
      version,
      checked_at,
      failed_since: failed.at(-1)?.at ?? null,
      failures: failed.length,
      faults: failed[0]?.faults ?? [],
    };
  });
}

function freshnessOf(
  version: ListVersion | null,
  failures: number,
  checked_at: number | null,
  fresh_after: number,
): Freshness {
  if (version === null || checked_at === null) return 'missing';
  if (failures > 0) return 'failed';
  return checked_at < fresh_after ? 'stale' : 'current';
}
