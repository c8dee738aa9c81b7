import type { Listing } from './listing.js';
import type { Profile } from './profile.js';

/** A listing that may be the profile, with the reasons. */
export interface Match {
  readonly listing: Listing;
  /** 0 to 1, for ordering and thresholds; 1 only where nothing more could be known. */
  readonly score: number;
  /** Reasons, weightiest first; their points add up to the score before it is held to 0..1. */
  readonly reasons: readonly Reason[];
}

/** One point of an explanation: a pair of values, the step that compared them, what it gave. */
export interface Reason {
  /** Step, a key `screening.reason.<step>` in `messages/`: `name.same`, `dates.contradict` … */
  readonly step: string;
  /** What it added to (or took from) the score. */
  readonly points: number;
  /** The values compared, as written; null where a side has none. */
  readonly query: string | null;
  readonly listed: string | null;
}

export interface MatchOptions {
  /** Most matches returned, best first. */
  readonly limit: number;
  /** Matches below are not returned. */
  readonly threshold: number;
  /** Only these lists; absent: all. */
  readonly lists?: readonly string[];
}

/** An index of listings that answers at once and is replaced whole when a list changes. */
export interface Screener {
  /** Listings and distinct names in the index. */
  readonly listings: number;
  readonly names: number;
  match(profile: Profile, options: MatchOptions): readonly Match[];
}
