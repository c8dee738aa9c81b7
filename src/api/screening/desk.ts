import type {
  Listing,
  ListingPage,
  ListingQuery,
  MatchOptions,
  PoolAnswer,
  Profile,
} from '../../screening/index.js';

/** What the screening pages of the API need of the world; `main` builds it. */
export interface ScreeningDesk {
  /** The lists in force, and how each stands. */
  lists(): Promise<readonly ListInForce[]>;
  match(profiles: readonly Profile[], options: MatchOptions): Promise<PoolAnswer>;
  search(query: ListingQuery): Promise<ListingPage>;
  /** A listing by its id, alone or as `list/id`; null where no list in force has it. */
  listing(id: string): Promise<Listing | null>;
  /** Looks whether other versions are in force by now, and answers from those. */
  refresh(): Promise<void>;
}

export interface ListInForce {
  readonly id: string;
  readonly title: string;
  /** Hash of the version: it stands in every answer, so that an auditor can repeat it. */
  readonly version: string;
  readonly entries: number;
  readonly published_on: string | null;
  readonly imported_at: string;
  /** The last update failed, and this is the version before it. */
  readonly stale_since: string | null;
  /** Never leaves this institution. */
  readonly confidential: boolean;
}
