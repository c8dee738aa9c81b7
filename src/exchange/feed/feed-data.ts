/** What a session of a feed keeps, and what the protocol asks of the node that runs it. */
import { z } from 'zod';
import type { Outcome, Records, StepContext } from '../session/index.js';
import type { NodeIdentity, PeerDirectory } from '../wire/index.js';
import { type CheckTypology, ITEM_FLAWS } from './check-item.js';
import { digest, type OfferedItem } from './edition.js';
import { BANDS } from './usefulness.js';

/** What items would have found, on the institution's own history. */
export interface FeedPreview {
  /** Customers looked at. */
  readonly customers: number;
  /** Customers that each item concerns, by its id. */
  readonly counts: Readonly<Record<string, number>>;
}

/** The institution's own look at items; neither result leaves it but in bands. */
export interface FeedBook {
  preview(items: readonly OfferedItem[]): Promise<FeedPreview> | FeedPreview;
  /** Distinct customers for whom an adopted item helped, by its id; the rest is none. */
  usefulness(
    items: readonly OfferedItem[],
  ): Promise<Readonly<Record<string, number>>> | Readonly<Record<string, number>>;
}

export interface FeedTools {
  readonly identity: NodeIdentity;
  readonly peers: PeerDirectory;
  readonly records: Records;
  readonly check_typology: CheckTypology;
  readonly book: { readonly feed: FeedBook };
}

const flaw = z.strictObject({ seq: z.int(), id: z.string(), flaw: z.enum(ITEM_FLAWS) });

export const feedData = z.strictObject({
  part: z.enum(['none', 'publisher', 'subscriber']),
  feed: z.string().nullable(),
  /** Last edition sent or held here. */
  seq: z.int(),
  /** Editions on which nothing was decided yet. */
  waiting: z.array(z.int()),
  /** Items of waiting editions that were set aside, with the reason. */
  set_aside: z.array(flaw),
  /** Items of the last preview that concern so many customers that they say little. */
  broad: z.array(z.string()),
  /** Two editions that the publisher signed and that cannot both be. */
  contradiction: z.strictObject({ seq: z.int(), held: digest, other: digest }).nullable(),
  told_at: z.string().nullable(),
  /** At the publisher: what the subscriber said of each item, by its id. */
  useful: z.record(z.string(), z.enum(BANDS)),
});
export type FeedData = z.infer<typeof feedData>;
export type FeedContext = StepContext<FeedData, FeedTools>;
export type FeedOutcome = Outcome<FeedData>;

export const NO_FEED: FeedData = {
  part: 'none',
  feed: null,
  seq: 0,
  waiting: [],
  set_aside: [],
  broad: [],
  contradiction: null,
  told_at: null,
  useful: {},
};
