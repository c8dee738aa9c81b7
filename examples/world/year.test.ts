import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseMoney } from '../../src/base/index.js';
import { REPORTED_NOUNS, reportedPayment } from '../../src/model/index.js';
import { type Engine, openEngine } from '../../src/store/index.js';
import { PAYMENT_COLUMNS, type WrittenWorld, writeWorld } from './index.js';

const OURS = "('EJBTUS44', 'EXNBUS33', 'BENOMXMM', 'BECEMXMM')";
let folder: string;
let world: WrittenWorld;
let engine: Engine;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'puente-year-'));
  const began = performance.now();
  const cpu = process.cpuUsage();
  world = await writeWorld({ seed: 'puente', schemes: true }, folder);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const used = process.cpuUsage(cpu);
  const busy = ((used.user + used.system) / 1e6).toFixed(1);
  process.stdout.write(
    `example: ${world.counts.payment} payments in ${seconds} s (${busy} s CPU)\n`,
  );
  engine = await openEngine({ path: ':memory:' });
  for (const noun of REPORTED_NOUNS) {
    const source = `read_csv('${join(folder, noun.name)}.csv', all_varchar = true)`;
    await engine.run(`CREATE TABLE ${noun.name} AS SELECT * FROM ${source}`);
  }
  const labels = `read_csv('${join(folder, 'labels.csv')}', all_varchar = true)`;
  await engine.run(`CREATE TABLE label AS SELECT * FROM ${labels}`);
}, 180_000);

afterAll(async () => {
  engine.close();
  await rm(folder, { recursive: true });
});

async function count(sql: string): Promise<number> {
  const [row] = await engine.rows<{ n: bigint }>(`SELECT count(*) AS n FROM ${sql}`);
  return Number(row?.n);
}

test('a year has the promised size', async () => {
  expect(world.counts.payment).toBeGreaterThanOrEqual(220_000);
  expect(await count('payment')).toBe(world.counts.payment);
  const accounts = await count(`account WHERE institution_id IN ${OURS}`);
  expect(accounts).toBeGreaterThanOrEqual(8_000);
  expect(accounts).toBeLessThanOrEqual(10_000);
  expect(new Set(world.schemes.map((scheme) => scheme.kind)).size).toBeGreaterThanOrEqual(12);
  expect(world.schemes.length).toBeGreaterThanOrEqual(14);
});

test('headers are the names of the model', async () => {
  const named = Object.keys(reportedPayment.fields).filter((id) => id !== 'precision');
  const decimal = (id: string) => id.replace('received_minor', 'received_amount');
  expect(PAYMENT_COLUMNS).toEqual(named.map((id) => decimal(id).replace('amount_minor', 'amount')));
  for (const noun of REPORTED_NOUNS) {
    if (noun.name === 'payment') continue;
    const text = await readFile(join(folder, `${noun.name}.csv`), 'utf8');
    expect(text.slice(0, text.indexOf('\n'))).toBe(Object.keys(noun.fields).join(','));
  }
});

test('every value is one that the model accepts, and every column is used', async () => {
  for (const noun of [...REPORTED_NOUNS.filter((n) => n.name !== 'payment'), reportedPayment]) {
    const table = noun === reportedPayment ? 'payment' : noun.name;
    for (const [id, field] of Object.entries(noun.fields)) {
      if (id === 'precision' || id.endsWith('_minor')) continue;
      const rows = await engine.rows<{ v: string }>(
        `SELECT DISTINCT ${id} AS v FROM ${table} WHERE ${id} IS NOT NULL LIMIT 5000`,
      );
      expect(rows.length, `${table}.${id} is used`).toBeGreaterThan(0);
      const bad = rows.find(({ v }) => !field.zod.safeParse(typed(field.sql, v)).success);
      expect(bad?.v, `${table}.${id}`).toBeUndefined();
    }
  }
});

test('amounts are exact decimals above zero', async () => {
  const rows = await engine.rows<{ amount: string; currency: string }>(
    `SELECT DISTINCT amount, currency FROM payment
     UNION SELECT DISTINCT received_amount, received_currency FROM payment
     WHERE received_amount IS NOT NULL`,
  );
  const bad = rows.filter(({ amount, currency }) => parseMoney(amount, currency).minor <= 0n);
  expect(bad).toEqual([]);
});

test('ids are unique and every reference has its row', async () => {
  expect(await count('(SELECT id FROM payment GROUP BY id HAVING count(*) > 1)')).toBe(0);
  expect(
    await count(
      '(SELECT id FROM account WHERE valid_from IS NULL GROUP BY id HAVING count(*) > 1)',
    ),
  ).toBe(0);
  expect(await count('label WHERE payment_id NOT IN (SELECT id FROM payment)')).toBe(0);
  expect(await count('account WHERE party_id NOT IN (SELECT id FROM party)')).toBe(0);
  expect(await count('payment WHERE place_id NOT IN (SELECT id FROM place)')).toBe(0);
  expect(await count('payment WHERE device_id NOT IN (SELECT id FROM device)')).toBe(0);
  expect(await count('payment WHERE debtor_account = creditor_account')).toBe(0);
  expect(await count('payment WHERE debtor_account IS NULL AND creditor_account IS NULL')).toBe(0);
  const ends = ['debtor', 'creditor'].map(
    (end) => `SELECT ${end}_account AS a FROM payment WHERE ${end}_institution IN ${OURS}`,
  );
  expect(await count(`(${ends.join(' UNION ')}) WHERE a NOT IN (SELECT id FROM account)`)).toBe(0);
});

test('our banks saw every payment: an end is ours, or the cash machine is', async () => {
  const ends = ['debtor', 'creditor'].map((e) => `coalesce(${e}_institution, '') IN ${OURS}`);
  const blind = `payment WHERE NOT (${ends.join(' OR ')}) AND (rail <> 'cash' OR place_id IS NULL)`;
  expect(await count(blind)).toBe(0);
});

test('payments are within the year', async () => {
  expect(await count("payment WHERE time < '2025-01-01' OR time >= '2026-01-01'")).toBe(0);
});

test('answers are not to be read from what is ingested', () => {
  expect(world.files.some((file) => /label|scheme/.test(file))).toBe(false);
});

function typed(sql: string, value: string): unknown {
  if (sql === 'INTEGER') return Number(value);
  if (sql === 'BIGINT') return BigInt(value);
  return sql === 'BOOLEAN' ? value === 'true' : value;
}
