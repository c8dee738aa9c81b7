import type { Match, MatchOptions } from '../match.js';
import type { Profile } from '../profile.js';

/** Which lists a worker answers from. */
export interface ScreenLoad {
  /** Names the lists and their versions together; it stands in every answer. */
  readonly version: string;
  /** Snapshot files, each one version of one list. */
  readonly snapshots: readonly string[];
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
    };

export type Answer =
  | { readonly answer: 'loaded'; readonly size: ScreenSize }
  | { readonly answer: 'matched'; readonly matches: readonly (readonly Match[])[] }
  | { readonly answer: 'failed'; readonly reason: string };

/** The end of a message channel that both a worker and its parent have. */
export interface Channel {
  postMessage(message: unknown): void;
  on(event: 'message', heard: (message: unknown) => void): unknown;
}
