import type { Migration } from 'kysely';
import { sql } from 'kysely';

/** Versions of lists and attempts to update them; hits, decisions about them, and what was done. */
export const screeningTables: Migration = {
  async up(db) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  // Days are text (ISO 8601): a database's date would come back as midnight of some zone.
  `CREATE TABLE list_version (
    list text NOT NULL,
    number integer NOT NULL,
    hash text NOT NULL,
    previous_hash text,
    title jsonb NOT NULL,
    issuer text NOT NULL,
    confidential boolean NOT NULL,
    kind text NOT NULL CHECK (kind IN ('full', 'delta')),
    issuer_version text,
    published_on text,
    imported_at timestamptz NOT NULL,
    entries bigint NOT NULL,
    rows_read bigint NOT NULL,
    rows_rejected bigint NOT NULL,
    added bigint NOT NULL,
    removed bigint NOT NULL,
    changed bigint NOT NULL,
    files jsonb NOT NULL,
    PRIMARY KEY (list, number)
  )`,
  // The last good version stays in force whatever becomes of an attempt.
  `CREATE TABLE list_attempt (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    list text NOT NULL,
    at timestamptz NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('imported', 'unchanged', 'refused')),
    version_number integer,
    files jsonb NOT NULL,
    faults jsonb NOT NULL
  )`,
  'CREATE INDEX list_attempt_by_list ON list_attempt (list, number)',
  `CREATE TABLE screening_hit (
    customer_key text NOT NULL,
    list text NOT NULL,
    entry_id text NOT NULL,
    customer_name text NOT NULL,
    listed_name text NOT NULL,
    score double precision NOT NULL,
    reasons jsonb NOT NULL,
    exact text CHECK (exact IN ('identifier', 'wallet')),
    customer_print text NOT NULL,
    listing_print text NOT NULL,
    list_hash text NOT NULL,
    programs jsonb NOT NULL,
    listed_on text,
    delisted_on text,
    first_at timestamptz NOT NULL,
    last_at timestamptz NOT NULL,
    gone_at timestamptz,
    PRIMARY KEY (customer_key, list, entry_id)
  )`,
  'CREATE INDEX screening_hit_by_entry ON screening_hit (list, entry_id)',
  `CREATE TABLE screening_decision (
    id text PRIMARY KEY,
    customer_key text NOT NULL,
    list text NOT NULL,
    entry_id text NOT NULL,
    verdict text NOT NULL CHECK (verdict IN ('different', 'same')),
    reasons jsonb NOT NULL,
    note text NOT NULL,
    customer_print text NOT NULL,
    listing_print text NOT NULL,
    actor text NOT NULL,
    at timestamptz NOT NULL,
    revoked_at timestamptz,
    revoked_by text,
    revoked_note text
  )`,
  `CREATE INDEX screening_decision_by_pair
    ON screening_decision (customer_key, list, entry_id, at)`,
  // One decision about a pair holds at a time: the next one revokes it first.
  `CREATE UNIQUE INDEX screening_decision_holding
    ON screening_decision (customer_key, list, entry_id) WHERE revoked_at IS NULL`,
  `CREATE TABLE screening_action (
    id text PRIMARY KEY,
    decision_id text NOT NULL REFERENCES screening_decision (id),
    list text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('block', 'reject', 'suspend', 'release')),
    releases text REFERENCES screening_action (id),
    note text NOT NULL,
    actor text NOT NULL,
    at timestamptz NOT NULL
  )`,
  'CREATE INDEX screening_action_by_decision ON screening_action (decision_id)',
  `CREATE TABLE screening_duty_done (
    action_id text NOT NULL REFERENCES screening_action (id),
    clock text NOT NULL,
    period text NOT NULL,
    reference text NOT NULL,
    actor text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (action_id, clock, period)
  )`,
];
