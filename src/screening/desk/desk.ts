/** Where others ask: a pool of threads that follows the versions of the lists in the ledger. */
import type { Bilingual } from '../../base/index.js';
import { freshFor, type Settings } from '../decisions/index.js';
import type { Listing } from '../listing.js';
import type { MatchOptions } from '../match.js';
import type { Screened, ScreenPool } from '../pool/pool.js';
import type { Profile } from '../profile.js';
import type { ListingPage, ListingQuery } from '../search.js';
import {
  type Archive,
  createExportGuard,
  type Freshness,
  type ListStatus,
  type ListVersion,
  listStatuses,
  readSnapshot,
} from '../versions/index.js';
import { loadOf } from './load.js';

/** Answers about the lists in force, without those that are confidential: these it never loads. */
export interface ScreeningDesk {
  /**
   * The lists from which a question that is asked now, before anything is awaited, will be
   * answered.
   */
  lists(): readonly ListInForce[];
  /** Lists in force that it does not answer from, because they may not leave this machine. */
  withheld(): number;
  match(profiles: readonly Profile[], options: MatchOptions): Promise<Screened>;
  search(query: ListingQuery): Promise<ListingPage>;
  /** A listing by its id, alone or as `list/id`; null where no list has it. */
  listing(id: string): Promise<Listing | null>;
  /** Looks whether other versions are in force by now, and answers from those afterwards. */
  refresh(): Promise<void>;
  /** Stops looking, finishes what was asked, and ends the threads. */
  close(): Promise<void>;
}

export interface ListInForce {
  readonly id: string;
  readonly title: Bilingual;
  /** Hash of the version: it stands in every answer, so that an auditor can repeat it. */
  readonly version: string;
  readonly number: number;
  readonly entries: number;
  readonly published_on: string | null;
  readonly imported_at: number;
  /** When its content was last known to be the newest. */
  readonly checked_at: number | null;
  readonly freshness: Freshness;
}

export interface DeskParts {
  readonly archive: Archive;
  readonly settings: Settings;
  readonly pool: ScreenPool;
  /** How often it looks for other versions by itself. */
  readonly check_ms: number;
  /** Told why answers come from older lists than they could. */
  onError(error: unknown): void;
}

/**
 * Loads the lists in force and follows them. A version that cannot be read leaves the one before it
 * in place, while the other lists move on. Throws when the ledger or the first load fails.
 */
export async function createScreeningDesk(parts: DeskParts): Promise<ScreeningDesk> {
  const { pool, archive, onError } = parts;
  const loads = new Map<string, readonly ListVersion[]>();
  const damaged = new Set<string>();
  let standing: Standing = { statuses: new Map(), versions: [], withheld: 0 };
  const loaded = () => loads.get(pool.load?.version ?? '') ?? [];

  async function check(): Promise<void> {
    standing = await readStanding(parts);
    const { versions } = standing;
    try {
      await turnTo(await soundOf(versions));
    } catch (error) {
      const before = damaged.size;
      for (const version of versions) {
        if (!(await isReadable(archive, version))) damaged.add(version.hash);
      }
      if (damaged.size === before) throw error;
      onError(error);
      await turnTo(await soundOf(versions));
    }
  }

  /** In place of what is known to be damaged, and still is, what is loaded of its list. */
  async function soundOf(versions: readonly ListVersion[]): Promise<ListVersion[]> {
    const sound: ListVersion[] = [];
    for (const version of versions) {
      if (damaged.has(version.hash) && (await isReadable(archive, version)))
        damaged.delete(version.hash);
      const instead = damaged.has(version.hash)
        ? loaded().find(({ list }) => list === version.list)
        : version;
      if (instead) sound.push(instead);
    }
    return sound;
  }

  async function turnTo(versions: readonly ListVersion[]): Promise<void> {
    const load = loadOf(archive.folder, versions);
    if (pool.load?.version === load.version && pool.is_whole) return;
    loads.set(load.version, versions);
    try {
      await pool.swap(load);
    } finally {
      for (const version of loads.keys()) {
        if (version !== pool.load?.version) loads.delete(version);
      }
    }
  }

  await check();
  const turns = createTurns(() => check().catch(onError));
  const timer = setInterval(turns.next, parts.check_ms);
  timer.unref();
  return {
    lists: () => loaded().map((version) => inForce(version, standing, damaged)),
    withheld: () => standing.withheld,
    match: (profiles, options) => pool.match(profiles, options),
    search: (query) => pool.search(query),
    listing: (id) => pool.listing(id),
    refresh: turns.next,
    async close() {
      clearInterval(timer);
      await turns.idle();
      await pool.close();
    },
  };
}

/** What the ledger says is in force. */
interface Standing {
  readonly statuses: ReadonlyMap<string, ListStatus>;
  readonly versions: readonly ListVersion[];
  readonly withheld: number;
}

async function readStanding({ archive, settings }: DeskParts): Promise<Standing> {
  const { db } = archive.ledger;
  const statuses = await listStatuses(db, archive.clock.now(), (list) => freshFor(settings, list));
  const guard = await createExportGuard(db);
  const all = statuses.flatMap(({ version }) => version ?? []);
  const { kept, withheld } = guard.keep(all);
  return {
    statuses: new Map(statuses.map((status) => [status.list, status])),
    versions: kept,
    withheld,
  };
}

function inForce(
  version: ListVersion,
  { statuses, versions }: Standing,
  damaged: ReadonlySet<string>,
): ListInForce {
  const { list, title, hash, number, entries, published_on, imported_at } = version;
  const status = statuses.get(list);
  const newest = versions.find((each) => each.list === list);
  const is_damaged = newest !== undefined && damaged.has(newest.hash);
  return {
    ...{ id: list, title, version: hash, number, entries, published_on, imported_at },
    checked_at: status?.checked_at ?? null,
    freshness: is_damaged ? 'failed' : (status?.freshness ?? 'stale'),
  };
}

async function isReadable({ folder }: Archive, { list, hash }: ListVersion): Promise<boolean> {
  try {
    for await (const _ of readSnapshot({ folder, list, hash }));
    return true;
  } catch {
    return false;
  }
}

/** One after another; who asks while one waits to begin gets that one. */
function createTurns(work: () => Promise<void>) {
  let last = Promise.resolve();
  let waiting: Promise<void> | null = null;
  return {
    next(): Promise<void> {
      waiting ??= last.then(() => {
        waiting = null;
        return work();
      });
      last = waiting;
      return waiting;
    },
    idle: () => last,
  };
}
