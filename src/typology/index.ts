/** Typology: parse → check → plan → emit → run. `typologies/LANGUAGE.md` gives the meaning. */

export { type AlertRequest, type Alerts, citationsOf, makeAlerts } from './alert.js';
export { writeAlertFiles } from './alert-files.js';
export type * from './ast.js';
export { type CaseWorld, loadCase, worldOf } from './case-world.js';
export { type CaseResult, runCases } from './cases.js';
export { type Case, type CasesFile, casesFile } from './cases-file.js';
export { type Catalogue, loadCatalogue, type Source } from './catalogue.js';
export { type Checked, checkTypology } from './check.js';
export { readCases } from './check-cases.js';
export type { Vocabulary } from './check-context.js';
export type { DatedAmount, Laws, Lists, ListValue } from './duckdb/sql.js';
export { formatExact, type Voices } from './explain.js';
export { FIELDS } from './fields.js';
export { requiredColumns } from './idle.js';
export { parseLiteral } from './literal.js';
export {
  compareManifests,
  hashParameters,
  jsonLines,
  type Manifest,
  readInputs,
  readLists,
} from './manifest.js';
export { countNodes, planTypologies } from './plan.js';
export { type MeasuredPrecision, type PrecisionTable, promoteFindings } from './promote.js';
export type {
  ExactValues,
  FiredEntry,
  RawFinding,
  RuleTally,
  RunOutcome,
  SubjectRecord,
} from './results.js';
export { type RunRequest, runTypologies } from './run.js';
export { AREAS, typologyJsonSchema } from './schema.js';
export { readSubjectNetworks, type SubjectNetworks } from './subject-networks.js';
export {
  openWalledEngine,
  runBehindWall,
  serveWall,
  type WalledOutcome,
  type WallRequest,
} from './wall.js';
