import { addDays, present } from '../../base/index.js';
import type { Engine, FilingStatus, Ledger } from '../../store/index.js';
import type { Draft, Obligation } from './draft.js';
import { draftObligations, type ObligationQuestion, obligationsOf } from './draft-obligations.js';
import type { ObligationLaw } from './filer.js';
import { liveRows } from './live.js';
import type { ObligationNote } from './note.js';
import type { PaymentReason } from './reason.js';

/** How the payments of a period and the reports of an obligation agree. */
export interface ReconciledObligation {
  readonly obligation: Obligation;
  /** Payments over the threshold, and how many of them stand in exactly one report. */
  readonly owed: number;
  readonly reported: number;
  /** Over the threshold, in no report, without a reason. */
  readonly missing: readonly { readonly payment: string; readonly day: string }[];
  /** In more than one report. */
  readonly repeated: readonly { readonly payment: string; readonly filings: readonly string[] }[];
  /** In a report though not over the threshold, by what is known now. */
  readonly not_owed: readonly { readonly payment: string; readonly filing: string }[];
  /** In no report for a recorded reason. */
  readonly excused: readonly PaymentReason[];
  /** Reports not yet written; late ones are past their last day. */
  readonly unwritten: readonly UnwrittenFiling[];
  readonly notes: readonly ObligationNote[];
}
export interface UnwrittenFiling {
  readonly id: string;
  readonly status: FilingStatus;
  readonly due_at: number | null;
  readonly is_late: boolean;
}

export interface Reconciliation {
  readonly obligations: readonly ReconciledObligation[];
  /** Every payment over a threshold is in exactly one report or has a reason; no report is late. */
  readonly is_complete: boolean;
}

/**
 * Holds the reports of the ledger to the payments of the store. Reports that were withdrawn, or
 * that another one corrects, do not count. Changes nothing.
 */
export async function reconcile(
  engine: Engine,
  ledger: Ledger,
  law: ObligationLaw,
  question: ObligationQuestion,
  now_ms: number,
): Promise<Reconciliation> {
  const { drafts, notes } = await draftObligations(engine, law, question);
  const obligations: ReconciledObligation[] = [];
  for (const obligation of obligationsOf(question)) {
    const own = drafts.filter((draft) => draft.obligation === obligation);
    const rows = await reportedRows(ledger, question, obligation);
    const reasons = await reasonsOf(ledger, obligation);
    const found = compare(own, rows, reasons, question);
    const unwritten = unwrittenOf(rows, now_ms);
    const said = notes.filter((note) => note.obligation === obligation);
    obligations.push({ obligation, ...found, unwritten, notes: said });
  }
  const is_complete = obligations.every(
    ({ missing, repeated, unwritten }) =>
      missing.length === 0 && repeated.length === 0 && unwritten.every(({ is_late }) => !is_late),
  );
  return { obligations, is_complete };
}

type ReportedRow = Awaited<ReturnType<typeof reportedRows>>[number];

/** Payments of live reports; a span of 24 hours may begin on the day before the period. */
function reportedRows(
  ledger: Ledger,
  { filer, period }: ObligationQuestion,
  obligation: Obligation,
) {
  return liveRows(ledger.db, { institution: filer.id, obligations: [obligation] })
    .where('filing_payment.day', '>=', addDays(period.from, -1))
    .where('filing_payment.day', '<=', period.until)
    .select(['payment_id', 'day', 'filing.id', 'filing.status', 'filing.due_at'])
    .orderBy('payment_id')
    .orderBy('filing.id')
    .execute();
}

function compare(
  drafts: readonly Draft[],
  rows: readonly ReportedRow[],
  reasons: ReadonlyMap<string, PaymentReason>,
  { period }: ObligationQuestion,
) {
  const owed = new Map(
    drafts.flatMap(({ payments }) => payments.map(({ payment, day }) => [payment, day] as const)),
  );
  const filings = new Map<string, string[]>();
  for (const row of rows) {
    const own = filings.get(row.payment_id) ?? [];
    filings.set(row.payment_id, [...own, row.id]);
  }
  const unreported = [...owed].filter(([payment]) => !filings.has(payment));
  const inPeriod = rows.filter(({ day }) => day >= period.from);
  return {
    owed: owed.size,
    reported: [...owed.keys()].filter((payment) => filings.get(payment)?.length === 1).length,
    missing: unreported
      .filter(([payment]) => !reasons.has(payment))
      .map(([payment, day]) => ({ payment, day })),
    repeated: [...filings]
      .filter(([, own]) => own.length > 1)
      .map(([payment, own]) => ({ payment, filings: own })),
    not_owed: inPeriod
      .filter(({ payment_id }) => !owed.has(payment_id))
      .map(({ payment_id, id }) => ({ payment: payment_id, filing: id })),
    excused: unreported
      .filter(([payment]) => reasons.has(payment))
      .map(([payment]) => present(reasons.get(payment), `reason for ${payment}`)),
  };
}

function unwrittenOf(rows: readonly ReportedRow[], now_ms: number): UnwrittenFiling[] {
  const open = new Map(
    rows
      .filter(({ status }) => status === 'drafted' || status === 'checked')
      .map((row) => [row.id, row]),
  );
  return [...open.values()].map(({ id, status, due_at }) => {
    const due = due_at?.getTime() ?? null;
    return { id, status, due_at: due, is_late: due !== null && due < now_ms };
  });
}

async function reasonsOf(
  ledger: Ledger,
  obligation: Obligation,
): Promise<ReadonlyMap<string, PaymentReason>> {
  const rows = await ledger.db
    .selectFrom('filing_reason')
    .selectAll()
    .where('obligation', '=', obligation)
    .execute();
  return new Map(
    rows.map(({ payment_id, reason, officer, at }) => [
      payment_id,
      { payment: payment_id, obligation, reason, officer, at: at.getTime() },
    ]),
  );
}
