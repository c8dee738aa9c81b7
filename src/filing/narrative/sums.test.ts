import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSpeaker, present, showMoney } from '../../base/index.js';
import type { Payment } from '../../model/index.js';
import { castOf } from './cast.js';
import { draftNarrative } from './draft-narrative.js';
import type { Evidence } from './evidence.js';
import { bothWays, dealingsOf, flowOf, largestPayments, sumOf, sumsBy, topOf } from './sums.js';

const nothing = {
  ...{ debtor_institution: null, creditor_institution: null, received_minor: null },
  ...{ received_currency: null, channel: null, purpose: null, text: null, place_id: null },
  ...{ conductor_id: null, behalf_id: null, device_id: null, intermediaries: null },
  ...{ is_return: null, precision: 'second' as const, batch_id: 'b' },
};
const account = fc.constantFrom('A', 'B', 'C', null);
const payment = fc.record({
  day: fc.integer({ min: 0, max: 500 }),
  debtor_account: account,
  creditor_account: account,
  debtor_name: fc.constantFrom(null, 'Ana', 'Bruno'),
  creditor_name: fc.constantFrom(null, 'Ana', 'Carla'),
  debtor_country: fc.constantFrom(null, 'US', 'MX'),
  creditor_country: fc.constantFrom(null, 'MX', 'HK'),
  amount_minor: fc.bigInt({ min: 1n, max: 10n ** 12n }),
  currency: fc.constantFrom('USD', 'MXN'),
  rail: fc.constantFrom(null, 'cash' as const, 'wire' as const, 'spei' as const),
  has_value: fc.boolean(),
});
const evidence: fc.Arbitrary<Evidence> = fc
  .array(payment, { minLength: 1, maxLength: 40 })
  .map((all) => ({
    ...{ currency: 'USD', alerts: [], networks: [], parties: [], institutions: [], places: [] },
    ...{ accounts: [], listings: [], protecting: new Set<string>() },
    payments: [...all]
      .sort((a, b) => a.day - b.day)
      .map(({ day, has_value, ...each }, i): Payment => {
        const time = new Date(Date.UTC(2025, 0, 1 + day)).toISOString();
        const own = { id: `p${i}`, time, order_key: BigInt(i) };
        return { ...nothing, ...each, ...own, value_minor: has_value ? each.amount_minor : null };
      }),
  }));

describe('sums', () => {
  test('parts of any division add up to the whole', () => {
    fc.assert(
      fc.property(evidence, fc.nat(15), (own, n) => {
        const { payments } = own;
        const whole = sumOf(payments);
        const adds = (parts: readonly ReturnType<typeof sumOf>[]) => {
          expect(parts.reduce((sum, part) => sum + part.value_minor, 0n)).toBe(whole.value_minor);
          expect(parts.reduce((sum, part) => sum + part.unvalued, 0)).toBe(whole.unvalued);
          const count = parts.reduce((sum, part) => sum + part.payments.length, 0);
          expect(count).toBe(payments.length);
        };
        for (const key of ['rail', 'currency', 'debtor_name', 'debtor_country'] as const) {
          const sums = sumsBy(payments, (each) => each[key]);
          adds(sums.map(([, sum]) => sum));
          const { top, rest } = topOf(sums, n);
          adds([...top.map(([, sum]) => sum), rest]);
        }
        const { shown, rest } = largestPayments(payments, n);
        expect(shown.length).toBe(Math.min(n, payments.length));
        adds([sumOf(shown), rest]);
        const cast = castOf(own, [{ kind: 'account', id: 'A' }]);
        adds(Object.values(flowOf(cast, payments)));
      }),
      { numRuns: 50 },
    );
  });

  test('both ways are the dealings of one subject, and told with both sums or not at all', () => {
    const voice = createSpeaker('en');
    fc.assert(
      fc.property(evidence, (own) => {
        const subjects = [{ kind: 'account', id: 'A' } as const];
        const cast = castOf(own, subjects);
        const [subject] = cast.subjects;
        const both = bothWays(cast, own.payments);
        const dealt = subject ? dealingsOf(cast, own.payments, [subject]) : null;
        const isBoth = dealt !== null && dealt.in.payments.length * dealt.out.payments.length > 0;
        expect(both).toEqual(isBoth ? dealt : null);
        const { sentences } = draftNarrative(own, voice, { subjects });
        const told = sentences.filter(({ id }) => id === 'what.both_ways');
        expect(told).toHaveLength(isBoth ? 1 : 0);
        for (const { value_minor: minor } of both ? [both.in, both.out] : [])
          if (minor > 0n) expect(told[0]?.text).toContain(showMoney({ minor, currency: 'USD' }));
      }),
      { numRuns: 30 },
    );
  });

  test('among subjects, only what passes through one of them goes both ways', () => {
    const pay = (id: string, debtor_account: string, creditor_account: string): Payment => ({
      ...{ ...nothing, id, time: '2025-01-01T00:00:00.000Z', order_key: 0n, value_minor: 5n },
      ...{ debtor_account, creditor_account, debtor_name: null, creditor_name: null },
      ...{ debtor_country: null, creditor_country: null, amount_minor: 5n, currency: 'USD' },
      rail: null,
    });
    const ways = (...legs: readonly (readonly [string, string])[]) => {
      const payments = legs.map(([from, to]) => pay(from + to, from, to));
      const lone = { accounts: [], alerts: [], networks: [], parties: [], institutions: [] };
      const rest = { places: [], listings: [], protecting: new Set<string>(), currency: 'USD' };
      const chosen = ['A', 'B', 'C'].map((id) => ({ kind: 'account', id }) as const);
      const both = bothWays(castOf({ ...lone, ...rest, payments }, chosen), payments);
      return both && [both.in, both.out].map((sum) => sum.payments.map(({ id }) => id).join(' '));
    };
    expect(ways(['A', 'B'], ['A', 'C'])).toBeNull();
    expect(ways(['x', 'A'], ['x', 'B'])).toBeNull();
    expect(ways(['A', 'B'], ['B', 'C'])).toEqual(['AB', 'BC']);
    expect(ways(['x', 'A'], ['B', 'x'])).toEqual(['xA', 'Bx']);
    expect(ways(['A', 'B'], ['B', 'A'])).toEqual(['AB BA', 'AB BA']);
  });

  test('the text has them: the whole, the rows and what is not in the rows', () => {
    const voice = createSpeaker('en');
    fc.assert(
      fc.property(evidence, fc.integer({ min: 1, max: 10 }), (own, payments_max) => {
        const subjects = [{ kind: 'account', id: 'A' } as const];
        const { sentences } = draftNarrative(own, voice, { subjects, payments_max });
        const rows = sentences.filter(({ id }) => id.startsWith('what.payment:'));
        expect(rows).toHaveLength(Math.min(payments_max, own.payments.length));
        const shown = new Set(rows.flatMap(({ facts }) => facts));
        const rest = sumOf(own.payments.filter(({ id }) => !shown.has(`payment:${id}`)));
        const head = present(
          sentences.find(({ id }) => id === 'what.payments'),
          'head',
        );
        if (rest.value_minor > 0n)
          expect(head.text).toContain(showMoney({ minor: rest.value_minor, currency: 'USD' }));
        for (const { text, facts } of rows) {
          const [fact] = facts;
          const paid = own.payments.find(({ id }) => fact === `payment:${id}`);
          const { amount_minor: minor, currency } = present(paid, 'payment');
          expect(text).toContain(showMoney({ minor, currency }));
        }
        const all = sentences.filter(({ id }) => /^what\.total|^closing/.test(id));
        for (const { facts } of all) expect(facts).toHaveLength(own.payments.length);
      }),
      { numRuns: 25 },
    );
  });
});
