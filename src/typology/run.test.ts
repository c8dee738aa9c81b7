import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentProgress } from '../base/index.js';
import { createTables, type Engine, openEngine } from '../store/index.js';
import { checkTypology, runTypologies } from './index.js';

const RULE = `
language: 1
id: cash_just_below
version: 1.0.0
status: test
area: structuring
family: cash
title: {en: Cash just below, es: Efectivo justo por debajo}
purpose: {en: p, es: p}
sources: [{document: FIN-2024-A002, flag: transactional RF 4}]
false_positives: {en: f, es: f}
known_gaps: {en: k, es: k}
investigate: {en: i, es: i}
owner: detection
review_by: 2027-06-30
parameters:
  deposits_min: {value: 3}
  window: {value: 7d}
subject: account
fires: {at: in, where: {rail: cash}}
measures:
  deposits:
    count: {of: in, where: {rail: cash, amount: {near: [law.CTR_US, 20%]}}, within: $window}
  total:
    sum: {of: in, where: {rail: cash}, within: $window}
  payers:
    distinct: {field: conductor.id, of: in, within: 30d}
condition: deposits >= $deposits_min and total > law.CTR_US
score: {base: 50, add: [{points: 20, when: payers >= 2}]}
severity: medium
group: month
explain: {en: "{deposits}", es: "{deposits}"}
`;
const VOCABULARY = { laws: ['CTR_US'], lists: [], reporting_currency: 'USD' };
const LAWS = { CTR_US: [{ from: null, until: null, minor: 1_000_000n }] };

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine({ path: ':memory:' });
  await engine.run("ATTACH ':memory:' AS bank");
  await engine.run('USE bank');
  await createTables(engine);
  await engine.run('USE memory');
});
afterAll(() => engine.close());

test('three deposits just below the limit fire once, with their payments as evidence', async () => {
  const checked = checkTypology(RULE, 'rule.yaml', VOCABULARY);
  expect(checked.faults).toEqual([]);
  const hour = 3_600_000;
  for (const [i, amount] of [900_000, 950_000, 870_000, 100].entries()) {
    const time = Date.UTC(2025, 0, 6) + i * 24 * hour;
    await engine.run(
      `INSERT INTO bank.payment (id, time, precision, creditor_account, amount_minor, currency,
         rail, conductor_id, order_key, value_minor, batch_id)
       VALUES (?, make_timestamp_ms(?), 'second', 'A', ?, 'USD', 'cash', ?, ?, ?, 'b')`,
      [`t${i}`, time, BigInt(amount), `c${i % 2}`, BigInt(time) * 2_097_152n, BigInt(amount)],
    );
  }
  const outcome = await runTypologies(
    engine,
    () => ({ last: new Int32Array(), paths: new Int32Array(), legs: [], truncated: 0 }),
    {
      typologies: checked.typology ? [checked.typology] : [],
      laws: LAWS,
      lists: {},
      bucket_entries: 1000,
      shared: true,
      keep_fired: true,
    },
    silentProgress,
  );
  expect(outcome.findings).toHaveLength(1);
  expect(outcome.findings[0]).toMatchObject({
    subject_id: 'A',
    period: '2025-01-01',
    times_fired: 2,
    score: 70,
    evidence: ['t0', 't1', 't2'],
  });
  expect(outcome.findings[0]?.values).toMatchObject({
    deposits: [3n, 1n],
    total: [2_720_000n, 1n],
  });
  expect(outcome.tallies[0]).toMatchObject({ asked: 4, fired: 2 });
});
