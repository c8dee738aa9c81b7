import type { ColumnType, Generated } from 'kysely';
import type { Alert } from '../model/index.js';

/** A moment: read as Date, written as ISO 8601 text, which both databases take alike. */
export type Moment = ColumnType<Date, string, string>;
/** JSON: read as its value, written as text by {@link jsonText}. */
export type Json<T> = ColumnType<T, string, string>;
/** BIGINT: read exactly. */
export type Big = ColumnType<bigint, bigint | number, bigint | number>;

export type RunState = 'running' | 'done' | 'failed';

interface RunTable {
  id: string;
  started_at: Moment;
  ended_at: ColumnType<Date | null, string | null, string | null>;
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

/** Every table of the ledger. The migrations say what each holds. */
export interface Tables {
  run: RunTable;
  ingest_batch: IngestBatchTable;
  alert: AlertTable;
  alert_revision: AlertRevisionTable;
  audit_leaf: AuditLeafTable;
  audit_node: AuditNodeTable;
  audit_checkpoint: AuditCheckpointTable;
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
