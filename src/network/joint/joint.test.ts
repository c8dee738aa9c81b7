import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findJoint } from './find-joint.js';
import type { JointGraph, JointHop } from './joint-graph.js';
import { findTrails, TRAIL_LIMITS } from './trails.js';

const ACCOUNTS = 6;

/** Few payments among few accounts, and hops where one's payee is the next one's payer. */
const graphs = fc
  .record({
    ends: fc.array(fc.tuple(fc.nat(ACCOUNTS - 1), fc.nat(ACCOUNTS - 1)), {
      minLength: 3,
      maxLength: 9,
    }),
    nats: fc.array(fc.integer({ min: -2, max: 9 }), { minLength: 81, maxLength: 81 }),
  })
  .map(({ ends, nats }): JointGraph => {
    const payments = ends.filter(([from, to]) => from !== to);
    const hops: JointHop[] = [];
    payments.forEach(([, payee], first) => {
      payments.forEach(([payer, next], second) => {
        if (first === second || payee !== payer || next === payments[first]?.[0]) return;
        hops.push({ first, second, peel: -1, nats: nats[9 * first + second] ?? 0 });
      });
    });
    return graphFrom(payments, hops);
  });

test('the best chain and cycle are those that trying every path finds', () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const found = findTrails(graph, 0).candidates;
      for (const closed of [true, false]) {
        const best = bestByHand(graph, closed);
        const told = found
          .filter(({ shape }) => (shape === 'cycle') === closed)
          .reduce((most, { nats }) => Math.max(most, nats), 0);
        expect(told).toBeCloseTo(Math.max(0, best), 4);
      }
    }),
    { numRuns: 200 },
  );
});

test('two stars with the same middles are one scatter–gather, and wishes for the rest', () => {
  // Account 0 pays 1, 2 and 3; of them 1 and 2 pay 4, which 5 pays besides.
  const ends: [number, number][] = [
    [0, 1],
    [0, 2],
    [0, 3],
    [1, 4],
    [2, 4],
    [5, 4],
  ];
  const stars = [
    { hub: 0, direction: 'out', payments: [0, 1, 2] },
    { hub: 4, direction: 'in', payments: [3, 4, 5] },
  ] as const;
  const { instances, wishes } = findJoint({ ...graphFrom(ends, []), stars }, 4);
  expect(instances.map(({ shape, payments }) => [shape, [...payments]])).toEqual([
    ['scatter_gather', [0, 1, 3, 4]],
  ]);
  expect(wishes.map(({ wish }) => wish)).toEqual(['star', 'star']);
  const far = { ...graphFrom(ends, []), stars, period: Int32Array.from([0, 0, 0, 9, 9, 9]) };
  expect(findJoint(far, 4).instances).toEqual([]);
});

test('asks about both ends of a strong hop, and of no weak one', () => {
  const ends: [number, number][] = [
    [0, 1],
    [1, 2],
    [3, 4],
    [4, 5],
  ];
  const hops = [
    { first: 0, second: 1, peel: -1, nats: 6 },
    { first: 2, second: 3, peel: -1, nats: 1 },
  ];
  expect(findJoint(graphFrom(ends, hops), 4).wishes).toEqual([
    { wish: 'next', payment: 1 },
    { wish: 'previous', payment: 0 },
  ]);
});

function graphFrom(ends: readonly (readonly [number, number])[], hops: JointHop[]): JointGraph {
  return {
    accounts: ACCOUNTS,
    debtor: Int32Array.from(ends, ([from]) => from),
    creditor: Int32Array.from(ends, ([, to]) => to),
    period: new Int32Array(ends.length),
    period_days: 7,
    aim: new Float32Array(ends.length).fill(11),
    start: new Float32Array(ends.length),
    hops,
    stars: [],
  };
}

/** Every path of hops by recursion, without pruning but the floor. */
function bestByHand(graph: JointGraph, closed: boolean): number {
  const { hops, debtor, creditor } = graph;
  const likely = hops.filter(({ nats }) => nats >= TRAIL_LIMITS.likely_nats).length;
  let best = Number.NEGATIVE_INFINITY;
  const walk = (path: number[], nats: number) => {
    const goal = debtor[path[0] as number];
    for (const hop of hops.filter(({ first }) => first === path.at(-1))) {
      const sum = nats + hop.nats - TRAIL_LIMITS.continue_cost;
      const payee = creditor[hop.second];
      const longer = [...path, hop.second];
      if (payee === goal) {
        if (closed && longer.length > 2) best = Math.max(best, sum + 11);
        continue;
      }
      const met = path.some((payment) => creditor[payment] === payee);
      if (met || sum < TRAIL_LIMITS.nats_floor) continue;
      if (!closed && longer.length > 2) best = Math.max(best, sum);
      walk(longer, sum);
    }
  };
  for (const { first } of hops) walk([first], 0);
  return best - Math.log(Math.max(1, likely));
}
