import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentProgress } from '../../base/index.js';
import { createTables, type Engine, openEngine } from '../../store/index.js';
import { checkTypology, readLists, runTypologies } from '../../typology/index.js';
import { type KeptHit, standingOf, writeEvidence } from './index.js';
import { sampleCustomer, sampleHit } from './samples.js';

const RULE = `
language: 1
id: payment_with_listed_party
version: 1.0.0
status: test
area: fentanyl
family: list
title: {en: Payment with a listed party, es: Pago con una parte listada}
purpose: {en: p, es: p}
sources: [{document: FIN-2024-A002, flag: transactional RF 4}]
false_positives: {en: f, es: f}
known_gaps: {en: k, es: k}
investigate: {en: i, es: i}
owner: detection
review_by: 2027-06-30
parameters: {payments_min: {value: 1}}
subject: account
fires:
  at: any
  where:
    any_of:
      - counterparty.party: {known: true, list: screened_us_ofac_sdn}
      - counterparty.account: {known: true, list: screened_us_ofac_sdn}
measures:
  payments:
    count:
      of: any
      where:
        any_of:
          - counterparty.party: {known: true, list: screened_us_ofac_sdn}
          - counterparty.account: {known: true, list: screened_us_ofac_sdn}
      within: 30d
condition: payments >= $payments_min
score: {base: 90}
severity: critical
standing: exact_list
group: month
explain: {en: "{payments}", es: "{payments}"}
`;
const LISTS = [
  { list: 'us_ofac_sdn', confidential: false },
  { list: 'mx_lpb', confidential: true },
];

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine({ path: ':memory:' });
  await engine.run("ATTACH ':memory:' AS bank");
  await engine.run('USE bank');
  await createTables(engine);
  await engine.run(`INSERT INTO listing (list, entry_id, name) VALUES ('EXAMPLE', 'E', 'Kept')`);
  await engine.run(`INSERT INTO indicator (list, kind, value) VALUES ('own', 'party', 'Kept')`);
});
afterAll(() => engine.close());

test('rows say what was confirmed; writing again changes nothing', async () => {
  const hits = [
    kept('open', 'open'),
    kept('same', 'same'),
    kept('exact', 'open', { exact: 'wallet' }),
    kept('different', 'different', { exact: 'wallet' }),
    kept('secret', 'same', { list: 'mx_lpb' }),
    kept('gone', 'open', { gone_at: 1 }),
    kept('moved', 'same', { gone_at: 1 }),
    kept('lifted', 'same', { gone_at: 1, delisted_on: '2025-06-30' }),
    kept('filed', 'same', { customer_key: 'file:9' }),
  ];
  const written = await writeEvidence(engine, hits, LISTS);
  expect(written).toEqual({ listings: 7, indicators: 5 });
  const before = await everything();
  expect(await writeEvidence(engine, hits, LISTS)).toEqual(written);
  expect(await everything()).toEqual(before);
  expect(before.listings).toEqual([
    ['EXAMPLE', 'E', 'Kept', null, null, null],
    ['mx_lpb', 'secret', 'mx_lpb', 'secret', '2024-05-02', null],
    ['us_ofac_sdn', 'exact', 'Quirino Montealto', 'exact', '2024-05-02', null],
    ['us_ofac_sdn', 'filed', 'Quirino Montealto', null, '2024-05-02', null],
    ['us_ofac_sdn', 'lifted', 'Quirino Montealto', 'lifted', '2024-05-02', '2025-06-30'],
    ['us_ofac_sdn', 'moved', 'Quirino Montealto', 'moved', '2024-05-02', null],
    ['us_ofac_sdn', 'open', 'Quirino Montealto', null, '2024-05-02', null],
    ['us_ofac_sdn', 'same', 'Quirino Montealto', 'same', '2024-05-02', null],
  ]);
  expect(before.indicators).toEqual([
    ['own', 'Kept', null],
    ['screened_mx_lpb', 'secret', null],
    ['screened_us_ofac_sdn', 'exact', null],
    ['screened_us_ofac_sdn', 'lifted', '2025-06-29'],
    ['screened_us_ofac_sdn', 'moved', null],
    ['screened_us_ofac_sdn', 'same', null],
  ]);
  expect(await writeEvidence(engine, [], LISTS)).toEqual({ listings: 0, indicators: 0 });
  expect(await everything()).toEqual({
    listings: before.listings.slice(0, 1),
    indicators: before.indicators.slice(0, 1),
  });
});

test('a typology fires on payments with the confirmed, while they are listed', async () => {
  const hits = [
    kept('P', 'same', { delisted_on: '2025-06-30' }),
    kept('X', 'same', { customer_key: 'account:X-1' }),
    kept('Q', 'open'),
  ];
  await writeEvidence(engine, hits, LISTS);
  for (const party of ['P', 'Q']) {
    await engine.run('INSERT INTO account (id, party_id) VALUES (?, ?)', [`A-${party}`, party]);
  }
  await pay('listed', 'A-P', '2025-01-06');
  await pay('before', 'A-P', '2024-05-01');
  await pay('lifted', 'A-P', '2025-06-30');
  await pay('open', 'A-Q', '2025-01-07');
  await pay('account', 'X-1', '2025-03-03');
  const lists = await readLists(engine);
  const checked = checkTypology(RULE, 'rule.yaml', {
    laws: [],
    lists: Object.keys(lists),
    reporting_currency: 'USD',
  });
  expect(checked.faults).toEqual([]);
  await engine.run('USE memory');
  const outcome = await runTypologies(
    engine,
    () => ({ last: new Int32Array(), paths: new Int32Array(), legs: [], truncated: 0 }),
    {
      typologies: checked.typology ? [checked.typology] : [],
      laws: {},
      lists,
      bucket_entries: 1_000,
      shared: true,
      keep_fired: true,
    },
    silentProgress,
  );
  const payer = outcome.findings.filter(({ subject_id }) => subject_id === 'OURS');
  expect(payer.flatMap(({ evidence }) => evidence).sort()).toEqual(['account', 'listed']);
});

function kept(
  id: string,
  state: KeptHit['standing']['state'],
  given: Partial<KeptHit> = {},
): KeptHit {
  const hit = sampleHit(sampleCustomer(id, 'Somebody'), given.list ?? 'us_ofac_sdn', id);
  const verdict = state === 'same' ? 'same' : 'different';
  return {
    ...hit,
    delisted_on: null,
    first_at: 0,
    last_at: 0,
    gone_at: null,
    decision_id: null,
    standing: standingOf(hit, state === 'open' ? null : { ...hit, verdict }),
    ...given,
  };
}

async function everything() {
  const listings = await engine.rows(
    `SELECT list, entry_id, name, party_id, listed_on::VARCHAR AS a, delisted_on::VARCHAR AS b
     FROM listing ORDER BY list, entry_id, party_id`,
  );
  const indicators = await engine.rows(
    'SELECT list, value, valid_to::VARCHAR AS a FROM indicator ORDER BY list, value',
  );
  return {
    listings: listings.map((row) => Object.values(row)),
    indicators: indicators.map((row) => Object.values(row)),
  };
}

async function pay(id: string, to: string, day: string): Promise<void> {
  const time = Date.parse(`${day}T12:00:00Z`);
  await engine.run(
    `INSERT INTO payment (id, time, precision, debtor_account, creditor_account, amount_minor,
       currency, rail, order_key, value_minor, batch_id)
     VALUES (?, make_timestamp_ms(?), 'second', 'OURS', ?, 100000, 'USD', 'wire', ?, 100000, 'b')`,
    [id, time, to, BigInt(time) * 2_097_152n],
  );
}
