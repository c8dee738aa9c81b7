import { afterAll, beforeAll, expect, test } from 'vitest';
import { Fault } from '../../base/index.js';
import { createTables, openEngine } from '../../store/index.js';
import { readSlice, type Slice } from '../graph/slice.js';
import { crossings, readLabels } from './labels.js';

const engine = await openEngine({ path: ':memory:', threads: 1 });
let slice: Slice;
beforeAll(async () => {
  await createTables(engine);
  const payment = (n: number, id: string, from: string | null, to: string | null) =>
    engine.run(
      `INSERT INTO payment (id, time, precision, debtor_account, creditor_account,
         debtor_institution, creditor_institution, amount_minor, currency, order_key, batch_id)
       VALUES ($1, TIMESTAMP '2025-01-01', 'day', 'a', 'b', $3, $4, 1, 'USD', $2::BIGINT, 't')`,
      [id, n, from, to],
    );
  await payment(1, 'p1', 'X', 'X');
  await payment(2, 'p, "2"', 'X', 'Y');
  await payment(3, 'p3', null, 'Y');
  slice = await readSlice(engine, null, { coded: ['debtor_institution', 'creditor_institution'] });
});
afterAll(() => engine.close());

const read = (lines: string) => readLabels(`payment_id,label\n${lines}`, 'labels.csv', slice);

test('labels go to their payments; what cannot be used is said with its line', async () => {
  const { labels, used, faults } = await read('p1,1\n"p, ""2""",0\n\nnobody,1\np3,yes\n');
  expect([...labels]).toEqual([1, 0, -1]);
  expect(used).toBe(2);
  expect(faults.map(({ code, place }) => [code, place?.line])).toEqual([
    ['network.ranker.label', 6],
    ['network.ranker.payment', 5],
  ]);
});

test('two labels that agree are one; two that contradict each other are none', async () => {
  const { labels, faults } = await read('p1,1\np1,1\np3,0\np3,1');
  expect([...labels]).toEqual([1, -1, -1]);
  expect(faults).toHaveLength(1);
});

test('a file without the columns is refused', async () => {
  await expect(readLabels('id;flag\n', 'labels.csv', slice)).rejects.toThrow(Fault);
});

test('a payment crosses where its two institutions differ', () => {
  const [debtor, creditor] = [
    slice.coded.get('debtor_institution'),
    slice.coded.get('creditor_institution'),
  ];
  if (!debtor || !creditor) throw new Error('institutions were asked for');
  expect([...crossings(debtor, creditor)]).toEqual([0, 1, -1]);
});
