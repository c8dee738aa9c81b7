import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openWorkbench, type Workbench } from '../../test/ingest-workbench.js';

let bench: Workbench;
beforeEach(async () => {
  bench = await openWorkbench();
});
afterEach(() => bench.close());

/** Loads one payment; gives the minor units, or the code of its rejection. */
async function amount(text: string, mapping = '', currency = 'USD'): Promise<unknown> {
  const file = bench.write('p.csv', `id;time;amount;currency\n1;2025-01-01;${text};${currency}\n`);
  const map = bench.write(
    'm.yaml',
    `noun: payment\ncolumns: {id: id, time: time, amount: amount, currency: currency}\n${mapping}`,
  );
  const report = await bench.ingest(file, { mapping: map });
  const [row] = await bench.rows('SELECT amount_minor FROM payment');
  return row?.amount_minor ?? Object.keys(report.files[0]?.reasons ?? {})[0];
}

const COMMA = 'decimal: comma\n';
const ROUND = 'round: half_even\n';
const READ = 'exponent: read\n';

describe('an amount', () => {
  test.each<[string, string, string, unknown]>([
    ['1234.56', '', 'USD', 123456n],
    ['1,234.56', '', 'USD', 123456n],
    ['1,234,567', '', 'USD', 123456700n],
    ['.5', '', 'USD', 50n],
    ['0', '', 'USD', 0n],
    ['12.3400', '', 'USD', 1234n],
    ['1.234,56', COMMA, 'USD', 123456n],
    ['1234,5', COMMA, 'MXN', 123450n],
    ['100', '', 'JPY', 100n],
    ['0.12345678', '', 'BTC', 12345678n],
    ['1.2345', '', 'KWD', 'amount_digits'],
    ['100.5', '', 'JPY', 'amount_digits'],
    ['1.005', '', 'USD', 'amount_digits'],
    ['1.005', ROUND, 'USD', 100n],
    ['1.015', ROUND, 'USD', 102n],
    ['1.0050001', ROUND, 'USD', 101n],
    ['729.1631124342061', ROUND, 'USD', 72916n],
    ['10000000000000.00', '', 'USD', 10n ** 15n],
    ['10000000000000.01', '', 'USD', 'amount_range'],
    ['99999999999999999999999', '', 'USD', 'amount_range'],
    ['1.234,56', '', 'USD', 'amount_decimal_comma'],
    ['1,234.56', COMMA, 'USD', 'amount_decimal_point'],
    ['1,23.45', '', 'USD', 'amount_format'],
    ['12,34', '', 'USD', 'amount_decimal_comma'],
    ['1e9', '', 'USD', 'amount_exponent'],
    ['1e9', READ, 'USD', 10n ** 11n],
    ['1.5E+3', READ, 'USD', 150000n],
    ['12.5e-1', READ, 'USD', 125n],
    ['100e-4', READ, 'USD', 1n],
    ['0e0', READ, 'USD', 0n],
    ['1e-05', READ, 'USD', 'amount_digits'],
    ['1e-05', READ + ROUND, 'USD', 0n],
    ['1.5e-2', READ + ROUND, 'USD', 2n],
    ['4.9e-324', READ + ROUND, 'USD', 0n],
    ['1e14', READ, 'USD', 'amount_range'],
    ['1e-401', READ, 'USD', 'amount_exponent'],
    ['-1e-05', READ, 'USD', 'amount_exponent'],
    ['e5', READ, 'USD', 'amount_format'],
    ['1,5e1', READ + COMMA, 'USD', 1500n],
    ['00.10', '', 'USD', 10n],
    ['9999999999999999.99', '', 'USD', 'amount_range'],
    ['-0', '', 'USD', 'amount_negative_zero'],
    ['-0.00', '', 'USD', 'amount_negative_zero'],
    ['-5', '', 'USD', 'amount_negative'],
    ['(5.00)', '', 'USD', 'amount_negative'],
    ['NaN', '', 'USD', 'amount_not_a_number'],
    ['-Infinity', '', 'USD', 'amount_not_a_number'],
    ['$5', '', 'USD', 'amount_format'],
    ['', '', 'USD', 'missing'],
    ['5', '', 'XYZ', 'currency_unknown'],
    ['5', '', '', 'missing'],
    ['5', '', 'usd', 500n],
  ])('%s with %j in %s is %s', async (text, mapping, currency, expected) => {
    expect(await amount(text, mapping, currency)).toBe(expected);
  });
});

/** Loads one payment; gives its time and precision, or the code of its rejection. */
async function time(text: string, mapping = ''): Promise<unknown> {
  const report = await loadTime(text, mapping);
  const [row] = await bench.rows('SELECT epoch_ms(time) AS ms, precision FROM payment');
  if (!row) return Object.keys(report.files[0]?.reasons ?? {})[0];
  return `${new Date(Number(row.ms)).toISOString()} ${row.precision}`;
}

async function notesOf(text: string, mapping: string): Promise<unknown> {
  return (await loadTime(text, mapping)).files[0]?.notes.map(({ code }) => code);
}

function loadTime(text: string, mapping: string) {
  const file = bench.write('p.csv', `id;time;amount;currency\n1;${text};5;USD\n`);
  const map = bench.write(
    'm.yaml',
    `noun: payment\ncolumns: {id: id, time: time, amount: amount, currency: currency}\n${mapping}`,
  );
  return bench.ingest(file, { mapping: map });
}

const MEXICO = 'zone: America/Mexico_City\n';

describe('a note that times were taken as UTC', () => {
  test.each<[string, string, boolean]>([
    ['2025-03-31T10:00:00Z', '', false],
    ['2025-03-31T10:00:00.123-06:00', '', false],
    ['2025-03-31 10:00', '', true],
    ['2025-03-31', '', true],
    ['2025-03-31 10:00', MEXICO, false],
    ['31/03/2025 10:00 -0600', 'format: "%d/%m/%Y %H:%M %z"\n', false],
  ])('of %s with %j', async (text, mapping, isNoted) => {
    expect(await notesOf(text, mapping)).toEqual(isNoted ? ['zone_utc'] : []);
  });
});

describe('a time', () => {
  test.each<[string, string, string]>([
    ['2025-03-31', '', '2025-03-31T00:00:00.000Z day'],
    ['2025-03-31', MEXICO, '2025-03-31T06:00:00.000Z day'],
    ['2025-03-31T10:00:00Z', MEXICO, '2025-03-31T10:00:00.000Z second'],
    ['2025-03-31 10:00', MEXICO, '2025-03-31T16:00:00.000Z second'],
    ['2025-03-31T10:00:00-06:30', '', '2025-03-31T16:30:00.000Z second'],
    ['2025-03-31T10:00:00+05:30', '', '2025-03-31T04:30:00.000Z second'],
    ['2025-03-31T10:00:00+0530', '', '2025-03-31T04:30:00.000Z second'],
    ['2025-03-31T10:00-07', '', '2025-03-31T17:00:00.000Z second'],
    ['2025-03-31T10:00:00.9999Z', '', '2025-03-31T10:00:00.999Z millisecond'],
    ['2025-03-31T10:00:00.123456', '', '2025-03-31T10:00:00.123Z millisecond'],
    ['31/03/2025 10:00', `${MEXICO}format: "%d/%m/%Y %H:%M"\n`, '2025-03-31T16:00:00.000Z second'],
    ['31/03/2025', 'format: "%d/%m/%Y"\n', '2025-03-31T00:00:00.000Z day'],
    ['31/02/2025', 'format: "%d/%m/%Y"\n', 'no_such_time'],
    ['2025-02-31', '', 'no_such_time'],
    ['2025-02-29T00:00:00Z', '', 'no_such_time'],
    ['2025-03-31T25:00:00', '', 'no_such_time'],
    ['31/03/2025', '', 'time_format'],
    ['infinity', '', 'time_format'],
    ['1969-12-31', '', 'time_range'],
    ['2101-01-01', '', 'time_range'],
    ['', '', 'missing'],
  ])('%s with %j is %s', async (text, mapping, expected) => {
    expect(await time(text, mapping)).toBe(expected);
  });
});

test('a row names the first field that fails, with the header of its column', async () => {
  const file = bench.write(
    'p.csv',
    'Id,Fecha,Monto,Divisa,Medio\n1,2025-01-01,1e9,ZZZ,wire\n' +
      '2,x,1e9,USD,wire\n3,2025-01-01,5,USD,pigeon\n',
  );
  const mapping = bench.write(
    'm.yaml',
    'noun: payment\ncolumns: {id: id, time: fecha, amount: monto, currency: divisa, rail: medio}\n',
  );
  const report = await bench.ingest(file, { mapping });
  expect(report.files[0]).toMatchObject({ read: 3, loaded: 0, rejected: 3 });
  expect(bench.rejects(report)).toEqual([
    'currency_unknown 2 divisa',
    'time_format 3 fecha',
    'not_allowed 4 medio',
  ]);
});

test('what was received is kept only where it differs, and whole', async () => {
  const file = bench.write(
    'p.csv',
    'id,time,amount,currency,received_amount,received_currency\n' +
      '1,2025-01-01,5,USD,5,USD\n2,2025-01-01,5,USD,100,MXN\n3,2025-01-01,5,USD,100,\n',
  );
  const report = await bench.ingest(file);
  expect(bench.rejects(report)).toEqual(['received_incomplete 4 received_amount']);
  expect(await bench.rows('SELECT id, received_minor, received_currency FROM payment')).toEqual([
    { id: '1', received_minor: null, received_currency: null },
    { id: '2', received_minor: 10000n, received_currency: 'MXN' },
  ]);
});

describe('spaces around a value', () => {
  // NO-BREAK SPACE, EM SPACE and IDEOGRAPHIC SPACE are spaces to a bank's export as well.
  test.each([' ', '  ', '\u00a0', '\u2003', '\u3000'])('%j is not of the value', async (space) => {
    for (const [i, text] of [`A${space}`, `${space}A`, `${space}A${space}`].entries()) {
      for (const end of ['\n', '\r\n']) {
        const lines = ['time;amount;currency;id', `2025-01-01;5;USD;${text}`];
        const file = bench.write(`p${i}.csv`, lines.map((line) => line + end).join(''));
        await bench.ingest(file);
        expect(await bench.rows('SELECT id FROM payment')).toEqual([{ id: 'A' }]);
        await bench.rows('DELETE FROM payment');
        await bench.rows('DELETE FROM batch');
      }
    }
  });

  test('alone they are nothing', async () => {
    const file = bench.write('p.csv', 'id;time;amount;currency;text\n1;2025-01-01;5;USD; \n');
    await bench.ingest(file);
    expect(await bench.rows('SELECT text FROM payment')).toEqual([{ text: null }]);
  });
});
