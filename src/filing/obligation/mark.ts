import type { Transaction } from 'kysely';
import { Fault, isoTime, sha256 } from '../../base/index.js';
import { canonicalJson, type FilingStatus, jsonText, type Tables } from '../../store/index.js';
import type { Filing } from '../filing.js';
import type { Gap } from './draft.js';
import { auditFilings, type FilingDesk } from './record.js';

/**
 * Keeps what a person made of a draft; `gaps`: what is still missing. Faults: `filing.unknown`,
 * `.status` (it was written: a correction is another report), `.form` (it is of another form).
 */
export async function editFiling(
  desk: FilingDesk,
  id: string,
  body: Filing,
  gaps: readonly Gap[],
): Promise<void> {
  await change(desk, id, 'edited', ['drafted', 'checked'], (form) => {
    if (form !== body.form) throw new Fault('filing.form', { id, form, given: body.form });
    return {
      set: { status: 'drafted', body: jsonText(body), gaps: jsonText(gaps) },
      record: { sha256: sha256(canonicalJson(body)) },
    };
  });
}

/** It passed schema and rules. Faults: `filing.unknown`, `filing.status`. */
export async function markChecked(desk: FilingDesk, id: string): Promise<void> {
  await change(desk, id, 'checked', ['drafted', 'checked'], () => ({
    set: { status: 'checked' },
    record: {},
  }));
}

/** It was written into a file of this hash. Faults: `filing.unknown`, `filing.status`. */
export async function markWritten(
  desk: FilingDesk,
  id: string,
  file_sha256: string,
): Promise<void> {
  await change(desk, id, 'written', ['drafted', 'checked', 'written'], () => ({
    set: { status: 'written', file_sha256 },
    record: { file_sha256 },
  }));
}

/** What the authority answered; `id` is its number of the report, which corrections name. */
export interface Acknowledgement {
  readonly id: string;
  readonly details?: unknown;
}

/** Faults: `filing.unknown`, `filing.status`. */
export async function markAcknowledged(
  desk: FilingDesk,
  id: string,
  ack: Acknowledgement,
): Promise<void> {
  await change(desk, id, 'acknowledged', ['written', 'acknowledged'], () => ({
    set: { status: 'acknowledged', ack: jsonText(ack) },
    record: { ack: sha256(canonicalJson(ack)) },
  }));
}

/** A draft that is not owed after all; its payments need a reason. Faults as before. */
export async function withdrawFiling(desk: FilingDesk, id: string, why: string): Promise<void> {
  await change(desk, id, 'withdrawn', ['drafted', 'checked'], () => ({
    set: { status: 'withdrawn' },
    record: { why: sha256(why) },
  }));
}

interface Change {
  readonly set: {
    readonly status: FilingStatus;
    readonly body?: string;
    readonly gaps?: string;
    readonly ack?: string;
    readonly file_sha256?: string;
  };
  /** For the audit log: hashes, no words of the report. */
  readonly record: Readonly<Record<string, string>>;
}

async function change(
  desk: FilingDesk,
  id: string,
  kind: string,
  from: readonly FilingStatus[],
  make: (form: string) => Change,
): Promise<void> {
  const at = desk.clock.now();
  await desk.ledger.db.transaction().execute(async (trx) => {
    const { form, status } = await locked(trx, id);
    if (!from.includes(status)) throw new Fault('filing.status', { id, status, wanted: kind });
    const { set, record } = make(form);
    await trx
      .updateTable('filing')
      .set({ ...set, changed_at: isoTime(at) })
      .where('id', '=', id)
      .execute();
    await auditFilings(trx, desk, at, [{ kind: `filing.${kind}`, body: { id, ...record } }]);
  });
}

async function locked(trx: Transaction<Tables>, id: string) {
  const row = await trx
    .selectFrom('filing')
    .select(['form', 'status'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new Fault('filing.unknown', { id });
  return row;
}
