import type { Kysely } from 'kysely';
import { type Clock, Fault, type Ids, isoTime } from '../../base/index.js';
import {
  type AuditEntry,
  appendAudit,
  type FilingStatus,
  type Ledger,
  type Tables,
} from '../../store/index.js';
import type { Filing } from '../filing.js';
import type { Gap } from './draft.js';

/** Who works on reports, when, and under which new ids. */
export interface FilingDesk {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly actor: string;
}

/** A report as the ledger keeps it. Moments are UTC milliseconds. */
export interface FilingRecord {
  readonly id: string;
  readonly form: string;
  /** Null: drafted by a person, of a suspicion. */
  readonly obligation: string | null;
  readonly institution: string;
  readonly period: string | null;
  readonly status: FilingStatus;
  /** Counts drafts of it, from 1. */
  readonly revision: number;
  readonly body: Filing;
  readonly gaps: readonly Gap[];
  readonly due_at: number | null;
  /** The report that this one corrects. */
  readonly corrects: string | null;
  /** Of the file that it was written into. */
  readonly file_sha256: string | null;
  readonly ack: unknown;
  readonly created_at: number;
  readonly changed_at: number;
}

export interface FilingFilter {
  readonly id?: string;
  readonly form?: string;
  readonly obligation?: string;
  readonly institution?: string;
  readonly status?: FilingStatus;
}

/** Reports, those due first before others. */
export async function listFilings(
  db: Kysely<Tables>,
  filter: FilingFilter = {},
): Promise<FilingRecord[]> {
  let query = db.selectFrom('filing').selectAll().orderBy('due_at').orderBy('id');
  for (const column of ['id', 'form', 'obligation', 'institution', 'status'] as const) {
    const value = filter[column];
    if (value !== undefined) query = query.where(column, '=', value);
  }
  return (await query.execute()).map((row) => ({
    id: row.id,
    form: row.form,
    obligation: row.obligation,
    institution: row.institution,
    period: row.period,
    status: row.status,
    revision: row.revision,
    body: row.body as Filing,
    gaps: row.gaps as readonly Gap[],
    due_at: row.due_at?.getTime() ?? null,
    corrects: row.corrects,
    file_sha256: row.file_sha256,
    ack: row.ack,
    created_at: row.created_at.getTime(),
    changed_at: row.changed_at.getTime(),
  }));
}

/** One report. Fault `filing.unknown`. */
export async function showFiling(db: Kysely<Tables>, id: string): Promise<FilingRecord> {
  const [found] = await listFilings(db, { id });
  if (!found) throw new Fault('filing.unknown', { id });
  return found;
}

/** Ids of the payments that a report holds, in order. */
export async function paymentsOf(db: Kysely<Tables>, id: string): Promise<string[]> {
  const rows = await db
    .selectFrom('filing_payment')
    .select('payment_id')
    .where('filing_id', '=', id)
    .orderBy('payment_id')
    .execute();
  return rows.map((row) => row.payment_id);
}

/**
 * Appends what was done to the audit log, which may be shown to others: it holds ids and hashes,
 * and nothing of what a report says.
 */
export async function auditFilings(
  trx: Parameters<typeof appendAudit>[0],
  desk: FilingDesk,
  at_ms: number,
  done: readonly { readonly kind: string; readonly body: unknown }[],
): Promise<void> {
  if (done.length === 0) return;
  const { actor } = desk;
  await appendAudit(
    trx,
    done.map(({ kind, body }): AuditEntry => ({ kind, at: isoTime(at_ms), actor, body })),
  );
}
