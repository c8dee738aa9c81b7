import fc from 'fast-check';
import { expect, test } from 'vitest';
import { graphOf } from '../graph/payment-graph.js';
import { createBackground, pairClassOf } from './background.js';

const DAY_MS = 86_400_000;

const payment = fc.record({
  day: fc.integer({ min: 0, max: 20 }),
  from: fc.integer({ min: -1, max: 4 }),
  to: fc.integer({ min: -1, max: 4 }),
  value: fc.constantFrom(-1, 0, 1, 100, 100, 12_345, Number.MAX_SAFE_INTEGER),
});
type Payment = typeof payment extends fc.Arbitrary<infer T> ? T : never;

const graph = (rows: readonly Payment[]) => {
  const sorted = [...rows].sort((a, b) => a.day - b.day);
  return graphOf({
    accounts: 5,
    order_key: BigInt64Array.from(
      sorted,
      (row, i) => BigInt(row.day * DAY_MS) * 2n ** 21n + BigInt(i),
    ),
    time_ms: Float64Array.from(sorted, (row) => row.day * DAY_MS),
    debtor: Int32Array.from(sorted, (row) => row.from),
    creditor: Int32Array.from(sorted, (row) => row.to),
    value_minor: Float64Array.from(sorted, (row) => row.value),
    ties: new Uint8Array(sorted.length),
  });
};

test('pairs and their classes are those that a plain count gives', () => {
  const law = fc.property(fc.array(payment, { maxLength: 60 }), (rows) => {
    const g = graph(rows);
    const background = createBackground(g);
    const named = Array.from(g.debtor, (from, i) => {
      const to = g.creditor[i] ?? -1;
      return from < 0 || to < 0 || from === to ? null : `${from}>${to}`;
    });
    const countOf = (name: string | null) => (name ? named.filter((n) => n === name).length : 0);
    expect([...background.pairCount]).toEqual(named.map(countOf));
    const ids = named.map((name, i) => `${name}=${background.pair[i]}`);
    const pairs = new Set(named.filter((name) => name !== null));
    expect(new Set(ids.filter((id) => !id.startsWith('null'))).size).toBe(pairs.size);
    expect(background.pairs).toBe(pairs.size);
    for (const [node, column] of [0, 1, 2, 3, 4].flatMap((n) =>
      [0, 1, 2].map((c) => [n, c] as const),
    )) {
      const ofClass = (end: Int32Array) =>
        named.filter((name, i) => end[i] === node && name && pairClassOf(countOf(name)) === column);
      expect(background.outClass[3 * node + column]).toBe(ofClass(g.debtor).length);
      expect(background.inClass[3 * node + column]).toBe(ofClass(g.creditor).length);
    }
  });
  fc.assert(law, { numRuns: 300 });
});

test('an amount that everybody pays is finely dense, and one beside it is not', () => {
  const rows = Array.from({ length: 400 }, (_, i) => ({
    day: i % 20,
    from: i % 5,
    to: (i + 1) % 5,
    value: i % 4 === 0 ? 100_000 : 90_000 + 97 * i,
  }));
  const background = createBackground(graph(rows));
  expect(background.fineDensity(100_000)).toBeGreaterThan(20 * background.fineDensity(100_050));
  expect(background.density(100_000)).toBeCloseTo(background.density(100_050));
});

test('no payment, one payment and unknown amounts leave finite numbers', () => {
  const law = fc.property(fc.array(payment, { maxLength: 1 }), (rows) => {
    const background = createBackground(graph(rows));
    const numbers = [-1, 0, 1, 5e9, Number.MAX_SAFE_INTEGER].flatMap((value) => [
      background.density(value),
      background.fineDensity(value),
    ]);
    for (const number of [...numbers, background.days, background.inShare(0)])
      expect(number > 0 && Number.isFinite(number)).toBe(true);
  });
  fc.assert(law);
});
