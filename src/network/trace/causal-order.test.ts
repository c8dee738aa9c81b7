import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PaymentColumns } from '../../model/index.js';
import { inCausalOrder } from './causal-order.js';
import { traceMoney } from './trace.js';

const DAY_MS = 86_400_000;
type Leg = readonly [day: number, from: number, to: number, value: number];

function columnsOf(legs: readonly Leg[]): PaymentColumns {
  return {
    accounts: 8,
    order_key: BigInt64Array.from(legs, (_, i) => BigInt(i)),
    time_ms: Float64Array.from(legs, ([day]) => day * DAY_MS),
    debtor: Int32Array.from(legs, ([, from]) => from),
    creditor: Int32Array.from(legs, ([, , to]) => to),
    value_minor: Float64Array.from(legs, ([, , , value]) => value),
    ties: new Uint8Array(legs.length).fill(1),
  };
}

const order = (legs: readonly Leg[]) =>
  [...inCausalOrder(columnsOf(legs)).columns.order_key].map(Number);

test.each<[string, Leg[], number[]]>([
  [
    'a chain of one day, written backward',
    [
      [1, 2, 3, 5],
      [1, 1, 2, 5],
      [1, -1, 1, 5],
    ],
    [2, 1, 0],
  ],
  [
    'other days stay',
    [
      [0, 2, 3, 5],
      [1, 1, 2, 5],
      [1, 0, 1, 5],
    ],
    [0, 2, 1],
  ],
  [
    'a ring keeps its order',
    [
      [1, 0, 1, 5],
      [1, 1, 2, 5],
      [1, 2, 0, 5],
    ],
    [0, 1, 2],
  ],
  [
    'a ring that is fed begins there',
    [
      [1, 1, 2, 5],
      [1, 2, 1, 5],
      [1, 0, 1, 5],
    ],
    [2, 0, 1],
  ],
])('%s', (_, legs, expected) => {
  expect(order(legs)).toEqual(expected);
});

test('money passes on within a day, in whatever order it was written', () => {
  const legs: Leg[] = [
    [1, 1, 2, 90],
    [1, 0, 1, 100],
  ];
  const { columns, placeOf } = inCausalOrder(columnsOf(legs));
  const asked = { direction: 'forward', method: 'fifo', accounts: [], hops_max: 9 } as const;
  const window = {
    from_ms: 0,
    until_ms: 9 * DAY_MS,
    minimum_minor: 1,
    unknown_stock: 'clean',
  } as const;
  const trace = traceMoney(columns, { ...asked, ...window, payments: [placeOf(1)] });
  expect([...trace.steps.tainted_minor]).toEqual([100, 90]);
});

test('every payment stays in its instant, and without a ring nobody pays before being paid', () => {
  const leg = fc
    .tuple(fc.nat(2), fc.nat(6), fc.nat(6), fc.nat(9))
    .map(([day, from, to, value]): Leg => [day, Math.min(from, to), Math.max(from, to) + 1, value]);
  fc.assert(
    fc.property(fc.array(leg, { maxLength: 25 }), (drawn) => {
      const legs = drawn.toSorted(([a], [b]) => a - b);
      const given = columnsOf(legs);
      const { columns, placeOf } = inCausalOrder(given);
      const keys = [...columns.order_key].map(Number);
      expect(keys.toSorted((a, b) => a - b)).toEqual(legs.map((_, i) => i));
      for (const [place, key] of keys.entries()) {
        expect(placeOf(key)).toBe(place);
        expect(columns.time_ms[place]).toBe(given.time_ms[key]);
        const later = keys.slice(place + 1).filter((other) => legs[other]?.[0] === legs[key]?.[0]);
        expect(later.some((other) => legs[other]?.[2] === legs[key]?.[1])).toBe(false);
      }
    }),
  );
});
