import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { graphOf, type PaymentGraph } from '../graph/payment-graph.js';
import type { Candidate } from '../instance.js';
import { createBackground } from '../surprise/background.js';
import { rareAmounts } from '../surprise/rare-amounts.js';
import { type Burst, createBurstFinder } from './bursts.js';
import { findLongGathers } from './long-gathers.js';
import { findScatterGathers } from './scatter-gather.js';
import { selectInstances } from './select.js';
import { gatherScatters, starsOf } from './stars.js';

interface Row {
  readonly at_days: number;
  readonly from: number;
  readonly to: number;
  readonly value: number;
}

const DAY_MS = 86_400_000;

function graphFrom(rows: readonly Row[]): PaymentGraph {
  const sorted = [...rows].sort((a, b) => a.at_days - b.at_days);
  return graphOf({
    accounts: Math.max(0, ...sorted.map(({ from, to }) => Math.max(from, to) + 1)),
    order_key: BigInt64Array.from(sorted, (_, i) => BigInt(i)),
    time_ms: Float64Array.from(sorted, ({ at_days }) => Math.round(at_days * DAY_MS)),
    debtor: Int32Array.from(sorted, ({ from }) => from),
    creditor: Int32Array.from(sorted, ({ to }) => to),
    value_minor: Float64Array.from(sorted, ({ value }) => value),
    ties: new Uint8Array(sorted.length),
  });
}

/** People who pay the same few others every week, with amounts that vary. */
function ordinaryLife(accounts: number, days: number): Row[] {
  const rows: Row[] = [];
  for (let from = 0; from < accounts; from++) {
    for (let at_days = from % 7; at_days < days; at_days += 7) {
      const to = (from + 1 + ((at_days + from) % 3)) % accounts;
      rows.push({ at_days, from, to, value: 10_000 + ((from * 7_919 + at_days * 131) % 50_000) });
    }
  }
  return rows;
}

/** Numbers of payments that are not ordinary. */
function plantedIn(graph: PaymentGraph, planted: readonly Row[]): number[] {
  return [...graph.time_ms.keys()].filter((i) =>
    planted.some(
      ({ at_days, from, to }) =>
        graph.debtor[i] === from &&
        graph.creditor[i] === to &&
        graph.time_ms[i] === Math.round(at_days * DAY_MS),
    ),
  );
}

function find(graph: PaymentGraph): Candidate[] {
  const background = createBackground(graph);
  const amounts = rareAmounts(graph, background);
  const [ins, outs] = (['in', 'out'] as const).map((direction) => {
    const burstsOf = createBurstFinder(graph, background, amounts, direction);
    return Array.from({ length: graph.accounts }, (_, hub) => burstsOf(hub)).flat();
  }) as [Burst[], Burst[]];
  const all = [
    ...starsOf(ins),
    ...starsOf(outs),
    ...gatherScatters(ins, outs),
    ...findScatterGathers(graph, background).candidates,
  ];
  return selectInstances(all, graph.time_ms.length);
}

const LIFE = ordinaryLife(120, 180);
const spread = (n: number, first: number) => Array.from({ length: n }, (_, i) => first + i * 9);

describe('shapes planted in ordinary life come out whole, with hardly anything else', () => {
  const at = 80.31;
  const PLANTED: Readonly<Record<string, readonly Row[]>> = {
    fan_in: spread(9, 12).map((from, i) => ({
      at_days: at + i / 2,
      from,
      to: 1,
      value: 7_000 + i,
    })),
    fan_out: spread(9, 12).map((to, i) => ({ at_days: at + i / 2, from: 1, to, value: 7_000 + i })),
    gather_scatter: [
      ...spread(7, 12).map((from, i) => ({ at_days: at + i / 2, from, to: 1, value: 9_000 + i })),
      ...spread(7, 16).map((to, i) => ({ at_days: at + 4 + i / 2, from: 1, to, value: 8_900 + i })),
    ],
    scatter_gather: spread(6, 14).flatMap((mule, i) => [
      { at_days: at + i / 4, from: 1, to: mule, value: 91_000 + 1_000 * i },
      { at_days: at + 2.4 + i / 4, from: mule, to: 2, value: 90_000 + 1_000 * i },
    ]),
  };
  for (const [shape, planted] of Object.entries(PLANTED)) {
    test(shape, () => {
      const graph = graphFrom([...LIFE, ...planted]);
      const found = find(graph);
      expect(found.map((instance) => instance.shape)).toEqual([shape]);
      const payments = [...(found[0]?.payments ?? [])];
      expect(payments).toEqual(expect.arrayContaining(plantedIn(graph, planted)));
      expect(payments.length).toBeLessThanOrEqual(planted.length + 1);
    });
  }

  test('and ordinary life alone is no surprise', () => {
    expect(find(graphFrom(LIFE))).toEqual([]);
  });
});

test('money that goes round by mules and comes back is scatter–gather as well', () => {
  const planted = spread(6, 14).flatMap((mule, i) => [
    { at_days: 50.2 + i / 4, from: 1, to: mule, value: 91_000 + 1_000 * i },
    { at_days: 52.2 + i / 4, from: mule, to: 1, value: 90_000 + 1_000 * i },
  ]);
  const graph = graphFrom([...LIFE, ...planted]);
  const [best] = find(graph);
  expect(best?.shape).toBe('scatter_gather');
  expect([...(best?.payments ?? [])]).toEqual(plantedIn(graph, planted));
});

describe('laws of random graphs', () => {
  const row = fc.record({
    at_days: fc.integer({ min: 0, max: 40 }).map((tenths) => tenths / 2),
    from: fc.integer({ min: -1, max: 9 }),
    to: fc.integer({ min: -1, max: 9 }),
    value: fc.constantFrom(-1, 0, 1, 5_000, 5_001, 9_999, Number.MAX_SAFE_INTEGER),
  });
  const rows = fc.array(row, { maxLength: 80 });

  test('parts add up to the surprise, which is a number, and payments ascend', () => {
    fc.assert(
      fc.property(rows, (drawn) => {
        for (const { nats, parts, payments } of find(graphFrom(drawn))) {
          expect(parts.reduce((sum, part) => sum + part.nats, 0)).toBeCloseTo(nats, 9);
          expect(Number.isFinite(nats)).toBe(true);
          expect([...payments]).toEqual([...new Set(payments)].sort((a, b) => a - b));
        }
      }),
      { numRuns: 300 },
    );
  });

  test('of instances that are kept, none is for the most part told by better ones', () => {
    const candidate = fc
      .tuple(
        fc.uniqueArray(fc.nat({ max: 30 }), { minLength: 1, maxLength: 9 }),
        fc.nat({ max: 5 }),
      )
      .map(
        ([payments, nats]): Candidate => ({
          shape: 'chain',
          payments: Int32Array.from(payments).sort(),
          nats,
          parts: [],
        }),
      );
    fc.assert(
      fc.property(fc.array(candidate, { maxLength: 12 }), (candidates) => {
        const told = new Set<number>();
        const kept = selectInstances(candidates, 31);
        for (const { payments } of kept) {
          const known = payments.filter((payment) => told.has(payment)).length;
          expect(known).toBeLessThanOrEqual(0.3 * payments.length);
          for (const payment of payments) told.add(payment);
        }
        expect(selectInstances([...candidates].reverse(), 31).map(({ nats }) => nats)).toEqual(
          kept.map(({ nats }) => nats),
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe('what takes in and pays out for weeks', () => {
  const business = (paysFrom: number) =>
    Array.from({ length: 36 }, (_, i) => [
      { at_days: 70.3 + 1.1 * i, from: 120 + i, to: 7, value: 20_000 + 37 * i },
      { at_days: paysFrom + 1.1 * i, from: 7, to: 160 + i, value: 19_400 + 37 * i },
    ]).flat();

  test('is one gather–scatter', () => {
    const graph = graphFrom([...LIFE, ...business(71.9)]);
    const { candidates } = findLongGathers(graph, createBackground(graph));
    const [best] = selectInstances(candidates, graph.time_ms.length);
    expect(best?.shape).toBe('gather_scatter');
    const planted = plantedIn(graph, business(71.9));
    const hits = planted.filter((payment) => best?.payments.includes(payment));
    expect(hits.length).toBeGreaterThan(0.9 * planted.length);
    expect(best?.nats).toBeGreaterThan(10);
  });

  test('is none where it pays before it takes in', () => {
    const graph = graphFrom([...LIFE, ...business(10.2)]);
    expect(findLongGathers(graph, createBackground(graph)).candidates).toEqual([]);
  });

  test('and ordinary life is none', () => {
    const graph = graphFrom(LIFE);
    expect(findLongGathers(graph, createBackground(graph)).candidates).toEqual([]);
  });
});
