import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { openEngine } from '../src/store/index.js';
import { fillGenerated } from './generated.js';
import { gigabytes, grouped, type Print, timed } from './machine.js';
import { type Bench, openBench } from './session.js';

/**
 * How the time per payment grows; `PUENTE_BENCH_MILLIONS=1,10,50` chooses the sizes, and
 * `PUENTE_BENCH_STORES` a folder that keeps the generated stores for the next time. Growth is told
 * of the clock's time, and of processor time, which other work on the machine stretches less.
 */
export async function benchScale(print: Print): Promise<void> {
  const sizes = (process.env.PUENTE_BENCH_MILLIONS ?? '1,10').split(',').map(Number);
  let first: { readonly micros: number; readonly walled: number } | null = null;
  for (const millions of sizes) {
    const bench = await openBench();
    const fill = await timed(() => generatedStore(bench, millions));
    const catalogue = await bench.catalogue();
    const own = process.cpuUsage();
    let here = 0;
    const watch = setInterval(() => {
      here = Math.max(here, process.memoryUsage().rss);
    }, 500);
    const { value, seconds } = await timed(() =>
      bench.detect(catalogue.typologies, {
        catalogue,
        store_file: fill.value,
        memory_limit: '5GB',
      }),
    );
    clearInterval(watch);
    const { user, system } = process.cpuUsage(own);
    const micros = ((value.cpu_seconds + (user + system) / 1e6) * 1e6) / value.payments;
    const walled = (seconds * 1e6) / value.payments;
    first ??= { micros, walled };
    const fired = value.tallies.filter((tally) => tally.fired > 0).length;
    print(
      `scale: ${grouped(value.payments)} generated payments ` +
        `(store made or found in ${fill.seconds.toFixed(0)} s), ` +
        `${catalogue.typologies.length} typologies, ${fired} fire`,
    );
    print(
      `  ${walled.toFixed(2)} µs a payment (${seconds.toFixed(1)} s), ` +
        `${over(walled, first.walled)} over the first size (bound: 40 %); ` +
        `of processor time ${micros.toFixed(2)} µs, ` +
        `${over(micros, first.micros)} over it`,
    );
    print(
      `  memory: ${gigabytes(value.memory_bytes_max)} of the detecting process and ` +
        `${gigabytes(here)} of its parent, together at most ` +
        `${gigabytes(value.memory_bytes_max + here)} (bound: 10 GB); ` +
        `${value.findings.length} findings`,
    );
    bench.end();
  }
}

function over(value: number, first: number): string {
  return `${((value / first - 1) * 100).toFixed(0)} %`;
}

/** The file of a store of so many millions of generated payments, made where it is not kept yet. */
async function generatedStore(bench: Bench, millions: number): Promise<string> {
  const path = join(
    process.env.PUENTE_BENCH_STORES ?? bench.folder,
    `generated-${millions}.duckdb`,
  );
  if (existsSync(path)) return path;
  const unfinished = `${path}.part`;
  const engine = await openEngine({
    path: unfinished,
    temp_directory: join(bench.folder, 'temp'),
    memory_limit: '3GB',
  });
  await fillGenerated(engine, millions * 1_000_000);
  engine.close();
  renameSync(unfinished, path);
  return path;
}
