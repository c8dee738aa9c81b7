import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countryOf } from './countries.js';
import { dayOf, daysOf, serialDay } from './days.js';
import { identifierOf, kindOfLabel } from './documents.js';
import { placedCountry } from './places.js';
import { programTags } from './programs.js';

test.each([
  ['10 Dec 1948', '1948-12-10', '1948-12-10', false],
  ['circa 1951', '1951-01-01', '1951-12-31', true],
  ['Mar 1945', '1945-03-01', '1945-03-31', false],
  ['1960 to 1965', '1960-01-01', '1965-12-31', false],
  ['01 Jan 1960 to 31 Mar 1960.', '1960-01-01', '1960-03-31', false],
  ['circa 1979-1982', '1979-01-01', '1982-12-31', true],
  ['00/00/1962', '1962-01-01', '1962-12-31', false],
  ['dd/mm/1962', '1962-01-01', '1962-12-31', false],
  ['00/02/1964', '1964-02-01', '1964-02-29', false],
  ['30 de noviembre de 2022', '2022-11-30', '2022-11-30', false],
  ['11-Sep-2026', '2026-09-11', '2026-09-11', false],
  ['April 3, 1970', '1970-04-03', '1970-04-03', false],
  ['2024-12-11T21:24:35.826+01:00', '2024-12-11', '2024-12-11', false],
])('%s', (written, from, to, circa) => {
  expect(daysOf(written)).toEqual({ from, to, circa });
});

test('what the calendar does not have is no date', () => {
  for (const written of ['31 Feb 1970', '13/13/1970', '15/08/19yy', 'unknown', '', '1965 to 1960'])
    expect(daysOf(written)).toBeNull();
  expect(daysOf('03/04/1970', 'month_first')?.from).toBe('1970-03-04');
});

test('every day reads back from each way of writing it', () => {
  const days = fc.date({
    min: new Date('1900-01-01'),
    max: new Date('2099-12-31'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(days, (date) => {
      const iso = date.toISOString().slice(0, 10);
      const [year, month, day] = iso.split('-');
      const word = date.toLocaleString('es', { month: 'long', timeZone: 'UTC' });
      const written = [iso, `${day}/${month}/${year}`, `${Number(day)} de ${word} de ${year}`];
      expect(written.map((each) => dayOf(each))).toEqual([iso, iso, iso]);
    }),
  );
});

test('a spreadsheet number is a day', () => {
  expect(serialDay('44014')).toBe('2020-07-02');
  expect(serialDay('12345')).toBeNull();
});

test.each([
  ['Korea, North', 'KP'],
  ['Congo, Democratic Republic of the', 'CD'],
  ['Republic of the Congo', 'CG'],
  ['Burma', 'MM'],
  ['Region: Gaza', 'PS'],
  ['EE. UU.', 'US'],
  ['Estados Unidos', 'US'],
  ['México', 'MX'],
  ['Iran (Islamic Republic of)', 'IR'],
  ['former Soviet Union', 'SU'],
  ['Türkiye', 'TR'],
  ['Saint Kitts and Nevis', 'KN'],
  ['uk', 'GB'],
  ['Atlantis', null],
])('country %s', (written, code) => {
  expect(countryOf(written)).toBe(code);
});

test('the country at the end of a place; two letters may be a state', () => {
  expect(placedCountry('Culiacan, Sinaloa, Mexico.')).toBe('MX');
  expect(placedCountry('Pyongyang, Korea, North')).toBe('KP');
  expect(placedCountry('San Diego, CA')).toBeNull();
});

test.each([
  ['SDNT] [SDNTK', ['SDNT', 'SDNTK']],
  ['[SDNT] [SDNTK]', ['SDNT', 'SDNTK']],
  ['SDNT; SDNTK', ['SDNT', 'SDNTK']],
  ['CAATSA - RUSSIA', ['CAATSA - RUSSIA']],
  ['ILLICIT-DRUGS-EO', ['ILLICIT-DRUGS-EO14059']],
])('programmes %s', (packed, tags) => {
  expect(programTags(packed)).toEqual(tags);
});

test.each([
  ['C.U.R.P.', 'curp'],
  ['R.F.C. #', 'rfc'],
  ['Cedula No.', 'national_id'],
  ['NIT #', 'tax_id'],
  ['US FEIN', 'ein'],
  ['SSN', 'ssn'],
  ['SWIFT/BIC', 'bic'],
  ["Aircraft Manufacturer's Serial Number (MSN)", 'serial_number'],
  ['Folio Mercantil No.', 'registration'],
  ['Target Type', null],
])('label %s', (label, kind) => {
  expect(kindOfLabel(label)).toBe(kind);
});

test('an RFC keeps its ampersand, an IMO number loses its prefix', () => {
  expect(identifierOf('R.F.C.', 'A&B-010203-AB1')?.value).toBe('A&B010203AB1');
  expect(identifierOf('Identification Number', 'IMO 5342883')).toMatchObject({
    kind: 'imo',
    value: '5342883',
  });
});
