/** Obligations: which reports payments oblige to, by when, and whether each was made. */

export { addFiling, type NewFiling } from './add-filing.js';
export {
  clocksOf,
  dueAt,
  type FilingClock,
  type FilingDue,
  readFilingClocks,
  TRIGGERS,
  type Trigger,
} from './clock.js';
export {
  type Draft,
  type DraftPayment,
  FORMS,
  type Gap,
  type GapKind,
  OBLIGATIONS,
  type Obligation,
} from './draft.js';
export {
  type Drafted,
  draftObligations,
  type ObligationQuestion,
  obligationsOf,
} from './draft-obligations.js';
export type { DraftScope, Filer, ObligationLaw, Period } from './filer.js';
export {
  type Acknowledgement,
  editFiling,
  markAcknowledged,
  markChecked,
  markWritten,
  withdrawFiling,
} from './mark.js';
export { type ObligationNote, sayNote } from './note.js';
export { giveReason, type PaymentReason } from './reason.js';
export {
  type ReconciledObligation,
  type Reconciliation,
  reconcile,
  type UnwrittenFiling,
} from './reconcile.js';
export {
  type FilingDesk,
  type FilingFilter,
  type FilingRecord,
  listFilings,
  paymentsOf,
  showFiling,
} from './record.js';
export { draftSanctionReports, type SanctionAction } from './sanction-report.js';
export { type RevisedFiling, type SavedDrafts, saveDrafts } from './save-drafts.js';
export { sayDue } from './say-due.js';
export {
  type Floor,
  floorOn,
  reaches,
  readThresholds,
  type Threshold,
  type Thresholds,
  thresholdOn,
  type Unit,
} from './table.js';
