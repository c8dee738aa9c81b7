import { expect, test } from 'vitest';
import { readAmlsimColumns } from '../../../test/payment-columns.js';
import { sharedData } from '../../../test/shared.js';
import { systemClock } from '../../base/index.js';
import type { FlowQuery, PaymentColumns } from '../../model/index.js';
import { findFlows } from './flows.js';

const DAY_MS = 86_400_000;
const labelled = sharedData('payments-labelled/amlsim-12k-4banks/transactions.csv.gz');

const CYCLES: FlowQuery = {
  shape: 'cycle',
  hops_min: 3,
  hops_max: 6,
  window_ms: 30 * DAY_MS,
  ratio_min_ppm: 800_000,
  ratio_max_ppm: 1_250_000,
};
const CHAINS: FlowQuery = {
  shape: 'chain',
  hops_min: 3,
  hops_max: 5,
  window_ms: 5 * DAY_MS,
  ratio_min_ppm: 900_000,
  ratio_max_ppm: 1_000_000,
};

test.skipIf(!labelled)('400,000 labelled payments: every path shown is a path', async () => {
  const columns = await readAmlsimColumns(labelled ?? '');
  const told = [CYCLES, CHAINS].map((query) => {
    const start = systemClock.now();
    const answer = findFlows(columns, query);
    const took_ms = systemClock.now() - start;
    const { last, legs, truncated } = answer;
    expect(legs.filter((path, i) => !isPath(columns, query, path, last[i]))).toEqual([]);
    const paths = answer.paths.reduce((sum, n) => sum + n, 0);
    const seconds = (took_ms / 1_000).toFixed(1);
    process.stdout.write(`${query.shape}s: ${paths} paths, ${truncated} truncated, ${seconds} s\n`);
    return { roots: last.length, paths, truncated };
  });
  expect(told).toEqual([
    { roots: 4_647, paths: 9_019, truncated: 0 },
    { roots: 2_934, paths: 5_680, truncated: 0 },
  ]);
});

function isPath(
  { time_ms, debtor, creditor, value_minor }: PaymentColumns,
  query: FlowQuery,
  path: Int32Array,
  last: number | undefined,
): boolean {
  const at = <T>(items: ArrayLike<T>, leg: number | undefined) => items[leg ?? -1];
  const [first, end] = [path[0], path.at(-1)];
  const span = Number(at(time_ms, end)) - Number(at(time_ms, first));
  const accounts = new Set([...path].map((leg) => debtor[leg]));
  const isClosed = at(creditor, end) === at(debtor, first);
  const isSimple = accounts.size === path.length && (isClosed || !accounts.has(at(creditor, end)));
  const isLinked = path.every((leg, i) => {
    if (i === 0) return true;
    const before = path[i - 1];
    const [prev, next] = [Number(at(value_minor, before)), Number(value_minor[leg])];
    return (
      at(creditor, before) === debtor[leg] &&
      Number(at(time_ms, before)) <= Number(time_ms[leg]) &&
      query.ratio_min_ppm * prev <= 1e6 * next &&
      1e6 * next <= query.ratio_max_ppm * prev
    );
  });
  const isShaped = isClosed === (query.shape === 'cycle');
  return end === last && span < query.window_ms && isSimple && isLinked && isShaped;
}
