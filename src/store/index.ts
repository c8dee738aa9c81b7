/** Store: the analytic engine, the ledger, the audit log, jobs, and the lock of a data folder. */
export * from './audit/index.js';
export { canonicalJson } from './canonical-json.js';
export {
  createTables,
  type Engine,
  type EngineOptions,
  openEngine,
  type Row,
  type SqlValue,
} from './engine.js';
export type { FilingStatus } from './filing-tables.js';
export { type Folder, type FolderPaths, folderPaths, type Holder, takeFolder } from './folder.js';
export { type Job, type Jobs, openJobs, type QueueOptions, type SendOptions } from './jobs.js';
export { type Ledger, type LedgerSource, openLedger } from './ledger.js';
export {
  type AlertRecord,
  type IngestBatchRecord,
  listAlerts,
  type RunRecord,
  recordIngestBatch,
  recordRun,
  type SavedAlerts,
  saveAlerts,
} from './ledger-records.js';
export {
  jsonText,
  type KeptFault,
  type ListFile,
  type RunState,
  type Tables,
} from './ledger-tables.js';
export { askOwner, type OwnerHandler, type OwnerServer, serveOwner } from './owner.js';
export { heldCurrency, reportingCurrency } from './reporting-currency.js';
