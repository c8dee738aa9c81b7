import type { Migration } from 'kysely';
import { sql } from 'kysely';

/** Runs, ingest batches, alerts with their revisions, and the append-only audit log. */
export const ledgerTables: Migration = {
  async up(db) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  `CREATE TABLE run (
    id text PRIMARY KEY,
    started_at timestamptz NOT NULL,
    ended_at timestamptz,
    state text NOT NULL CHECK (state IN ('running', 'done', 'failed')),
    manifest jsonb NOT NULL
  )`,
  `CREATE TABLE ingest_batch (
    id text PRIMARY KEY,
    file text NOT NULL,
    sha256 text NOT NULL,
    state text NOT NULL CHECK (state IN ('running', 'done', 'failed')),
    rows_read bigint NOT NULL,
    rows_loaded bigint NOT NULL,
    rows_rejected bigint NOT NULL,
    at timestamptz NOT NULL,
    CHECK (state <> 'done' OR rows_read = rows_loaded + rows_rejected)
  )`,
  `CREATE TABLE alert (
    id text PRIMARY KEY,
    typology text NOT NULL,
    version text NOT NULL,
    subject_kind text NOT NULL,
    subject_id text NOT NULL,
    period text NOT NULL,
    rank_score double precision NOT NULL,
    revision text NOT NULL,
    state text NOT NULL DEFAULT 'new',
    first_run_id text NOT NULL REFERENCES run (id),
    last_run_id text NOT NULL REFERENCES run (id),
    body jsonb NOT NULL
  )`,
  'CREATE INDEX alert_by_rank ON alert (rank_score DESC, id)',
  'CREATE INDEX alert_by_subject ON alert (subject_kind, subject_id)',
  `CREATE TABLE alert_revision (
    alert_id text NOT NULL REFERENCES alert (id),
    revision text NOT NULL,
    run_id text NOT NULL REFERENCES run (id),
    body jsonb NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (alert_id, revision, run_id)
  )`,
  // The entry is text: its bytes are what was hashed, and jsonb would not keep them.
  'CREATE TABLE audit_leaf (position bigint PRIMARY KEY, entry text NOT NULL)',
  // Hashes of complete subtrees: node (level, position) covers 2^level leaves.
  `CREATE TABLE audit_node (
    level integer NOT NULL,
    position bigint NOT NULL,
    hash text NOT NULL,
    PRIMARY KEY (level, position)
  )`,
  `CREATE TABLE audit_checkpoint (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    size bigint NOT NULL,
    root text NOT NULL,
    at timestamptz NOT NULL,
    note text NOT NULL
  )`,
  // A mistake of ours is refused here; whoever can drop the trigger is caught by the hashes.
  `CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$`,
  ...['audit_leaf', 'audit_node', 'audit_checkpoint'].map(
    (table) => `CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE
      ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()`,
  ),
];
