import { openEngine } from '../src/store/index.js';
import { fillGenerated } from './generated.js';
import { gigabytes, grouped, type Print, timed } from './machine.js';
import { openBench } from './session.js';

/** How the time per payment grows; `PUENTE_BENCH_MILLIONS=1,10,50` chooses the sizes. */
export async function benchScale(print: Print): Promise<void> {
  const sizes = (process.env.PUENTE_BENCH_MILLIONS ?? '1,10').split(',').map(Number);
  let first = 0;
  for (const millions of sizes) {
    const bench = await openBench();
    const engine = await openEngine({
      path: bench.store_file,
      temp_directory: `${bench.folder}/temp`,
      memory_limit: '6GB',
    });
    const fill = await timed(() => fillGenerated(engine, millions * 1_000_000));
    engine.close();
    const catalogue = await bench.catalogue();
    const { value, seconds } = await timed(() =>
      bench.detect(catalogue.typologies, { catalogue, memory_limit: '6GB' }),
    );
    const micros = (seconds * 1e6) / value.payments;
    first ||= micros;
    const fired = value.tallies.filter((tally) => tally.fired > 0).length;
    print(
      `scale: ${grouped(value.payments)} generated payments ` +
        `(filled in ${fill.seconds.toFixed(0)} s), ` +
        `${catalogue.typologies.length} typologies, ${fired} fire`,
    );
    print(
      `  ${seconds.toFixed(1)} s, ${micros.toFixed(2)} µs a payment, ` +
        `${((micros / first - 1) * 100).toFixed(0)} % over the first size (bound: 40 %), ` +
        `memory ${gigabytes(value.memory_bytes_max)} (bound: 10 GB), ` +
        `${value.findings.length} findings`,
    );
    bench.end();
  }
}
