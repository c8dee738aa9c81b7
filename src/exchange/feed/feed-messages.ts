/** What travels in a session of a feed. */
import { z } from 'zod';
import type { MessageKind } from '../session/index.js';
import { FEED_BOUNDS, feedName } from './edition.js';
import { BANDS } from './usefulness.js';

const seq = z.int().min(1).max(999_999);

export const editionBody = z.strictObject({
  feed: feedName,
  /** Numbers of the editions that are attached, in order. */
  seqs: z.array(seq).min(1).max(FEED_BOUNDS.editions_per_message),
});
export const missingBody = z.strictObject({ feed: feedName, from: seq });
export const usefulBody = z.strictObject({
  feed: feedName,
  seq,
  items: z
    .array(z.strictObject({ id: z.string().max(80), band: z.enum(BANDS) }))
    .max(FEED_BOUNDS.items_max),
});

export const feedKinds: Readonly<Record<string, MessageKind>> = {
  'feed.edition': { body: editionBody, informs: 'strategic' },
  'feed.missing': { body: missingBody, informs: 'nothing' },
  'feed.useful': { body: usefulBody, informs: 'strategic' },
};
