import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { packageRoot } from '../src/base/index.js';
import { type Ledger, openLedger } from '../src/store/index.js';

/** A kind of ledger to run the contract tests on. `skipped` says why a kind cannot run here. */
export interface LedgerKind {
  readonly name: string;
  readonly skipped: boolean;
  /** A ledger of its own, empty and migrated; `close` leaves nothing behind. */
  open(): Promise<Ledger>;
}

const server = process.env.PUENTE_TEST_POSTGRES;

export const LEDGER_KINDS: readonly LedgerKind[] = [
  { name: 'PGlite', skipped: false, open: openPglite },
  {
    name: server ? 'PostgreSQL' : 'PostgreSQL (PUENTE_TEST_POSTGRES is not set)',
    skipped: !server,
    open: openPostgres,
  },
];

/** An in-memory ledger from the dump of an empty cluster, which is laid once per machine. */
async function openPglite(): Promise<Ledger> {
  const ledger = openLedger({ memory: true, dump: await emptyCluster() });
  await ledger.ready();
  return ledger;
}

async function emptyCluster(): Promise<Blob> {
  const manifest = join(packageRoot(), 'node_modules/@electric-sql/pglite/package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
  const file = join(tmpdir(), `puente-test-pglite-${version}-${userInfo().uid}.tar`);
  if (existsSync(file)) return new Blob([readFileSync(file)]);
  const pglite = await PGlite.create();
  const dump = await pglite.dumpDataDir('none');
  await pglite.close();
  const part = `${file}.${process.pid}`;
  writeFileSync(part, Buffer.from(await dump.arrayBuffer()));
  renameSync(part, file);
  return dump;
}

/** A database of its own on the server, dropped when the ledger closes. */
async function openPostgres(): Promise<Ledger> {
  const name = `puente_test_${randomUUID().replaceAll('-', '')}`;
  await onServer(`CREATE DATABASE ${name}`);
  const url = new URL(server ?? '');
  url.pathname = `/${name}`;
  const ledger = openLedger({ url: url.href });
  await ledger.ready();
  const close = async () => {
    await ledger.close();
    await onServer(`DROP DATABASE ${name}`);
  };
  return { ...ledger, close };
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(statement);
  await client.end();
}
