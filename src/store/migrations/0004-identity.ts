import type { Migration } from 'kysely';
import { sql } from 'kysely';

/** Parties that an officer keeps apart, whatever they share. */
export const identityTables: Migration = {
  async up(db) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  `CREATE TABLE identity_separation (
    id text PRIMARY KEY,
    party_a text NOT NULL,
    party_b text NOT NULL,
    reason text NOT NULL,
    actor text NOT NULL,
    at timestamptz NOT NULL,
    revoked_at timestamptz,
    revoked_by text,
    revoked_reason text,
    CHECK (party_a <> party_b)
  )`,
  // A pair is kept apart once at a time; what was revoked stays in the record.
  `CREATE UNIQUE INDEX identity_separation_holding
    ON identity_separation (party_a, party_b) WHERE revoked_at IS NULL`,
];
