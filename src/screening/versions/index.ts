/** Versions: what was on each list when, kept for ever; a broken update keeps the last good one. */
export type { Archive, ImportOptions, ImportReport } from './archive.js';
export {
  applyChanges,
  countChanges,
  type ListingChange,
} from './changes.js';
export { createExportGuard, type ExportGuard } from './export-guard.js';
export {
  changesBetween,
  currentVersions,
  type History,
  type ListedOn,
  listingsOn,
  readVersion,
} from './history.js';
export { importList } from './import-list.js';
export { type InputFiles, listInput } from './input-of-reading.js';
export type {
  DeltaEntry,
  InputOutcome,
  ListContent,
  ListInfo,
  ListInput,
} from './list-input.js';
export { readSnapshot, readSnapshotFile } from './read-snapshot.js';
export { recordFailedUpdate } from './record-import.js';
export { type SnapshotPlace, snapshotFile } from './snapshot.js';
export { type FreshFor, type Freshness, type ListStatus, listStatuses } from './status.js';
export {
  type ListAttempt,
  type ListVersion,
  readAttempts,
  readVersions,
} from './version-records.js';
