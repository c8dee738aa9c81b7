import { present } from '../../base/index.js';
import type { Listing } from '../listing.js';
import type { IndexedScreener } from '../screener.js';
import type { SnapshotPlace } from '../versions/snapshot.js';
import type { Answer, Ask, Channel, Results, ScreenLoad } from './wire.js';

/** What a worker is made of; the thread's own main hands it over. */
export interface WorkerParts {
  readSnapshot(place: SnapshotPlace): AsyncIterable<readonly Listing[]>;
  createScreener(listings: readonly Listing[]): IndexedScreener;
}

/**
 * Answers questions in a thread of its own, from one set of lists: a new set gets new workers, so
 * that nobody waits while an index is built.
 */
export function serveScreener(channel: Channel, parts: WorkerParts): void {
  let screener: IndexedScreener | null = null;
  const held = () => present(screener, 'a worker is asked after it has loaded');
  const say = (answer: Answer) => channel.postMessage(answer);
  const answer = async (ask: Ask): Promise<Results[Ask['ask']]> => {
    if (ask.ask === 'load') {
      screener = parts.createScreener(await allListings(ask.load, parts));
      const { listings, names, bytes } = screener;
      return { listings, names, bytes };
    }
    if (ask.ask === 'match') {
      return ask.profiles.map((profile) => held().match(profile, ask.options));
    }
    return ask.ask === 'search' ? held().search(ask.query) : held().listing(ask.id);
  };
  channel.on('message', (message) => {
    answer(message as Ask).then(
      (result) => say({ answer: 'done', result }),
      (error: unknown) => {
        const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
        say({ answer: 'failed', reason });
      },
    );
  });
}

async function allListings(load: ScreenLoad, parts: WorkerParts): Promise<Listing[]> {
  const all: Listing[] = [];
  for (const place of load.snapshots) {
    for await (const block of parts.readSnapshot(place)) all.push(...block);
  }
  return all;
}
