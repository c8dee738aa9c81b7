import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fixedClock, packageRoot, seededRandom, silentProgress } from '../base/index.js';
import { openEngine } from '../store/index.js';
import { ingestFiles } from './index.js';

let folder: string;
let file: string;
const ROWS = 150_000;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'puente-crash-'));
  file = join(folder, 'p.csv');
  const random = seededRandom('crash');
  const stream = createWriteStream(file);
  stream.write('id,time,amount,currency,text\n');
  for (let i = 0; i < ROWS; i++) {
    const amount = i % 1000 === 7 ? '1e9' : `${random.integer(0, 99999)}.05`;
    stream.write(`${i},2025-01-0${random.integer(1, 9)},${amount},USD,text ${random.unit()}\n`);
  }
  stream.end();
  await finished(stream);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A process of its own that ingests the file into a store on disk and says when it begins. */
function startIngest(store: string): ChildProcess {
  const script = `
    import { runnerImport } from 'vite';
    const root = ${JSON.stringify(packageRoot())};
    const load = async (path) => (await runnerImport(root + path)).module;
    const { openEngine } = await load('/src/store/index.ts');
    const { ingestFiles } = await load('/src/ingest/index.ts');
    const engine = await openEngine({ path: ${JSON.stringify(store)} });
    process.stdout.write('begun');
    await ingestFiles(engine, [${JSON.stringify(file)}], {
      clock: { now: () => 1000 }, rejects_folder: ${JSON.stringify(`${store}-rejects`)},
      progress: { update: (done) => process.stdout.write(' ' + done), end() {} },
    });
    engine.close();`;
  return spawn(process.execPath, ['--input-type=module', '-e', script], {
    cwd: packageRoot(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** Everything the store holds of the file, and the file of rejects. */
async function load(store: string) {
  const engine = await openEngine({ path: store });
  const report = await ingestFiles(engine, [file], {
    clock: fixedClock(1000),
    rejects_folder: `${store}-rejects`,
    progress: silentProgress,
  });
  const rows = await engine.rows(`SELECT count(*) AS n, sum(order_key::HUGEINT) AS keys,
    bit_xor(hash(payment)) AS content FROM payment`);
  const batches = await engine.rows('SELECT * EXCLUDE rejects_file FROM batch');
  engine.close();
  const [first] = report.files;
  const rejects = readFileSync(first?.rejects_file ?? '', 'utf8');
  return { first, state: { rows, batches, rejects } };
}

test('killed at any point of an ingest, a second one gives the store of a clean one', async () => {
  const clean = await load(join(folder, 'clean.db'));
  expect(clean.first).toMatchObject({ read: ROWS, loaded: ROWS - ROWS / 1000 });
  const lines = clean.state.rejects
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((row) => row.split(',')[1]);
  expect(lines).toEqual(Array.from({ length: ROWS / 1000 }, (_, i) => String(i * 1000 + 7 + 2)));
  let killed_within = 0;
  for (const [i, after_ms] of [5, 150, 300, 600, 1000].entries()) {
    const store = join(folder, `killed-${i}.db`);
    const child = startIngest(store);
    await new Promise((resolve) => child.stdout?.once('data', resolve));
    await wait(after_ms);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    expect(existsSync(store)).toBe(true);
    const { first, state } = await load(store);
    if (!first?.already_loaded) killed_within++;
    expect(state).toEqual(clean.state);
  }
  expect(killed_within).toBeGreaterThan(0);
}, 180_000);
