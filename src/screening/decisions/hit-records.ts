/** Hits as the ledger keeps them: what was found, and what is gone. */
import { type Kysely, sql } from 'kysely';
import { isoTime } from '../../base/index.js';
import { jsonText, type Ledger, type Tables } from '../../store/index.js';
import { type Hit, type Pair, pairId } from './hit.js';

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
