import { mkdirSync, statfsSync } from 'node:fs';
import { Kysely, Migrator, PostgresDialect, type PostgresPool } from 'kysely';
import pg from 'pg';
import { Fault } from '../base/index.js';
import type { Tables } from './ledger-tables.js';
import { migrations } from './migrations/index.js';
import { pglitePool, startPglite } from './pglite-pool.js';

/**
 * A PostgreSQL server by URL (a database of its own), or PGlite in a folder or in memory; memory
 * may begin as a dump of another PGlite, which starts several times faster.
 */
export type LedgerSource =
  | { readonly url: string }
  | { readonly folder: string }
  | { readonly memory: true; readonly dump?: Blob };

/**
 * The ledger: runs, alerts, jobs and the audit log, in SQL that is the same for both kinds. With
 * PGlite a transaction holds the only connection: inside it, use the transaction, never `db`.
 */
export interface Ledger {
  readonly db: Kysely<Tables>;
  readonly kind: 'postgres' | 'pglite';
  /** Starts it now and not at the first query; throws what the first query would throw. */
  ready(): Promise<void>;
  /** Costs nothing if it never started. */
  close(): Promise<void>;
}

const CONNECTIONS_MAX = 10;

/**
 * Opens a ledger without starting it: the first query connects and migrates (PGlite takes seconds),
 * so that a command which needs no ledger does not wait for one. That query throws the Fault
 * `ledger.unreachable` or `ledger.unusable` when the database cannot be had.
 */
export function openLedger(source: LedgerSource): Ledger {
  const pool = async () => {
    const started = await startPool(source);
    try {
      await migrate(started, source);
      return started;
    } catch (error) {
      await started.end();
      throw error;
    }
  };
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return {
    db,
    kind: 'url' in source ? 'postgres' : 'pglite',
    ready: () => db.connection().execute(async () => {}),
    close: () => db.destroy(),
  };
}

async function startPool(source: LedgerSource): Promise<PostgresPool> {
  if ('url' in source) return postgresPool(source.url);
  const folder = 'folder' in source ? source.folder : undefined;
  try {
    if (folder !== undefined) mkdirSync(folder, { recursive: true });
    return pglitePool(await startPglite(folder, 'dump' in source ? source.dump : undefined));
  } catch (error) {
    throw new Fault('ledger.unusable', {
      folder: folder ?? ':memory:',
      reason: startReason(error, folder),
    });
  }
}

function postgresPool(url: string): PostgresPool {
  const INT8 = 20;
  const types = {
    getTypeParser: (oid: number, format?: 'text' | 'binary') =>
      oid === INT8 ? BigInt : pg.types.getTypeParser(oid, format as 'text'),
  } as pg.CustomTypesConfig;
  let pool: pg.Pool;
  try {
    pool = new pg.Pool({ connectionString: url, max: CONNECTIONS_MAX, types });
  } catch (error) {
    throw new Fault('ledger.unreachable', { url: withoutPassword(url), reason: reasonOf(error) });
  }
  // An idle connection that the server closes is replaced at the next query; unheard, this event
  // would end the process.
  pool.on('error', () => {});
  return pool as unknown as PostgresPool;
}

async function migrate(pool: PostgresPool, source: LedgerSource): Promise<void> {
  if ('url' in source) {
    try {
      (await pool.connect()).release();
    } catch (error) {
      const url = withoutPassword(source.url);
      throw new Fault('ledger.unreachable', { url, reason: reasonOf(error) });
    }
  }
  const shared: PostgresPool = { connect: () => pool.connect(), end: async () => {} };
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: shared }) });
  const { error } = await new Migrator({ db, provider: migrations }).migrateToLatest();
  if (error) throw error;
}

function withoutPassword(url: string): string {
  return url.replace(/(\/\/[^:/@]*):[^@]*@/, '$1:…@');
}

/** A start of PGlite writes about this much; with less, its failure tells nothing of the disk. */
const START_BYTES = 4 * 1024 * 1024;

/** Why an embedded ledger does not start: PGlite does not say that the disk is full. */
function startReason(error: unknown, folder: string | undefined): string {
  if (folder === undefined) return reasonOf(error);
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize < START_BYTES ? 'No space left on device' : reasonOf(error);
  } catch {
    // A folder that cannot be asked has no better reason than the one we came with.
    return reasonOf(error);
  }
}

/** The reason in words. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  if (error instanceof Error) return error.message || error.name;
  return typeof error === 'object' ? JSON.stringify(error) : String(error);
}
