import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compileSources } from '../../test/compiled.js';
import { LEDGER_KINDS } from '../../test/ledgers.js';
import { type Ledger, openLedger } from './ledger.js';
import { recordIngestBatch, recordRun } from './ledger-records.js';
import { pglitePool } from './pglite-pool.js';

const run = { id: 'r', started_at: 1_000, ended_at: null, state: 'running', manifest: {} } as const;

describe.each(LEDGER_KINDS)('ledger on $name', ({ skipped, open }) => {
  describe.skipIf(skipped)('', () => {
    let ledger: Ledger;
    beforeAll(async () => {
      ledger = await open();
    });
    afterAll(() => ledger.close());

    test('a write beside an open transaction outlives its rollback', async () => {
      let beside: Promise<unknown> | undefined;
      const failed = ledger.db.transaction().execute(async (trx) => {
        const at = '2026-01-01T00:00:00.000Z';
        const row = { started_at: at, ended_at: null, state: 'running', manifest: '{}' } as const;
        await trx
          .insertInto('run')
          .values({ id: 'inside', ...row })
          .execute();
        beside = recordRun(ledger, { ...run, id: 'beside' });
        await new Promise((resolve) => setTimeout(resolve, 50));
        throw new Error('rolled back');
      });
      await expect(failed).rejects.toThrow('rolled back');
      await beside;
      const rows = await ledger.db.selectFrom('run').select('id').orderBy('id').execute();
      expect(rows).toEqual([{ id: 'beside' }]);
    });

    test('a failed statement in a transaction does not spoil the next holder', async () => {
      const failed = ledger.db.transaction().execute((trx) => sql`SELECT 1/0`.execute(trx));
      await expect(failed).rejects.toThrow('division by zero');
      expect((await sql`SELECT 1 AS one`.execute(ledger.db)).rows).toEqual([{ one: 1 }]);
    });

    test('large integers and moments come back exactly', async () => {
      const { rows } = await sql`SELECT 9007199254740993::bigint AS big,
        '2026-02-08T12:00:00.123Z'::timestamptz AS at`.execute(ledger.db);
      expect(rows).toEqual([{ big: 9007199254740993n, at: new Date(1770552000123) }]);
    });

    test('the later record of a run or batch holds', async () => {
      await recordRun(ledger, run);
      const manifest = { hash: 'h', text: 'nul \0 half \ud83d' };
      await recordRun(ledger, { ...run, ended_at: 2_000, state: 'done', manifest });
      const done = ledger.db.selectFrom('run').selectAll().where('id', '=', 'r');
      expect(await done.executeTakeFirst()).toMatchObject({
        state: 'done',
        ended_at: new Date(2_000),
        manifest: { hash: 'h', text: 'nul \ufffd half \ufffd' },
      });
    });

    test('a batch that lost a row is refused', async () => {
      const batch = { id: 'b', file: 'a.csv', sha256: 'x', at: 0, rows_read: 3 } as const;
      const counts = { rows_loaded: 1, rows_rejected: 1 };
      await recordIngestBatch(ledger, { ...batch, ...counts, state: 'running' });
      const lost = recordIngestBatch(ledger, { ...batch, ...counts, state: 'done' });
      await expect(lost).rejects.toThrow('check constraint');
      await recordIngestBatch(ledger, {
        ...batch,
        rows_loaded: 2,
        rows_rejected: 1,
        state: 'done',
      });
    });
  });
});

test('a ledger that nobody asks never starts', async () => {
  const ledger = openLedger({ url: 'postgres://nobody:secret@127.0.0.1:1/none' });
  await ledger.close();
});

test('a server that is not there is a fault without the password', async () => {
  const ledger = openLedger({ url: 'postgres://nobody:secret@127.0.0.1:1/none' });
  const params = expect.objectContaining({ url: 'postgres://nobody:…@127.0.0.1:1/none' });
  await expect(ledger.ready()).rejects.toMatchObject({ code: 'ledger.unreachable', params });
  await ledger.close();
});

test('a folder that cannot hold a ledger is a fault', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'puente-ledger-'));
  writeFileSync(join(folder, 'file'), '');
  const ledger = openLedger({ folder: join(folder, 'file') });
  await expect(ledger.ready()).rejects.toMatchObject({ code: 'ledger.unusable' });
  rmSync(folder, { recursive: true });
});

test('what was acknowledged outlives a kill', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'puente-ledger-'));
  const compiled = compileSources(['src/store/ledger.ts', 'src/store/ledger-records.ts']);
  const writer = compiled.script(
    'writer.js',
    `import { openLedger } from './src/store/ledger.js';
    import { recordRun } from './src/store/ledger-records.js';
    const ledger = openLedger({ folder: process.argv[2] });
    for (let i = 1; ; i++) {
      const state = 'done';
      await recordRun(ledger, { id: String(i), started_at: 0, ended_at: 0, state, manifest: {} });
      process.stdout.write(i + ' ');
    }`,
  );
  const child = spawn(process.execPath, [writer, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (data) => {
    said += data;
    if (said.length > 500) child.kill('SIGKILL');
  });
  await new Promise((resolve) => child.once('close', resolve));
  compiled.remove();
  const ledger = openLedger({ folder });
  const rows = await ledger.db.selectFrom('run').select('id').execute();
  await ledger.close();
  rmSync(folder, { recursive: true });
  const acknowledged = said.slice(0, said.lastIndexOf(' ')).split(' ');
  expect(acknowledged.length).toBeGreaterThan(100);
  expect(rows.map((row) => row.id)).toEqual(expect.arrayContaining(acknowledged));
});

test('who asks for the connection that it holds itself is told, and others go on', async () => {
  const pool = pglitePool({ close: async () => {} } as PGlite, 50);
  const client = await pool.connect();
  await expect(pool.connect()).rejects.toThrow('must use the transaction');
  client.release();
  (await pool.connect()).release();
});
