import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSpeaker } from '../../../base/index.js';
import type { PaymentColumns } from '../../../model/index.js';
import { graphOf } from '../../graph/payment-graph.js';
import { type PaymentFeatures, paymentFeatures } from './features.js';
import { DAY_MS, SEEN_DAYS, type Sight } from './sheet.js';

const SIGHTS = ['at_once', 'looking_back'] as const;
const ACCOUNTS = 7;

const account = fc.integer({ min: -1, max: ACCOUNTS - 1 });
const drawn = fc
  .array(
    fc.record({
      day: fc.integer({ min: 0, max: 50 }),
      debtor: account,
      creditor: account,
      value: fc.integer({ min: -1, max: 400 }),
    }),
    { minLength: 1, maxLength: 45 },
  )
  .map((rows) => rows.sort((a, b) => a.day - b.day));
type Rows = readonly { day: number; debtor: number; creditor: number; value: number }[];

function columnsOf(rows: Rows): PaymentColumns {
  return {
    accounts: ACCOUNTS,
    order_key: BigInt64Array.from(rows.keys(), BigInt),
    time_ms: Float64Array.from(rows, ({ day }) => day * DAY_MS),
    debtor: Int32Array.from(rows, ({ debtor }) => debtor),
    creditor: Int32Array.from(rows, ({ creditor }) => creditor),
    value_minor: Float64Array.from(rows, ({ value }) => value),
    ties: new Uint8Array(rows.length).fill(1),
  };
}

function featuresOf(rows: Rows, sight: Sight): PaymentFeatures {
  return paymentFeatures({ graph: graphOf(columnsOf(rows)), sight });
}

function rowOf(features: PaymentFeatures, payment: number): Record<string, number> {
  return Object.fromEntries(
    features.names.map((name, f) => [name, features.columns[f]?.[payment] as number]),
  );
}

test.each(SIGHTS)('nothing later than it may see changes a payment’s features: %s', (sight) => {
  fc.assert(
    fc.property(drawn, fc.nat(), (rows, pick) => {
      const payment = pick % rows.length;
      const now = rows[payment]?.day ?? 0;
      const seen = now + (sight === 'at_once' ? 0 : SEEN_DAYS);
      const cut = rows.filter(({ day }) => day <= seen);
      const [whole, part] = [featuresOf(rows, sight), featuresOf(cut, sight)];
      // How much of the days ahead is known is the one thing that the end of the data says.
      const { days_seen_ahead: _, ...wanted } = rowOf(whole, payment);
      expect(rowOf(part, payment)).toMatchObject(wanted);
    }),
    { numRuns: 120 },
  );
});

test('window counts and values are those of a plain count', () => {
  fc.assert(
    fc.property(drawn, (rows) => {
      const features = featuresOf(rows, 'looking_back');
      for (const [i, { day, debtor, creditor }] of rows.entries()) {
        if (debtor < 0 || creditor < 0 || debtor === creditor) continue;
        const row = rowOf(features, i);
        const legs = rows.filter(
          (leg) => leg.debtor >= 0 && leg.creditor >= 0 && leg.debtor !== leg.creditor,
        );
        const before = (days: number) =>
          legs.filter((leg) => leg.day <= day && leg.day > day - days);
        const into = before(7).filter((leg) => leg.creditor === debtor);
        expect(row.debtor_in_payments_7d).toBe(into.length);
        const value = into.reduce((sum, leg) => sum + Math.max(0, leg.value), 0);
        expect(row.debtor_in_payments_value_7d).toBeCloseTo(Math.log1p(value / 100), 5);
        const out = legs.filter((leg) => leg.debtor === creditor && leg.day <= day);
        expect(row.creditor_out_payments_ever).toBe(out.length);
        const ahead = legs.filter((leg) => leg.day > day && leg.day <= day + 14);
        const next = ahead.filter((leg) => leg.creditor === creditor);
        expect(row.creditor_in_payments_next_14d).toBe(next.length);
      }
    }),
  );
});

test('a pair’s habit and novelty are those of its own payments', () => {
  fc.assert(
    fc.property(drawn, (rows) => {
      const features = featuresOf(rows, 'looking_back');
      for (const [i, { day, debtor, creditor }] of rows.entries()) {
        if (debtor < 0 || creditor < 0 || debtor === creditor) continue;
        const row = rowOf(features, i);
        const same = [...rows.entries()].filter(
          ([, leg]) => leg.debtor === debtor && leg.creditor === creditor,
        );
        expect(row.pair_payments_before).toBe(same.filter(([j]) => j < i).length);
        const later = same.filter(([j, leg]) => j > i && leg.day <= day + SEEN_DAYS);
        expect(row.pair_payments_after).toBe(later.length);
        expect(row.pair_days_to_next).toBe(later[0] ? later[0][1].day - day : 99);
        const back = rows.filter((leg) => leg.debtor === creditor && leg.creditor === debtor);
        expect(row.pair_reverse_before).toBe(back.filter((leg) => leg.day <= day).length);
      }
    }),
  );
});

const pay = (day: number, debtor: number, creditor: number, value = 100) => ({
  day,
  debtor,
  creditor,
  value,
});

test('a ring, a chain and carriers show in their features', () => {
  const ring = featuresOf([pay(1, 0, 1), pay(2, 1, 2), pay(3, 2, 0)], 'at_once');
  expect(rowOf(ring, 2)).toMatchObject({ circuit_payments: 3, chain_behind: 3 });
  expect(rowOf(ring, 1).circuit_payments).toBeNaN();
  const seen = featuresOf([pay(1, 0, 1), pay(2, 1, 2), pay(3, 2, 0)], 'looking_back');
  expect([0, 1, 2].map((i) => rowOf(seen, i).circuit_payments)).toEqual([3, 3, 3]);
  expect(rowOf(seen, 0)).toMatchObject({ chain_ahead: 3, downstream_accounts: 2 });
  const carried = [
    pay(1, 0, 1),
    pay(1, 0, 2),
    pay(2, 0, 3),
    pay(4, 1, 6),
    pay(5, 2, 6),
    pay(6, 3, 6),
  ];
  const known = featuresOf(carried, 'at_once');
  expect([3, 4, 5].map((i) => rowOf(known, i).carriers_shared)).toEqual([1, 2, 3]);
  const back = featuresOf(carried, 'looking_back');
  expect([0, 1, 2].map((i) => rowOf(back, i).carriers_ahead)).toEqual([3, 3, 3]);
  expect(rowOf(back, 5)).toMatchObject({ fed_siblings: 3, sender_spread: 3 });
});

test('conserved chains break where value is not passed on', () => {
  const features = featuresOf([pay(1, 0, 1, 100), pay(2, 1, 2, 30), pay(3, 2, 3, 29)], 'at_once');
  expect([0, 1, 2].map((i) => rowOf(features, i).chain_behind)).toEqual([1, 2, 3]);
  expect([0, 1, 2].map((i) => rowOf(features, i).chain_behind_conserved)).toEqual([1, 1, 2]);
});

test('every feature is said in both languages', () => {
  const graph = graphOf(columnsOf([pay(1, 0, 1)]));
  const { meanings, names } = paymentFeatures({
    graph,
    sight: 'looking_back',
    crosses: Int8Array.of(1),
  });
  expect(new Set(names).size).toBe(names.length);
  for (const language of ['en', 'es'] as const) {
    const voice = createSpeaker(language);
    const said = meanings.map(({ key, values }) => voice.say(key, values));
    expect(new Set(said).size).toBe(said.length);
  }
});
