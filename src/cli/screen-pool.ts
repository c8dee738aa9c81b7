import { availableParallelism } from 'node:os';
import { Fault } from '../base/index.js';
import {
  createScreenPool,
  currentVersions,
  type ListVersion,
  loadOf,
  type ScreenPool,
} from '../screening/index.js';
import type { CommandContext } from './context.js';
import type { ScreeningStore } from './screening-store.js';

/** Threads that hold the lists in force, and which versions those are. */
export interface OpenPool {
  readonly pool: ScreenPool;
  readonly versions: readonly ListVersion[];
  /** Version hash by list: it stands in every answer. */
  readonly hashes: Readonly<Record<string, string>>;
}

/**
 * Loads the lists in force (or the named ones) into threads, at most one a core, for the time of
 * `work`. Throws the Faults `cli.lists.nothing` and `cli.lists.unknown`.
 */
export async function withPool<T>(
  context: CommandContext,
  store: ScreeningStore,
  lists: readonly string[],
  threads_max: number,
  work: (open: OpenPool) => Promise<T>,
): Promise<T> {
  const versions = await chosenVersions(store, lists);
  const pool = createScreenPool(
    context.startScreenWorker,
    Math.min(threads_max, availableParallelism()),
  );
  try {
    await pool.swap(loadOf(store.archive.folder, versions));
    const hashes = Object.fromEntries(versions.map(({ list, hash }) => [list, hash]));
    return await work({ pool, versions, hashes });
  } finally {
    await pool.close();
  }
}

async function chosenVersions(
  { archive }: ScreeningStore,
  lists: readonly string[],
): Promise<readonly ListVersion[]> {
  const versions = await currentVersions(archive);
  if (versions.length === 0) throw new Fault('cli.lists.nothing');
  const known = versions.map(({ list }) => list);
  for (const list of lists) {
    if (!known.includes(list))
      throw new Fault('cli.lists.unknown', { list, known: known.join(', ') });
  }
  return lists.length === 0 ? versions : versions.filter(({ list }) => lists.includes(list));
}
