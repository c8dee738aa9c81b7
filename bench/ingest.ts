import { statSync } from 'node:fs';
import { join } from 'node:path';
import { writeWorld } from '../examples/world/index.js';
import { openEngine } from '../src/store/index.js';
import { sharedData } from '../test/shared.js';
import { grouped, type Print, timed } from './machine.js';
import { openBench } from './session.js';

const RATIO_MAX = 4;
const PAIRS = 3;

/** Seconds on the wall, and of the processor by all threads: the second does not lie under load. */
interface Cost {
  readonly wall: number;
  readonly processor: number;
}

/**
 * Ingest (validated, de-duplicated, settled, resumable) against DuckDB's bare `read_csv`. Both
 * begin with no store and end with a closed one on the disk, checkpoint included, under the same
 * settings; they take turns, so that the machine's other work falls on both.
 */
export async function benchIngest(print: Print): Promise<void> {
  const first = await openBench();
  const labelled = sharedData('payments-labelled/amlsim-96k-10banks/transactions.csv.gz');
  const file = labelled ?? join(first.folder, 'world', 'payment.csv');
  const preset = labelled ? 'amlsim' : undefined;
  if (!labelled)
    await writeWorld({ seed: 'bench', schemes: true, scale: 3 }, join(first.folder, 'world'));
  const bare: Cost[] = [];
  const ours: Cost[] = [];
  let rows = 0;
  for (let i = 0; i < PAIRS; i++) {
    const bench = await openBench();
    bare.push(await costOf(() => readBare(file, bench.folder)));
    ours.push(
      await costOf(async () => {
        const report = await bench.ingest([file], preset);
        rows = report.files[0]?.loaded ?? 0;
      }),
    );
    if (i === 0) {
      const again = await timed(() => bench.ingest([file], preset));
      const sizes = [join(bench.folder, 'bare.duckdb'), bench.store_file].map((path) =>
        megabytes(statSync(path).size),
      );
      print(
        `ingest: ${labelled ? 'amlsim-96k-10banks' : 'the example, scale 3'}, ` +
          `${grouped(rows)} rows`,
      );
      print(`  on the disk: bare ${sizes[0]}, ours ${sizes[1]}`);
      print(
        `  ingest again: ${again.seconds.toFixed(2)} s, ` +
          `already loaded: ${again.value.files[0]?.already_loaded}`,
      );
    }
    bench.end();
  }
  for (const kind of ['wall', 'processor'] as const) {
    const [b, o] = [bare, ours].map((costs) => median(costs.map((cost) => cost[kind])));
    if (b === undefined || o === undefined) continue;
    print(
      `  ${kind}: bare read_csv ${b.toFixed(2)} s, ingest ${o.toFixed(2)} s, ` +
        `${grouped(rows / o)} rows a second, ${(o / b).toFixed(2)} × bare (bound: ${RATIO_MAX} ×)`,
    );
  }
  first.end();
}

async function readBare(file: string, folder: string): Promise<void> {
  const path = join(folder, 'bare.duckdb');
  const engine = await openEngine({ path, temp_directory: join(folder, 'temp') });
  await engine.run(`CREATE TABLE raw AS SELECT * FROM read_csv('${file}')`);
  engine.close();
}

async function costOf(work: () => Promise<void>): Promise<Cost> {
  const before = process.cpuUsage();
  const { seconds } = await timed(work);
  const { user, system } = process.cpuUsage(before);
  return { wall: seconds, processor: (user + system) / 1e6 };
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;

/** The middle of an odd number of values. */
function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
