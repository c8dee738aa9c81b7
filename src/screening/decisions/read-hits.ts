/** Hits that the ledger holds, with what people decided about them. */
import type { Ledger } from '../../store/index.js';
import type { Reason } from '../match.js';
import type { Hit } from './hit.js';
import { type Standing, standingOf, type Verdict } from './standing.js';

/** A hit of the ledger with its standing. Moments are UTC milliseconds. */
export interface KeptHit extends Hit {
  /** Day on which the entry was taken off its list. */
  readonly delisted_on: string | null;
  readonly first_at: number;
  readonly last_at: number;
  /** Since when screening finds it no more. */
  readonly gone_at: number | null;
  readonly decision_id: string | null;
  readonly standing: Standing;
}

export interface HitFilter {
  readonly customer_key?: string;
  readonly list?: string;
  /** Also those that are gone, and those decided as different. Default: only what needs eyes. */
  readonly all?: boolean;
}

/** Hits by score, highest first. Only a decision of `different` that still holds hides one. */
export async function readHits(ledger: Ledger, filter: HitFilter = {}): Promise<KeptHit[]> {
  let query = ledger.db
    .selectFrom('screening_hit as h')
    .leftJoin('screening_decision as d', (join) =>
      join
        .onRef('d.customer_key', '=', 'h.customer_key')
        .onRef('d.list', '=', 'h.list')
        .onRef('d.entry_id', '=', 'h.entry_id')
        .on('d.revoked_at', 'is', null),
    )
    .selectAll('h')
    .select(['d.id as decision_id', 'd.verdict'])
    .select(['d.customer_print as d_customer', 'd.listing_print as d_listing'])
    .orderBy('h.score', 'desc')
    .orderBy('h.customer_key')
    .orderBy('h.list')
    .orderBy('h.entry_id');
  if (filter.customer_key !== undefined)
    query = query.where('h.customer_key', '=', filter.customer_key);
  if (filter.list !== undefined) query = query.where('h.list', '=', filter.list);
  const hits = (await query.execute()).map((row): KeptHit => {
    const { verdict, d_customer, d_listing, first_at, last_at, gone_at, reasons, ...rest } = row;
    return {
      ...rest,
      reasons: reasons as readonly Reason[],
      first_at: first_at.getTime(),
      last_at: last_at.getTime(),
      gone_at: gone_at?.getTime() ?? null,
      standing: standingOf(row, judgementOf(verdict, d_customer, d_listing)),
    };
  });
  return filter.all === true ? hits : hits.filter(needsEyes);
}

/** Whether a hit must be seen: it is there, or was confirmed, and nobody settled it. */
export function needsEyes(hit: Pick<KeptHit, 'standing' | 'gone_at'>): boolean {
  if (hit.standing.state === 'different') return false;
  return hit.gone_at === null || hit.standing.state === 'same';
}

function judgementOf(verdict: Verdict | null, customer: string | null, listing: string | null) {
  if (verdict === null || customer === null || listing === null) return null;
  return { verdict, customer_print: customer, listing_print: listing };
}
