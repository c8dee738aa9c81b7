/** Decisions as the ledger keeps them. */
import type { Kysely } from 'kysely';
import { isoTime } from '../../base/index.js';
import { jsonText, type Tables } from '../../store/index.js';
import type { Pair } from './hit.js';
import type { DecisionReason, Verdict } from './standing.js';

export interface Decision extends Pair {
  readonly id: string;
  readonly verdict: Verdict;
  readonly reasons: readonly DecisionReason[];
  readonly note: string;
  /** Both sides as they were when it was made. */
  readonly customer_print: string;
  readonly listing_print: string;
  readonly actor: string;
  readonly at: number;
  /** Null while it holds. */
  readonly revoked: { readonly at: number; readonly by: string; readonly note: string } | null;
}

export interface DecisionFilter extends Partial<Pair> {
  readonly id?: string;
  /** Only those that were not revoked. */
  readonly holding?: boolean;
}

/** Decisions, the latest first. */
export async function readDecisions(
  db: Kysely<Tables>,
  filter: DecisionFilter = {},
): Promise<Decision[]> {
  let query = db.selectFrom('screening_decision').selectAll().orderBy('at', 'desc').orderBy('id');
  for (const column of ['id', 'customer_key', 'list', 'entry_id'] as const) {
    const value = filter[column];
    if (value !== undefined) query = query.where(column, '=', value);
  }
  if (filter.holding === true) query = query.where('revoked_at', 'is', null);
  return (await query.execute()).map((row) => {
    const { revoked_at, revoked_by, revoked_note, at, reasons, ...rest } = row;
    const revoked =
      revoked_at === null
        ? null
        : { at: revoked_at.getTime(), by: revoked_by ?? '', note: revoked_note ?? '' };
    return { ...rest, reasons: reasons as readonly DecisionReason[], at: at.getTime(), revoked };
  });
}

export async function insertDecision(trx: Kysely<Tables>, decision: Decision): Promise<void> {
  const { at, reasons, revoked: _, ...rest } = decision;
  const row = { ...rest, at: isoTime(at), reasons: jsonText(reasons) };
  await trx.insertInto('screening_decision').values(row).execute();
}

export async function markRevoked(
  trx: Kysely<Tables>,
  id: string,
  revoked: NonNullable<Decision['revoked']>,
): Promise<void> {
  await trx
    .updateTable('screening_decision')
    .set({
      revoked_at: isoTime(revoked.at),
      revoked_by: revoked.by,
      revoked_note: revoked.note,
    })
    .where('id', '=', id)
    .execute();
}
