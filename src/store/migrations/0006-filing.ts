import type { Migration } from 'kysely';
import { sql } from 'kysely';

/** Reports to authorities, which payments each holds, and why some are in none. */
export const filingTables: Migration = {
  async up(db) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  `CREATE TABLE filing (
    id text PRIMARY KEY,
    form text NOT NULL,
    obligation text,
    institution text NOT NULL,
    period text,
    status text NOT NULL
      CHECK (status IN ('drafted', 'checked', 'written', 'acknowledged', 'withdrawn')),
    revision integer NOT NULL,
    body jsonb NOT NULL,
    drafted jsonb NOT NULL,
    drafted_sha256 text NOT NULL,
    reported_sha256 text NOT NULL,
    gaps jsonb NOT NULL,
    due_at timestamptz,
    corrects text REFERENCES filing (id),
    file_sha256 text,
    ack jsonb,
    created_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL
  )`,
  'CREATE INDEX filing_by_obligation ON filing (institution, obligation, period)',
  // A report is corrected by one report at a time.
  `CREATE UNIQUE INDEX filing_correction ON filing (corrects)
    WHERE corrects IS NOT NULL AND status <> 'withdrawn'`,
  `CREATE TABLE filing_payment (
    filing_id text NOT NULL REFERENCES filing (id),
    payment_id text NOT NULL,
    obligation text NOT NULL,
    day text NOT NULL,
    PRIMARY KEY (filing_id, payment_id)
  )`,
  'CREATE INDEX filing_payment_by_payment ON filing_payment (payment_id, obligation)',
  'CREATE INDEX filing_payment_by_day ON filing_payment (obligation, day)',
  `CREATE TABLE filing_reason (
    payment_id text NOT NULL,
    obligation text NOT NULL,
    reason text NOT NULL,
    officer text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (payment_id, obligation)
  )`,
];
