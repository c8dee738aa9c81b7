import { join } from 'node:path';
import { writeWorld } from '../examples/world/index.js';
import { openEngine } from '../src/store/index.js';
import { sharedData } from '../test/shared.js';
import { grouped, type Print, timed } from './machine.js';
import { openBench } from './session.js';

const RATIO_MAX = 4;

/** Ingest (validated, de-duplicated, settled, resumable) against DuckDB's bare `read_csv`. */
export async function benchIngest(print: Print): Promise<void> {
  const bench = await openBench();
  const labelled = sharedData('payments-labelled/amlsim-96k-10banks/transactions.csv.gz');
  const file = labelled ?? join(bench.folder, 'world', 'payment.csv');
  if (!labelled)
    await writeWorld({ seed: 'bench', schemes: true, scale: 3 }, join(bench.folder, 'world'));
  const bare: number[] = [];
  for (let i = 0; i < 3; i++) {
    const engine = await openEngine({ path: join(bench.folder, `bare-${i}.duckdb`) });
    const { seconds } = await timed(() =>
      engine.run(`CREATE TABLE raw AS SELECT * FROM read_csv('${file}')`),
    );
    engine.close();
    bare.push(seconds);
  }
  const { value, seconds } = await timed(() =>
    bench.ingest([file], labelled ? 'amlsim' : undefined),
  );
  const rows = value.files[0]?.read ?? 0;
  const again = await timed(() => bench.ingest([file], labelled ? 'amlsim' : undefined));
  const least = bare.sort((a, b) => a - b)[1] ?? 1;
  print(
    `ingest: ${labelled ? 'amlsim-96k-10banks' : 'the example, scale 3'}, ${grouped(rows)} rows`,
  );
  print(`  bare read_csv (median of 3): ${least.toFixed(2)} s`);
  print(
    `  ingest: ${seconds.toFixed(2)} s, ${grouped(rows / seconds)} rows a second, ` +
      `${(seconds / least).toFixed(2)} × bare (bound: ${RATIO_MAX} ×)`,
  );
  print(
    `  ingest again: ${again.seconds.toFixed(2)} s, ` +
      `already loaded: ${again.value.files[0]?.already_loaded}`,
  );
  bench.end();
}
