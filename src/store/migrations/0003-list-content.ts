import type { Migration } from 'kysely';
import { sql } from 'kysely';

/** The issuer's own date of what was imported: the same content may be published again later. */
export const listContent: Migration = {
  async up(db) {
    await sql`ALTER TABLE list_attempt ADD COLUMN published_on text`.execute(db);
  },
};
