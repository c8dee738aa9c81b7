import type { Migration, MigrationProvider } from 'kysely';
import { ledgerTables } from './0001-ledger.js';
import { screeningTables } from './0002-screening.js';
import { identityTables } from './0003-identity.js';
import { listContent } from './0003-list-content.js';

/** Every step of the ledger's tables, in order. A step that was released is never changed. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-ledger': ledgerTables,
  '0002-screening': screeningTables,
  '0003-identity': identityTables,
  '0003-list-content': listContent,
};

export const migrations: MigrationProvider = {
  getMigrations: async () => ({ ...MIGRATIONS }),
};
