import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleReport } from '../../test/report-sample.js';
import { hash } from '../../test/report-sample-data.js';
import { present } from '../base/index.js';
import type { Alert, Subject } from '../model/index.js';
import { createTables, type Engine, openEngine } from '../store/index.js';
import { type Collected, collectReport } from './collect.js';

const DAYS = { first_at: '2025-03-02T00:00:00.000Z', last_at: '2025-03-03T12:00:00.000Z' };

let engine: Engine;
let collected: Collected;

beforeAll(async () => {
  engine = await openEngine({ path: ':memory:' });
  await createTables(engine);
  await engine.run(`INSERT INTO institution (id, name, country) VALUES
    ('B1', 'First Mesa Bank', 'US'), ('B2', 'Banco del Norte', 'MX')`);
  await engine.run(`INSERT INTO party (id, name, country, known_from) VALUES
    ('ana', 'Ana Vieja', 'US', '2024-01-01'), ('ana', 'Ana Nueva', 'US', '2025-01-01'),
    ('luz', 'Luz', 'MX', NULL)`);
  await engine.run(`INSERT INTO account (id, institution_id, party_id, country, opened_on) VALUES
    ('A1', 'B1', 'ana', 'US', '2024-11-18'), ('A2', 'B1', 'ana', 'US', NULL),
    ('M1', 'B2', 'luz', 'MX', NULL)`);
  await engine.run(`INSERT INTO place (id, name, city) VALUES ('P', 'Branch 14', 'Nogales')`);
  const rows = [
    // id, day, debtor, creditor, countries, name of the other end, value, rail, place
    `('p1', '2025-03-01', NULL, 'A1', NULL, 'US', NULL, 900000, 'cash', 'P')`,
    `('p2', '2025-03-02', 'A1', 'M1', 'US', 'MX', 'Luz', 800000, 'wire', NULL)`,
    `('p3', '2025-03-03', 'A1', 'A2', 'US', 'US', 'Ana', 5000, 'internal', NULL)`,
    `('p4', '2025-03-04', 'M1', 'A1', 'MX', 'US', 'Ana', NULL, 'wire', NULL)`,
    `('p5', '2025-06-01', 'M1', 'A1', 'MX', 'US', 'Ana', 777, 'wire', NULL)`,
    ...Array.from(
      { length: 9 },
      (_, i) => `('q${i}', '2025-03-02', NULL, 'A1', NULL, 'US', NULL, ${100 + i}, 'ach', NULL)`,
    ),
  ];
  await engine.run(`INSERT INTO payment
    (id, time, precision, debtor_account, creditor_account, debtor_country, creditor_country,
     debtor_name, creditor_name, amount_minor, currency, value_minor, rail, place_id, order_key,
     batch_id)
    SELECT id, t::TIMESTAMP_MS, 'second', d, c, dc, cc,
      CASE WHEN id LIKE 'q%' THEN 'Payer ' || id END, n, coalesce(v, 1), 'USD', v, rail, place,
      epoch_ms(t::TIMESTAMP_MS), 'b'
    FROM (VALUES ${rows.join(', ')}) r(id, t, d, c, dc, cc, n, v, rail, place)`);
  const alerts = [
    alert('account', 'A1', ['p1', 'p2', 'gone']),
    alert('party', 'ana', ['p3', 'p4']),
    alert('account', 'A1', ['p2']),
  ];
  collected = await collectReport(engine, { alerts });
});

afterAll(() => engine.close());

test('evidence names each end as it is known today, with its institution and country', () => {
  expect([...collected.payments.keys()]).toEqual(['p1', 'p2', 'p3', 'p4']);
  expect(collected.payments.get('p2')).toEqual({
    id: 'p2',
    time: '2025-03-02T00:00:00.000Z',
    debtor: { account: 'A1', name: 'Ana Nueva', institution: 'First Mesa Bank', country: 'US' },
    creditor: { account: 'M1', name: 'Luz', institution: 'Banco del Norte', country: 'MX' },
    amount_minor: 800000n,
    currency: 'USD',
    value_minor: 800000n,
    rail: 'wire',
    channel: null,
    purpose: null,
    text: null,
    place: null,
  });
  expect(collected.payments.get('p1')).toMatchObject({
    debtor: { account: null, name: null, institution: null, country: null },
    place: 'Branch 14, Nogales',
  });
});

test('the flow of an account has cash, counterparties, and the small ones together', () => {
  const [flow] = collected.flows;
  expect(flow).toMatchObject({ subject: { kind: 'account', id: 'A1' } });
  expect(flow?.sources[0]).toEqual(end('cash', null, 900000n));
  expect(flow?.sources.slice(1, 5).map((source) => source.label)).toEqual(
    ['q8', 'q7', 'q6', 'q5'].map((id) => `Payer ${id}`),
  );
  expect(flow?.sources[5]).toEqual({
    ...end('others', null, 100n + 101n + 102n + 103n + 104n),
    payments: 5,
    members: 5,
  });
  expect(flow?.targets).toEqual([end('party', 'Luz', 800000n), end('party', 'Ana Nueva', 5000n)]);
});

test('a party pays nothing to itself; what has no value or lies outside is no flow', () => {
  const [, flow] = collected.flows;
  expect(flow).toMatchObject({ subject: { kind: 'party', id: 'ana' }, from: DAYS.first_at });
  expect(flow?.sources.map((source) => source.label)).not.toContain('Luz');
  expect(flow?.targets).toEqual([end('party', 'Luz', 800000n)]);
  expect(collected.flows).toHaveLength(2);
});

test('subjects carry what the files say of them', () => {
  expect(collected.subjects.get('account:A1')).toEqual({
    subject: { kind: 'account', id: 'A1' },
    name: 'Ana Nueva',
    institution: 'First Mesa Bank',
    country: 'US',
    opened_on: '2024-11-18',
  });
  expect(collected.subjects.get('party:ana')).toMatchObject({ name: 'Ana Nueva', country: 'US' });
});

test('corridors add up to every payment, each counted as evidence once', () => {
  expect(collected.corridors).toEqual([
    corridor('US', 'US', 2, 905000n, 905000n),
    corridor('US', 'MX', 1, 800000n, 800000n),
    corridor(null, 'US', 9, 936n, 0n),
    corridor('MX', 'US', 2, 777n, 0n),
  ]);
});

test('its tables are gone when it is done', async () => {
  const rows = await engine.rows(
    "SELECT table_name FROM duckdb_tables() WHERE table_name LIKE 'report_%'",
  );
  expect(rows).toEqual([]);
});

function alert(kind: Subject['kind'], id: string, evidence: readonly string[]): Alert {
  const sample = present(sampleReport({ alerts: 1 }).alerts[0], 'alert');
  const finding = { ...sample.finding, ...DAYS, subject: { kind, id }, evidence };
  const owner = finding.subject;
  return { ...sample, id: hash(evidence.length, id), owner, subject_name: null, finding };
}

function end(kind: string, label: string | null, value_minor: bigint) {
  return { kind, label, value_minor, payments: 1, members: 1 };
}

function corridor(
  from_country: string | null,
  to_country: string,
  payments: number,
  value_minor: bigint,
  alerted_value_minor: bigint,
) {
  return { from_country, to_country, payments, value_minor, alerted_value_minor };
}
