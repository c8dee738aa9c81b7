import type { Listing } from '../listing.js';
import type { Match, MatchOptions } from '../match.js';
import type { Profile } from '../profile.js';
import type { ListingPage, ListingQuery } from '../search.js';
import type { SnapshotPlace } from '../versions/snapshot.js';

/** Which lists a worker answers from. */
export interface ScreenLoad {
  /** Names the lists and their versions together; it stands in every answer. */
  readonly version: string;
  /** Each one version of one list. */
  readonly snapshots: readonly SnapshotPlace[];
}

/** What an index came to. */
export interface ScreenSize {
  readonly listings: number;
  readonly names: number;
  readonly bytes: number;
}

/** A worker is asked one thing at a time. */
export type Ask =
  | { readonly ask: 'load'; readonly load: ScreenLoad }
  | {
      readonly ask: 'match';
      readonly profiles: readonly Profile[];
      readonly options: MatchOptions;
    }
  | { readonly ask: 'search'; readonly query: ListingQuery }
  | { readonly ask: 'listing'; readonly id: string };

/** What each question is answered with. */
export interface Results {
  readonly load: ScreenSize;
  readonly match: readonly (readonly Match[])[];
  readonly search: ListingPage;
  readonly listing: Listing | null;
}

export type Answer =
  | { readonly answer: 'done'; readonly result: Results[Ask['ask']] }
  | { readonly answer: 'failed'; readonly reason: string };

/** The end of a message channel that both a worker and its parent have. */
export interface Channel {
  postMessage(message: unknown): void;
  on(event: 'message', heard: (message: unknown) => void): unknown;
}
