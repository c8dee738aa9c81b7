import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { graphOf, type PaymentGraph } from '../graph/payment-graph.js';
import type { Candidate } from '../instance.js';
import { createBackground } from '../surprise/background.js';
import { findBipartites } from './bipartite.js';
import { findLayers } from './layers.js';
import { layerView } from './layers-view.js';
import { selectInstances } from './select.js';
import { findLots, LOT_LIMITS } from './stack-lots.js';

interface Row {
  readonly at_days: number;
  readonly from: number;
  readonly to: number;
  readonly value: number;
}

const DAY_MS = 86_400_000;
const ACCOUNTS = 300;

function graphFrom(rows: readonly Row[], ties = 0): PaymentGraph {
  const sorted = [...rows].sort((a, b) => a.at_days - b.at_days);
  return graphOf({
    accounts: Math.max(0, ...sorted.map(({ from, to }) => Math.max(from, to) + 1)),
    order_key: BigInt64Array.from(sorted, (_, i) => BigInt(i)),
    time_ms: Float64Array.from(sorted, ({ at_days }) => Math.round(at_days * DAY_MS)),
    debtor: Int32Array.from(sorted, ({ from }) => from),
    creditor: Int32Array.from(sorted, ({ to }) => to),
    value_minor: Float64Array.from(sorted, ({ value }) => value),
    ties: new Uint8Array(sorted.length).fill(ties),
  });
}

/** Whole numbers that look drawn, from a place in a sequence. */
function drawn(i: number, below: number): number {
  let x = Math.imul(i + 1, 0x9e3779b1);
  x = Math.imul(x ^ (x >>> 15), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return ((x ^ (x >>> 16)) >>> 0) % below;
}

/** A year in which everybody pays somebody now and then. */
const LIFE: readonly Row[] = Array.from({ length: 3_000 }, (_, i) => ({
  at_days: (i * 365) / 3_000,
  from: drawn(3 * i, ACCOUNTS),
  to: drawn(3 * i + 1, ACCOUNTS),
  value: 1_000 + drawn(3 * i + 2, 90_000),
}));

const keyOf = ({ at_days, from, to }: Row) => `${Math.round(at_days * DAY_MS)} ${from} ${to}`;

function told(graph: PaymentGraph, { payments }: Candidate): string[] {
  return [...payments].map((i) => `${graph.time_ms[i]} ${graph.debtor[i]} ${graph.creditor[i]}`);
}

function find(graph: PaymentGraph): Candidate[] {
  const { candidates } = findLayers(graph, createBackground(graph));
  return selectInstances(
    candidates.filter(({ nats }) => nats > 0),
    graph.time_ms.length,
  );
}

const group = (first: number, size: number) =>
  Array.from({ length: size }, (_, i) => first + 7 * i);

describe('planted in ordinary life', () => {
  test('each of five that pays each of four comes out whole', () => {
    const planted = group(3, 5).flatMap((from, i) =>
      group(150, 4).map((to, k) => ({
        at_days: 100.3 + ((i * 4 + k) * 7) / 20,
        from,
        to,
        value: 40_000 + drawn(i * 4 + k, 30_000),
      })),
    );
    const graph = graphFrom([...LIFE, ...planted]);
    const [best, ...others] = find(graph);
    expect(best?.shape).toBe('bipartite');
    expect(told(graph, best as Candidate).sort()).toEqual(planted.map(keyOf).sort());
    expect(others).toEqual([]);
  });

  test('layers that mix what they got and keep a tenth come out whole, and nothing else', () => {
    const pay = (at_days: number, from: number, to: number, value: number): Row => ({
      at_days: 230.1 + at_days,
      from,
      to,
      value,
    });
    const nineTenths = (rows: readonly Row[], less = 0) =>
      Math.round(0.9 * rows.reduce((sum, { value }) => sum + value, 0)) - less;
    const one = group(3, 5).map((from, i) => pay(i / 2, from, 100, 61_111 + 3_003 * i));
    const two = group(60, 4).map((from, i) => pay(i / 2, from, 101, 52_345 + 1_777 * i));
    const first = pay(4, 100, 110, 190_003);
    const second = pay(4.5, 101, 110, nineTenths(two));
    const onward = [
      first,
      pay(5, 100, 111, nineTenths(one, 190_003)),
      second,
      pay(7, 110, 120, 200_007),
      pay(7.5, 110, 121, nineTenths([first, second], 200_007)),
    ];
    const rows = [...one, ...two, ...onward];
    const graph = graphFrom([...LIFE, ...rows]);
    const [best, ...others] = find(graph);
    expect(best?.shape).toBe('stack');
    expect(told(graph, best as Candidate).sort()).toEqual(rows.map(keyOf).sort());
    expect(others).toEqual([]);
  });

  test('ordinary life alone is no surprise', () => {
    expect(find(graphFrom(LIFE))).toEqual([]);
  });

  test('what goes back to who paid is no lot', () => {
    const graph = graphFrom([
      ...LIFE,
      { at_days: 50.5, from: 3, to: 9, value: 54_321 },
      { at_days: 52.5, from: 9, to: 3, value: 54_321 },
    ]);
    const lots = findLots(layerView(graph, createBackground(graph)), LOT_LIMITS).lots;
    expect(lots.filter(({ first_ms }) => first_ms === 50.5 * DAY_MS)).toEqual([]);
  });
});

describe('bounds', () => {
  test('all at one instant, or everybody paying everybody, ends and is counted', () => {
    const dense = Array.from({ length: 60 * 60 }, (_, i) => ({
      at_days: 180 + i / 1e5,
      from: i % 60,
      to: 100 + Math.floor(i / 60),
      value: 1_000 + drawn(i, 90_000),
    }));
    const graph = graphFrom([...LIFE, ...dense], 1);
    const view = layerView(graph, createBackground(graph));
    const found = findBipartites(view, {
      windows_days: [2],
      payee_reach: 8,
      wedges_mean: 1,
      payment_nats_part: 0,
      seed_nats_min: -100,
      side_max: 16,
      steps_mean: 1,
    });
    expect(found.truncated).toBeGreaterThan(0);
    const limits = { ...LOT_LIMITS, runs_mean: 0.01 };
    expect(findLots(view, limits).truncated).toBeGreaterThan(0);
  });

  test('no payments, no accounts', () => {
    expect(find(graphFrom([]))).toEqual([]);
  });
});

describe('laws of random graphs', () => {
  const row = fc.record({
    at_days: fc.integer({ min: 0, max: 60 }).map((tenths) => tenths / 2),
    from: fc.integer({ min: -1, max: 12 }),
    to: fc.integer({ min: -1, max: 12 }),
    value: fc.constantFrom(-1, 0, 1, 5_000, 4_500, 9_999, 9_500, Number.MAX_SAFE_INTEGER),
  });
  const graphs = fc
    .tuple(fc.array(row, { maxLength: 80 }), fc.constantFrom(0, 1))
    .map(([rows, ties]) => graphFrom(rows, ties));

  test('parts add up to the surprise, which is a number, and payments ascend, each once', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const { candidates } = findLayers(graph, createBackground(graph));
        for (const { nats, parts, payments } of candidates) {
          expect(parts.reduce((sum, part) => sum + part.nats, 0)).toBeCloseTo(nats, 6);
          expect(Number.isFinite(nats)).toBe(true);
          expect([...payments]).toEqual([...new Set(payments)].sort((a, b) => a - b));
        }
      }),
      { numRuns: 300 },
    );
  });

  test('blocks are what all pairs of payers and payees with two in common can grow to', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const { candidates } = findBipartites(layerView(graph, createBackground(graph)));
        for (const { payments } of candidates) {
          const ends = (side: Int32Array) => [...new Set([...payments].map((i) => side[i]))];
          expect(ends(graph.debtor).length).toBeGreaterThan(1);
          expect(ends(graph.creditor).length).toBeGreaterThan(1);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('lots are those that trying every run finds', () => {
    const limits = { ...LOT_LIMITS, lot_nats_min: -50, side_max: 3, skipped_max: 1 };
    fc.assert(
      fc.property(graphs, (graph) => {
        const view = layerView(graph, createBackground(graph));
        const best = new Map(
          findLots(view, limits).lots.map(({ account, payments }) => [account, payments]),
        );
        const every = lotsByForce(graph, view.rows, limits.side_max, limits.skipped_max);
        expect(new Set(every.map(({ account }) => account))).toEqual(new Set(best.keys()));
        const keys = new Set(every.map(({ payments }) => payments.join()));
        for (const payments of best.values()) expect(keys.has(payments.join())).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

/** Every run that came and every later run that is 0.75 to 1.02 of it and goes to others. */
function lotsByForce(
  graph: PaymentGraph,
  { incoming, outgoing }: ReturnType<typeof layerView>['rows'],
  side_max: number,
  skipped_max: number,
) {
  const lots: { account: number; payments: number[] }[] = [];
  const { time_ms, value_minor, debtor, creditor } = graph;
  const sum = (payments: readonly number[]) =>
    payments.reduce((total, i) => total + (value_minor[i] as number), 0);
  const time = (i: number | undefined) => time_ms[i as number] as number;
  const isShort = (from_ms: number, to_ms: number) =>
    to_ms - from_ms <= (LOT_LIMITS.side_days - 1) * DAY_MS;
  for (let account = 0; account < graph.accounts; account++) {
    const rowOf = ({ starts, payments }: typeof incoming) => [
      ...payments.subarray(starts[account], starts[account + 1]),
    ];
    const outs = rowOf(outgoing);
    runsOf(rowOf(incoming), side_max).forEach((came) => {
      const last_ms = time(came.at(-1));
      const later = outs.filter((i) => time(i) >= last_ms);
      runsOf(later, side_max).forEach((went) => {
        const kept = sum(went) / sum(came);
        const payers = new Set(came.map((i) => debtor[i]));
        const isLot =
          later.indexOf(went[0] as number) <= skipped_max &&
          isShort(time(came[0]), last_ms) &&
          isShort(last_ms, time(went.at(-1))) &&
          kept >= 0.75 &&
          kept <= 1.02 &&
          !went.some((i) => payers.has(creditor[i]));
        if (isLot) lots.push({ account, payments: [...came, ...went] });
      });
    });
  }
  return lots;
}

function runsOf(row: readonly number[], most: number): number[][] {
  return row.flatMap((_, start) =>
    Array.from({ length: Math.min(most, row.length - start) }, (_, size) =>
      row.slice(start, start + size + 1),
    ),
  );
}
