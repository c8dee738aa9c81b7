import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWorkbench, type Workbench } from '../../test/ingest-workbench.js';
import { sharedData } from '../../test/shared.js';
import { presetNames } from './presets.js';

let bench: Workbench;
beforeEach(async () => {
  bench = await openWorkbench();
});
afterEach(() => bench.close());

const amlsim = sharedData('payments-labelled/amlsim-12k-4banks');
const amlgentex = sharedData('payments-labelled/amlgentex-13k-10banks-365d');
const amlworld = sharedData('payments-labelled/amlworld-hi-small-subgraph');

test('no preset reads a label', () => {
  for (const name of presetNames()) {
    const text = readFileSync(`presets/${name}.yaml`, 'utf8');
    const used = text.replace(/#.*/g, '').replace(/headers: (>-\n( {6}.*\n)+|.*\n)/g, '');
    expect(used).not.toMatch(/launder|pattern|is_sar|alert|model/i);
  }
});

test.skipIf(!amlsim)(
  'AMLSim is recognised by its headers: payments, accounts, parties',
  async () => {
    const files = ['transactions.csv.gz', 'accounts.csv.gz'].map((name) => `${amlsim}/${name}`);
    const report = await bench.ingest(files);
    const lines = gunzipSync(readFileSync(files[0] ?? ''))
      .toString()
      .trimEnd()
      .split('\n');
    expect(report.failed).toEqual([]);
    expect(report.files.map(({ noun, loaded, rejected }) => [noun, loaded, rejected])).toEqual([
      ['payment', lines.length - 1, 0],
      ['account', 12043, 0],
      ['party', 12043, 0],
    ]);
    const [id, day, , , amount] = (lines.at(-1) ?? '').split(',');
    const [row] = await bench.rows(`SELECT * FROM payment WHERE id = '${id}'`);
    expect(row).toMatchObject({ precision: 'day', currency: 'USD' });
    expect(Number(row?.amount_minor)).toBe(Math.round(Number(amount) * 100));
    expect(row?.time).toEqual(new Date(`${day}T00:00:00.000Z`));
    const [joined] = await bench.rows(`SELECT count(*) AS n FROM payment
    JOIN account ON account.id = debtor_account JOIN party ON party.id = party_id`);
    expect(joined?.n).toBe(BigInt(lines.length - 1));
    const [order] = await bench.rows(`SELECT count(*) AS n, count(DISTINCT order_key) AS keys,
    count(*) FILTER (order_key // 2097152 <> epoch_ms(time)) AS astray FROM payment`);
    expect(order).toEqual({ n: order?.keys, keys: order?.keys, astray: 0n });
  },
);

test.skipIf(!amlgentex)(
  'AMLGentex is recognised, and its amounts rounded half to even',
  async () => {
    const files = ['transactions_a2a.csv.gz', 'accounts.csv.gz'].map(
      (name) => `${amlgentex}/${name}`,
    );
    const report = await bench.ingest(files);
    expect(report.files.map(({ noun, rejected }) => [noun, rejected])).toEqual([
      ['payment', 0],
      ['account', 0],
      ['party', 0],
    ]);
    expect(report.files[0]).toMatchObject({ read: 42360, loaded: 42360 });
    // Amounts such as 2.8e-05 round to no cent at all, as do those of 0.0049.
    const lines = gunzipSync(readFileSync(files[0] ?? ''))
      .toString()
      .trimEnd()
      .split('\n');
    const amounts = lines.slice(1).map((line) => line.split(',')[4] ?? '');
    expect(amounts.filter((amount) => amount.includes('e'))).toHaveLength(48);
    const [none] = await bench.rows('SELECT count(*) AS n FROM payment WHERE amount_minor = 0');
    expect(none?.n).toBe(BigInt(amounts.filter((amount) => Number(amount) <= 0.005).length));
    expect(report.files[0]?.notes.map(({ code }) => code)).toContain('rounded');
    const [row] = await bench.rows("SELECT amount_minor AS a FROM payment WHERE id = '6174'");
    expect(row).toEqual({ a: 72916n });
  },
);

test.skipIf(!amlworld)('AMLworld: fifteen currencies and two amounts', async () => {
  const report = await bench.ingest(`${amlworld}/HI-Small_sample_labelled.csv.gz`);
  expect(report.files[0]).toMatchObject({ read: 36595, loaded: 36595, rejected: 0 });
  const [row] = await bench.rows(`SELECT count(DISTINCT currency) AS currencies,
    count(received_minor) AS exchanged, count(*) FILTER (rail IS NULL) AS bare FROM payment`);
  expect(row).toEqual({ currencies: 15n, exchanged: 3282n, bare: 0n });
});

test('AMLworld as published: no ids, two columns of one name', async () => {
  const file = bench.write(
    'HI-Small_Trans.csv',
    'Timestamp,From Bank,Account,To Bank,Account,Amount Received,Receiving Currency,' +
      'Amount Paid,Payment Currency,Payment Format,Is Laundering\n' +
      '2022/09/01 00:20,010,8000EBD30,012,8000EBD31,3697.34,US Dollar,' +
      '3697.34,US Dollar,Reinvestment,0\n',
  );
  await bench.ingest(file);
  expect(
    await bench.rows('SELECT id, debtor_account AS d, creditor_account AS c, rail FROM payment'),
  ).toEqual([{ id: 'amlworld-2', d: '010:8000EBD30', c: '012:8000EBD31', rail: 'internal' }]);
});
