import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnsOfFew, fewPayments } from '../../../test/few-payments.js';
import type { PaymentColumns } from '../../model/index.js';
import { Amounts } from './amounts.js';
import { cutBounds } from './cut-bound.js';
import { flowBounds } from './flow-bound.js';
import { FlowNetwork } from './max-flow.js';
import type { TraceQuery } from './query.js';
import { stockOf } from './stock.js';
import { traceMoney } from './trace.js';
import { viewOf } from './view.js';

const ANY: TraceQuery = {
  direction: 'forward',
  method: 'poison',
  payments: [0],
  accounts: [],
  from_ms: 0,
  until_ms: 100,
  hops_max: 100,
  minimum_minor: 1,
  unknown_stock: 'clean',
};
const direction = fc.constantFrom('forward', 'backward') satisfies fc.Arbitrary<
  TraceQuery['direction']
>;

describe('how much of a payment can be the marked money', () => {
  test('on small graphs it is the least cut, found by trying all', () => {
    const law = fc.property(fewPayments(8), direction, fc.nat(7), (columns, way, mark) => {
      const first = mark % columns.time_ms.length;
      const bare = viewOf(columns, { ...ANY, direction: way, payments: [first] });
      const view = { ...bare, seen: stockOf(bare).seen };
      const bounds = cutBounds(view);
      const reached = [...bounds.keys()].filter((payment) => (bounds[payment] ?? 0) > 0);
      const cuts = [...bounds];
      flowBounds(view, way === 'forward' ? reached : reached.reverse(), bounds);
      for (const payment of columns.time_ms.keys()) {
        const least = leastCut(columns, first, payment, way);
        expect([payment, bounds[payment]]).toEqual([payment, least]);
        expect(cuts[payment]).toBeGreaterThanOrEqual(least);
      }
    });
    fc.assert(law, { numRuns: 300 });
  });

  test('no method is above the flow, and no flow above the cut', () => {
    const methods = fc.constantFrom('fifo', 'lifo', 'proportional') satisfies fc.Arbitrary<
      TraceQuery['method']
    >;
    const law = fc.property(
      fewPayments(30),
      direction,
      methods,
      fc.nat(4),
      (columns, way, by, a) => {
        const accounts = a < columns.accounts ? [a] : [];
        const query = { ...ANY, direction: way, method: by, accounts };
        const { steps } = traceMoney(columns, query);
        const cut = traceMoney(columns, query, { pieces_max: 99, flow_payments_max: 0 });
        for (const [step, tainted] of steps.tainted_minor.entries()) {
          const [flow = -1, wide = -1] = [steps.at_most_minor[step], cut.steps.at_most_minor[step]];
          expect(tainted).toBeLessThanOrEqual(flow);
          expect(flow).toBeLessThanOrEqual(wide);
        }
      },
    );
    fc.assert(law, { numRuns: 300 });
  });

  test('money that parts and meets again is counted once', () => {
    const pay = (at: number, from: number, to: number, value: number) => ({ at, from, to, value });
    const columns = columnsOfFew([
      pay(0, 0, 1, 100),
      pay(1, 1, 2, 100),
      pay(1, 1, 3, 100),
      pay(2, 2, 4, 100),
      pay(2, 3, 4, 100),
      pay(3, 4, 5, 300),
    ]);
    expect(traceMoney(columns, ANY).steps.at_most_minor.at(-1)).toBe(100);
    const cut = traceMoney(columns, ANY, { pieces_max: 99, flow_payments_max: 0 });
    expect(cut.steps.at_most_minor.at(-1)).toBe(100);
    const late = columnsOfFew([pay(5, 0, 1, 100), pay(4, 1, 2, 100)]);
    expect(traceMoney(late, { ...ANY, payments: [1] }).steps.payments).toHaveLength(1);
  });

  test('within a day without order, money can go on with a payment listed before', () => {
    const pay = (at: number, from: number, to: number, tied: boolean) => {
      return { at, from, to, value: 50, tied };
    };
    const dayOf = (tied: boolean) =>
      columnsOfFew([pay(0, 1, 2, tied), pay(0, 0, 1, tied), pay(1, 2, 3, tied)]);
    // By the order of the columns the first payment was made before the second came.
    const query = { ...ANY, payments: [1] };
    expect(traceMoney(dayOf(true), query)).toMatchObject({
      reached: 3,
      steps: { hops: Int32Array.of(0) },
    });
    expect(traceMoney(dayOf(false), query)).toMatchObject({
      reached: 1,
      steps: { hops: Int32Array.of(0) },
    });
  });
});

test('a maximum flow is a least cut of its network', () => {
  const node = fc.nat(5);
  const arcs = fc.array(fc.tuple(node, node, fc.integer({ min: 1, max: 9 })), { maxLength: 18 });
  const law = fc.property(arcs, (all) => {
    const network = new FlowNetwork();
    for (let i = 0; i < 6; i++) network.addNode();
    for (const [from, to, capacity] of all) network.addArc(from, to, capacity);
    const cuts = Array.from({ length: 16 }, (_, set) => {
      const isNear = (n: number) => n === 0 || (n !== 5 && (set & (1 << (n - 1))) !== 0);
      return all
        .filter(([from, to]) => isNear(from) && !isNear(to))
        .reduce((sum, [, , capacity]) => sum + capacity, 0);
    });
    expect(network.maxFlow(0, 5, 1_000)).toBe(Math.min(...cuts));
    expect(network.maxFlow(0, 5, 3)).toBe(Math.min(3, ...cuts));
  });
  fc.assert(law, { numRuns: 500 });
});

test('a maximum flow takes back what stands in its way', () => {
  // Node 2 can go on by node 4 alone, node 1 by either.
  const arcs = ['01', '02', '13', '14', '24', '35', '45'].map((arc) => [...arc].map(Number));
  const law = fc.property(fc.shuffledSubarray(arcs, { minLength: arcs.length }), (shuffled) => {
    const network = new FlowNetwork();
    for (let i = 0; i < 6; i++) network.addNode();
    for (const [from = 0, to = 0] of shuffled) network.addArc(from, to, 1);
    expect(network.maxFlow(0, 5, 9)).toBe(2);
  });
  fc.assert(law, { numRuns: 50 });
});

test('amounts beyond 2^53 are exact', () => {
  const act = fc.record({ add: fc.boolean(), minor: fc.maxSafeNat() });
  const law = fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
    const amounts = new Amounts(1);
    let exact = 0n;
    for (const { add, minor } of acts) {
      if (add) {
        amounts.add(0, minor);
        exact += BigInt(minor);
      } else {
        const taken = amounts.take(0, minor);
        expect(BigInt(taken)).toBe(exact < BigInt(minor) ? exact : BigInt(minor));
        exact -= BigInt(taken);
      }
      expect(amounts.total(0)).toBe(exact);
      expect(amounts.isZero(0)).toBe(exact === 0n);
      expect(amounts.small(0)).toBe(exact < 2n ** 53n ? Number(exact) : null);
    }
  });
  fc.assert(law, { numRuns: 300 });
});

/** The least sum of payments without which the target is not reached from the mark. */
function leastCut(
  columns: PaymentColumns,
  mark: number,
  target: number,
  way: TraceQuery['direction'],
): number {
  const [first, last] = way === 'forward' ? [mark, target] : [target, mark];
  const legs = [...columns.time_ms.keys()].filter(
    (i) => isLeg(columns, i) || (i === mark && (columns.value_minor[i] ?? -1) > 0),
  );
  let least = Number.POSITIVE_INFINITY;
  for (let set = 0; set < 2 ** legs.length; set++) {
    const kept = legs.filter((_, i) => (set & (1 << i)) === 0);
    const value = legs
      .filter((leg) => !kept.includes(leg))
      .reduce((sum, leg) => Math.min(sum + (columns.value_minor[leg] ?? 0), 2 ** 53 - 1), 0);
    if (value < least && !reaches(columns, first, last, kept)) least = value;
  }
  return least;
}

function isLeg({ debtor, creditor, value_minor }: PaymentColumns, i: number): boolean {
  return (value_minor[i] ?? -1) > 0 && (debtor[i] !== creditor[i] || debtor[i] === -1);
}

function reaches(columns: PaymentColumns, from: number, to: number, kept: number[]): boolean {
  if (!kept.includes(from)) return false;
  const { time_ms, ties, debtor, creditor } = columns;
  const seen = new Set([from]);
  for (const a of seen) {
    for (const b of kept) {
      const tied = ties[a] === 1 && ties[b] === 1 && time_ms[a] === time_ms[b];
      if (creditor[a] === debtor[b] && creditor[a] !== -1 && (b > a || tied)) seen.add(b);
    }
  }
  return seen.has(to);
}
