import { afterAll, beforeEach, expect, test } from 'vitest';
import { createTables, openEngine } from '../../store/index.js';
import { readSlice } from './slice.js';

const engine = await openEngine({ path: ':memory:', threads: 1 });
await createTables(engine);
afterAll(() => engine.close());

type Line = readonly [string | null, string | null, string, string | null];

/** Debtor, creditor, rail and place of payments an hour apart. */
async function fill(lines: readonly Line[]): Promise<void> {
  for (const [i, [debtor, creditor, rail, place]] of lines.entries()) {
    await engine.run(
      `INSERT INTO payment (id, time, precision, debtor_account, creditor_account, amount_minor,
         currency, rail, place_id, order_key, value_minor, batch_id)
       VALUES (?, make_timestamp_ms(?), 'second', ?, ?, 100, 'USD', ?, ?, ?, 100, 'test')`,
      [`p${i}`, i * 3_600_000, debtor, creditor, rail, place, BigInt(i) * 3_600_000n * 2_097_152n],
    );
  }
}

beforeEach(async () => {
  for (const table of ['payment', 'place', 'account']) await engine.run(`DELETE FROM ${table}`);
  await engine.run(`INSERT INTO place (id, city, region, country) VALUES
    ('laredo 1', 'Laredo', 'TX', 'US'), ('laredo 2', 'Laredo', 'TX', 'US'),
    ('houston', 'Houston', 'TX', 'US'), ('atlanta', 'Atlanta', 'GA', 'US'),
    ('nowhere', NULL, NULL, NULL)`);
  await engine.run(`INSERT INTO account (id, region, country, known_from) VALUES
    ('a', 'GA', 'US', '2024-01-01'), ('a', 'TX', 'US', '2025-01-01'),
    ('b', 'NY', 'US', '2025-01-01')`);
});

test('a slice tells cities and regions of what was handed over a counter, and homes', async () => {
  await fill([
    [null, 'a', 'cash', 'laredo 1'],
    [null, 'a', 'cash', 'laredo 2'],
    [null, 'b', 'cash', 'houston'],
    ['b', 'a', 'cheque', 'atlanta'],
    ['b', 'c', 'card', 'atlanta'],
    [null, 'c', 'cash', 'nowhere'],
    ['c', null, 'cash', null],
  ]);
  const { graph, ...slice } = await readSlice(engine, null, { areas: true });
  const { area, region, home } = graph.areas ?? expect.fail('areas are known');
  const [atlanta, houston, laredo, nowhere] = [0, 1, 2, 3];
  expect([...area]).toEqual([laredo, laredo, houston, atlanta, -1, nowhere, -1]);
  expect(region[laredo]).toBe(region[houston]);
  expect(new Set(region).size).toBe(3);
  const nodes = await slice.nodesOf(['a', 'b', 'c']);
  const homes = Array.from(nodes, (node) => home[node]);
  // The last that is known counts; nobody paid in in New York; of c no file tells.
  expect(homes).toEqual([region[laredo], -2, -1]);
});

test('where no cash is known to have been anywhere, a slice holds no areas', async () => {
  await fill([
    ['a', 'b', 'wire', null],
    ['a', 'b', 'card', 'atlanta'],
    [null, 'b', 'cash', 'houston'],
  ]);
  const { graph } = await readSlice(engine, null, { areas: true });
  expect(graph.areas).toBeUndefined();
});

test('nobody who does not ask pays for areas', async () => {
  await fill([
    [null, 'a', 'cash', 'laredo 1'],
    [null, 'a', 'cash', 'atlanta'],
  ]);
  expect((await readSlice(engine, null)).graph.areas).toBeUndefined();
});
