import type { Migration, MigrationProvider } from 'kysely';
import { ledgerTables } from './0001-ledger.js';
import { screeningTables } from './0002-screening.js';

/** Every step of the ledger's tables, in order. A step that was released is never changed. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-ledger': ledgerTables,
  '0002-screening': screeningTables,
};

export const migrations: MigrationProvider = {
  getMigrations: async () => ({ ...MIGRATIONS }),
};
