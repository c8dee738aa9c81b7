import { expect, test } from 'vitest';
import { graphOf } from '../graph/payment-graph.js';
import { candidateOf } from '../shapes/candidate.js';
import { sinkGroupHabits } from './group-habits.js';
import { joinNetworks } from './networks.js';

const DAY_MS = 86_400_000;
/** Day, from, to (−1: cash), value; `in the network` where a fifth is true. */
type Leg = readonly [day: number, from: number, to: number, value: number, inside?: true];

function slice(legs: readonly Leg[]) {
  const rows = [...legs].sort(([a], [b]) => a - b);
  const graph = graphOf({
    accounts: 40,
    order_key: BigInt64Array.from(rows, (_, i) => BigInt(i)),
    time_ms: Float64Array.from(rows, ([day]) => day * DAY_MS),
    debtor: Int32Array.from(rows, ([, from]) => from),
    creditor: Int32Array.from(rows, ([, , to]) => to),
    value_minor: Float64Array.from(rows, ([, , , value]) => value),
    ties: new Uint8Array(rows.length),
  });
  const inside = [...rows.keys()].filter((i) => rows[i]?.[4]);
  return { graph, payments: Int32Array.from(inside) };
}

const rolesOf = (legs: readonly Leg[]) => {
  const { graph, payments } = slice(legs);
  const instance = candidateOf('fan_in', payments, [{ step: 'burst', nats: 9 }]);
  const network = joinNetworks(graph, [instance]).networks[0];
  return {
    network,
    roles: Object.fromEntries((network?.members ?? []).map(({ node, role }) => [node, role])),
  };
};

const [HUB, FUND, SHOP] = [0, 20, 21];
const days = (count: number, step: number, from = 1) =>
  Array.from({ length: count }, (_, i) => from + i * step);
/** Half a year of small purchases. */
const life = (who: number): Leg[] => days(30, 6).map((day) => [day, who, SHOP, 900]);
const paid = (who: number, value = 50_000): Leg => [150, who, HUB, value, true];

test('who pays a hub once, much, out of a long life is a possible victim; a mule is not', () => {
  const { roles } = rolesOf([
    ...[1, 2, 3, 4].flatMap(life),
    ...[1, 2].map((who) => paid(who)),
    // Small change is a customer's, and what came in cash the day before is carried.
    paid(3, 300),
    paid(4),
    [149, -1, 4, 50_000],
    // No life of its own.
    paid(5),
  ]);
  expect(roles).toEqual({
    ...{ [HUB]: 'collector', 1: 'possible_victim', 2: 'possible_victim' },
    ...{ 3: 'payer', 4: 'source', 5: 'source' },
  });
});

test('a pension fund and whoever pays a hub out of a pension launder nothing', () => {
  const retired = [1, 2, 3];
  const { roles, network } = rolesOf([
    ...retired.flatMap(life),
    ...retired.flatMap((who) => days(7, 30, 3).map((day): Leg => [day, FUND, who, 80_000])),
    ...retired.map((who): Leg => [148, FUND, who, 80_001, true]),
    ...retired.map((who) => paid(who, 40_000)),
  ]);
  const victims = Object.fromEntries(retired.map((who) => [who, 'possible_victim']));
  expect(roles).toEqual({ [HUB]: 'collector', [FUND]: 'payer', ...victims });
  expect(network).toMatchObject({ in_minor: 120_000, out_minor: 120_000, kept_minor: 0 });
});

test('mules keep their roles, however long their lives: they pass on what they got', () => {
  const mules = [1, 2, 3];
  const { roles } = rolesOf([
    ...mules.flatMap(life),
    ...mules.map((who): Leg => [148, FUND, who, 52_000, true]),
    ...mules.map((who) => paid(who)),
  ]);
  expect(roles).toEqual({
    [HUB]: 'collector',
    [FUND]: 'distributor',
    1: 'carrier',
    2: 'carrier',
    3: 'carrier',
  });
});

/** A ring of three that goes round on the given days; the last round is the instance. */
function ringOn(rounds: readonly number[]) {
  const last = rounds.at(-1);
  const hops = rounds.flatMap((day) =>
    [0, 1, 2].map((at): Leg => {
      const leg = [day + at / 24, at, (at + 1) % 3, 9_000] as const;
      return day === last ? [...leg, true] : leg;
    }),
  );
  return slice(hops);
}

test.each([
  ['monthly for a year, of one group', days(12, 30), true, 0],
  ['monthly for a year, of nobody known', days(12, 30), false, 1],
  ['one group, at odd times', [1, 9, 70, 75, 140, 141, 190, 300], true, 1],
  ['one group, four even rounds', days(4, 12), true, 1],
])('a ring %s', (_, rounds, isGroup, left) => {
  const { graph, payments } = ringOn(rounds);
  const ring = candidateOf('cycle', payments, [{ step: 'closure', nats: 5 }]);
  const groups = new Map([0, 1, 2].map((n) => [n, new Set([isGroup ? 'hand 1' : `hand ${n}`])]));
  const sunk = sinkGroupHabits(graph, [ring], groups);
  expect(sunk).toHaveLength(left);
  for (const { nats, parts } of sunk)
    expect(parts.reduce((sum, part) => sum + part.nats, 0)).toBeCloseTo(nats);
});
