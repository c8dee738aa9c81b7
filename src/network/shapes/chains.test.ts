import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Random, seededRandom } from '../../base/index.js';
import { graphOf, type PaymentGraph } from '../graph/payment-graph.js';
import { createBackground } from '../surprise/background.js';
import { chainCandidate } from './chain-parts.js';
import { CHAIN_LIMITS, ChainSearch, type Trail } from './chain-search.js';
import { findChains } from './chains.js';
import { createHopModel } from './hop.js';
import { findHops, HOP_LIMITS } from './hops.js';

const DAY_MS = 86_400_000;
type Row = readonly [day: number, from: number, to: number, value: number];

function graph(rows: readonly Row[]): PaymentGraph {
  const sorted = [...rows].sort((a, b) => a[0] - b[0]);
  return graphOf({
    accounts: Math.max(0, ...sorted.map(([, from, to]) => Math.max(from, to) + 1)),
    order_key: BigInt64Array.from(sorted, ([day], i) => BigInt(Math.round(day * 1e6) + i)),
    time_ms: Float64Array.from(sorted, ([day]) => Math.round(day * DAY_MS)),
    debtor: Int32Array.from(sorted, ([, from]) => from),
    creditor: Int32Array.from(sorted, ([, , to]) => to),
    value_minor: Float64Array.from(sorted, ([, , , value]) => value),
    ties: new Uint8Array(sorted.length),
  });
}

const find = (rows: readonly Row[]) => {
  const g = graph(rows);
  return { g, ...findChains(g, createBackground(g)) };
};

describe('on random small graphs', () => {
  const row = fc.tuple(
    fc.integer({ min: 0, max: 9 }),
    fc.integer({ min: -1, max: 5 }),
    fc.integer({ min: -1, max: 5 }),
    fc.constantFrom(-1, 0, 7, 1000, 1000, 1001, 950, 1200, 90_000),
  );
  const rows = fc.array(row, { minLength: 2, maxLength: 11 });
  const unlimited = {
    ...HOP_LIMITS,
    ...CHAIN_LIMITS,
    gain_min: -1e9,
    nats_floor: -1e9,
    peels_max: 0,
  };
  const limits = { ...unlimited, closing_nats: -1e9, nats_min: -1e9, steps_per_root_max: 1e9 };

  test('from each payment the search finds the best chain and cycle of a naive enumeration', () => {
    const law = fc.property(rows, (list) => {
      const g = graph(list);
      const model = createHopModel(g, createBackground(g));
      const hops = findHops(g, model, limits);
      const search = new ChainSearch({ graph: g, model, hops, limits, least: -1e9 });
      for (let root = 0; root < g.time_ms.length; root++) {
        search.from(root);
        const all = naiveTrails(g, root);
        for (const closed of [false, true]) {
          const found = closed ? search.cycle : search.chain;
          const best = all
            .filter((trail) => trail.closed === closed)
            .map((trail) => chainCandidate(g, model, trail, 0).nats);
          if (best.length === 0) expect(found).toBeUndefined();
          else expect(found?.nats).toBeCloseTo(Math.max(...best), 3);
        }
      }
    });
    fc.assert(law, { numRuns: 400 });
  });

  test('parts add up, payments ascend, and nothing depends on the order within an instant', () => {
    const law = fc.property(rows, fc.string(), (list, seed) => {
      const shuffled = shuffle(list, seededRandom(seed));
      const told = [list, shuffled].map((some) => {
        const g = graph(some);
        const background = createBackground(g);
        const found = findChains(g, background, { ...limits, nats_min: -30 });
        for (const { payments, nats, parts } of found.candidates) {
          expect(parts.reduce((sum, part) => sum + part.nats, 0)).toBeCloseTo(nats, 9);
          expect([...payments]).toEqual([...new Set(payments)].sort((a, b) => a - b));
          expect(payments.length).toBeGreaterThan(2);
        }
        return ['chain', 'cycle'].map((shape) =>
          Math.max(-99, ...found.candidates.filter((c) => c.shape === shape).map((c) => c.nats)),
        );
      });
      expect(told[1]?.[0]).toBeCloseTo(told[0]?.[0] ?? 0, 3);
      expect(told[1]?.[1]).toBeCloseTo(told[0]?.[1] ?? 0, 3);
    });
    fc.assert(law, { numRuns: 400 });
  });
});

describe('among innocent payments', () => {
  const innocent = innocentRows(seededRandom('innocents'));
  const ring: Row[] = [
    [40, 3, 21, 411_375],
    [40.5, 21, 34, 411_366],
    [41.4, 34, 55, 411_395],
    [43, 55, 268, 393_924],
    [44.4, 268, 3, 433_201],
  ];
  const tells = (planted: readonly Row[], shape: string) => {
    const { g, candidates } = find([...innocent, ...planted]);
    const [best] = [...candidates].sort((a, b) => b.nats - a.nats);
    const rowsOf = (payments: Iterable<number>) =>
      Array.from(payments, (i) => `${g.debtor[i]}>${g.creditor[i]} ${g.value_minor[i]}`).sort();
    expect(best?.shape).toBe(shape);
    expect(best?.nats).toBeGreaterThan(0);
    expect(rowsOf(best?.payments ?? [])).toEqual(
      planted.map(([, from, to, value]) => `${from}>${to} ${value}`).sort(),
    );
  };

  test('nothing is likelier than chance', () => {
    expect(find(innocent).candidates.filter(({ nats }) => nats > 0)).toEqual([]);
  });

  test('a ring is found whole, also out of order and over a leg of another amount', () => {
    tells(ring, 'cycle');
    const days = [40, 44.4, 41.4, 45.9, 43];
    tells(
      ring.map(([, ...leg], i) => [days[i] ?? 0, ...leg]),
      'cycle',
    );
    tells(
      ring.map(([day, from, to, value], i) => [day, from, to, i === 4 ? 180_000 : value]),
      'cycle',
    );
  });

  test('a chain is found whole, also where each keeps a fee', () => {
    const chain = ring.map(([day, from, to], i): Row => {
      return [day, from, i === 4 ? 77 : to, Math.round(411_375 * 0.98 ** i)];
    });
    tells(chain, 'chain');
  });

  test('a peel chain is found with what each carrier sends to others', () => {
    const peel = [0, 1, 2, 3].flatMap((i): Row[] => {
      const [value, day] = [900_000 * 0.8 ** i, 60 + i];
      const rest = [day + 0.7, 111 + 40 * i, 307 + 29 * i, Math.round(value * 0.2)] as const;
      const next = [day + 0.4, 111 + 40 * i, 111 + 40 * (i + 1), Math.round(value * 0.8)] as const;
      return [next, rest];
    });
    tells([[59.8, 17, 111, 900_000], ...peel], 'peel_chain');
  });

  test('wages that pay the same rent each month are no chain', () => {
    const months = [0, 30, 60, 90, 120, 150];
    const wages = months.flatMap((day): Row[] => [
      [day, 600, 601, 250_000],
      [day + 1, 601, 602, 250_000],
      [day + 2, 602, 603, 250_000],
    ]);
    const { g, candidates } = find([...innocent, ...wages]);
    const told = candidates.filter(({ nats }) => nats > 0);
    expect(told.filter(({ payments }) => payments.some((i) => (g.debtor[i] ?? 0) >= 600))).toEqual(
      [],
    );
  });
});

test('a bomb of paths is cut, and what was cut is counted', () => {
  const layers = Array.from({ length: 8 }, (_, layer) =>
    Array.from({ length: 144 }, (_, pair): Row => {
      const from = 700 + 12 * layer + (pair % 12);
      const to = 700 + 12 * (layer + 1) + Math.floor(pair / 12);
      return [90 + layer / 2 + pair / 1000, from, to, 300_000 + 100 * pair];
    }),
  ).flat();
  const g = graph([...innocentRows(seededRandom('innocents')), ...layers]);
  const bounded = { ...CHAIN_LIMITS, ...HOP_LIMITS, steps_per_root_max: 50, nats_floor: -1e9 };
  const cut = findChains(g, createBackground(g), { ...bounded, gain_min: -1e9 });
  expect(cut.truncated).toBeGreaterThan(100);
  expect(
    findChains(g, createBackground(g), { ...bounded, followers_max: 2 }).truncated,
  ).toBeGreaterThan(100);
});

/** 600 accounts of half a year: some partners again and again, some once; amounts of all sizes. */
function innocentRows(random: Random): Row[] {
  const pick = (n: number) => Math.floor(random.unit() * n);
  return Array.from({ length: 6_000 }, (): Row => {
    const from = pick(600);
    const to = random.unit() < 0.7 ? (from * 7 + pick(4)) % 600 : pick(600);
    return [random.unit() * 180, from, to, Math.round(Math.exp(6 + 8 * random.unit()))];
  });
}

function shuffle<T>(list: readonly T[], random: Random): T[] {
  const keyed = list.map((item) => [random.unit(), item] as const);
  return keyed.sort((a, b) => a[0] - b[0]).map(([, item]) => item);
}

/** All trails of three payments or more that begin with one, from the definition alone. */
function naiveTrails(g: PaymentGraph, root: number): Trail[] {
  const legs = [...g.time_ms.keys()].filter((i) => {
    const [from, to] = [g.debtor[i] ?? -1, g.creditor[i] ?? -1];
    return from >= 0 && to >= 0 && from !== to && (g.value_minor[i] ?? -1) > 0;
  });
  const fits = (path: number[]) => {
    const times = path.map((i) => g.time_ms[i] ?? 0);
    const near = path.every(
      (i, k) => k === 0 || Math.abs((g.time_ms[i] ?? 0) - (times[k - 1] ?? 0)) <= 6 * DAY_MS,
    );
    return near && Math.max(...times) - Math.min(...times) <= 7 * DAY_MS;
  };
  const extend = (path: number[]): Trail[] => {
    const accounts = [g.debtor[root], ...path.map((i) => g.creditor[i])];
    const more = legs
      .filter((j) => g.debtor[j] === accounts.at(-1))
      .map((j) => [...path, j])
      .filter((next) => next.length < 3 || fits(next) || closes(next));
    return more.flatMap((next): Trail[] => {
      const j = next.at(-1) ?? -1;
      const peels = new Int32Array(next.length - 1).fill(-1);
      const told = { nats: 0, peels, payments: Int32Array.from(next) };
      if (closes(next)) return next.length > 2 && spans(next) ? [{ closed: true, ...told }] : [];
      if (accounts.includes(g.creditor[j]) || !fits(next)) return [];
      return [...(next.length > 2 ? [{ closed: false, ...told }] : []), ...extend(next)];
    });
  };
  const closes = (path: number[]) => g.creditor[path.at(-1) ?? -1] === g.debtor[root];
  const spans = (path: number[]) => {
    const times = path.map((i) => g.time_ms[i] ?? 0);
    return Math.max(...times) - Math.min(...times) <= 7 * DAY_MS;
  };
  return legs.includes(root) ? extend([root]) : [];
}
