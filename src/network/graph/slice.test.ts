import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { createTables, type Engine, openEngine } from '../../store/index.js';
import { graphOf, type PaymentGraph } from './payment-graph.js';
import { readSlice } from './slice.js';

const engine = await openEngine({ path: ':memory:', threads: 1 });
await createTables(engine);
beforeEach(() => engine.run('DELETE FROM payment'));
afterAll(() => engine.close());

interface Drawn {
  readonly day: number;
  readonly debtor: string | null;
  readonly creditor: string | null;
  readonly value: number | null;
}

const end = fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { nil: null });
const drawn: fc.Arbitrary<Drawn> = fc.record({
  day: fc.integer({ min: 0, max: 9 }),
  debtor: end,
  creditor: end,
  value: fc.option(fc.integer({ min: 1, max: 1_000 }), { nil: null }),
});

test('a slice holds the payments of its window in order, and its rows are theirs', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(drawn, { maxLength: 40 }),
      fc.integer({ min: 0, max: 5 }),
      async (payments, from) => {
        await fill(engine, payments);
        const window = { from_ms: from * DAY_MS, to_ms: (from + 4) * DAY_MS };
        const { graph, ...slice } = await readSlice(engine, window);
        const expected = payments
          .map((payment, i) => ({ ...payment, i }))
          .filter(({ day }) => day >= from && day < from + 4)
          .sort((p, q) => p.day - q.day || p.i - q.i);
        const ids = await slice.paymentIds(numbers(graph.time_ms.length));
        const ends = [...new Set(expected.flatMap((p) => [p.debtor, p.creditor]))];
        const accounts = ends.filter((each) => each !== null).sort();
        const number = (account: string | null) =>
          account === null ? -1 : accounts.indexOf(account);
        expect(ids).toEqual(expected.map(({ i }) => `p${i}`));
        expect([...graph.time_ms]).toEqual(expected.map(({ day }) => day * DAY_MS));
        expect([...graph.debtor]).toEqual(expected.map(({ debtor }) => number(debtor)));
        expect([...graph.creditor]).toEqual(expected.map(({ creditor }) => number(creditor)));
        expect([...graph.value_minor]).toEqual(expected.map(({ value }) => value ?? -1));
        expect(graph.accounts).toBe(accounts.length);
        const names = await slice.nodeNames(numbers(graph.accounts));
        expect(names.map(({ id }) => id)).toEqual(accounts);
        expect([...(await slice.paymentsOf(ids))]).toEqual([...numbers(ids.length)]);
        checkRows(graph);
      },
    ),
    { numRuns: 40 },
  );
});

test('accounts of one holder are one node, which is not the account of the same id', async () => {
  await fill(engine, [
    { day: 0, debtor: 'a', creditor: 'b', value: 5 },
    { day: 1, debtor: 'b', creditor: 'c', value: 5 },
    { day: 2, debtor: 'c', creditor: 'd', value: 5 },
  ]);
  await engine.run(`CREATE OR REPLACE TEMP TABLE held AS
    SELECT * FROM (VALUES ('a', 'd'), ('b', 'd')) AS t(account, holder)`);
  const { graph, ...slice } = await readSlice(engine, null, { nodes: { holders: 'held' } });
  expect(graph.accounts).toBe(3);
  expect(await slice.nodeNames(Int32Array.of(2, 1))).toEqual([
    { kind: 'holder', id: 'd', accounts: ['a', 'b'] },
    { kind: 'account', id: 'd', accounts: ['d'] },
  ]);
  expect([...(await slice.nodesOf(['b', 'nobody', 'c']))]).toEqual([2, -1, 0]);
  expect(graph.outgoing.payments.length).toBe(2);
});

test('an institution sees the payments of which it is an end', async () => {
  await fill(engine, [
    { day: 0, debtor: 'a', creditor: 'b', value: 5 },
    { day: 1, debtor: 'b', creditor: 'c', value: 5 },
    { day: 2, debtor: null, creditor: 'a', value: 5 },
  ]);
  const options = { institutions: ['bank a'], coded: ['creditor_institution'] as const };
  const { graph, coded, ...slice } = await readSlice(engine, null, options);
  expect(await slice.paymentIds(numbers(graph.time_ms.length))).toEqual(['p0', 'p2']);
  const { codes, values } = coded.get('creditor_institution') ?? {};
  expect(Array.from(codes ?? [], (code) => values?.[code])).toEqual(['bank b', 'bank a']);
});

test('legs only: two different accounts and a known positive value', async () => {
  await fill(engine, [
    { day: 0, debtor: 'a', creditor: 'a', value: 5 },
    { day: 1, debtor: 'a', creditor: null, value: 5 },
    { day: 2, debtor: 'a', creditor: 'b', value: null },
    { day: 3, debtor: 'b', creditor: 'c', value: 5 },
  ]);
  const { graph, ...slice } = await readSlice(engine, null, { legs_only: true });
  expect(await slice.paymentIds(numbers(graph.time_ms.length))).toEqual(['p3']);
  expect(graph.accounts).toBe(2);
});

test('thousands of payments arrive whole, across chunks', async () => {
  const payments = Array.from({ length: 5_000 }, (_, i) => ({
    day: i,
    debtor: `x${i % 97}`,
    creditor: `x${(i * 7 + 1) % 89}`,
    value: i + 1,
  }));
  await fill(engine, payments.toReversed());
  const { graph } = await readSlice(engine, null);
  expect([...graph.value_minor]).toEqual(payments.map(({ value }) => value));
  checkRows(graph);
});

test('a thread reads and writes the same memory', async () => {
  await fill(engine, [{ day: 0, debtor: 'a', creditor: 'b', value: 5 }]);
  const { graph } = await readSlice(engine, null);
  const worker = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads');
     workerData.value_minor[0] = 7;
     parentPort.postMessage(workerData.outgoing.payments.length);`,
    { eval: true, workerData: graph },
  );
  const rows = await new Promise((resolve) => worker.once('message', resolve));
  await worker.terminate();
  expect(rows).toBe(1);
  expect(graph.value_minor[0]).toBe(7);
});

test('rows of a graph that has no payments, or no nodes', () => {
  const empty = { order_key: new BigInt64Array(0), time_ms: new Float64Array(0) };
  const none = new Int32Array(0);
  const value = { value_minor: new Float64Array(0), ties: new Uint8Array(0) };
  for (const accounts of [0, 3]) {
    const graph = graphOf({ accounts, ...empty, debtor: none, creditor: none, ...value });
    expect([...graph.outgoing.starts]).toEqual(Array(accounts + 1).fill(0));
  }
});

const DAY_MS = 86_400_000;

const numbers = (n: number) => Int32Array.from({ length: n }, (_, i) => i);

/** Payments of one day are in the order in which they are given. */
async function fill(store: Engine, payments: readonly Drawn[]): Promise<void> {
  await store.run('DELETE FROM payment');
  if (payments.length === 0) return;
  await store.run(
    `INSERT INTO payment (id, time, precision, debtor_account, creditor_account,
       debtor_institution, creditor_institution,
       amount_minor, currency, order_key, value_minor, batch_id)
     SELECT 'p' || (p ->> 'i'), make_timestamp_ms((p ->> 'day')::BIGINT * ${DAY_MS}), 'day',
       p ->> 'debtor', p ->> 'creditor', 'bank ' || (p ->> 'debtor'),
       'bank ' || (p ->> 'creditor'), coalesce((p ->> 'value')::BIGINT, 1), 'USD',
       (p ->> 'day')::BIGINT * ${DAY_MS} * 2097152 + (p ->> 'i')::BIGINT,
       (p ->> 'value')::BIGINT, 'test'
     FROM (SELECT unnest(from_json(?, '["JSON"]')) AS p)`,
    [JSON.stringify(payments.map((payment, i) => ({ ...payment, i })))],
  );
}

/** Each row by looking at every payment. */
function checkRows(graph: PaymentGraph): void {
  for (let node = 0; node < graph.accounts; node++) {
    for (const [rows, own, far] of [
      [graph.outgoing, graph.debtor, graph.creditor],
      [graph.incoming, graph.creditor, graph.debtor],
    ] as const) {
      const expected = [...own.keys()].filter(
        (i) => own[i] === node && far[i] !== node && (far[i] as number) >= 0,
      );
      const row = rows.payments.subarray(rows.starts[node], rows.starts[node + 1]);
      expect([...row]).toEqual(expected);
    }
  }
}
