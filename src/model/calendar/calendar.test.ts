import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { easter, endOfDay, faultsOf, localDay } from '../../base/index.js';
import { readCalendars } from './index.js';

const folder = mkdtempSync(join(tmpdir(), 'puente-calendars-'));
afterAll(() => rmSync(folder, { recursive: true }));
const { addBusinessDays, holidays, isBusinessDay } = readCalendars('filing/calendars.yaml');

test('US federal holidays as the OPM publishes them', () => {
  expect(holidays(2026, 'us_federal')).toEqual([
    '2026-01-01',
    '2026-01-19',
    '2026-02-16',
    '2026-05-25',
    '2026-06-19',
    '2026-07-03',
    '2026-09-07',
    '2026-10-12',
    '2026-11-11',
    '2026-11-26',
    '2026-12-25',
  ]);
  // In 2021 Juneteenth and Christmas were Saturdays, and so was New Year's Day of 2022.
  const closed = ['2021-06-18', '2021-07-05', '2021-12-24', '2021-12-31'];
  for (const day of closed) expect(isBusinessDay(day, 'us_federal')).toBe(false);
  expect(isBusinessDay('2020-06-19', 'us_federal')).toBe(true);
  expect(isBusinessDay('2026-07-04', 'us_federal')).toBe(false);
});

test('Mexican days of rest, and the days on which banks close', () => {
  expect(holidays(2026, 'mx_federal')).toEqual([
    '2026-01-01',
    '2026-02-02',
    '2026-03-16',
    '2026-05-01',
    '2026-09-16',
    '2026-11-16',
    '2026-12-25',
  ]);
  // Diario Oficial, rules of the CNBV for 2026.
  expect(holidays(2026, 'mx_bank')).toEqual([
    '2026-01-01',
    '2026-02-02',
    '2026-03-16',
    '2026-04-02',
    '2026-04-03',
    '2026-05-01',
    '2026-09-16',
    '2026-11-02',
    '2026-11-16',
    '2026-12-12',
    '2026-12-25',
  ]);
  expect(holidays(2024, 'mx_federal')).toContain('2024-10-01');
  expect(holidays(2018, 'mx_federal')).toContain('2018-12-01');
  expect(holidays(2025, 'mx_federal')).toHaveLength(7);
  expect(holidays(2005, 'mx_federal')).toContain('2005-02-05');
});

test.each([
  [2000, '2000-04-23'],
  [2008, '2008-03-23'],
  [2025, '2025-04-20'],
  [2026, '2026-04-05'],
  [2038, '2038-04-25'],
])('Easter of %i is %s', (year, day) => expect(easter(year)).toBe(day));

test.each([
  ['2026-02-02', 10, 'us_federal', '2026-02-17'],
  ['2025-12-19', 10, 'us_federal', '2026-01-06'],
  ['2026-07-02', 1, 'us_federal', '2026-07-06'],
  ['2026-04-01', 1, 'mx_bank', '2026-04-06'],
  ['2026-02-07', 0, 'us_federal', '2026-02-07'],
] as const)('%s and %i business days of %s', (day, count, calendar, expected) => {
  expect(addBusinessDays(day, count, calendar)).toBe(expected);
});

test.each([
  ['America/New_York', '2026-03-08', '2026-03-09T04:00:00.000Z'],
  ['America/New_York', '2026-11-01', '2026-11-02T05:00:00.000Z'],
  ['America/Mexico_City', '2026-07-01', '2026-07-02T06:00:00.000Z'],
  ['Pacific/Kiritimati', '2026-07-01', '2026-07-01T10:00:00.000Z'],
  ['Etc/GMT+12', '2026-07-01', '2026-07-02T12:00:00.000Z'],
])('in %s the day %s ends at %s', (zone, day, next) => {
  const end = endOfDay(day, zone);
  expect(end + 1).toBe(Date.parse(next));
  expect(localDay(end, zone)).toBe(day);
});

// Office of Personnel Management; Diario Oficial, or its reports.
test.each([
  ['us_federal', 2024, '01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25'],
  ['us_federal', 2025, '01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25'],
  ['us_federal', 2027, '01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24'],
  ['mx_bank', 2024, '01-01 02-05 03-18 03-28 03-29 05-01 09-16 10-01 11-02 11-18 12-12 12-25'],
  ['mx_bank', 2025, '01-01 02-03 03-17 04-17 04-18 05-01 09-16 11-02 11-17 12-12 12-25'],
  ['mx_bank', 2027, '01-01 02-01 03-15 03-25 03-26 05-01 09-16 11-02 11-15 12-12 12-25'],
] as const)('%s in %i', (calendar, year, days) => {
  expect(
    holidays(year, calendar)
      .map((day) => day.slice(5))
      .join(' '),
  ).toBe(days);
});

test('a day that is granted is one more rule; what is wrong in a file has its place', () => {
  const law = readFileSync('filing/calendars.yaml', 'utf8');
  const file = join(folder, 'calendars.yaml');
  writeFileSync(file, law.replace('- {on: 12-25}', '- {on: 12-25}\n    - {date: 2025-12-26}'));
  expect(readCalendars(file).isBusinessDay('2025-12-26', 'us_federal')).toBe(false);
  expect(isBusinessDay('2025-12-26', 'us_federal')).toBe(true);
  for (const [from, to, code] of [
    ['calendar: mx_bank', 'calendar: mx_banks', 'data.calendar'],
    ['{on: 06-19', '{on: 13-19', 'data.shape'],
    ['with: mx_federal', 'with: mx_other', 'data.calendar'],
  ] as const) {
    writeFileSync(file, law.replace(from, to));
    expect(codeOf(() => readCalendars(file))).toBe(code);
  }
});

function codeOf(work: () => unknown): string | undefined {
  try {
    work();
  } catch (error) {
    return faultsOf(error)[0]?.code;
  }
  return undefined;
}
