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
