import { expect, test } from 'vitest';
import { graphOf } from '../graph/payment-graph.js';
import { candidateOf } from '../shapes/candidate.js';
import { joinNetworks } from './networks.js';

/** Payments a day apart: from, to, value. */
function networkOf(shape: 'cycle' | 'chain', rows: readonly (readonly [number, number, number])[]) {
  const graph = graphOf({
    accounts: 6,
    order_key: new BigInt64Array(rows.length),
    time_ms: Float64Array.from(rows, (_, i) => i * 86_400_000),
    debtor: Int32Array.from(rows, ([from]) => from),
    creditor: Int32Array.from(rows, ([, to]) => to),
    value_minor: Float64Array.from(rows, ([, , value]) => value),
    ties: new Uint8Array(rows.length),
  });
  const payments = Int32Array.from(rows, (_, i) => i);
  const instance = candidateOf(shape, payments, [{ step: 'closure', nats: 9 }]);
  return joinNetworks(graph, [instance]).networks[0];
}

test('a ring brings in what its starter paid, and out what came back to it', () => {
  const ring = networkOf('cycle', [
    [0, 1, 50_000],
    [1, 2, 49_000],
    [2, 3, 48_000],
    [3, 0, 47_000],
  ]);
  expect(ring).toMatchObject({ in_minor: 50_000, out_minor: 47_000, kept_minor: 3_000 });
});

test('of a chain, in is what its source paid, and kept what the carriers did not pass on', () => {
  const chain = networkOf('chain', [
    [0, 1, 1_000],
    [1, 2, 900],
    [2, 3, 850],
  ]);
  expect(chain).toMatchObject({ in_minor: 1_000, out_minor: 850, kept_minor: 150 });
});

test('a ring that goes round twice gives back to its starter what the others did not keep', () => {
  const ring = networkOf('cycle', [
    [0, 1, 10_000],
    [1, 0, 9_000],
    [0, 1, 9_000],
    [1, 0, 8_500],
  ]);
  expect(ring).toMatchObject({ in_minor: 10_000, out_minor: 8_500, kept_minor: 1_500 });
});
