import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../base/index.js';
import { CONVERTED } from '../graph/currencies.js';
import { graphOf, type PaymentGraph } from '../graph/payment-graph.js';
import { createBackground } from '../surprise/background.js';
import { AFTER_DAYS, BEFORE_DAYS, MATCHES_MIN, matchingPairs } from './mirror-legs.js';
import { lnTail } from './mirror-null.js';
import { findMirrors } from './mirrors.js';

const DAY_MS = 86_400_000;
const [USD, MXN] = [0, 1];

interface Row {
  readonly at_days: number;
  readonly from: number;
  readonly to: number;
  readonly value: number;
  readonly currency: number;
}

function graphFrom(rows: readonly Row[]): PaymentGraph {
  const sorted = [...rows].sort((a, b) => a.at_days - b.at_days);
  const graph = graphOf({
    accounts: Math.max(0, ...sorted.map(({ from, to }) => Math.max(from, to) + 1)),
    order_key: BigInt64Array.from(sorted, (_, i) => BigInt(i)),
    time_ms: Float64Array.from(sorted, ({ at_days }) => Math.round(at_days * DAY_MS)),
    debtor: Int32Array.from(sorted, ({ from }) => from),
    creditor: Int32Array.from(sorted, ({ to }) => to),
    value_minor: Float64Array.from(sorted, ({ value }) => Math.round(value)),
    ties: new Uint8Array(sorted.length),
  });
  return { ...graph, currency: Uint8Array.from(sorted, ({ currency }) => currency) };
}

const find = (rows: readonly Row[]) => {
  const graph = graphFrom(rows);
  return findMirrors(graph, createBackground(graph)).candidates;
};

/** Two countries whose 60 accounts each pay their own: even accounts in dollars, odd in pesos. */
function ordinaryLife(seed: string): Row[] {
  const { unit: random } = seededRandom(seed);
  return Array.from({ length: 6_000 }, () => {
    const currency = random() < 0.5 ? USD : MXN;
    const account = () => 2 * Math.floor(random() * 60) + currency;
    const value = 10_000 * Math.exp(4 * random());
    return { at_days: random() * 240, from: account(), to: account(), value, currency };
  });
}

const LIFE = ordinaryLife('mirrors');
const [BROKER, PARTNER] = [121, 120];

/** Pesos come in at the broker in one country, dollars go out of the partner in the other. */
function swaps(fee: (i: number) => number, partner = (_: number) => PARTNER): Row[] {
  const { unit: random } = seededRandom('swaps');
  return Array.from({ length: 16 }, (_, i) => {
    const at_days = 60.4 + 6 * i;
    const value = 10_000 * Math.exp(4 * random());
    const [customer, payee] = [2 * (i % 9) + 1, 2 * (i % 11)];
    return [
      { at_days, from: customer, to: BROKER, value, currency: MXN },
      {
        at_days: at_days + 0.3 + (i % 2),
        from: partner(i),
        to: payee,
        value: value * (1 - fee(i)),
        currency: USD,
      },
    ];
  }).flat();
}

describe('of accounts in two currencies without a payment between them', () => {
  test('those whose amounts follow one another are mirrors, whole', () => {
    const rows = [...LIFE, ...swaps(() => 0.03)];
    const [mirror, ...others] = find(rows);
    expect(others).toEqual([]);
    expect(mirror?.shape).toBe('mirror');
    const graph = graphFrom(rows);
    const own = [...graph.time_ms.keys()].filter(
      (i) => graph.creditor[i] === BROKER || graph.debtor[i] === PARTNER,
    );
    expect([...(mirror?.payments ?? [])]).toEqual(own);
  });

  test('a fee that varies makes it less of a surprise, and still one', () => {
    const [steady] = find([...LIFE, ...swaps(() => 0.03)]);
    const [unsteady] = find([...LIFE, ...swaps((i) => 0.005 + 0.01 * (i % 6))]);
    expect(unsteady?.nats).toBeGreaterThan(0);
    expect(unsteady?.nats).toBeLessThan(steady?.nats ?? 0);
  });

  test('a cluster takes in a second account of the other side', () => {
    const rows = [
      ...LIFE,
      ...swaps(
        () => 0.03,
        (i) => (i % 2 ? 122 : PARTNER),
      ),
    ];
    const [mirror] = find(rows);
    expect(mirror?.payments).toHaveLength(32);
  });

  test('a firm and its affiliate that settle by wire sink', () => {
    const settles = {
      at_days: 200,
      from: BROKER,
      to: PARTNER,
      value: 500_000,
      currency: CONVERTED,
    };
    expect(find([...LIFE, ...swaps(() => 0.03), settles])).toEqual([]);
  });

  test('two shops with one price list sink, however often both sell on one day', () => {
    const prices = [19_900, 49_900, 99_900];
    const sales = Array.from({ length: 60 }, (_, i) => [
      { at_days: 30.4 + 3 * i, from: 1, to: BROKER, value: prices[i % 3] ?? 0, currency: MXN },
      { at_days: 30.6 + 3 * i, from: PARTNER, to: 4, value: prices[i % 3] ?? 0, currency: USD },
    ]).flat();
    expect(find([...LIFE, ...sales])).toEqual([]);
  });

  test('the same amounts in another order of time are none', () => {
    const moved = swaps(() => 0.03).map((row, i) =>
      row.currency === USD ? { ...row, at_days: 40 + ((i * 67) % 190) } : row,
    );
    expect(find([...LIFE, ...moved])).toEqual([]);
  });

  test('in one currency nothing is looked for', () => {
    const { currency: _, ...graph } = graphFrom([...LIFE, ...swaps(() => 0.03)]);
    expect(findMirrors(graph, createBackground(graph)).candidates).toEqual([]);
  });

  test('ordinary life alone has none, with any seed', () => {
    for (const seed of ['a', 'b', 'c', 'd']) expect(find(ordinaryLife(seed))).toEqual([]);
  });
});

test('pairs that match are those that looking at all legs finds', () => {
  const leg = fc.record({
    at_days: fc.integer({ min: 0, max: 24 }).map((quarter) => quarter / 4),
    from: fc.integer({ min: 0, max: 3 }),
    to: fc.integer({ min: 0, max: 3 }),
    value: fc.integer({ min: 90, max: 110 }),
    currency: fc.constantFrom(USD, MXN),
  });
  const counted = fc.property(fc.array(leg, { minLength: 8, maxLength: 40 }), (rows) => {
    const graph = graphFrom(rows);
    const { time_ms, debtor, creditor, value_minor, currency = new Uint8Array() } = graph;
    const numbers = [...time_ms.keys()].filter((i) => debtor[i] !== creditor[i]);
    const by = (ends: Int32Array) =>
      new Map([0, 1, 2, 3].map((node) => [node, numbers.filter((i) => ends[i] === node)]));
    const legs = { ins: by(creditor), outs: by(debtor) };
    const expected = new Map<string, number>();
    for (const i of numbers) {
      for (const j of numbers) {
        const lag = ((time_ms[j] as number) - (time_ms[i] as number)) / DAY_MS;
        const ratio = Math.log((value_minor[j] as number) / (value_minor[i] as number));
        if (lag < -BEFORE_DAYS || lag > AFTER_DAYS || ratio < -0.07 || ratio > 0.01) continue;
        if (currency[i] === currency[j] || creditor[i] === debtor[j]) continue;
        const key = `${creditor[i]} ${debtor[j]}`;
        expected.set(key, (expected.get(key) ?? 0) + 1);
      }
    }
    const found = matchingPairs(graph, currency, legs).map(({ from, to, matches }) => [
      `${from} ${to}`,
      matches,
    ]);
    const enough = [...expected].filter(([, matches]) => matches >= MATCHES_MIN);
    expect(new Map(found as [string, number][])).toEqual(new Map(enough));
  });
  fc.assert(counted);
});

test('the tail is that of a Poisson, or of a negative binomial when counts spread more', () => {
  const poisson = (from: number, mean: number) => {
    let sum = 0;
    let term = Math.exp(-mean);
    for (let k = 0; k < 200; term *= mean / ++k) if (k >= from) sum += term;
    return Math.log(sum);
  };
  for (const [count, mean] of [
    [1, 0.3],
    [4, 0.02],
    [12, 5],
    [3, 3],
  ] as const) {
    expect(lnTail(count, mean, 0)).toBeCloseTo(poisson(count, mean), 3);
    expect(lnTail(count, mean, 2 * mean)).toBeGreaterThan(
      count > mean + 1 ? lnTail(count, mean, 0) : Number.NEGATIVE_INFINITY,
    );
  }
  expect(lnTail(0, 2, 3)).toBeCloseTo(0, 9);
});
