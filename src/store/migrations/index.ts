import type { Migration, MigrationProvider } from 'kysely';
import { ledgerTables } from './0001-ledger.js';
import { screeningTables } from './0002-screening.js';
import { listContent } from './0003-list-content.js';
import { identityTables } from './0004-identity.js';
import { exchangeTables } from './0005-exchange.js';
import { filingTables } from './0006-filing.js';

/** Every step of the ledger's tables, in order. A step that was released is never changed. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-ledger': ledgerTables,
  '0002-screening': screeningTables,
  '0003-list-content': listContent,
  '0004-identity': identityTables,
  '0005-exchange': exchangeTables,
  '0006-filing': filingTables,
};

export const migrations: MigrationProvider = {
  getMigrations: async () => ({ ...MIGRATIONS }),
};
