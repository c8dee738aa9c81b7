import { type Kysely, sql } from 'kysely';
import { isoTime, sha256 } from '../base/index.js';
import type { Alert } from '../model/index.js';
import { canonicalJson } from './canonical-json.js';
import type { Ledger } from './ledger.js';
import { jsonText, type RunState, type Tables } from './ledger-tables.js';

/** One run of the typologies over the payments. Moments are UTC milliseconds. */
export interface RunRecord {
  readonly id: string;
  readonly started_at: number;
  readonly ended_at: number | null;
  readonly state: RunState;
  /** Hashes of catalogue, inputs, parameters and engine: JSON. */
  readonly manifest: unknown;
}

/** One file's ingest. Refused where it is done and `rows_read ≠ rows_loaded + rows_rejected`. */
export interface IngestBatchRecord {
  readonly id: string;
  readonly file: string;
  readonly sha256: string;
  readonly state: RunState;
  readonly rows_read: number;
  readonly rows_loaded: number;
  readonly rows_rejected: number;
  readonly at: number;
}

/** What saving changed: alerts never seen, alerts whose content is new, alerts as they were. */
export interface SavedAlerts {
  readonly added: number;
  readonly revised: number;
  readonly unchanged: number;
}

export interface AlertRecord {
  readonly id: string;
  readonly revision: string;
  readonly state: string;
  readonly first_run_id: string;
  readonly last_run_id: string;
  readonly body: Alert;
}

/** Alerts saved with one statement: large enough to be fast, small enough for one message. */
const CHUNK_ALERTS = 500;

/** Records a run, or what became of it: the later record of the same id holds. */
export async function recordRun(ledger: Ledger, run: RunRecord): Promise<void> {
  const values = {
    started_at: isoTime(run.started_at),
    ended_at: run.ended_at === null ? null : isoTime(run.ended_at),
    state: run.state,
    manifest: jsonText(run.manifest),
  };
  await ledger.db
    .insertInto('run')
    .values({ id: run.id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

/** Records an ingest batch, or what became of it: the later record of the same id holds. */
export async function recordIngestBatch(ledger: Ledger, batch: IngestBatchRecord): Promise<void> {
  const { id, at, ...rest } = batch;
  const values = { ...rest, at: isoTime(at) };
  await ledger.db
    .insertInto('ingest_batch')
    .values({ id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

/**
 * Saves a run's alerts, all or none. A new alert is added; one whose content differs from what the
 * ledger holds gets a revision (the earlier ones stay); one that is the same stays as it is, so
 * that repeating changes nothing. The revision covers the whole alert, its corroboration and
 * ground too.
 */
export async function saveAlerts(
  ledger: Ledger,
  run_id: string,
  alerts: readonly Alert[],
  at_ms: number,
): Promise<SavedAlerts> {
  const counts = { added: 0, revised: 0, unchanged: 0 };
  await ledger.db.transaction().execute(async (trx) => {
    for (let start = 0; start < alerts.length; start += CHUNK_ALERTS) {
      const chunk = alerts.slice(start, start + CHUNK_ALERTS);
      const change = await saveChunk(trx, run_id, chunk, isoTime(at_ms));
      counts.added += change.added;
      counts.revised += change.revised;
      counts.unchanged += change.unchanged;
    }
  });
  return counts;
}

/** Alerts by rank, highest first, then by id; of one state or typology where it is given. */
export async function listAlerts(
  ledger: Ledger,
  filter: { readonly state?: string; readonly typology?: string; readonly limit?: number } = {},
): Promise<readonly AlertRecord[]> {
  let query = ledger.db
    .selectFrom('alert')
    .select(['id', 'revision', 'state', 'first_run_id', 'last_run_id', 'body'])
    .orderBy('rank_score', 'desc')
    .orderBy('id')
    .limit(filter.limit ?? 10_000);
  if (filter.state !== undefined) query = query.where('state', '=', filter.state);
  if (filter.typology !== undefined) query = query.where('typology', '=', filter.typology);
  return query.execute();
}

async function saveChunk(
  trx: Kysely<Tables>,
  run_id: string,
  alerts: readonly Alert[],
  at: string,
): Promise<SavedAlerts> {
  const rows = alerts.map((alert) => alertRow(alert, run_id));
  const ids = rows.map((row) => row.id);
  const held = await trx
    .selectFrom('alert')
    .select(['id', 'revision'])
    .where('id', 'in', ids)
    .execute();
  const known = new Map(held.map((row) => [row.id, row.revision]));
  const changed = rows.filter((row) => known.get(row.id) !== row.revision);
  const same = rows.filter((row) => known.get(row.id) === row.revision).map((row) => row.id);
  if (same.length > 0) {
    await trx.updateTable('alert').set({ last_run_id: run_id }).where('id', 'in', same).execute();
  }
  await writeAlerts(trx, changed, at);
  const revised = changed.filter((row) => known.has(row.id)).length;
  return { added: changed.length - revised, revised, unchanged: same.length };
}

function alertRow(alert: Alert, run_id: string) {
  const { finding } = alert;
  return {
    id: alert.id,
    typology: finding.typology,
    version: finding.version,
    subject_kind: finding.subject.kind,
    subject_id: finding.subject.id,
    period: finding.period,
    rank_score: alert.rank_score,
    revision: sha256(canonicalJson(alert)).slice(0, 32),
    first_run_id: run_id,
    last_run_id: run_id,
    body: alert,
  };
}

/**
 * Adds alerts or gives them new content; the state that people gave an alert, and the run that
 * found it first, stay. All rows are one parameter: thousands of placeholders would be slower.
 */
async function writeAlerts(
  trx: Kysely<Tables>,
  rows: readonly ReturnType<typeof alertRow>[],
  at: string,
): Promise<void> {
  const json = jsonText(rows);
  await sql`INSERT INTO alert (id, typology, version, subject_kind, subject_id, period, rank_score,
      revision, first_run_id, last_run_id, body)
    SELECT * FROM jsonb_to_recordset(${json}::jsonb) AS row (id text, typology text, version text,
      subject_kind text, subject_id text, period text, rank_score double precision, revision text,
      first_run_id text, last_run_id text, body jsonb)
    ON CONFLICT (id) DO UPDATE SET rank_score = excluded.rank_score, revision = excluded.revision,
      last_run_id = excluded.last_run_id, body = excluded.body`.execute(trx);
  await sql`INSERT INTO alert_revision (alert_id, revision, run_id, body, at)
    SELECT id, revision, last_run_id, body, ${at}::timestamptz
    FROM jsonb_to_recordset(${json}::jsonb)
      AS row (id text, revision text, last_run_id text, body jsonb)
    ON CONFLICT DO NOTHING`.execute(trx);
}
