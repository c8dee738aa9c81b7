import fc from 'fast-check';
import { expect, test } from 'vitest';
import { silentProgress } from '../../base/index.js';
import { createTables, openEngine } from '../../store/index.js';
import type { Typology } from '../ast.js';
import { checkTypology } from '../check.js';
import { runTypologies } from '../run.js';

const VOCABULARY = { laws: [], lists: [], reporting_currency: 'USD' };
const HOUR_MS = 3_600_000;

/** A rule of silences; the same condition turned round says nothing of silences that are needed. */
function rule(id: string, condition: string): Typology {
  const { typology, faults } = checkTypology(
    `
language: 1
id: ${id}
version: 1.0.0
status: test
area: fraud
family: flow
title: {en: t, es: t}
purpose: {en: p, es: p}
sources: [{document: FIN-2022-A002, flag: financial RF 1}]
false_positives: {en: f, es: f}
known_gaps: {en: k, es: k}
investigate: {en: i, es: i}
owner: detection
review_by: 2027-06-30
subject: account
fires: {at: out}
measures:
  slept_out: {dormancy: {of: out, within: 12h}}
  slept: {dormancy: {of: any, within: 18h}}
  payments: {count: {of: out, within: 18h}}
condition: ${condition}
score: {base: 50}
severity: medium
group: month
explain: {en: e, es: e}
`,
    'rule.yaml',
    VOCABULARY,
  );
  expect(faults).toEqual([]);
  if (!typology) throw new Error('no typology');
  return typology;
}

/** From account, to account, hours after the last payment. */
const payments = fc.array(
  fc.tuple(
    fc.constantFrom('A', 'B', 'C'),
    fc.constantFrom('A', 'B', 'C', 'D'),
    fc.oneof(fc.integer({ min: 0, max: 12 }), fc.constantFrom(24, 36, 48, 60)),
  ),
  { minLength: 1, maxLength: 40 },
);

test('what a needed silence leaves out could not have been anything but false', async () => {
  const pairs = [
    ['slept >= 36h and payments >= 2', 'not (slept < 36h or payments < 2)'],
    ['slept > 36h or slept_out >= 2d', 'not (slept <= 36h and slept_out < 2d)'],
    ['2d <= slept_out and payments >= 1', 'not (slept_out < 2d or payments < 1)'],
  ] as const;
  const rules = pairs.flatMap(([plain, round], i) => [
    rule(`plain_${i}`, plain),
    rule(`round_${i}`, round),
  ]);
  await fc.assert(
    fc.asyncProperty(payments, async (rows) => {
      const outcome = await run(rules, rows);
      pairs.forEach((_, i) => {
        const [plain, round] = ['plain', 'round'].map((kind) => {
          const id = `${kind}_${i}`;
          const { typology: _, ...tally } =
            outcome.tallies.find(({ typology }) => typology === id) ?? {};
          const fired = outcome.fired.filter(({ typology }) => typology === id);
          return { tally, fired: fired.map((entry) => ({ ...entry, typology: '' })) };
        });
        expect(plain).toEqual(round);
      });
    }),
    { numRuns: 12, seed: 7 },
  );
}, 60_000);

async function run(
  typologies: readonly Typology[],
  rows: readonly (readonly [string, string, number])[],
) {
  const engine = await openEngine({ path: ':memory:' });
  await engine.run("ATTACH ':memory:' AS bank");
  await engine.run('USE bank');
  await createTables(engine);
  await engine.run('USE memory');
  let time = Date.UTC(2025, 0, 6);
  for (const [i, [debtor, creditor, hours]] of rows.entries()) {
    time += hours * HOUR_MS;
    await engine.run(
      `INSERT INTO bank.payment (id, time, precision, debtor_account, creditor_account,
         amount_minor, currency, order_key, value_minor, batch_id)
       VALUES (?, make_timestamp_ms(?), 'second', ?, ?, 100, 'USD', ?, 100, 'b')`,
      [`t${i}`, time, debtor, creditor, BigInt(time) * 2_097_152n + BigInt(i)],
    );
  }
  const outcome = await runTypologies(
    engine,
    () => ({ last: new Int32Array(), paths: new Int32Array(), legs: [], truncated: 0 }),
    {
      typologies,
      laws: {},
      lists: {},
      bucket_entries: 1000,
      shared: false,
      keep_fired: true,
    },
    silentProgress,
  );
  engine.close();
  return outcome;
}
