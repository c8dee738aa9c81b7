import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openWorkbench } from '../../test/ingest-workbench.js';

const HEAD = 'id,time,amount,currency,text\n';
const STORE = `SELECT * EXCLUDE (batch_id) FROM payment ORDER BY order_key`;

/** Cells good and bad, so that most rows load and many do not. */
const cells = {
  id: fc.integer({ min: 1, max: 40 }).map(String),
  time: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('2025-01-01', '2025-01-02T10:00:00Z') },
    {
      weight: 1,
      arbitrary: fc.constantFrom('2025-02-31', '', 'soon', '2025-01-02T10:00:00-06:00'),
    },
  ),
  amount: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 99999 }).map((n) => (n / 100).toFixed(2)) },
    { weight: 1, arbitrary: fc.constantFrom('-0', '1e9', '1.234,56', '"1,234.56"', '', 'NaN') },
  ),
  currency: fc.constantFrom('USD', 'USD', 'MXN', 'ZZZ'),
  text: fc.oneof(fc.string(), fc.constantFrom('"a\nb"', '"', 'a"b', '""', 'ñ,ñ', '\r')),
};
const line = fc
  .record(cells)
  .map(
    ({ id, time, amount, currency, text }) => `${[id, time, amount, currency, text].join(',')}\n`,
  );

test('read = loaded + rejected, whatever the rows hold; twice is once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 30 }), async (lines) => {
      const bench = await openWorkbench();
      try {
        const file = bench.write('p.csv', HEAD + lines.join(''));
        const [first] = (await bench.ingest(file)).files;
        const [stored] = await bench.rows('SELECT count(*)::INTEGER AS n FROM payment');
        expect(first?.read).toBe((first?.loaded ?? 0) + (first?.rejected ?? 0));
        expect(first?.loaded).toBe(stored?.n);
        const reasons = Object.values(first?.reasons ?? {}).reduce((sum, n) => sum + n, 0);
        expect(reasons).toBe(first?.rejected);
        const before = await bench.rows(STORE);
        const [again] = (await bench.ingest(file)).files;
        expect(again).toMatchObject({ already_loaded: true, read: first?.read });
        const [other] = (await bench.ingest(bench.write('q.csv', `${HEAD}\n${lines.join('')}`)))
          .files;
        expect(other?.loaded).toBe(0);
        expect(await bench.rows(STORE)).toEqual(before);
      } finally {
        bench.close();
      }
    }),
    { numRuns: 25 },
  );
}, 180_000);

/** Payments with ids of their own at few instants, so that order within an instant matters. */
const payments = fc.uniqueArray(fc.integer({ min: 1, max: 200 }), { minLength: 2, maxLength: 40 });

test('two batches in either order give the same payments, order keys and values', async () => {
  await fc.assert(
    fc.asyncProperty(payments, fc.nat(), fc.boolean(), async (ids, cut, late_rates) => {
      const rows = ids.map((id) => {
        const day = 1 + ((id * 7) % 3);
        return `${id},2025-01-0${day},${id}.05,${id % 3 === 0 ? 'MXN' : 'USD'},x\n`;
      });
      const at = cut % rows.length;
      const parts = [rows, rows.slice(0, at), rows.slice(at)].map((part) => HEAD + part.join(''));
      const rates = 'currency,day,rate\nMXN,2025-01-02,0.0485\nMXN,2025-01-03,0.05\n';
      const stores = [];
      for (const order of [[0], [1, 2], [2, 1]]) {
        const bench = await openWorkbench();
        const files = order.map((i) => bench.write(`${i}.csv`, parts[i] ?? ''));
        const fx = bench.write('fx.csv', rates);
        await bench.ingest(late_rates ? [...files, fx] : [fx, ...files]);
        stores.push(await bench.rows(STORE));
        bench.close();
      }
      expect(stores[0]).toHaveLength(ids.length);
      expect(stores[1]).toEqual(stores[0]);
      expect(stores[2]).toEqual(stores[0]);
    }),
    { numRuns: 12 },
  );
}, 180_000);
