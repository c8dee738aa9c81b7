import { present } from '../../base/index.js';
import type { Listing } from '../listing.js';
import type { Match, MatchOptions } from '../match.js';
import type { Profile } from '../profile.js';
import type { ListingPage, ListingQuery } from '../search.js';
import type { ScreenWorker } from './hand.js';
import { startTeam, type Team } from './team.js';
import type { ScreenLoad, ScreenSize } from './wire.js';

/** Threads that screen side by side. */
export interface ScreenPool {
  /** What answers come from; null before the first load. */
  readonly load: ScreenLoad | null;
  readonly size: ScreenSize | null;
  /** False when a thread has ended by itself: loading again starts new ones. */
  readonly is_whole: boolean;
  /** Matches of each profile, in order, and the version of the lists that they come from. */
  match(profiles: readonly Profile[], options: MatchOptions): Promise<Screened>;
  search(query: ListingQuery): Promise<ListingPage>;
  /** A listing by its id, alone or as `list/id`; null where no list has it. */
  listing(id: string): Promise<Listing | null>;
  /**
   * Answers from other lists from now on. The old ones answer until the new ones are ready; if
   * those cannot be loaded, the old ones stay and the error is thrown.
   */
  swap(load: ScreenLoad): Promise<ScreenSize>;
  /** Finishes what was asked, and ends the threads. */
  close(): Promise<void>;
}

export interface Screened {
  readonly version: string;
  readonly matches: readonly (readonly Match[])[];
}

/** Profiles that one worker is given at once: enough that messages cost little. */
const CHUNK = 64;

export function createScreenPool(start: () => ScreenWorker, threads: number): ScreenPool {
  let team: Team | null = null;
  let last: Promise<unknown> = Promise.resolve();
  const held = () => present(team, 'a pool that has loaded its lists');
  const turnOver = async (load: ScreenLoad): Promise<ScreenSize> => {
    const next = await startTeam(start, threads, load);
    const before = team;
    team = next;
    await before?.end();
    return next.size;
  };
  return {
    get load() {
      return team?.load ?? null;
    },
    get size() {
      return team?.size ?? null;
    },
    get is_whole() {
      return team?.isWhole() ?? false;
    },
    async match(profiles, options) {
      const { load, ask } = held();
      const chunks: Promise<readonly (readonly Match[])[]>[] = [];
      for (let at = 0; at < profiles.length; at += CHUNK) {
        chunks.push(ask({ ask: 'match', profiles: profiles.slice(at, at + CHUNK), options }));
      }
      return { version: load.version, matches: (await Promise.all(chunks)).flat() };
    },
    search: (query) => held().ask({ ask: 'search', query }),
    listing: (id) => held().ask({ ask: 'listing', id }),
    swap(load) {
      const done = last.then(() => turnOver(load));
      last = done.catch(() => undefined);
      return done;
    },
    close: async () => {
      await last;
      await team?.end();
      team = null;
    },
  };
}
