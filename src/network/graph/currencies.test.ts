import { afterAll, beforeEach, expect, test } from 'vitest';
import { createTables, openEngine } from '../../store/index.js';
import { CONVERTED } from './currencies.js';
import { readSlice } from './slice.js';

const engine = await openEngine({ path: ':memory:', threads: 1 });
await createTables(engine);
beforeEach(() => engine.run('DELETE FROM payment'));
afterAll(() => engine.close());

async function fill(lines: readonly (readonly [string, string | null])[]): Promise<void> {
  for (const [i, [currency, received]] of lines.entries()) {
    await engine.run(
      `INSERT INTO payment (id, time, precision, debtor_account, creditor_account, amount_minor,
         currency, received_currency, order_key, value_minor, batch_id)
       VALUES (?, make_timestamp_ms(?), 'second', 'a', 'b', 100, ?, ?, ?, 100, 'test')`,
      [`p${i}`, i * 1_000, currency, received, BigInt(i) * 1_000n * 2_097_152n],
    );
  }
}

test('a slice numbers currencies by how often they are paid, and marks what changes', async () => {
  await fill([
    ['USD', null],
    ['MXN', null],
    ['MXN', 'MXN'],
    ['USD', 'MXN'],
    ['MXN', null],
  ]);
  const { graph } = await readSlice(engine, null, { currencies: true });
  expect([...(graph.currency ?? [])]).toEqual([1, 0, 0, CONVERTED, 0]);
});

test('a slice of one currency, or one that is not asked for, holds no numbers', async () => {
  await fill([
    ['USD', null],
    ['USD', null],
  ]);
  expect((await readSlice(engine, null, { currencies: true })).graph.currency).toBeUndefined();
  await fill([]);
  expect((await readSlice(engine, null)).graph.currency).toBeUndefined();
});
