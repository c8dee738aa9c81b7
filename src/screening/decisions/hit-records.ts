/** Hits as the ledger keeps them: what was found, what is gone, and what people decided. */
import { type Kysely, sql } from 'kysely';
import { isoTime } from '../../base/index.js';
import { jsonText, type Ledger, type Tables } from '../../store/index.js';
import type { Reason } from '../match.js';
import type { Hit, Pair } from './hit.js';
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

/** What was screened: a hit of these customers and lists that is not found any more is gone. */
export interface Screened {
  readonly customer_keys: readonly string[];
  readonly lists: readonly string[];
  readonly at_ms: number;
}

export interface SavedHits {
  /** Never seen before, or gone and back. */
  readonly added: number;
  /** Either side has other data than when it was found last. */
  readonly changed: number;
  readonly unchanged: number;
  readonly gone: readonly Pair[];
}

/** Saves the hits of one screening, all or none. Repeating it changes nothing. */
export async function saveHits(
  ledger: Ledger,
  screened: Screened,
  hits: readonly Hit[],
): Promise<SavedHits> {
  const at = isoTime(screened.at_ms);
  const keys = jsonText(screened.customer_keys);
  return ledger.db.transaction().execute(async (trx) => {
    const held = await trx
      .selectFrom('screening_hit')
      .select(['customer_key', 'list', 'entry_id', 'customer_print', 'listing_print', 'gone_at'])
      .where('customer_key', 'in', texts(keys))
      .where('list', 'in', texts(jsonText(screened.lists)))
      .execute();
    const known = new Map(held.filter((row) => row.gone_at === null).map((r) => [pairId(r), r]));
    const found = new Set(hits.map(pairId));
    const gone = [...known.values()].filter((row) => !found.has(pairId(row)));
    const added = hits.filter((hit) => !known.has(pairId(hit))).length;
    const changed = hits.filter((hit) => isOther(hit, known.get(pairId(hit)))).length;
    await writeHits(trx, hits, at);
    await markGone(trx, gone, at);
    return {
      added,
      changed,
      unchanged: hits.length - added - changed,
      gone: gone.map(({ customer_key, list, entry_id }) => ({ customer_key, list, entry_id })),
    };
  });
}

/** Notes on which day entries were taken off their list, for what was found of them. */
export async function noteDelisted(
  ledger: Ledger,
  list: string,
  entry_ids: readonly string[],
  day: string,
): Promise<void> {
  await ledger.db
    .updateTable('screening_hit')
    .set({ delisted_on: day })
    .where('list', '=', list)
    .where('entry_id', 'in', texts(jsonText(entry_ids)))
    .where('delisted_on', 'is', null)
    .execute();
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

function isOther(hit: Hit, held: Pick<Hit, 'customer_print' | 'listing_print'> | undefined) {
  if (!held) return false;
  return held.customer_print !== hit.customer_print || held.listing_print !== hit.listing_print;
}

/** All rows are one parameter: thousands of placeholders would be slower. */
async function writeHits(trx: Kysely<Tables>, hits: readonly Hit[], at: string): Promise<void> {
  await sql`INSERT INTO screening_hit (customer_key, list, entry_id, customer_name, listed_name,
      score, reasons, exact, customer_print, listing_print, list_hash, programs, listed_on,
      first_at, last_at)
    SELECT row.*, ${at}::timestamptz, ${at}::timestamptz
    FROM jsonb_to_recordset(${jsonText(hits)}::jsonb) AS row (customer_key text, list text,
      entry_id text, customer_name text, listed_name text, score double precision, reasons jsonb,
      exact text, customer_print text, listing_print text, list_hash text, programs jsonb,
      listed_on text)
    ON CONFLICT (customer_key, list, entry_id) DO UPDATE SET
      customer_name = excluded.customer_name, listed_name = excluded.listed_name,
      score = excluded.score, reasons = excluded.reasons, exact = excluded.exact,
      customer_print = excluded.customer_print, listing_print = excluded.listing_print,
      list_hash = excluded.list_hash, programs = excluded.programs,
      listed_on = excluded.listed_on, last_at = excluded.last_at,
      delisted_on = NULL, gone_at = NULL`.execute(trx);
}

async function markGone(trx: Kysely<Tables>, pairs: readonly Pair[], at: string): Promise<void> {
  await sql`UPDATE screening_hit h SET gone_at = ${at}::timestamptz
    FROM jsonb_to_recordset(${jsonText(pairs)}::jsonb) AS row (customer_key text, list text,
      entry_id text)
    WHERE (h.customer_key, h.list, h.entry_id)
      = (row.customer_key, row.list, row.entry_id)`.execute(trx);
}

function texts(json: string) {
  return sql<string>`(SELECT jsonb_array_elements_text(${json}::jsonb))`;
}

function pairId({ customer_key, list, entry_id }: Pair): string {
  return JSON.stringify([customer_key, list, entry_id]);
}
