import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { growingWorld, type WorldPayment } from '../../test/growing-world.js';
import { seededRandom } from '../base/index.js';
import { createTables, type Engine, openEngine } from '../store/index.js';
import { findNetworks } from './find-networks.js';

const APRIL_MS = Date.UTC(2024, 3, 1);
const DAY_MS = 86_400_000;
const folder = mkdtempSync(join(tmpdir(), 'puente-growth-'));
const memory_file = join(folder, 'network-search');
const rows = growingWorld(seededRandom('growth/store'));
let engine: Engine;

beforeAll(async () => {
  engine = await openEngine({ path: ':memory:' });
  await createTables(engine);
});
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true });
});

/** The store as it is once these payments are known, whatever it was. */
async function know(payments: readonly WorldPayment[]): Promise<void> {
  const values = payments.map(
    ({ id, time_ms, from, to, value }) => `('p${id}', ${time_ms}, 'a${from}', 'a${to}', ${value})`,
  );
  await engine.run('DELETE FROM payment');
  await engine.run(`
    INSERT INTO payment BY NAME
    SELECT id, make_timestamp_ms(at_ms) AS time, 'second' AS precision, debtor AS debtor_account,
      creditor AS creditor_account, value AS amount_minor, 'USD' AS currency,
      value AS value_minor, 'batch' AS batch_id,
      at_ms * 2097152 + row_number() OVER (PARTITION BY at_ms ORDER BY id) AS order_key
    FROM (VALUES ${values.join(', ')}) AS known(id, at_ms, debtor, creditor, value)
    ORDER BY order_key`);
}

const search = (more: object) =>
  findNetworks(engine, { window: null, nodes: 'account', apart: [], found_at_ms: 0, ...more });

/** All that the store says of its networks. */
async function told(): Promise<unknown> {
  const tables = ['network', 'network_member', 'network_instance', 'network_payment'];
  const read = tables.map((table) => engine.rows(`SELECT * FROM ${table} ORDER BY ALL`));
  return Promise.all(read);
}

const until = (time_ms: number) => rows.filter((row) => row.time_ms < time_ms);

test('a search goes on from the one before, and says the same as one of all', async () => {
  const how: string[] = [];
  const steps = [
    until(APRIL_MS + 9 * DAY_MS),
    until(APRIL_MS + 10 * DAY_MS),
    until(APRIL_MS + 17.5 * DAY_MS),
    until(APRIL_MS + 18 * DAY_MS).filter(({ id }) => id % 7 !== 0 || id < 200),
    rows,
    rows,
    rows.filter(({ id }) => id !== 3),
  ];
  for (const known of steps) {
    await know(known);
    const { growth, ...grown } = await search({ memory_file });
    const networks = await told();
    how.push(growth.how);
    const { growth: whole, ...fresh } = await search({});
    expect(whole.how).toBe('first');
    expect(grown).toEqual(fresh);
    expect(networks).toEqual(await told());
    expect(grown.networks).toBeGreaterThan(0);
  }
  expect(how.slice(0, 3)).toEqual(['first', 'grown', 'grown']);
  expect(how.slice(-2)).toEqual(['grown', 'closed']);
});

test('what is torn, old or of another search is not used', async () => {
  await know(rows);
  const first = await search({ memory_file, fresh: true });
  expect(first.growth).toMatchObject({ how: 'asked', is_kept: true });
  const networks = await told();
  const whole = readFileSync(memory_file);
  const again = async (more: object = {}) => (await search({ memory_file, ...more })).growth.how;
  expect(await again()).toBe('grown');
  for (const torn of [
    whole.subarray(0, 1_000),
    whole.subarray(0, 10),
    whole.map((byte) => ~byte),
  ]) {
    writeFileSync(memory_file, torn);
    expect(await again()).toBe('first');
    expect(await told()).toEqual(networks);
  }
  expect(await again({ nodes: 'party' })).toBe('first');
  expect(await again()).toBe('first');
  expect(await again()).toBe('grown');
});

test('a search that is stopped half-way leaves all as it was, and the next goes on', async () => {
  await know(until(APRIL_MS + 12 * DAY_MS));
  await search({ memory_file, fresh: true });
  const [networks, memory] = [await told(), readFileSync(memory_file)];
  await know(rows);
  for (const at of [0, 2, 4]) {
    const stop = (done: number) => {
      if (done === at) throw new Error('stopped');
    };
    await expect(search({ memory_file, progress: stop })).rejects.toThrow('stopped');
    expect(await told()).toEqual(networks);
    expect(readFileSync(memory_file).equals(memory)).toBe(true);
  }
  // Killed after the networks were written and before the memory was.
  await search({ memory_file });
  const grown = await told();
  writeFileSync(memory_file, memory);
  expect((await search({ memory_file })).growth.how).toBe('grown');
  expect(await told()).toEqual(grown);
});
