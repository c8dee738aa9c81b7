import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { faultsOf, isoTime } from '../../base/index.js';
import { readCalendars } from '../../model/index.js';
import {
  type Action,
  dropMaxPpm,
  dutiesOf,
  freshFor,
  lowestThreshold,
  readClocks,
  readSettings,
  thresholdOf,
} from './index.js';

const folder = mkdtempSync(join(tmpdir(), 'puente-duties-'));
afterAll(() => rmSync(folder, { recursive: true }));
const law = readClocks('screening/clocks.yaml', readCalendars('filing/calendars.yaml'));
const at = (time: string) => Date.parse(time);

function action(given: Partial<Action>): Action {
  const base = { id: 'a', decision_id: 'd', list: 'us_ofac_sdn', kind: 'block', note: '' } as const;
  const done_at = at('2026-02-02T15:00:00Z');
  return { ...base, releases: null, actor: 'ana', at: done_at, withdrawn_at: null, ...given };
}

function due(actions: Action[], now: string): string[] {
  const duties = dutiesOf(actions, law, [], at(now));
  return duties.map((duty) => `${duty.clock.clock} ${duty.period} ${isoTime(duty.due_at)}`);
}

test('blocked property: ten business days, and each year while it is held', () => {
  expect(due([action({})], '2026-02-02T15:00:00Z')).toEqual([
    'us_blocked_report once 2026-02-18T04:59:59.999Z',
    'us_blocked_annual 2026 2026-10-01T03:59:59.999Z',
  ]);
  expect(due([action({})], '2027-10-05T00:00:00Z').slice(1)).toEqual([
    'us_blocked_annual 2026 2026-10-01T03:59:59.999Z',
    'us_blocked_annual 2027 2027-10-01T03:59:59.999Z',
    'us_blocked_annual 2028 2028-10-01T03:59:59.999Z',
  ]);
});

test('the day counts where the law does, not in UTC', () => {
  const late = action({ at: at('2026-02-03T04:30:00Z') });
  expect(due([late], '2026-02-03T05:00:00Z')[0]).toContain('2026-02-18T04:59:59.999Z');
});

test('blocked after 30 June: reported a year later; released before: never', () => {
  const july = action({ at: at('2026-07-01T12:00:00Z') });
  expect(due([july], '2026-07-02T00:00:00Z').at(-1)).toContain('us_blocked_annual 2027');
  const release = { id: 'r', kind: 'release', releases: 'a' } as const;
  const spring = [action({}), action({ ...release, at: at('2026-06-30T12:00:00Z') })];
  expect(due(spring, '2027-01-01T00:00:00Z')).toEqual([
    'us_blocked_report once 2026-02-18T04:59:59.999Z',
    'us_unblocked_report once 2026-07-16T03:59:59.999Z',
  ]);
  const autumn = [action({}), action({ ...release, at: at('2026-08-03T12:00:00Z') })];
  expect(due(autumn, '2030-01-01T00:00:00Z')).toContain(
    'us_blocked_annual 2026 2026-10-01T03:59:59.999Z',
  );
  expect(due(autumn, '2030-01-01T00:00:00Z')).toHaveLength(3);
});

test('a rejected transaction is reported; before August 2024 a release was not', () => {
  expect(due([action({ kind: 'reject' })], '2026-02-03T00:00:00Z')).toEqual([
    'us_rejected_report once 2026-02-18T04:59:59.999Z',
  ]);
  const [from, to] = [at('2024-01-03T12:00:00Z'), at('2024-08-07T12:00:00Z')];
  const old = [action({ at: from }), action({ id: 'r', kind: 'release', releases: 'a', at: to })];
  expect(due(old, '2024-08-08T00:00:00Z').join()).not.toContain('us_unblocked_report');
});

test('taken back: what was not done is withdrawn, and no year is added', () => {
  const taken_back = action({ withdrawn_at: at('2026-03-02T12:00:00Z') });
  const report = { action_id: 'a', clock: 'us_blocked_report', period: 'once' } as const;
  const done = [{ ...report, reference: 'ORS-1', actor: 'ana', at: 0 }];
  const states = (actions: Action[], reported: typeof done) =>
    dutiesOf(actions, law, reported, at('2029-01-01T00:00:00Z')).map(
      ({ clock, period, state }) => `${clock.clock} ${period} ${state}`,
    );
  const annual = 'us_blocked_annual 2026 withdrawn';
  expect(states([taken_back], [])).toEqual(['us_blocked_report once withdrawn', annual]);
  expect(states([taken_back], done)).toEqual(['us_blocked_report once done', annual]);
  const release = { ...taken_back, id: 'r', kind: 'release', releases: 'a' } as const;
  const given_back = { ...release, at: at('2026-03-03T12:00:00Z') };
  expect(states([taken_back, given_back], [])).toContain('us_unblocked_report once withdrawn');
  expect(states([taken_back, given_back], done)).toContain('us_unblocked_report once late');
});

test('Mexico: suspension at once, report within 24 hours; other lists have no clock', () => {
  const suspend = action({ kind: 'suspend', list: 'mx_lpb' });
  const duties = dutiesOf([suspend], law, [], suspend.at + 86_400_000 + 1);
  expect(duties.map((duty) => [duty.clock.clock, duty.due_at - suspend.at, duty.state])).toEqual([
    ['mx_suspension', 0, 'late'],
    ['mx_report_24h', 86_400_000, 'late'],
  ]);
  expect(due([action({ list: 'un_sc_sanctions' })], '2026-02-03T00:00:00Z')).toEqual([]);
});

test('thresholds: of the list and kind, of the list, of the kind, of all', () => {
  const file = join(folder, 'settings.yaml');
  writeFileSync(
    file,
    `default:
  threshold: {any: 0.7, wallet: 0.95}
  drop_max_percent: 20
  fresh_days: 2
  content_days: 30
lists:
  strict: {threshold: {any: 0.6, person: 0.5}, drop_max_percent: 5}
  slow: {fresh_days: 45}
`,
  );
  const settings = readSettings(file);
  const of = (list: string, kind: 'person' | 'vessel' | 'wallet' | null) =>
    thresholdOf(settings, list, kind);
  expect([of('strict', 'person'), of('strict', 'vessel'), of('strict', null)]).toEqual([
    0.5, 0.6, 0.6,
  ]);
  expect([of('other', 'wallet'), of('slow', 'person')]).toEqual([0.95, 0.7]);
  expect([lowestThreshold(settings, 'person'), lowestThreshold(settings, 'wallet')]).toEqual([
    0.5, 0.6,
  ]);
  expect([dropMaxPpm(settings, 'strict'), dropMaxPpm(settings, 'x')]).toEqual([50_000, 200_000]);
  expect(freshFor(settings, 'slow').checked_ms).toBe(3_888_000_000);
  expect(freshFor(settings, 'x')).toEqual({
    checked_ms: 172_800_000,
    content_ms: 2_592_000_000,
  });
  expect(thresholdOf(readSettings('screening/settings.yaml'), 'us_ofac_sdn', 'person')).toBe(0.7);
});

test.each([
  ['default: {threshold: {any: 2}, drop_max_percent: 20, fresh_days: 2}', 1],
  ['default:\n  threshold: {any: 0.5}\n  drop_max_percent: 20\n  fresh_dayz: 2', 4],
  ['lists:\n  - [', 2],
  ['', 1],
])('a mistake in the file %j is told with its line', (text, line) => {
  const file = join(folder, 'wrong.yaml');
  writeFileSync(file, text);
  let caught: unknown;
  try {
    readSettings(file);
  } catch (error) {
    caught = error;
  }
  const faults = faultsOf(caught);
  expect(faults.every((fault) => fault.place?.file === file)).toBe(true);
  expect(Math.max(...faults.map((fault) => fault.place?.line ?? 0))).toBe(line);
});
