import { expect, test } from 'vitest';
import type { Payment } from '../../src/model/index.js';
import { evaluate } from './evaluate.js';
import { type Fraction, fraction } from './exact.js';
import { accountOf, partyOf, transfer, typologyOf, worldOf } from './sample.js';
import type { World } from './world.js';

/** The values of one measure at every entry of a subject, by payment id. */
function valuesOf(
  measure: Record<string, unknown>,
  subject: string,
  world: World,
  more: Record<string, unknown> = {},
): Record<string, string | null> {
  const parts = { measures: { m: measure }, condition: 'known(m) or not known(m)', ...more };
  const { fired } = evaluate(typologyOf(parts), world);
  const own = fired.filter(({ point }) => point.subject === subject);
  return Object.fromEntries(own.map((f) => [f.point.payment.id, show(f.values.m ?? null)]));
}

const show = (value: Fraction | null) =>
  value && (value.den === 1n ? `${value.num}` : `${value.num}/${value.den}`);

/** Ids of the payments at which a condition holds, and how often it was undetermined. */
function firesAt(parts: Record<string, unknown>, world: World): readonly [string[], number] {
  const { fired, undetermined } = evaluate(typologyOf(parts), world);
  return [fired.map(({ point }) => point.payment.id), undetermined.length];
}

const CASH = [
  transfer('a', null, 'A', '2025-01-01T12:00:00.000Z', 100),
  transfer('b', null, 'A', '2025-01-01T12:00:00.001Z', 200),
  transfer('c', null, 'A', '2025-01-02T12:00:00.000Z', null),
  transfer('d', 'A', null, '2025-01-02T12:00:00.000Z', 50),
];

test('a window is half-open, and sees its own instant up to the payment asked at', () => {
  const within = { within: '1d' };
  expect(valuesOf({ count: within }, 'A', worldOf(CASH))).toEqual({
    a: '1',
    b: '2',
    c: '2',
    d: '3',
  });
  expect(valuesOf({ count: {} }, 'A', worldOf(CASH))).toEqual({ a: '1', b: '2', c: '3', d: '4' });
  const before = { within: '1d', before: '1d' };
  expect(valuesOf({ count: before }, 'A', worldOf(CASH)).d).toBe('1');
});

test('unknown amounts are left out: no sum is 0, no least amount is unknown', () => {
  const ofIn = { of: 'in', within: '1d' };
  expect(valuesOf({ sum: ofIn }, 'A', worldOf(CASH)).d).toBe('20000');
  expect(valuesOf({ avg: { of: 'in' } }, 'A', worldOf(CASH)).d).toBe('15000');
  expect(valuesOf({ max: { of: 'out' } }, 'A', worldOf(CASH)).c).toBeNull();
  expect(valuesOf({ sum: { of: 'out' } }, 'A', worldOf(CASH)).c).toBe('0');
  expect(valuesOf({ turnover: { within: '2d' } }, 'A', worldOf(CASH)).d).toBe('1/6');
});

test('both entries of one payment see each other', () => {
  const world = worldOf([transfer('a', 'A', 'A', '2025-01-01', 1)]);
  const { fired } = evaluate(
    typologyOf({ measures: { n: { count: {} } }, condition: 'n == 2' }),
    world,
  );
  expect(fired.map(({ point }) => point.direction)).toEqual(['out', 'in']);
});

test('a calendar window is the local day of its zone; a weekend is banked on Monday', () => {
  const world = worldOf([
    transfer('fri', null, 'A', '2025-01-04T05:59:00Z', 1),
    transfer('sat', null, 'A', '2025-01-04T06:00:00Z', 1),
    transfer('mon', null, 'A', '2025-01-07T05:59:00Z', 1),
    transfer('tue', null, 'A', '2025-01-07T06:00:00Z', 1),
  ]);
  const within = (calendar: string) => ({
    count: { within: { calendar, zone: 'America/Chicago' } },
  });
  expect(valuesOf(within('day'), 'A', world)).toEqual({ fri: '1', sat: '1', mon: '1', tue: '1' });
  expect(valuesOf(within('bank_day'), 'A', world)).toEqual({
    fri: '1',
    sat: '1',
    mon: '2',
    tue: '1',
  });
  expect(valuesOf(within('week'), 'A', world)).toEqual({ fri: '1', sat: '2', mon: '1', tue: '2' });
  expect(valuesOf(within('month'), 'A', world).tue).toBe('4');
});

test('attributes are those known at the payment', () => {
  const version = (sector: 'bar' | 'spa' | 'food', valid_from: string, known_from: string) =>
    partyOf({ id: 'P', sector, valid_from, known_from });
  const parties = [
    version('bar', '2025-01-01T00:00:00.000Z', '2025-01-01T00:00:00.000Z'),
    version('spa', '2025-01-02T00:00:00.000Z', '2025-01-04T00:00:00.000Z'),
    version('food', '2025-01-01T00:00:00.000Z', '2025-01-03T00:00:00.000Z'),
  ];
  const accounts = [accountOf({ id: 'A', party_id: 'P' })];
  const days = ['2024-12-31', '2025-01-01', '2025-01-03', '2025-01-04'];
  const world = worldOf(
    days.map((day) => transfer(day, null, 'A', day, 1)),
    { accounts, parties },
  );
  const at = (sector: string) =>
    firesAt({ fires: { at: 'in', where: { 'party.sector': sector } }, condition: '1 > 0' }, world);
  expect(at('bar')).toEqual([['2025-01-01'], 1]);
  expect(at('food')).toEqual([['2025-01-03'], 1]);
  expect(at('spa')).toEqual([['2025-01-04'], 1]);
});

test('just below a limit: T·(1−r) is in, T is not; no law, no answer', () => {
  const amounts = [799, 800, 999, 1000];
  const payments = amounts.map((usd) => transfer(String(usd), null, 'A', '2025-01-09', usd));
  const near = { amount: { near: ['law.EARLY', '20%'] } };
  const parts = { fires: { at: 'in', where: near }, condition: '1 > 0' };
  expect(firesAt(parts, worldOf(payments))).toEqual([['800', '999'], 0]);
  const later = payments.map((p) => ({ ...p, time: '2025-01-10T00:00:00.000Z' }));
  expect(firesAt(parts, worldOf(later))).toEqual([[], 4]);
});

test('words are whole, without case, accents and punctuation', () => {
  const lists = [{ list: 'slang', value: 'Polvo azúl', from: null, until: null }];
  const said = (id: string, text: string | null) =>
    transfer(id, null, 'A', '2025-01-01', 1, { text });
  const world = worldOf(
    [said('a', 'pago: POLVO-AZUL.'), said('b', 'polvo azules'), said('c', null)],
    { lists },
  );
  const parts = { fires: { at: 'in', where: { text: { words: 'slang' } } }, condition: '1 > 0' };
  expect(firesAt(parts, world)).toEqual([['a'], 1]);
});

test('an unknown value is undetermined, unless the answer does not depend on it', () => {
  const world = worldOf([transfer('a', null, 'A', '2025-01-01', null, { rail: 'wire' })]);
  const at = (where: unknown) => firesAt({ fires: { at: 'in', where }, condition: '1 > 0' }, world);
  expect(at({ amount: { above: '1 USD' } })).toEqual([[], 1]);
  expect(at({ any_of: [{ amount: { above: '1 USD' } }, { rail: 'wire' }] })).toEqual([['a'], 0]);
  expect(at({ amount: { above: '1 USD' }, rail: 'cash' })).toEqual([[], 0]);
  expect(at({ none_of: [{ amount: { above: '1 USD' } }] })).toEqual([[], 1]);
  expect(at({ channel: { not: 'atm' } })).toEqual([[], 1]);
  expect(at({ channel: { known: false } })).toEqual([['a'], 0]);
});

test('a deadline is asked later, sees all of its instant, and not after the last payment', () => {
  const world = worldOf([
    transfer('a', null, 'A', '2025-01-01', 1),
    transfer('b', 'A', null, '2025-01-03', 1),
    transfer('c', null, 'A', '2025-01-04', 1),
  ]);
  const parts = {
    fires: { at: 'in', after: '2d' },
    measures: { outs: { count: { of: 'out', within: '2d' } } },
    condition: 'outs == 1',
  };
  const outcome = evaluate(typologyOf(parts), world);
  expect(outcome.fired.map(({ point }) => point.payment.id)).toEqual(['a']);
  expect(outcome.asked).toBe(1);
});

test('since and dormancy', () => {
  const hour = (id: string, h: number) =>
    transfer(id, null, 'A', new Date(Date.UTC(2025, 0, 1) + h * 3_600_000).toISOString(), 1);
  const world = worldOf([hour('a', 0), hour('b', 1), hour('c', 30), hour('d', 31)]);
  const hours = (value: string | null | undefined) => value && Number(value) / 3_600_000;
  const last = valuesOf({ since_last: {} }, 'A', world);
  expect([last.a, hours(last.b), hours(last.c)]).toEqual([null, 1, 29]);
  expect(hours(valuesOf({ since_first: { within: '2h' } }, 'A', world).d)).toBe(1);
  const dormant = valuesOf({ dormancy: { within: '2h' } }, 'A', world);
  expect([dormant.b, hours(dormant.c), hours(dormant.d)]).toEqual([null, 29, 29]);
});

test('money that stays is no pass-through, money that goes at once is', () => {
  const world = worldOf([
    transfer('a', 'X', 'A', '2025-01-01T00:00:00Z', 100),
    transfer('b', 'A', 'Y', '2025-01-01T06:00:00Z', 90),
  ]);
  expect(valuesOf({ pass_through: { within: '1d' } }, 'A', world)).toEqual({ a: '0', b: '27/40' });
});

test('a sequence counts earlier payments alike in amount', () => {
  const world = worldOf([
    transfer('a', 'X', 'A', '2025-01-01T00:00:00Z', 100, { currency: 'USD' }),
    transfer('b', 'X', 'A', '2025-01-01T01:00:00Z', 0),
    transfer('c', 'X', 'A', '2025-01-01T02:00:00Z', 101, { currency: 'MXN' }),
    transfer('d', 'A', 'Y', '2025-01-01T03:00:00Z', 90),
  ]);
  const sequence = { first: { of: 'in' }, within: '1d', ratio: [0.9, 1] };
  expect(valuesOf({ sequence }, 'A', world).d).toBe('1');
  const same = { first: { of: 'in' }, within: '1d', same: ['currency'] };
  expect(valuesOf({ sequence: same }, 'A', world).d).toBe('2');
});

const LOOP = [
  transfer('a', 'A', 'B', '2025-01-01', 100),
  transfer('b', 'B', 'C', '2025-01-02', 95),
  transfer('c', 'C', 'A', '2025-01-03', 90),
  transfer('d', 'C', 'D', '2025-01-03', 80),
];

test('chains and cycles respect time, amounts and the window', () => {
  const path = (hops: [number, number], within: string) => ({ hops, within, ratio: [0.9, 1] });
  const chain = (of: ReturnType<typeof path>) => valuesOf({ chain: of }, 'C', worldOf(LOOP));
  expect(chain(path([2, 3], '3d'))).toEqual({ a: undefined, b: '1', c: '1', d: '0' });
  const cycle = valuesOf({ cycle: path([2, 3], '3d') }, 'A', worldOf(LOOP));
  expect(cycle).toEqual({ a: '0', c: '1' });
  expect(valuesOf({ cycle: path([3, 3], '2d') }, 'A', worldOf(LOOP)).c).toBe('0');
});

test('at day precision the order within a day is not known', () => {
  const tied = (precision: Payment['precision']) =>
    worldOf([
      transfer('b', 'A', 'B', '2025-01-01', 100, { precision }),
      transfer('a', 'B', 'C', '2025-01-01', 100, { precision }),
    ]);
  const chain = { chain: { hops: [2, 2], within: '1d', ratio: [1, 1] } };
  expect(valuesOf(chain, 'C', tied('day')).a).toBe('1');
  expect(valuesOf(chain, 'C', tied('second')).a).toBe('0');
});

test('a ring of one day closes once, where its first leg is the first in order', () => {
  const ring = [
    transfer('a', 'A', 'B', '2025-01-01', 100, { precision: 'day' }),
    transfer('b', 'B', 'A', '2025-01-01', 100, { precision: 'day' }),
  ];
  const cycle = { hops: [2, 2], within: '1d', ratio: [1, 1] };
  expect(valuesOf({ cycle }, 'A', worldOf(ring))).toEqual({ a: '0', b: '1' });
});

test('scatter–gather counts the middlemen of one source', () => {
  const world = worldOf([
    transfer('a1', 'U', 'M1', '2025-01-01', 100),
    transfer('a2', 'U', 'M2', '2025-01-01', 100),
    transfer('a3', 'W', 'M3', '2025-01-01', 100),
    transfer('b1', 'M1', 'V', '2025-01-02', 95),
    transfer('b2', 'M2', 'V', '2025-01-02', 95),
    transfer('b3', 'M3', 'V', '2025-01-03', 95),
  ]);
  const measure = { scatter_gather: { within: '2d', ratio: [0.9, 1] } };
  expect(valuesOf(measure, 'V', world)).toEqual({ b1: '1', b2: '2', b3: '0' });
});

test('peers: thirty at the closing, lower medians', () => {
  const peers = Array.from({ length: 31 }, (_, i) => `P${String(i).padStart(2, '0')}`);
  const payments = peers.flatMap((peer, i) =>
    Array.from({ length: i < 10 ? 1 : i < 20 ? 2 : 4 }, (_, n) =>
      transfer(`${peer}-${n}`, null, peer, '2025-01-06', 1),
    ),
  );
  const more = [
    transfer('x', null, 'P00', '2025-01-13', 1),
    transfer('w', null, 'P00', '2025-01-13', 1),
    transfer('y', null, 'P00', '2025-01-12', 1),
  ];
  const measures = {
    n: { count: { within: '7d' } },
    m: { peer_z: { measure: 'n', cohort: ['account.kind'], closing: 'week' } },
  };
  const values = valuesOf({}, 'P00', worldOf([...payments, ...more]), { measures });
  expect(values.y).toBeNull();
  // Values 1 (ten), 2 (ten), 4 (eleven): with y, P00 has 2; median 2, MAD 1; at x it counts 3.
  expect(values.x).toBe('5000/7413');
});

test('scope: an institution marked ours leaves the others out', () => {
  const institution = (id: string, is_ours: boolean | null) => ({
    id,
    is_ours,
    name: null,
    kind: null,
    country: null,
  });
  const accounts = [
    accountOf({ id: 'A', institution_id: 'I' }),
    accountOf({ id: 'B', institution_id: 'J' }),
  ];
  const payments = [transfer('a', 'A', 'B', '2025-01-01', 1)];
  const asked = (ours: boolean | null) =>
    evaluate(
      typologyOf({ scope: 'ours', condition: '1 > 0' }),
      worldOf(payments, {
        accounts,
        institutions: [institution('I', ours), institution('J', null)],
      }),
    ).asked;
  expect([asked(true), asked(null)]).toEqual([1, 2]);
});

test('networks: the best one counts, by hindsight; as subject, of all its accounts', () => {
  const none = { in_minor: 0n, out_minor: 0n };
  const span = { first_at: '2025-01-01T00:00:00Z', last_at: '2025-01-01T00:00:00Z' };
  const network = (id: string, rank: number) => ({
    ...{ id, rank, surprise: 0, accounts: 3, instances: 1, payments: 1, institutions: 1 },
    ...{ shapes: '', ...span, ...none, kept_minor: 0n, found_at: '2025-01-03T05:00:00Z' },
  });
  const member = (network_id: string, account_id: string) => ({
    ...{ network_id, account_id, role: 'carrier' as const, party_id: null, instances: 1 },
    ...{ ...none, ...span, dwell_ms: null },
  });
  const world = worldOf(
    [
      transfer('a', 'A', 'B', '2025-01-01', 1),
      transfer('b', 'B', 'C', '2025-01-04', 1),
      transfer('c', 'X', 'A', '2025-01-04', 1),
    ],
    {
      networks: [network('N1', 2), network('N2', 1)],
      members: [member('N1', 'A'), member('N2', 'A'), member('N1', 'B'), member('N2', 'C')],
    },
  );
  const at = (where: unknown, subject = 'account') =>
    firesAt({ subject, fires: { at: 'in', where }, condition: '1 > 0' }, world)[0];
  expect(at({ 'account.network_id': 'N2' })).toEqual(['b', 'c']);
  expect(at({ 'account.network_age_days': { at_least: 0 } })).toEqual(['b', 'c']);
  expect(at({ 'account.network_age_days': { at_most: -2 } })).toEqual(['a']);
  expect(at({ 'counterparty.network_role': 'carrier' }, 'network')).toEqual(['a', 'b']);
  expect(at({}, 'network')).toEqual(['a', 'b', 'c']);
});

test('findings: the highest score, of equals the earliest, gives values and evidence', () => {
  const world = worldOf([
    transfer('a', null, 'A', '2025-01-01', 1),
    transfer('b', null, 'A', '2025-01-30', 1),
    transfer('c', null, 'A', '2025-01-31', 1),
    transfer('d', null, 'A', '2025-01-31T01:00:00Z', 1, { rail: 'wire' }),
    transfer('e', null, 'A', '2025-02-01', 1),
  ]);
  const { findings, suppressed } = evaluate(
    typologyOf({
      measures: { n: { count: { within: '2d' } } },
      condition: 'n > 0',
      suppress: [{ where: { rail: 'wire' }, reason: { en: 'wire', es: 'wire' } }],
      score: { base: 90, add: [{ points: 20, when: 'n >= 2' }] },
    }),
    world,
  );
  expect(suppressed).toBe(1);
  expect(findings.map((f) => [f.period, f.times_fired, f.peak.score, f.evidence])).toEqual([
    ['2025-01-01', 3, 100, ['b', 'c']],
    ['2025-02-01', 1, 100, ['c', 'd', 'e']],
  ]);
  expect(findings[0]?.last_at).toBe(Date.UTC(2025, 0, 31));
});

test('exact arithmetic: a third is a third, over nothing is unknown', () => {
  const world = worldOf([transfer('a', null, 'A', '2025-01-01', 1)]);
  const measures = { n: { count: {} }, none: { count: { of: 'out' } } };
  const at = (condition: string) => firesAt({ measures, condition }, world);
  expect(at('n / 3 * 3 == 1')).toEqual([['a'], 0]);
  expect(at('n / none > 0')).toEqual([[], 1]);
  expect(at('n / none > 0 or n == 1')).toEqual([['a'], 0]);
  expect(fraction(2n, -4n)).toEqual({ num: -1n, den: 2n });
});
