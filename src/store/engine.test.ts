import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTables, openEngine } from './engine.js';

test('tables of the model are created once and hold exact integers', async () => {
  const engine = await openEngine({ path: ':memory:' });
  await createTables(engine);
  await createTables(engine);
  await engine.run('INSERT INTO institution (id) VALUES (?)', ['BANK-A']);
  const rows = await engine.rows('SELECT id, 9007199254740993::BIGINT AS big FROM institution');
  expect(rows).toEqual([{ id: 'BANK-A', big: 9007199254740993n }]);
  engine.close();
});

test('extensions are not fetched on their own', async () => {
  const engine = await openEngine({ path: ':memory:' });
  const [row] = await engine.rows(
    `SELECT current_setting('autoinstall_known_extensions') AS install,
      current_setting('autoload_known_extensions') AS load`,
  );
  expect(row).toEqual({ install: false, load: false });
  engine.close();
});

test('a file of customers’ payments is its owner’s alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'puente-engine-'));
  const path = join(folder, 'store.duckdb');
  const engine = await openEngine({ path });
  expect(statSync(path).mode & 0o777).toBe(0o600);
  engine.close();
  rmSync(folder, { recursive: true });
});
