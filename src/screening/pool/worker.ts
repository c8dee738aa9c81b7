import { assert } from '../../base/index.js';
import type { Listing } from '../listing.js';
import type { Screener } from '../match.js';
import type { Answer, Ask, Channel, ScreenSize } from './wire.js';

/** What a worker is made of; `main` of the worker thread hands it over. */
export interface WorkerParts {
  readSnapshot(file: string): Iterable<Listing>;
  createScreener(listings: Iterable<Listing>): Screener & { readonly bytes: number };
}

/**
 * Answers questions in a thread of its own, from one set of lists: a new set gets new workers, so
 * that nobody waits while an index is built.
 */
export function serveScreener(channel: Channel, parts: WorkerParts): void {
  let screener: (Screener & { readonly bytes: number }) | null = null;
  const say = (answer: Answer) => channel.postMessage(answer);
  channel.on('message', (message) => {
    const ask = message as Ask;
    try {
      if (ask.ask === 'load') {
        screener = parts.createScreener(allListings(ask.load.snapshots, parts.readSnapshot));
        say({ answer: 'loaded', size: sizeOf(screener) });
        return;
      }
      assert(screener !== null, 'a worker is asked after it has loaded');
      const held = screener;
      const matches = ask.profiles.map((profile) => held.match(profile, ask.options));
      say({ answer: 'matched', matches });
    } catch (error) {
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      say({ answer: 'failed', reason });
    }
  });
}

function* allListings(
  files: readonly string[],
  readSnapshot: WorkerParts['readSnapshot'],
): Iterable<Listing> {
  for (const file of files) yield* readSnapshot(file);
}

function sizeOf(screener: Screener & { readonly bytes: number }): ScreenSize {
  return { listings: screener.listings, names: screener.names, bytes: screener.bytes };
}
