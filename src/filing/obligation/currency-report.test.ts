import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { isoTime } from '../../base/index.js';
import type { Engine } from '../../store/index.js';
import { filing } from '../filing.js';
import { draftObligations } from './draft-obligations.js';
import {
  insertRows,
  type SampleRow,
  sampleLaw,
  samplePayment,
  sampleStore,
  US_BANK,
} from './samples.js';

const law = sampleLaw();
const engine: Engine = await sampleStore();
afterAll(() => engine.close());
beforeEach(async () => {
  await engine.run('DELETE FROM payment; DELETE FROM fx_rate; DELETE FROM place');
});

const MAY = { from: '2026-05-01', until: '2026-05-31' };
async function draft(payments: readonly SampleRow[], period = MAY) {
  await insertRows(engine, 'payment', payments.map(samplePayment));
  const question = { filer: US_BANK, period, reporting_currency: 'USD' };
  return draftObligations(engine, law, question);
}
const deposit = (id: string, time: string, amount_minor: number, more: SampleRow = {}) => ({
  id,
  time,
  amount_minor,
  creditor_account: 'us-ana',
  creditor_institution: 'USB',
  conductor_id: 'ana',
  ...more,
});
const withdrawal = (id: string, time: string, amount_minor: number, more: SampleRow = {}) => ({
  id,
  time,
  amount_minor,
  debtor_account: 'us-ana',
  debtor_institution: 'USB',
  conductor_id: 'ana',
  ...more,
});

describe('what counts together', () => {
  test('over ten thousand in one business day, all branches together', async () => {
    const { drafts } = await draft([
      deposit('a', '2026-05-04T14:00:00Z', 600_000),
      deposit('b', '2026-05-04T20:00:00Z', 400_001, { creditor_institution: 'USB2' }),
      deposit('c', '2026-05-05T14:00:00Z', 1_000_000),
    ]);
    expect(drafts.map(({ day, payments }) => [day, payments.map((each) => each.payment)])).toEqual([
      ['2026-05-04', ['a', 'b']],
    ]);
    expect(drafts[0]?.filing.activity).toMatchObject({ cash_in: '10000.01' });
    expect(isoTime((drafts[0]?.due_at ?? 0) + 1)).toBe('2026-05-20T04:00:00.000Z');
  });

  test('in and out are neither netted nor added', async () => {
    const { drafts } = await draft([
      deposit('a', '2026-05-04T14:00:00Z', 900_000),
      withdrawal('b', '2026-05-04T15:00:00Z', 900_000),
      deposit('c', '2026-05-06T14:00:00Z', 1_100_000),
      withdrawal('d', '2026-05-06T15:00:00Z', 1_200_000),
      withdrawal('e', '2026-05-07T15:00:00Z', 500_000),
    ]);
    expect(drafts).toHaveLength(1);
    expect(drafts[0]?.filing.activity).toMatchObject({ cash_in: '11000.00', cash_out: '12000.00' });
  });

  test('by or on behalf of any person: who shares a payment shares the report', async () => {
    const { drafts } = await draft([
      deposit('a', '2026-05-04T14:00:00Z', 600_000, { conductor_id: 'carl' }),
      deposit('b', '2026-05-04T15:00:00Z', 600_000, {
        conductor_id: 'carl',
        creditor_account: 'us-bea',
      }),
      deposit('c', '2026-05-04T16:00:00Z', 600_000, {
        conductor_id: 'dora',
        creditor_account: 'us-bea',
      }),
      deposit('d', '2026-05-04T16:00:00Z', 1_100_000, {
        conductor_id: 'eva',
        creditor_account: 'us-eva',
      }),
    ]);
    expect(drafts.map(({ payments }) => payments.map((each) => each.payment))).toEqual([
      ['a', 'b', 'c'],
      ['d'],
    ]);
    const roles = drafts[0]?.filing.parties?.map(({ role, names, cash_in }) => [
      names?.[0]?.full,
      role,
      cash_in,
    ]);
    expect(roles).toEqual([
      ['carl', 'conductor_for_other', '12000.00'],
      ['ana', 'on_behalf_of', '6000.00'],
      ['bea', 'on_behalf_of', '12000.00'],
      ['dora', 'conductor_for_other', '6000.00'],
    ]);
    expect(drafts[1]?.filing.parties?.[0]?.role).toBe('conductor');
  });

  test('the local day: late in New York is tomorrow in UTC', async () => {
    const { drafts } = await draft([
      deposit('a', '2026-05-05T03:59:59Z', 600_000),
      deposit('b', '2026-05-04T14:00:00Z', 600_000),
      deposit('c', '2026-05-05T04:00:00Z', 600_000),
    ]);
    expect(drafts.map(({ day, payments }) => [day, payments.length])).toEqual([['2026-05-04', 2]]);
  });

  test('a date without a time is that day, at midnight of UTC or of the place', async () => {
    const day = { precision: 'day' };
    const { drafts } = await draft([
      deposit('a', '2026-05-05T00:00:00Z', 600_000, day),
      deposit('b', '2026-05-05T04:00:00Z', 600_000, day),
    ]);
    expect(drafts.map((each) => each.day)).toEqual(['2026-05-05']);
  });

  test('weekends, holidays and the night depository count for the next business day', async () => {
    const { drafts } = await draft([
      deposit('sat', '2026-05-23T15:00:00Z', 400_000),
      deposit('memorial', '2026-05-25T15:00:00Z', 400_000),
      deposit('tue', '2026-05-26T15:00:00Z', 400_000),
      deposit('tue-night', '2026-05-26T23:00:00Z', 600_000, { channel: 'night_drop' }),
      deposit('wed', '2026-05-27T15:00:00Z', 600_000),
    ]);
    expect(drafts.map(({ day, payments }) => [day, payments.map((each) => each.payment)])).toEqual([
      ['2026-05-26', ['sat', 'memorial', 'tue']],
      ['2026-05-27', ['tue-night', 'wed']],
    ]);
    // What is left on the last weekend of a period is of the next one.
    const before = await draft([], { from: '2026-05-18', until: '2026-05-25' });
    expect(before.drafts).toEqual([]);
    const after = await draft([], { from: '2026-05-26', until: '2026-05-26' });
    expect(after.drafts.map(({ payments }) => payments.length)).toEqual([3]);
  });

  test('a courier of valuables starts no report', async () => {
    const courier = { conductor_id: 'eva', channel: 'armored_car' };
    const { drafts } = await draft([
      deposit('a', '2026-05-04T14:00:00Z', 900_000, courier),
      deposit('b', '2026-05-04T14:00:00Z', 900_000, { ...courier, creditor_account: 'us-bea' }),
      deposit('c', '2026-05-05T14:00:00Z', 1_900_000, courier),
    ]);
    expect(drafts.map(({ payments }) => payments.map((each) => each.payment))).toEqual([['c']]);
    expect(drafts[0]?.filing.parties?.map(({ role }) => role)).toEqual(['courier', 'on_behalf_of']);
  });

  test('other banks, other rails and branches abroad do not count', async () => {
    await insertRows(engine, 'place', [{ id: 'london', country: 'GB' }]);
    const big = 2_000_000;
    const { drafts, notes } = await draft([
      deposit('a', '2026-05-04T14:00:00Z', big, { creditor_institution: 'FAR' }),
      deposit('b', '2026-05-04T14:00:00Z', big, { rail: 'wire' }),
      deposit('c', '2026-05-04T14:00:00Z', big, { place_id: 'london' }),
      deposit('d', '2026-05-04T14:00:00Z', big, { debtor_account: 'us-bea' }),
    ]);
    expect(drafts).toEqual([]);
    expect(notes.map(({ kind, payments }) => [kind, payments])).toEqual([
      ['no_payments', 0],
      ['two_ends', 1],
      ['exempt_persons', 0],
    ]);
  });
});

describe('what a draft says', () => {
  test('foreign cash at the rate of the day; cash for cash is in and out', async () => {
    await insertRows(engine, 'fx_rate', [
      { currency: 'MXN', day: '2026-05-01', rate: '0.05' },
      { currency: 'MXN', day: '2026-05-05', rate: '0.06' },
    ]);
    const exchange = {
      creditor_account: null,
      received_currency: 'USD',
      received_minor: 1_080_000,
      currency: 'MXN',
    };
    const { drafts, notes } = await draft([
      deposit('a', '2026-05-04T14:00:00Z', 20_000_100, { currency: 'MXN' }),
      deposit('b', '2026-05-05T14:00:00Z', 18_000_000, exchange),
      deposit('c', '2026-05-06T14:00:00Z', 99_000_000, { currency: 'JPY' }),
    ]);
    expect(drafts.map(({ filing: { activity, operations } }) => [activity, operations])).toEqual([
      [
        { from: '2026-05-04', to: '2026-05-04', cash_in: '10000.05' },
        [
          expect.objectContaining({
            kind: '53',
            country: 'MX',
            amount: '10000.05',
            payments: ['a'],
          }),
        ],
      ],
      [
        { from: '2026-05-05', to: '2026-05-05', cash_in: '10800.00', cash_out: '10800.00' },
        [
          expect.objectContaining({ kind: '53', amount: '10800.00' }),
          expect.objectContaining({ kind: '15', amount: '10800.00' }),
        ],
      ],
    ]);
    expect(notes[0]).toMatchObject({ kind: 'no_rate', payments: 1, currencies: 'JPY' });
  });

  test('what the store does not know is a gap; the model takes the draft', async () => {
    const { drafts } = await draft([
      deposit('a', '2026-05-04T14:00:00Z', 2_000_000, { conductor_id: null }),
      deposit('b', '2026-05-05T14:00:00Z', 2_000_000, {
        conductor_id: 'nobody',
        creditor_account: 'us-nobody',
      }),
      deposit('c', '2026-05-06T14:00:00Z', 2_000_000, {
        conductor_id: null,
        creditor_account: null,
      }),
    ]);
    for (const each of drafts) expect(filing.safeParse(each.filing).error).toBeUndefined();
    const gaps = drafts.map((each) => each.gaps.map(({ path, kind }) => `${path} ${kind}`));
    expect(gaps).toEqual([
      expect.arrayContaining(['parties[0].born_on birth_day', 'parties conductor']),
      ['parties[0] person', 'parties account'],
      ['parties conductor', 'operations[0] operation_kind'],
    ]);
  });
});

const PEOPLE = ['ana', 'bea', 'carl', null] as const;
const anyPayment = fc.record({
  hour: fc.integer({ min: 0, max: 24 * 5 }),
  amount: fc.integer({ min: 1, max: 12 }).map((thousands) => thousands * 100_000),
  isIn: fc.boolean(),
  holder: fc.constantFrom(...PEOPLE),
  conductor: fc.constantFrom(...PEOPLE),
  behalf: fc.constantFrom(...PEOPLE),
});

test('sums are those of a plain program; each owed payment is in one report', async () => {
  const start = Date.parse('2026-05-22T04:00:00Z');
  await fc.assert(
    fc.asyncProperty(fc.array(anyPayment, { minLength: 1, maxLength: 30 }), async (list) => {
      await engine.run('DELETE FROM payment');
      const rows = list.map(({ hour, amount, isIn, holder, conductor, behalf }, i) => {
        const account = holder === null ? null : `us-${holder}`;
        const end = { [isIn ? 'creditor_account' : 'debtor_account']: account };
        const bank = { [isIn ? 'creditor_institution' : 'debtor_institution']: 'USB' };
        const people = { conductor_id: conductor, behalf_id: behalf };
        const time = isoTime(start + hour * 3_600_000);
        return { id: `p${i}`, time, amount_minor: amount, ...end, ...bank, ...people };
      });
      const { drafts } = await draft(rows);
      const wanted = plainReports(list, start);
      const found = drafts.flatMap(({ payments }) => payments.map(({ payment }) => payment));
      expect(new Set(found).size).toBe(found.length);
      expect(found.sort()).toEqual([...wanted.payments].sort());
      const told = drafts.flatMap(({ day, filing: { parties = [] } }) =>
        parties.flatMap(({ names, cash_in, cash_out }) => [
          `${day} ${names?.[0]?.full} in ${cash_in}`,
          `${day} ${names?.[0]?.full} out ${cash_out}`,
        ]),
      );
      // Whoever is over may be named once more, in another's report of the other way.
      for (const [key, total] of wanted.over)
        if (!key.includes('payment')) expect(told).toContain(`${key} ${total}.00`);
    }),
    { numRuns: 25 },
  );
});

/** The rule in plain words: Friday, and the weekend and the holiday that count for Tuesday. */
function plainReports(
  list: readonly (typeof anyPayment extends fc.Arbitrary<infer T> ? T : never)[],
  start: number,
) {
  const days = ['2026-05-22', '2026-05-26', '2026-05-26', '2026-05-26', '2026-05-26', '2026-05-27'];
  const sums = new Map<string, { total: number; payments: string[] }>();
  list.forEach(({ hour, amount, isIn, holder, conductor, behalf }, i) => {
    const day = days[Math.floor(hour / 24)] ?? '';
    // Cash at a counter without an account is taken in.
    const way = isIn || holder === null ? 'in' : 'out';
    const people = new Set([holder, conductor, behalf].filter((id) => id !== null));
    const keys = people.size > 0 ? [...people] : [`payment ${i}`];
    for (const person of keys) {
      const sum = sums.get(`${day} ${person} ${way}`) ?? { total: 0, payments: [] };
      sum.total += amount / 100;
      sum.payments.push(`p${i}`);
      sums.set(`${day} ${person} ${way}`, sum);
    }
  });
  expect(start % 86_400_000).toBe(4 * 3_600_000);
  const over = [...sums].filter(([, { total }]) => total > 10_000);
  return {
    over: new Map(over.map(([key, { total }]) => [key, total])),
    payments: new Set(over.flatMap(([, { payments }]) => payments)),
  };
}
