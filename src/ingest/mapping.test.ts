import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWorkbench, type Workbench } from '../../test/ingest-workbench.js';
import { faultsOf, formatPlace } from '../base/index.js';
import { mappingJsonSchema } from './mapping.js';
import { parseMappings } from './mapping-file.js';

let bench: Workbench;
beforeEach(async () => {
  bench = await openWorkbench();
});
afterEach(() => bench.close());

/** `place code suggestion` of every mistake. */
function mistakes(text: string): readonly string[] {
  try {
    parseMappings(text, 'm.yaml');
    return [];
  } catch (error) {
    const found = [...faultsOf(error)];
    return found.map(({ place, code, params }) =>
      [formatPlace(place ?? { file: '?' }), code, params.suggestion ?? ''].join(' ').trim(),
    );
  }
}

test('mistakes are collected, each with its place and a suggestion', () => {
  const text = `noun: payment
columns:
  id: tx
  amuont: { from: a, mpa: {} }
  time: { from: a, const: b }
decimals: comma
zone: Mars/Olympus
round: up
currency_names: { Peso: MXP }
`;
  expect(mistakes(text)).toEqual([
    'm.yaml:4:22 ingest.key_unknown map',
    'm.yaml:5:9 ingest.one_way',
    'm.yaml:6:1 ingest.key_unknown decimal',
    'm.yaml:7:7 ingest.zone',
    'm.yaml:8:8 ingest.value_not_allowed',
    'm.yaml:9:25 ingest.currency',
  ]);
});

test.each([
  ['columns: {}\nnoun: paymnt\n', 'm.yaml:2:7 ingest.value_not_allowed'],
  ['noun: payment\ncolumns: { amuont: a }\n', 'm.yaml:2:12 ingest.field_unknown amount'],
  ['noun: payment\nnoun: party\ncolumns: {}\n', 'm.yaml:2:1 yaml.duplicate_key'],
  ['noun: payment\ncolumns: &a { id: x }\nformat: *b\n', 'm.yaml:2:13 yaml.anchor'],
  ['noun: payment\ncolumns: {}\nformat: *b\n', 'm.yaml:3:9 yaml.anchor'],
  ['noun: [payment\n', 'm.yaml:2:1 yaml.syntax'],
  ['', 'm.yaml:1:1 ingest.mapping_invalid'],
])('%j is refused', (text, mistake) => {
  expect(mistakes(text)).toContain(mistake);
});

test('constants, templates, value maps, currency names and numbers as text', async () => {
  const file = bench.write(
    'p.csv',
    'nr|bank|acct|when|sum|money|how\n1|007|9|2025-01-01|5|Peso Mexicano|X\n' +
      '2|007||2025-01-01|5|Dollar|Y\n',
  );
  const mapping = bench.write(
    'm.yaml',
    `noun: payment
columns:
  id: { template: "b-{Nr}" }
  time: WHEN
  debtor_account: { template: "{bank}:{acct}" }
  debtor_institution: { const: 007 }
  debtor_country: { const: NO }
  amount: sum
  currency: money
  rail: { from: how, map: { x: wire }, otherwise: other }
currency_names: { Peso Mexicano: MXN, dollar: USD }
`,
  );
  await bench.ingest(file, { mapping });
  const rows = await bench.rows(`SELECT id, debtor_account AS a, debtor_institution AS i,
    debtor_country AS c, currency AS m, rail AS r FROM payment ORDER BY id`);
  expect(rows).toEqual([
    { id: 'b-1', a: '007:9', i: '007', c: 'NO', m: 'MXN', r: 'wire' },
    { id: 'b-2', a: null, i: '007', c: 'NO', m: 'USD', r: 'other' },
  ]);
});

test('a missing column is named where the mapping asks for it, with the nearest', async () => {
  const file = bench.write('p.csv', 'tx_id,date,amout,currency\n1,2025-01-01,5,USD\n');
  const mapping = bench.write(
    'm.yaml',
    'noun: payment\ncolumns:\n  id: tx_id\n  time: date\n  amount: amount\n  currency: currency\n',
  );
  const report = await bench.ingest(file, { mapping });
  const fault = report.failed[0]?.faults[0];
  expect(fault).toMatchObject({
    code: 'ingest.column_missing',
    params: { header: 'amount', suggestion: 'amout', found: 'tx_id, date, amout, currency' },
    place: { file: mapping, line: 5, column: 3 },
  });
});

test('a field that every row needs has to be mapped', async () => {
  const file = bench.write('p.csv', 'id,time,currency\n1,2025-01-01,USD\n');
  const report = await bench.ingest(file, { as: 'payment' });
  expect(report.failed[0]?.faults[0]).toMatchObject({
    code: 'ingest.field_unmapped',
    params: { fields: 'amount' },
  });
});

test('--as decides where headers fit several nouns, and may not contradict a mapping', async () => {
  const file = bench.write('x.csv', 'id,name,country\nX,Y,MX\n');
  const open = await bench.ingest(file);
  expect(open.failed[0]?.faults[0]?.code).toBe('ingest.noun_ambiguous');
  const told = await bench.ingest(file, { as: 'institution' });
  expect(told.files[0]).toMatchObject({ noun: 'institution', loaded: 1 });
  const mapping = bench.write('m.yaml', 'noun: party\ncolumns: { id: id }\n');
  const against = await bench.ingest(file, { as: 'institution', mapping });
  expect(against.failed[0]?.faults[0]?.code).toBe('ingest.noun_contradicts');
  await expect(bench.ingest(file, { preset: 'amlsin' })).rejects.toMatchObject({
    params: { suggestion: 'amlsim' },
  });
});

test('an export of our own payments comes back as it went, by its headers alone', async () => {
  const file = bench.write(
    'p.csv',
    'id,time,amount_minor,currency,order_key\n1,2025-01-01,500,USD,9\n',
  );
  const report = await bench.ingest(file);
  expect(report.files[0]).toMatchObject({ noun: 'payment', loaded: 1 });
  expect(await bench.rows('SELECT amount_minor AS a FROM payment')).toEqual([{ a: 500n }]);
});

test('the JSON Schema takes a column as its header alone', () => {
  const text = JSON.stringify(mappingJsonSchema());
  expect(text).toContain('half_even');
  expect(text).toContain('"additionalProperties":false');
});
