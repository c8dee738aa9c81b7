import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWorkbench, type Workbench } from '../../test/ingest-workbench.js';

let bench: Workbench;
beforeEach(async () => {
  bench = await openWorkbench();
});
afterEach(() => bench.close());

const HEAD = 'id,time,amount,currency\n';
const VALUES = 'SELECT id, value_minor AS value FROM payment ORDER BY id';

test('order keys are time and rank by id, also when a later batch adds to an instant', async () => {
  await bench.ingest(bench.write('a.csv', `${HEAD}b,2025-01-01,1,USD\nd,2025-01-01,1,USD\n`));
  await bench.ingest(bench.write('b.csv', `${HEAD}a,2025-01-01,1,USD\nc,2025-01-02,1,USD\n`));
  const ms = BigInt(Date.UTC(2025, 0, 1));
  expect(await bench.rows('SELECT id, order_key AS k FROM payment ORDER BY order_key')).toEqual([
    { id: 'a', k: ms * 2n ** 21n },
    { id: 'b', k: ms * 2n ** 21n + 1n },
    { id: 'd', k: ms * 2n ** 21n + 2n },
    { id: 'c', k: (ms + 86_400_000n) * 2n ** 21n },
  ]);
});

test('values follow the latest rate of the day or before, half away from zero', async () => {
  const fx = bench.write(
    'fx.csv',
    'currency,day,rate\nMXN,2025-01-02,0.05\nMXN,2025-01-04,0.045\n' +
      'JPY,2025-01-01,0.0065\nKWD,2025-01-01,3.25\n',
  );
  const file = bench.write(
    'p.csv',
    `${HEAD}1,2025-01-01,100,MXN\n2,2025-01-03,100.10,MXN\n` +
      '3,2025-01-04T23:59:59-06:00,100.10,MXN\n' +
      '4,2025-01-09,1000,JPY\n5,2025-01-09,1.001,KWD\n6,2025-01-09,7,USD\n7,2025-01-09,7,EUR\n',
  );
  const report = await bench.ingest([fx, file]);
  expect(await bench.rows(VALUES)).toEqual([
    { id: '1', value: null },
    { id: '2', value: 501n },
    { id: '3', value: 450n },
    { id: '4', value: 650n },
    { id: '5', value: 325n },
    { id: '6', value: 700n },
    { id: '7', value: null },
  ]);
  expect(report.unvalued).toEqual([
    { currency: 'EUR', payments: 1 },
    { currency: 'MXN', payments: 1 },
  ]);
});

test('payments without a rate are said with their files, and not again', async () => {
  const first = bench.write('p.csv', `${HEAD}1,2025-01-01,100,EUR\n2,2025-01-01,5,EUR\n`);
  expect((await bench.ingest(first)).unvalued).toEqual([{ currency: 'EUR', payments: 2 }]);
  expect((await bench.ingest(first)).unvalued).toEqual([]);
  const second = bench.write('q.csv', `${HEAD}3,2025-01-01,7,USD\n4,2025-01-01,7,CAD\n`);
  expect((await bench.ingest([first, second])).unvalued).toEqual([
    { currency: 'CAD', payments: 1 },
  ]);
});

test('a rate that arrives later values what it changes', async () => {
  const file = bench.write('p.csv', `${HEAD}1,2025-01-01,100,MXN\n2,2025-01-05,100,MXN\n`);
  await bench.ingest(file);
  await bench.ingest(bench.write('a.csv', 'currency,day,rate\nMXN,2025-01-01,0.05\n'));
  expect(await bench.rows(VALUES)).toEqual([
    { id: '1', value: 500n },
    { id: '2', value: 500n },
  ]);
  const report = await bench.ingest(
    bench.write('b.csv', 'currency,day,rate\nMXN,2025-01-04,0.04\nMXN,2025-01-01,0.09\n'),
  );
  expect(report.files[0]?.reasons).toEqual({ duplicate_id_conflict: 1 });
  expect(await bench.rows(VALUES)).toEqual([
    { id: '1', value: 500n },
    { id: '2', value: 400n },
  ]);
});

test('a largest amount at a largest rate stays exact or has no value', async () => {
  const fx = bench.write(
    'fx.csv',
    'currency,day,rate\nMXN,2025-01-01,100000000000\nBTC,2025-01-01,9.5\n',
  );
  const file = bench.write(
    'p.csv',
    `${HEAD}1,2025-01-01,10000000000000.00,MXN\n2,2025-01-01,10000000,BTC\n3,2025-01-01,0.01,MXN\n`,
  );
  await bench.ingest([fx, file]);
  expect(await bench.rows(VALUES)).toEqual([
    { id: '1', value: null },
    { id: '2', value: 9_500_000_000n },
    { id: '3', value: 100_000_000_000n },
  ]);
});

test('a store has one reporting currency', async () => {
  const file = bench.write('p.csv', `${HEAD}1,2025-01-01,100,MXN\n`);
  const report = await bench.ingest(file, { reporting_currency: 'MXN' });
  expect(report.reporting_currency).toBe('MXN');
  await expect(bench.ingest(file, { reporting_currency: 'USD' })).rejects.toMatchObject({
    code: 'ingest.reporting_currency',
  });
  const own = await bench.ingest(bench.write('fx.csv', 'currency,day,rate\nMXN,2025-01-01,2\n'));
  expect(own.failed[0]?.faults[0]?.code).toBe('ingest.own_rate');
  expect(await bench.rows('SELECT * FROM fx_rate')).toEqual([]);
});

test('the same id again: same and other content are told apart; the first stays', async () => {
  const first = `${HEAD}1,2025-01-01,1,USD\n1,2025-01-01,1.00,USD\n1,2025-01-01,2,USD\n`;
  const within = await bench.ingest(bench.write('a.csv', first));
  expect(bench.rejects(within)).toEqual(['duplicate_id_same 3 id', 'duplicate_id_conflict 4 id']);
  const second = `${HEAD}2,2025-01-01,1,USD\n1,2025-01-01,2,USD\n1,2025-01-01,1,USD\n`;
  const between = await bench.ingest(bench.write('b.csv', second));
  expect(bench.rejects(between)).toEqual(['duplicate_id_conflict 3 id', 'duplicate_id_same 4 id']);
  expect(await bench.rows('SELECT id, amount_minor AS a FROM payment ORDER BY id')).toEqual([
    { id: '1', a: 100n },
    { id: '2', a: 100n },
  ]);
});

test('other nouns: keys of several parts, dates, flags, country codes', async () => {
  const parties = bench.write(
    'parties.csv',
    'id,kind,name,country,founded_on,is_official,valid_from\n' +
      'P1,Organisation,ACME,us,2020-02-29,yes,\nP1,person,ACME,MX,,no,2025-01-01\n' +
      'P1,person,B,MX,,no,2025-01-01\nP2,alien,,,,,\n' +
      'P3,,,USA,,,\nP4,,,,2021-02-29,,\nP5,,,,,maybe,\n',
  );
  const report = await bench.ingest(parties, { as: 'party' });
  expect(bench.rejects(report)).toEqual([
    'duplicate_id_conflict 4 id',
    'not_allowed 5 kind',
    'country 6 country',
    'no_such_day 7 founded_on',
    'boolean 8 is_official',
  ]);
  const rows = await bench.rows('SELECT id, kind, country, is_official FROM party ORDER BY kind');
  expect(rows).toEqual([
    { id: 'P1', kind: 'organisation', country: 'US', is_official: true },
    { id: 'P1', kind: 'person', country: 'MX', is_official: false },
  ]);
});

test('two parties of ours may be judged to be the same listed one', async () => {
  const file = bench.write(
    'l.csv',
    'list,entry_id,name,party_id\nsdn,1,A,p1\nsdn,1,A,p2\nsdn,1,A,p1\n',
  );
  const report = await bench.ingest(file, { as: 'listing' });
  expect(bench.rejects(report)).toEqual(['duplicate_id_same 4 list']);
  expect(await bench.rows('SELECT party_id AS id FROM listing ORDER BY 1')).toEqual([
    { id: 'p1' },
    { id: 'p2' },
  ]);
});
