import { type Kysely, sql } from 'kysely';
import { type Clock, Fault, isoTime } from '../../base/index.js';
import type { Tables } from '../../store/index.js';

/** How far the clock may stand behind what this node has seen before it is not trusted. */
const BACK_MS_MAX = 5 * 60_000;

/**
 * The node's time: the clock's, but never before the latest moment that this data folder has seen,
 * so that setting the clock back gives no budget, no permit and no epoch back. A clock far behind
 * is a Fault `exchange.clock_back`: somebody must look at it.
 */
export async function nodeTime(db: Kysely<Tables>, clock: Clock): Promise<number> {
  const now = clock.now();
  const row = await db
    .insertInto('exchange_time')
    .values({ one: 1, seen_at: isoTime(now) })
    .onConflict((conflict) =>
      conflict
        .column('one')
        .doUpdateSet({ seen_at: sql`greatest(exchange_time.seen_at, excluded.seen_at)` }),
    )
    .returning('seen_at')
    .executeTakeFirstOrThrow();
  const seen = row.seen_at.getTime();
  if (now < seen - BACK_MS_MAX) {
    throw new Fault('exchange.clock_back', { now: isoTime(now), seen: isoTime(seen) });
  }
  return seen;
}
