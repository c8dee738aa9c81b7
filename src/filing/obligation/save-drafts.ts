import { type Kysely, sql } from 'kysely';
import { isoTime } from '../../base/index.js';
import { jsonText, type Tables } from '../../store/index.js';
import type { Filing } from '../filing.js';
import type { Draft } from './draft.js';
import { CHUNK, draftedHash, insertPayments, paymentRows, reportedHash } from './draft-rows.js';
import type { DraftScope } from './filer.js';
import { excusedPayments, type LiveFiling, liveFilings } from './live.js';
import { mergeFiling } from './merge.js';
import { auditFilings, type FilingDesk } from './record.js';

export interface SavedDrafts {
  /** Ids of new reports. */
  readonly drafted: readonly string[];
  /** Reports not yet written that changed: what people had filled in and stays, or does not. */
  readonly revised: readonly RevisedFiling[];
  readonly unchanged: number;
  /** Written reports whose payments or amounts are others now, and what corrects each. */
  readonly corrections: readonly { readonly id: string; readonly corrects: string }[];
  /** Drafts that a new payment joined with another report. */
  readonly merged: readonly { readonly id: string; readonly into: string }[];
  /** Payments that several written reports would now share: a person decides. */
  readonly conflicts: readonly {
    readonly payments: readonly string[];
    readonly filings: string[];
  }[];
  /** Reports of the scope that no payment obliges to any more. */
  readonly stale: readonly string[];
  /** Drafts of which every payment has a recorded reason. */
  readonly excused: number;
}
export interface RevisedFiling {
  readonly id: string;
  readonly kept: readonly string[];
  readonly replaced: readonly string[];
}

/** Names our advisory lock: drafts are saved one after another. */
const DRAFT_LOCK = 5_101_031_331_115;

/**
 * Keeps drafts. The same drafts again change nothing; a report finds its draft by the payments that
 * they share. All or nothing, with an audit entry for each change.
 */
export async function saveDrafts(
  desk: FilingDesk,
  scope: DraftScope,
  drafts: readonly Draft[],
): Promise<SavedDrafts> {
  const at = desk.clock.now();
  return desk.ledger.db.transaction().execute(async (trx) => {
    await sql`SELECT pg_advisory_xact_lock(${sql.lit(DRAFT_LOCK)})`.execute(trx);
    const live = await liveFilings(trx, scope, drafts);
    const excused = await excusedPayments(trx, scope.obligations);
    const work = new Saving(desk, at);
    for (const draft of drafts) {
      const isExcused = ({ payment }: { payment: string }) =>
        excused.has(`${draft.obligation} ${payment}`);
      const found = live.of(draft);
      if (draft.payments.length > 0 && draft.payments.every(isExcused)) work.excused++;
      else await work.place(trx, draft, found);
      for (const each of found) work.seen.add(each.id);
    }
    await work.flush(trx);
    const stale = live.all.filter(({ id }) => !work.seen.has(id)).map(({ id }) => id);
    return { ...work.saved(), stale };
  });
}

/** One run of saving: what it did, and the new rows that wait to be written together. */
class Saving {
  readonly seen = new Set<string>();
  excused = 0;
  readonly #desk: FilingDesk;
  readonly #at: number;
  readonly #drafted: string[] = [];
  readonly #revised: RevisedFiling[] = [];
  readonly #corrections: { id: string; corrects: string }[] = [];
  readonly #merged: { id: string; into: string }[] = [];
  readonly #conflicts: { payments: string[]; filings: string[] }[] = [];
  readonly #audit: { kind: string; body: unknown }[] = [];
  readonly #rows: { draft: Draft; id: string; corrects: string | null; filing: Filing }[] = [];
  #unchanged = 0;

  constructor(desk: FilingDesk, at: number) {
    this.#desk = desk;
    this.#at = at;
  }

  async place(trx: Kysely<Tables>, draft: Draft, found: readonly LiveFiling[]): Promise<void> {
    const filed = found.filter(({ status }) => status === 'written' || status === 'acknowledged');
    const open = found.filter((each) => !filed.includes(each));
    const [first] = filed;
    if (filed.length > 1) {
      const payments = draft.payments.map(({ payment }) => payment);
      this.#conflicts.push({ payments, filings: filed.map(({ id }) => id) });
    } else if (first) await this.#correct(trx, draft, first, open);
    else await this.#revise(trx, draft, open);
  }

  async #correct(
    trx: Kysely<Tables>,
    draft: Draft,
    filed: LiveFiling,
    open: readonly LiveFiling[],
  ): Promise<void> {
    if (open.length === 0 && filed.reported_sha256 === reportedHash(draft)) {
      this.#unchanged++;
      return;
    }
    const prior = filed.prior_id === null ? {} : { prior_id: filed.prior_id };
    const id = this.#insert(draft, { ...draft.filing, kinds: ['correction'], ...prior }, filed.id);
    this.#corrections.push({ id, corrects: filed.id });
    await this.#merge(trx, open, id);
  }

  async #revise(trx: Kysely<Tables>, draft: Draft, open: readonly LiveFiling[]): Promise<void> {
    const [head, ...others] = open;
    if (!head) {
      this.#drafted.push(this.#insert(draft, draft.filing, null));
      return;
    }
    await this.#merge(trx, others, head.id);
    const keeps = { kinds: head.drafted.kinds, prior_id: head.drafted.prior_id };
    // A correction stays one, however often it is drafted anew.
    const filing = head.corrects === null ? draft.filing : withKinds(draft.filing, keeps);
    const drafted_sha256 = draftedHash(draft, filing);
    if (drafted_sha256 === head.drafted_sha256) {
      this.#unchanged++;
      return;
    }
    const { body, kept, replaced } = mergeFiling(head.drafted, head.body, filing);
    await trx
      .updateTable('filing')
      .set({
        status: 'drafted',
        revision: head.revision + 1,
        body: jsonText(body),
        drafted: jsonText(filing),
        drafted_sha256,
        reported_sha256: reportedHash(draft),
        gaps: jsonText(draft.gaps),
        due_at: isoTime(draft.due_at),
        period: filing.period ?? null,
        changed_at: isoTime(this.#at),
      })
      .where('id', '=', head.id)
      .execute();
    await trx.deleteFrom('filing_payment').where('filing_id', '=', head.id).execute();
    await insertPayments(trx, paymentRows(draft, head.id));
    this.#revised.push({ id: head.id, kept, replaced });
    this.#audit.push({ kind: 'filing.revised', body: { id: head.id, sha256: drafted_sha256 } });
  }

  /** Reports that another one takes up. */
  async #merge(trx: Kysely<Tables>, gone: readonly LiveFiling[], into: string): Promise<void> {
    for (const { id } of gone) {
      await trx
        .updateTable('filing')
        .set({ status: 'withdrawn', changed_at: isoTime(this.#at) })
        .where('id', '=', id)
        .execute();
      this.#merged.push({ id, into });
      this.#audit.push({ kind: 'filing.withdrawn', body: { id, into } });
    }
  }

  #insert(draft: Draft, filing: Filing, corrects: string | null): string {
    const id = this.#desk.ids.next();
    this.#rows.push({ draft, id, corrects, filing });
    const hash = draftedHash(draft, filing);
    const body = { id, sha256: hash, ...(corrects === null ? {} : { corrects }) };
    this.#audit.push({ kind: corrects === null ? 'filing.drafted' : 'filing.corrected', body });
    return id;
  }

  /** Writes new reports, some hundreds at a time, and the audit entries. */
  async flush(trx: Parameters<typeof auditFilings>[0]): Promise<void> {
    const at = isoTime(this.#at);
    for (let start = 0; start < this.#rows.length; start += CHUNK) {
      const chunk = this.#rows.slice(start, start + CHUNK);
      const rows = chunk.map(({ draft, id, corrects, filing }) => ({
        id,
        form: filing.form,
        obligation: draft.obligation,
        institution: draft.institution,
        period: filing.period ?? null,
        status: 'drafted' as const,
        revision: 1,
        body: jsonText(filing),
        drafted: jsonText(filing),
        drafted_sha256: draftedHash(draft, filing),
        reported_sha256: reportedHash(draft),
        gaps: jsonText(draft.gaps),
        due_at: isoTime(draft.due_at),
        corrects,
        file_sha256: null,
        ack: null,
        created_at: at,
        changed_at: at,
      }));
      await trx.insertInto('filing').values(rows).execute();
      await insertPayments(
        trx,
        chunk.flatMap(({ draft, id }) => paymentRows(draft, id)),
      );
    }
    await auditFilings(trx, this.#desk, this.#at, this.#audit);
  }

  saved(): Omit<SavedDrafts, 'stale'> {
    return {
      drafted: this.#drafted,
      revised: this.#revised,
      unchanged: this.#unchanged,
      corrections: this.#corrections,
      merged: this.#merged,
      conflicts: this.#conflicts,
      excused: this.excused,
    };
  }
}

function withKinds(
  filing: Filing,
  { kinds, prior_id }: Pick<Filing, 'kinds' | 'prior_id'>,
): Filing {
  return {
    ...filing,
    ...(kinds === undefined ? {} : { kinds }),
    ...(prior_id === undefined ? {} : { prior_id }),
  };
}
