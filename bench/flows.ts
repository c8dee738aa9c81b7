import { cpus } from 'node:os';
import { seededRandom, systemClock } from '../src/base/index.js';
import type { FlowQuery, PaymentColumns } from '../src/model/index.js';
import { findFlows } from '../src/network/index.js';
import { generatedColumns, readAmlsimColumns } from '../test/payment-columns.js';
import { sharedData } from '../test/shared.js';

const DAY_MS = 86_400_000;
const GENERATED_PAYMENTS = 2_000_000;

const QUERIES: readonly FlowQuery[] = [
  flow('cycle', [3, 6], 30, [800_000, 1_250_000]),
  flow('cycle', [2, 8], 30, [850_000, 1_150_000]),
  flow('cycle', [2, 12], 7, [0, Number.MAX_SAFE_INTEGER]),
  flow('chain', [3, 5], 5, [900_000, 1_000_000]),
  flow('chain', [3, 6], 10, [800_000, 1_050_000]),
  flow('scatter_gather', [2, 2], 10, [700_000, 1_350_000]),
];

/**
 * Times the flow kernel, one thread, on labelled payments or, where these are absent, on payments
 * generated from a seed. Reading the payments is not in the times; building the rows is.
 */
export async function benchFlows(print: (line: string) => void): Promise<void> {
  const labelled = sharedData('payments-labelled/amlsim-96k-10banks/transactions.csv.gz');
  const columns = labelled
    ? await readAmlsimColumns(labelled)
    : generatedColumns(GENERATED_PAYMENTS, seededRandom('bench/flows'));
  const name = labelled ? 'amlsim-96k-10banks' : 'generated';
  const payments = columns.time_ms.length;
  const [cpu] = cpus();
  print(`flows: ${name}, ${payments} payments, ${columns.accounts} accounts`);
  print(`machine: ${cpus().length} × ${cpu?.model ?? 'unknown'}, Node ${process.version}`);
  for (const query of QUERIES) print(timed(columns, query));
}

function timed(columns: PaymentColumns, query: FlowQuery): string {
  const start_ms = systemClock.now();
  const cpu_start = process.cpuUsage();
  const answer = findFlows(columns, query);
  const cpu = process.cpuUsage(cpu_start);
  const wall_s = (systemClock.now() - start_ms) / 1_000;
  const cpu_s = (cpu.user + cpu.system) / 1_000_000;
  const paths = answer.paths.reduce((sum, n) => sum + n, 0);
  const rate = Math.round(columns.time_ms.length / wall_s / 1_000);
  const { shape, hops_min, hops_max, window_ms, ratio_min_ppm, ratio_max_ppm } = query;
  const high = ratio_max_ppm === Number.MAX_SAFE_INTEGER ? '∞' : ratio_max_ppm / 1e6;
  return [
    `${shape} ${hops_min}–${hops_max} hops, ${window_ms / DAY_MS} d`,
    `ratio ${ratio_min_ppm / 1e6}–${high}: ${wall_s.toFixed(2)} s (cpu ${cpu_s.toFixed(2)} s)`,
    `${rate} k payments/s, ${answer.last.length} roots, ${paths} paths`,
    `${answer.truncated} truncated`,
  ].join(', ');
}

function flow(
  shape: FlowQuery['shape'],
  [hops_min, hops_max]: readonly [number, number],
  days: number,
  [ratio_min_ppm, ratio_max_ppm]: readonly [number, number],
): FlowQuery {
  return { shape, hops_min, hops_max, window_ms: days * DAY_MS, ratio_min_ppm, ratio_max_ppm };
}
