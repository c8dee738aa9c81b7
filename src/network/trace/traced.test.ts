import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorkbench, type Workbench } from '../../../test/ingest-workbench.js';
import { Fault } from '../../base/index.js';
import { type TraceAsked, traceFrom } from './traced.js';

const HEAD =
  'id,time,debtor_account,creditor_account,amount,currency,rail,debtor_country,creditor_country\n';
/** Cash comes to A beside clean money; A pays to B over the border; B takes cash out. */
const ROWS = [
  'w1,2025-01-01T09:00:00Z,Z,A,1000.00,USD,wire,US,US',
  'c1,2025-01-02T09:00:00Z,,A,2000.00,USD,cash,US,US',
  'x1,2025-01-03T09:00:00Z,A,B,2500.00,USD,wire,US,MX',
  'x2,2025-01-04T09:00:00Z,A,B,900.00,USD,wire,US,MX',
  'o1,2025-01-05T09:00:00Z,B,,1200.00,USD,cash,MX,MX',
  'm1,2025-01-06T09:00:00Z,B,C,100.00,KWD,wire,MX,MX',
  's1,2025-01-07T09:00:00Z,B,B,10.00,USD,wire,MX,MX',
];
const ASKED: TraceAsked = {
  from: 'c1',
  direction: 'forward',
  method: 'fifo',
  days: null,
  hops_max: 20,
  minimum_minor: 1,
  unknown_stock: 'clean',
};

describe('a trace in a store', () => {
  let bench: Workbench;
  beforeAll(async () => {
    bench = await openWorkbench();
    await bench.ingest(bench.write('payments.csv', `${HEAD}${ROWS.join('\n')}\n`));
  });
  afterAll(() => bench.close());
  const trace = (asked: Partial<TraceAsked>) => traceFrom(bench.engine, { ...ASKED, ...asked });
  const codeOf = (asked: Partial<TraceAsked>) =>
    trace(asked).then(
      () => null,
      (error: unknown) => (error instanceof Fault ? [error.code, error.params.near] : error),
    );

  test('forward from cash paid in, to where it rests and to cash', async () => {
    const { steps, accounts, totals, truncated, bound } = await trace({});
    expect(steps.map((s) => [s.payment, s.hop, s.tainted_minor, s.rest_minor])).toEqual([
      ['c1', 0, 200_000n, 0n],
      ['x1', 1, 150_000n, 130_000n],
      ['x2', 1, 50_000n, 50_000n],
      ['o1', 2, 20_000n, 0n],
    ]);
    expect(steps[2]).toMatchObject({
      time: '2025-01-04T09:00:00.000Z',
      debtor_country: 'US',
      creditor_country: 'MX',
      unseen_minor: 40_000n,
      lots: [{ payment: 'c1', amount_minor: 50_000n }],
    });
    expect(accounts.map((a) => [a.account, a.rest_minor])).toEqual([
      ['B', 180_000n],
      ['A', 0n],
    ]);
    expect(totals).toMatchObject({ marked_minor: 200_000n, left_minor: 20_000n });
    // The payment in dinars has no rate.
    expect(truncated).toMatchObject({ unvalued: 1, steps: 0 });
    expect(bound).toBe('flow');
  });

  test('backward from cash taken out', async () => {
    const { steps } = await trace({ from: 'o1', direction: 'backward' });
    expect(steps.map((s) => [s.payment, s.tainted_minor])).toEqual([
      ['o1', 120_000n],
      ['x1', 120_000n],
      ['c1', 20_000n],
      ['w1', 100_000n],
    ]);
  });

  test('from an account: all that it paid, or what it paid last', async () => {
    const all = await trace({ from: 'A' });
    expect(all.totals.marked_minor).toBe(340_000n);
    const last = await trace({ from: 'A', days: 1 });
    expect(last.steps.map((s) => s.payment)).toEqual(['x1', 'x2', 'o1']);
    const received = await trace({ from: 'B', direction: 'backward', hops_max: 0 });
    expect(received.totals).toMatchObject({ marked_minor: 340_000n, beyond_hops_minor: 300_000n });
  });

  test('days end a trace', async () => {
    const { steps } = await trace({ days: 2 });
    expect(steps.map((s) => s.payment)).toEqual(['c1', 'x1']);
  });

  test('what cannot be traced is said', async () => {
    expect(await codeOf({ from: 'x11' })).toEqual(['network.trace_unknown', 'x1']);
    expect(await codeOf({ from: 'nobody at all' })).toEqual(['network.trace_unknown', 'none']);
    expect(await codeOf({ from: 'm1' })).toEqual(['network.trace_unvalued', undefined]);
    expect(await codeOf({ from: 's1' })).toEqual(['network.trace_own', undefined]);
    expect(await codeOf({ from: 'Z', direction: 'backward' })).toMatchObject([
      'network.trace_idle_backward',
      undefined,
    ]);
  });
});
