/** Positive answers as the authority keeps them. */
import type { Kysely } from 'kysely';
import { isoTime } from '../../base/index.js';
import type { Tables } from '../../store/index.js';
import { ledgerRecords } from '../session/index.js';
import type { Effect } from '../session/protocol.js';
import { putRecord } from '../session/records.js';
import type { SearchContext } from './search-data.js';

const AREA = 'search.positive';

/** One customer of the bank, and for which of the listed subjects it stands. */
export interface Positive {
  readonly tracking_numbers: readonly string[];
  /** What the bank holds; empty after a blind look-up, which tells only that it holds something. */
  readonly held: readonly string[];
}

export function keepPositives(context: SearchContext, positives: readonly Positive[]): Effect {
  const { session, now } = context;
  const body = { bank: session.peer.node, positives };
  return putRecord({ area: AREA, key: session.id, body, at: isoTime(now) });
}

export async function listPositives(
  db: Kysely<Tables>,
  session: string,
): Promise<readonly Positive[]> {
  const body = await ledgerRecords(db).find(AREA, session);
  return body === null ? [] : (body as { readonly positives: readonly Positive[] }).positives;
}
