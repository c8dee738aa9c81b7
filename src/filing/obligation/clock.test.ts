import { expect, test } from 'vitest';
import { createSpeaker, isoTime, present } from '../../base/index.js';
import { readCalendars } from '../../model/index.js';
import { clocksOf, dueAt, endOfPeriod, readFilingClocks } from './clock.js';
import { sayDue } from './say-due.js';
import { floorOn, reaches, readThresholds, thresholdOn } from './table.js';

const calendars = readCalendars('filing/calendars.yaml');
const clocks = readFilingClocks('filing/clocks.yaml');
const table = readThresholds('filing/thresholds.yaml');
const clockOf = (name: string) =>
  present(
    clocks.find(({ clock }) => clock === name),
    name,
  );

// The end of the last day in the zone of the obligation, as the next moment in UTC.
test.each([
  ['us_sar', '2026-05-01T12:00:00Z', '2026-06-01T04:00:00Z'],
  // 23:30 in New York is the next day in UTC, and still that day there.
  ['us_sar', '2026-05-02T03:30:00Z', '2026-06-01T04:00:00Z'],
  ['us_sar_no_suspect', '2026-05-01T12:00:00Z', '2026-07-01T04:00:00Z'],
  ['us_sar_continuing', '2026-01-05T17:00:00Z', '2026-05-06T04:00:00Z'],
  // Fifteen days over the change of the clocks on 1 November 2026.
  ['us_ctr', '2026-10-20T16:00:00Z', '2026-11-05T05:00:00Z'],
  // 2026-07-04 is a Saturday, kept on the Friday: put off to Monday.
  ['us_8300', '2026-06-19T16:00:00Z', '2026-07-07T04:00:00Z'],
  ['us_8300', '2026-06-15T16:00:00Z', '2026-07-01T04:00:00Z'],
  ['us_ofac_blocked', '2025-12-19T15:00:00Z', '2026-01-07T05:00:00Z'],
  ['mx_roi_opinion', '2026-02-01T18:00:00Z', '2026-04-03T06:00:00Z'],
  // Thursday and Friday before Easter do not count.
  ['mx_roi', '2026-03-31T18:00:00Z', '2026-04-08T06:00:00Z'],
  // Ten business days of April 2026, Holy Thursday and Friday aside.
  ['mx_relevant', '2026-02-10T18:00:00Z', '2026-04-17T06:00:00Z'],
  ['mx_relevant', '2026-11-30T18:00:00Z', '2027-01-16T06:00:00Z'],
  ['mx_transfer', '2026-01-31T18:00:00Z', '2026-02-24T06:00:00Z'],
  ['mx_aviso', '2026-12-31T18:00:00Z', '2027-01-18T06:00:00Z'],
])('%s of %s is in time until %s', (name, trigger, next) => {
  expect(isoTime(dueAt(clockOf(name), Date.parse(trigger), calendars) + 1)).toBe(
    isoTime(Date.parse(next)),
  );
});

test('hours run on over nights and holidays', () => {
  const at = Date.parse('2026-12-25T01:02:03Z');
  expect(dueAt(clockOf('mx_24h'), at, calendars)).toBe(at + 86_400_000);
});

test.each([
  ['2026-02-10', 'month', '2026-02-28'],
  ['2024-02-10', 'month', '2024-02-29'],
  ['2026-02-10', 'quarter', '2026-03-31'],
  ['2026-12-31', 'quarter', '2026-12-31'],
] as const)('%s is in the %s that ends on %s', (day, kind, last) => {
  expect(endOfPeriod(day, kind)).toBe(last);
});

test('what a payment of a form starts, by its day', () => {
  const started = (form: string, trigger: 'transacted' | 'known', day: string) =>
    clocksOf(clocks, form, trigger, Date.parse(day)).map(({ clock }) => clock);
  expect(started('fincen-ctr', 'transacted', '2026-01-05')).toEqual(['us_ctr']);
  expect(started('lfpiorpi-inm', 'transacted', '2026-01-05')).toEqual(['mx_aviso']);
  expect(started('lfpiorpi-inm', 'known', '2026-01-05')).toEqual(['mx_aviso_24h']);
  expect(started('lfpiorpi-inm', 'known', '2025-01-05')).toEqual([]);
});

test('every clock is said in both languages', () => {
  for (const language of ['en', 'es'] as const) {
    const voice = createSpeaker(language);
    for (const clock of clocks) {
      const said = sayDue(voice, clock, Date.parse('2026-02-10T18:00:00Z'), calendars);
      expect(said).toContain(clock.title[language]);
      expect(said).toContain(clock.source);
    }
  }
  const at = Date.parse('2026-02-10T18:00:00Z');
  expect(sayDue(createSpeaker('es'), clockOf('mx_relevant'), at, calendars)).toBe(
    'Reporte de operaciones relevantes: hasta el 2026-04-16 (America/Mexico_City), ' +
      '10 días hábiles tras el fin del trimestre (Días en que los bancos cierran en México ' +
      '(CNBV)), contado desde el 2026-02-10, cuando se hizo el pago. ' +
      'Disposiciones art. 115 LIC, by summaries ' +
      '(first ten business days of January, April, July, October) ' +
      '(no leído en las palabras de la autoridad)',
  );
  expect(sayDue(createSpeaker('en'), clockOf('us_sar'), at, calendars)).toBe(
    'Suspicious activity report: until 2026-03-12 (America/New_York), 30 days, counted from ' +
      '2026-02-10, when facts were first detected. 31 CFR 1020.320(b)(3); FinCEN on the MSB rule',
  );
});

test('a threshold is that of the day, units in pesos of the day', () => {
  const floor = (id: string, on: string) => {
    const threshold = thresholdOn(table, id, on);
    return threshold && floorOn(table, threshold, on);
  };
  expect(floor('mx_aviso_din', '2026-02-01')).toEqual({
    ten_thousandths: 9_414_127_500n,
    currency: 'MXN',
    is_included: true,
  });
  expect(floor('mx_aviso_din', '2026-01-31')?.ten_thousandths).toBe(9_079_485_000n);
  expect(floor('mx_aviso_din', '2040-01-01')).toBeNull();
  expect(floor('mx_aviso_avi', '2025-07-16')?.ten_thousandths).toBe(645n * 11_314n * 100n);
  expect(floor('mx_aviso_avi', '2025-07-17')?.ten_thousandths).toBe(210n * 11_314n * 100n);
  expect(floor('mx_unusual', '2026-01-01')).toBeNull();
  const ctr = present(floor('us_ctr', '2026-01-01'), 'floor');
  expect([1_000_000n, 1_000_001n].map((minor) => reaches(minor, ctr))).toEqual([false, true]);
  const relevant = present(floor('mx_relevant', '2026-01-01'), 'floor');
  expect([749_999n, 750_000n].map((minor) => reaches(minor, relevant))).toEqual([false, true]);
});
