import type { FlowQuery, PaymentColumns } from '../src/model/index.js';
import {
  findFlows,
  findInstances,
  graphOf,
  joinNetworks,
  type PaymentGraph,
  readSlice,
} from '../src/network/index.js';
import { openEngine } from '../src/store/index.js';
import { readAmlsimColumns } from '../test/payment-columns.js';
import { sharedData } from '../test/shared.js';
import { fillGenerated } from './generated.js';
import { gigabytes, grouped, type Print, timed } from './machine.js';
import { openBench } from './session.js';

const DAY_MS = 86_400_000;
const MILLION = 1_000_000;
const THREADS = 2;

/**
 * How long the search takes: all temporal cycles within seven days, then all shapes and networks,
 * on 1.68 million labelled payments; and all of it on generated payments, of so many millions as
 * `PUENTE_BENCH_MILLIONS` says (1,10), of which 50 need 12 GB. Seconds of processor time first.
 */
export async function benchNetworkSpeed(print: Print): Promise<void> {
  const labelled = sharedData('payments-labelled/amlsim-96k-10banks/transactions.csv.gz');
  if (labelled) {
    const columns = await readAmlsimColumns(labelled);
    print(`network speed: amlsim-96k, ${grouped(columns.time_ms.length)} payments`);
    await benchCycles(columns, print);
    await benchSearch(graphOf(columns), print);
  } else print('network speed: the labelled payments are not beside the checkout');
  const millions = (process.env.PUENTE_BENCH_MILLIONS ?? '1,10').split(',').map(Number);
  for (const size of millions) await benchGenerated(size * MILLION, print);
}

/**
 * Other programs (2SCENT; Blanuša et al.) count 52,892: each payment a later day than the one
 * before, the last at most seven days after the first. Here payments of a day may follow one
 * another, either in the order of the file or, where that is nothing, in any.
 */
async function benchCycles(columns: PaymentColumns, print: Print): Promise<void> {
  const { time_ms } = columns;
  const first_ms = time_ms[0] ?? 0;
  const untied = { ...columns, ties: new Uint8Array(time_ms.length) };
  // Values that grow by a hundredth a day, of which each hop must gain half: a later day.
  const grows = time_ms.map((time) => Math.round(MILLION * 1.01 ** ((time - first_ms) / DAY_MS)));
  const later = { ...untied, value_minor: grows };
  for (const [name, own, query] of [
    ['on later days', later, { ...CYCLES, window_ms: 7 * DAY_MS + 1, ratio_min_ppm: 1_005_000 }],
    ['in the order of the file', untied, CYCLES],
    ['in any order within a day', columns, CYCLES],
  ] as const) {
    const { value, say } = await measured(async () => findFlows(own, query));
    const cycles = value.paths.reduce((sum, paths) => sum + paths, 0);
    print(`  cycles ${name}: ${grouped(cycles)}, ${value.truncated} truncated: ${say}`);
  }
}

const CYCLES: FlowQuery = {
  shape: 'cycle',
  hops_min: 2,
  hops_max: 12,
  window_ms: 7 * DAY_MS,
  ratio_min_ppm: 0,
  ratio_max_ppm: Number.MAX_SAFE_INTEGER,
};

async function benchGenerated(payments: number, print: Print): Promise<void> {
  const bench = await openBench();
  const store = {
    path: bench.store_file,
    threads: THREADS,
    temp_directory: `${bench.folder}/temp`,
    memory_limit: '4GB',
  };
  const filler = await openEngine(store);
  await fillGenerated(filler, payments);
  filler.close();
  const engine = await openEngine(store);
  const slice = await measured(() => readSlice(engine, null));
  engine.close();
  print(`network speed: generated, ${grouped(payments)} payments: slice ${slice.say}`);
  await benchSearch(slice.value.graph, print);
  bench.end();
}

async function benchSearch(graph: PaymentGraph, print: Print): Promise<void> {
  let last = process.cpuUsage();
  const parts: string[] = [];
  let most = 0;
  const { value, say } = await measured(async () => {
    const { instances, truncated } = findInstances(graph, {
      progress() {
        parts.push(secondsOf(process.cpuUsage(last)));
        last = process.cpuUsage();
        most = Math.max(most, process.memoryUsage().rss);
      },
    });
    const { networks, truncated: join } = joinNetworks(graph, instances);
    return { instances, networks, truncated: { ...truncated, join } };
  });
  parts.push(secondsOf(process.cpuUsage(last)));
  const steps = ['background', ...Object.keys(value.truncated)];
  const each = parts.map((seconds, i) => `${steps[i]} ${seconds} s`).join(', ');
  const cut = Object.values(value.truncated).reduce((sum, searches) => sum + searches, 0);
  print(
    `  all shapes and networks: ${say}; rss between steps at most ${gigabytes(most)}: ${each}; ` +
      `${grouped(value.instances.length)} instances, ${grouped(value.networks.length)} networks, ` +
      `${grouped(cut)} searches truncated`,
  );
}

async function measured<T>(work: () => Promise<T>): Promise<{ value: T; say: string }> {
  const before = process.cpuUsage();
  const { value, seconds } = await timed(work);
  const { rss } = process.memoryUsage();
  const peak = gigabytes(process.resourceUsage().maxRSS * 1024);
  const cpu = secondsOf(process.cpuUsage(before));
  const say = `cpu ${cpu} s, wall ${seconds.toFixed(1)} s`;
  return { value, say: `${say}, rss ${gigabytes(rss)}, peak so far ${peak}` };
}

function secondsOf({ user, system }: NodeJS.CpuUsage): string {
  return ((user + system) / 1e6).toFixed(2);
}
