import fc from 'fast-check';
import { expect, test } from 'vitest';
import { graphOf } from '../graph/payment-graph.js';
import { createBackground } from '../surprise/background.js';
import { rareAmounts } from '../surprise/rare-amounts.js';
import { WindowCounts } from './window-counts.js';

const drawn = fc.array(
  fc.record({
    from: fc.integer({ min: 0, max: 3 }),
    to: fc.integer({ min: 0, max: 3 }),
    value: fc.constantFrom(100, 100, 100, 250, 990),
  }),
  { maxLength: 60 },
);

test('a window holds what a count from scratch holds, whatever habits a pair has', () => {
  fc.assert(
    fc.property(drawn, fc.integer({ min: 1, max: 9 }), (payments, width) => {
      const graph = graphOf({
        accounts: 4,
        order_key: BigInt64Array.from(payments, (_, i) => BigInt(i)),
        // Twelve days apart: what is paid four times over becomes a habit.
        time_ms: Float64Array.from(payments, (_, i) => i * 12 * 86_400_000),
        debtor: Int32Array.from(payments, ({ from }) => from),
        creditor: Int32Array.from(payments, ({ to }) => to),
        value_minor: Float64Array.from(payments, ({ value }) => value),
        ties: new Uint8Array(payments.length),
      });
      const background = createBackground(graph);
      const amounts = rareAmounts(graph, background);
      const { outgoing, creditor } = graph;
      const counts = new WindowCounts(graph, background, amounts, outgoing, creditor);
      for (let hub = 0; hub < 4; hub++) {
        const end = counts.open(hub);
        const row = outgoing.payments.subarray(outgoing.starts[hub], outgoing.starts[hub + 1]);
        let next = 0;
        for (let first = 0; first < end; first++) {
          while (next < Math.min(end, first + width)) counts.enter(next++);
          const inside = Array.from(row.subarray(first, next));
          const expected = [0, 1, 2].map((c) => {
            const own = inside.filter((payment) => background.pairClass(payment) === c);
            return new Set(own.map((payment) => creditor[payment])).size;
          });
          expect([...counts.partners]).toEqual(expected);
          counts.leave(first);
        }
        expect([...counts.partners, ...counts.payments]).toEqual([0, 0, 0, 0, 0, 0]);
      }
    }),
  );
});
