import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { graphOf, type PaymentGraph } from '../graph/payment-graph.js';
import { createBackground } from '../surprise/background.js';
import { lnGamma } from '../surprise/gamma-poisson.js';
import { EXIT_DAYS, matchExits } from './funnel-exits.js';
import { type DepositRow, scoreFunnel } from './funnel-score.js';
import { findFunnels } from './funnels.js';

const DAY_MS = 86_400_000;
const CASH = -1;

/** A payment; with an area where notes or cheques were handed over a counter there. */
interface Row {
  readonly at_days: number;
  readonly from: number;
  readonly to: number;
  readonly value: number;
  readonly area?: number;
}

/** Twelve cities, two in each of six regions; account n is kept in region n mod 6. */
const CITIES = 12;
const regionOf = (city: number) => Math.floor(city / 2);

function graphFrom(rows: readonly Row[]): PaymentGraph {
  const sorted = [...rows].sort((a, b) => a.at_days - b.at_days);
  const accounts = Math.max(...sorted.map(({ from, to }) => Math.max(from, to) + 1));
  const graph = graphOf({
    accounts,
    order_key: BigInt64Array.from(sorted, (_, i) => BigInt(i)),
    time_ms: Float64Array.from(sorted, ({ at_days }) => Math.round(at_days * DAY_MS)),
    debtor: Int32Array.from(sorted, ({ from }) => from),
    creditor: Int32Array.from(sorted, ({ to }) => to),
    value_minor: Float64Array.from(sorted, ({ value }) => value),
    ties: new Uint8Array(sorted.length),
  });
  const areas = {
    area: Int32Array.from(sorted, ({ area }) => area ?? -1),
    region: Int32Array.from({ length: CITIES }, (_, city) => regionOf(city)),
    home: Int32Array.from({ length: accounts }, (_, account) => account % 6),
  };
  return { ...graph, areas };
}

const find = (graph: PaymentGraph) => findFunnels(graph, createBackground(graph));
const PEOPLE = 120;
const irregular = (seed: number, of: number) => (seed * 7_919 + 31 * seed * seed) % of;

/** People who buy, and pay in at home now and then. */
function ordinaryLife(): Row[] {
  const rows: Row[] = [];
  for (let from = 0; from < PEOPLE; from++) {
    for (let day = from % 7; day < 240; day += 7) {
      const to = (from + 1 + ((day + from) % 3)) % PEOPLE;
      rows.push({ at_days: day + 0.4, from, to, value: 4_000 + irregular(from + day, 50_000) });
    }
    for (let day = from % 30; day < 240; day += 30) {
      const value = 20_000 + 500 * irregular(from + day, 97);
      rows.push({ at_days: day + 0.5, from: CASH, to: from, value, area: 2 * (from % 6) });
    }
  }
  return rows;
}

/** An account of region 0 that takes in cash in far cities, and wires it to one payee. */
function funnel(account: number, payee: number, deposits: number, delay_days: number): Row[] {
  return Array.from({ length: deposits }, (_, i) => {
    const value = 300_000 + 10 * irregular(i + 3, 55_013);
    const at_days = 100.3 + 2 * i;
    return [
      { at_days, from: CASH, to: account, value, area: [3, 6, 8, 11][i % 4] as number },
      { at_days: at_days + delay_days, from: account, to: payee, value: Math.round(value * 0.95) },
    ];
  }).flat();
}

const LIFE = ordinaryLife();

describe('of accounts that take in cash in many cities', () => {
  test('a funnel comes out whole, alone, with what it paid on', () => {
    const graph = graphFrom([...LIFE, ...funnel(120, 121, 14, 1.2)]);
    const { candidates, truncated } = find(graph);
    expect(truncated).toBe(0);
    expect(candidates.map(({ shape }) => shape)).toEqual(['funnel']);
    const own = [...graph.time_ms.keys()].filter(
      (i) => graph.debtor[i] === 120 || graph.creditor[i] === 120,
    );
    expect([...(candidates[0]?.payments ?? [])]).toEqual(own);
    const parts = candidates[0]?.parts ?? [];
    expect(parts.reduce((sum, { nats }) => sum + nats, 0)).toBeCloseTo(candidates[0]?.nats ?? 0, 9);
  });

  test('one whose money rests is less of a surprise than one whose money leaves at once', () => {
    const [quick, slow] = [1.2, 40].map((delay) => {
      const { candidates } = find(graphFrom([...LIFE, ...funnel(120, 121, 14, delay)]));
      return candidates[0]?.nats ?? 0;
    });
    expect(quick).toBeGreaterThan((slow ?? 0) + 20);
  });

  test('a chain of shops with branches, whose takings go up to the parent, sinks', () => {
    const chain = Array.from({ length: 240 }, (_, day) => [
      ...[0, 3, 6, 9, 11].map((area, i) => ({
        at_days: day + 0.4 + i / 100,
        from: CASH,
        to: 120,
        value: 200_000 + 100 * irregular(day + 7 * i, 1_999),
        area,
      })),
      { at_days: day + 0.9, from: 120, to: 121, value: 1_400_000 + irregular(day, 9_000) },
    ]).flat();
    expect(find(graphFrom([...LIFE, ...chain])).candidates).toEqual([]);
  });

  test('a relative who pays in for the family in one far city sinks', () => {
    const family = Array.from({ length: 16 }, (_, n) => [
      { at_days: 5.5 + 14 * n, from: CASH, to: 120, value: 30_000 + 500 * (n % 4), area: 7 },
      { at_days: 7.5 + 14 * n, from: 120, to: CASH, value: 29_000 + 500 * (n % 4), area: 0 },
    ]).flat();
    expect(find(graphFrom([...LIFE, ...family])).candidates).toEqual([]);
  });

  test('a traveller who spends where he pays in sinks', () => {
    const stops = Array.from({ length: 12 }, (_, n) => [
      { at_days: 9.5 + 18 * n, from: CASH, to: 120, value: 20_000, area: (5 * n + 2) % CITIES },
      { at_days: 10.5 + 18 * n, from: 120, to: CASH, value: 19_000, area: (5 * n + 2) % CITIES },
    ]).flat();
    expect(find(graphFrom([...LIFE, ...stops])).candidates).toEqual([]);
  });

  test('without places nothing is looked for', () => {
    const { areas: _, ...graph } = graphFrom([...LIFE, ...funnel(120, 121, 14, 1.2)]);
    expect(find(graph).candidates).toEqual([]);
  });
});

test('the spread over cities is the ratio of two Dirichlet-multinomial probabilities', () => {
  const cities = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 4, maxLength: 30 });
  const share = Float64Array.from([0.4, 0.3, 0.15, 0.1, 0.05]);
  fc.assert(
    fc.property(cities, fc.nat({ max: 20 }), (area, before) => {
      const first = Math.min(before, area.length - 2);
      const row = rowOf(area);
      const { parts } = scoreFunnel(row, first, area.length, 10, { prior_days: [180, 30], share });
      const count = (from: number, to: number) =>
        share.reduce<number[]>((sums, _, city) => {
          sums.push(area.slice(from, to).filter((each) => each === city).length);
          return sums;
        }, []);
      const known = count(0, first);
      const inside = count(first, area.length);
      const funnel = lnUrn(
        inside,
        Array.from(share, (s) => 5 * s),
      );
      const ordinary = lnUrn(
        inside,
        Array.from(share, (s, city) => 0.5 * s + (known[city] as number)),
      );
      const breadth = parts.find(({ step }) => step === 'breadth')?.nats;
      expect(breadth).toBeCloseTo(funnel - ordinary, 6);
    }),
  );
});

/** Log probability of a sequence with these counts from an urn with these weights. */
function lnUrn(counts: readonly number[], weights: readonly number[]): number {
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  return counts.reduce(
    (total, n, i) => total + lnGamma(n + (weights[i] as number)) - lnGamma(weights[i] as number),
    lnGamma(sum(weights)) - lnGamma(sum(weights) + sum(counts)),
  );
}

function rowOf(area: readonly number[]): DepositRow {
  return {
    area: Int32Array.from(area),
    classes: new Uint8Array(area.length),
    exits: {
      exit: new Int32Array(area.length).fill(-1),
      isShared: new Uint8Array(area.length),
      nats: new Float64Array(area.length),
    },
    seen_days: 200,
  };
}

test('what carries deposits on is near to their sum, later, soon, and elsewhere', () => {
  const drawn = fc.array(
    fc.record({
      isIn: fc.boolean(),
      at_days: fc.integer({ min: 0, max: 30 }),
      value: fc.constantFrom(100, 150, 200, 300, 450, 1_000),
      area: fc.integer({ min: 0, max: 2 }),
    }),
    { minLength: 1, maxLength: 40 },
  );
  fc.assert(
    fc.property(drawn, (moves) => {
      const graph = graphFrom([
        { at_days: 0, from: 1, to: 2, value: 1 },
        ...moves.map(({ isIn, ...rest }) => ({
          ...rest,
          from: isIn ? CASH : 0,
          to: isIn ? 0 : CASH,
        })),
      ]);
      const { time_ms, value_minor, creditor, areas } = graph;
      const numbers = Int32Array.from(time_ms.keys());
      const deposits = numbers.filter((i) => creditor[i] === 0);
      const outs = numbers.filter((i) => graph.debtor[i] === 0);
      const area = areas?.area ?? new Int32Array();
      const { exit, nats } = matchExits(graph, createBackground(graph), area, deposits, outs);
      const carried = new Map<number, number[]>();
      exit.forEach((payment, at) => {
        if (payment < 0) expect(nats[at]).toBe(0);
        else carried.set(payment, [...(carried.get(payment) ?? []), deposits[at] as number]);
      });
      for (const [payment, lots] of carried) {
        const sum = lots.reduce((total, lot) => total + (value_minor[lot] as number), 0);
        const ratio = Math.log((value_minor[payment] as number) / sum);
        expect(Math.abs(ratio)).toBeLessThan(0.23);
        for (const lot of lots) {
          expect(lot).toBeLessThan(payment);
          expect(area[lot]).not.toBe(area[payment]);
          const rest_ms = (time_ms[payment] as number) - (time_ms[lot] as number);
          expect(rest_ms).toBeLessThanOrEqual(EXIT_DAYS * DAY_MS);
        }
      }
    }),
  );
});
