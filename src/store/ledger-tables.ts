import type { Generated } from 'kysely';
import type { Bilingual, Params } from '../base/index.js';
import type { Alert } from '../model/index.js';
import type { ExchangeTables } from './exchange-tables.js';
import type { FilingTables } from './filing-tables.js';
import type { Big, Json, MaybeMoment, Moment } from './ledger-columns.js';

export type RunState = 'running' | 'done' | 'failed';

interface RunTable {
  id: string;
  started_at: Moment;
  ended_at: MaybeMoment;
  state: RunState;
  manifest: Json<unknown>;
}

interface IngestBatchTable {
  id: string;
  file: string;
  sha256: string;
  state: RunState;
  rows_read: Big;
  rows_loaded: Big;
  rows_rejected: Big;
  at: Moment;
}

interface AlertTable {
  id: string;
  typology: string;
  version: string;
  subject_kind: string;
  subject_id: string;
  period: string;
  rank_score: number;
  revision: string;
  state: Generated<string>;
  first_run_id: string;
  last_run_id: string;
  body: Json<Alert>;
}

interface AlertRevisionTable {
  alert_id: string;
  revision: string;
  run_id: string;
  body: Json<Alert>;
  at: Moment;
}

interface AuditLeafTable {
  position: Big;
  entry: string;
}

interface AuditNodeTable {
  level: number;
  position: Big;
  hash: string;
}

interface AuditCheckpointTable {
  id: Generated<bigint>;
  size: Big;
  root: string;
  at: Moment;
  note: string;
}

/** A file that a list was read from. */
export interface ListFile {
  readonly name: string;
  readonly sha256: string;
}

/** A fault as the ledger keeps it: its sentence is said when it is read. */
export interface KeptFault {
  readonly code: string;
  readonly params: Params;
}

interface ListVersionTable {
  list: string;
  number: number;
  hash: string;
  previous_hash: string | null;
  title: Json<Bilingual>;
  issuer: string;
  confidential: boolean;
  kind: 'full' | 'delta';
  issuer_version: string | null;
  published_on: string | null;
  imported_at: Moment;
  entries: Big;
  rows_read: Big;
  rows_rejected: Big;
  added: Big;
  removed: Big;
  changed: Big;
  files: Json<readonly ListFile[]>;
}

interface ListAttemptTable {
  number: Generated<bigint>;
  list: string;
  at: Moment;
  outcome: 'imported' | 'unchanged' | 'refused';
  version_number: number | null;
  published_on: string | null;
  issuer_version: string | null;
  files: Json<readonly ListFile[]>;
  faults: Json<readonly KeptFault[]>;
}

interface ScreeningHitTable {
  customer_key: string;
  list: string;
  entry_id: string;
  customer_name: string;
  listed_name: string;
  score: number;
  reasons: Json<unknown>;
  exact: 'identifier' | 'wallet' | null;
  customer_print: string;
  listing_print: string;
  list_hash: string;
  programs: Json<readonly string[]>;
  listed_on: string | null;
  delisted_on: string | null;
  first_at: Moment;
  last_at: Moment;
  gone_at: MaybeMoment;
}

interface ScreeningDecisionTable {
  id: string;
  customer_key: string;
  list: string;
  entry_id: string;
  verdict: 'different' | 'same';
  reasons: Json<readonly string[]>;
  note: string;
  customer_print: string;
  listing_print: string;
  actor: string;
  at: Moment;
  revoked_at: MaybeMoment;
  revoked_by: string | null;
  revoked_note: string | null;
}

interface ScreeningActionTable {
  id: string;
  decision_id: string;
  list: string;
  kind: 'block' | 'reject' | 'suspend' | 'release';
  releases: string | null;
  note: string;
  actor: string;
  at: Moment;
}

interface ScreeningDutyDoneTable {
  action_id: string;
  clock: string;
  period: string;
  reference: string;
  actor: string;
  at: Moment;
}

interface IdentitySeparationTable {
  id: string;
  party_a: string;
  party_b: string;
  reason: string;
  actor: string;
  at: Moment;
  revoked_at: MaybeMoment;
  revoked_by: string | null;
  revoked_reason: string | null;
}

/** Every table of the ledger. The migrations say what each holds. */
export interface Tables extends ExchangeTables, FilingTables {
  run: RunTable;
  ingest_batch: IngestBatchTable;
  alert: AlertTable;
  alert_revision: AlertRevisionTable;
  audit_leaf: AuditLeafTable;
  audit_node: AuditNodeTable;
  audit_checkpoint: AuditCheckpointTable;
  list_version: ListVersionTable;
  list_attempt: ListAttemptTable;
  screening_hit: ScreeningHitTable;
  screening_decision: ScreeningDecisionTable;
  screening_action: ScreeningActionTable;
  screening_duty_done: ScreeningDutyDoneTable;
  identity_separation: IdentitySeparationTable;
}

/**
 * JSON text that PostgreSQL takes as jsonb: it refuses U+0000 and lone surrogates, which a
 * payment's text may hold, so both become U+FFFD.
 */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, (_key, item) =>
    typeof item === 'string'
      ? item.replaceAll('\0', '\ufffd').replace(/\p{Surrogate}/gu, '\ufffd')
      : item,
  );
}
