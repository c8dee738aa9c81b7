import type { Migration } from 'kysely';
import { sql } from 'kysely';

/** The issuer's own date and name of what was imported: the same content may be published again. */
export const listContent: Migration = {
  async up(db) {
    for (const column of ['published_on', 'issuer_version'])
      await sql.raw(`ALTER TABLE list_attempt ADD COLUMN ${column} text`).execute(db);
  },
};
