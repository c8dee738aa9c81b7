import fc from 'fast-check';
import { expect, test } from 'vitest';
import { claimsOfList } from './list-claims.js';
import { isoDay, type ListRow, readListCsv, writeListCsv } from './list-csv.js';

const HEADER =
  'tracking_number,last_name,first_name,middle_name,suffix,alias_last_name,alias_first_name,' +
  'alias_middle_name,alias_suffix,number,number_type,dob,street,city,state,zip,country,phone';

test('a person with aliases and numbers is a row for each, and one subject', () => {
  const text = [
    `\uFEFF${HEADER}`,
    'T1,Ejemplo,Ana,,,Ejemplar,Anita,,,078-05-1121,SSN/ITIN,02/03/1980,,,,,US,',
    'T1,Ejemplo,Ana,,,,,,,ana@example.com,Email Address,02/03/1980,,,,,US,+525512345678',
    "T2,Otro,Luis,,,,,,,X123,Driver's License,,,,,,US,",
    ',Nobody,,,,,,,,,,,,,,,,',
    'T3,Mal,Fecha,,,,,,,,,31/12/1980,,,,,,',
  ].join('\r\n');
  const list = readListCsv(text, { file: '314a.csv' });
  expect(list.kind).toBe('person');
  expect(list.faults.map(({ params, place }) => [params.reason, place?.line])).toEqual([
    ['tracking_number', 5],
    ['date', 6],
  ]);
  const { subjects, unmatched } = claimsOfList(list);
  expect(unmatched).toEqual([{ tracking_number: 'T2', number_type: "Driver's License" }]);
  const born_on = '1980-02-03';
  expect(subjects[0]).toEqual({
    tracking_number: 'T1',
    claims: [
      { type: 'person_name', given: 'Ana', paternal: 'Ejemplo', born_on },
      { type: 'person_name', given: 'Anita', paternal: 'Ejemplar', born_on },
      { type: 'ssn', value: '078-05-1121' },
      { type: 'phone', value: '+525512345678' },
      { type: 'email', value: 'ana@example.com' },
    ],
  });
  expect(subjects[1]).toEqual({ tracking_number: 'T2', claims: [] });
});

test('the header decides: columns in any order, other names by a mapping, strangers named', () => {
  const text = 'phone;Case ID;Business Name;comment;country\n+525512345678;B1;ACME;hello;MX';
  const headers = { tracking_number: 'case_id' };
  const list = readListCsv(text, { file: 'b.csv', headers });
  expect(list).toMatchObject({
    kind: 'business',
    unknown_columns: ['comment'],
    rows: [{ tracking_number: 'B1', business_name: 'ACME', country: 'MX' }],
  });
  expect(claimsOfList(list).subjects[0]?.claims).toContainEqual({
    type: 'business_name',
    name: 'ACME',
    country: 'MX',
  });
  expect(() => readListCsv('a,b\n1,2', { file: 'x.csv' })).toThrow('csv_header');
  expect(() => readListCsv(`${HEADER}\n"T1`, { file: 'x.csv' })).toThrow('exchange.search.csv');
});

test('attack: a formula in a list is text in the export, and comes back as it was', () => {
  const formula = "=cmd|' /C calc'!A0";
  const text = writeListCsv('person', [{ tracking_number: 'T1', last_name: formula }]);
  const [head, row] = text.split('\r\n');
  expect(head).toBe(HEADER);
  expect(row).toContain(`"'=cmd`);
  // Control: without the neutralising a spreadsheet sees the cell begin with `=`.
  expect(/(^|,)"?=/.test(text)).toBe(false);
  expect(/(^|,)"?=/.test(text.replace("'=", '='))).toBe(true);
  expect(readListCsv(text, { file: 'x.csv' }).rows[0]?.last_name).toBe(formula);
});

test('law: what is written is read again', () => {
  const cell = fc
    .string({ maxLength: 12, unit: fc.constantFrom(...'aZñ9 ,;"\'=+-@|') })
    .map((text) => text.trim())
    .filter((text) => !/^'\s*[=+@-]/.test(text) && !/^[=+@-]\s*$/.test(text) && text !== '');
  const rowOf = fc.record({ tracking_number: cell, last_name: cell, city: cell });
  fc.assert(
    fc.property(fc.array(rowOf, { maxLength: 5 }), (rows: readonly ListRow[]) => {
      const read = readListCsv(writeListCsv('person', rows), { file: 'x.csv' });
      expect(read.rows).toEqual(rows);
    }),
    { numRuns: 200 },
  );
});

test.each([
  ['02/29/2024', '2024-02-29'],
  ['02/29/2023', null],
  ['2/3/1980', '1980-02-03'],
  ['1980-02-03', '1980-02-03'],
  ['13/01/1980', null],
])('%s is the day %s', (text, day) => {
  expect(isoDay(text)).toBe(day);
});
