import { once } from 'node:events';
import {
  createReadStream,
  createWriteStream,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import {
  createSpeaker,
  packageRoot,
  present,
  seededRandom,
  systemClock,
} from '../src/base/index.js';
import {
  examine,
  type Filing,
  type JudgesOptions,
  keepXsd,
  openForms,
  openSchemas,
  readBatch,
  writeFilings,
} from '../src/filing/index.js';
import { sharedData } from '../test/shared.js';
import { gigabytes, grouped, type Print, timed } from './machine.js';

const REPORTS = Number(process.env.PUENTE_BENCH_REPORTS ?? 10_000);
/** FinCEN takes 60 MB a batch. */
const REPORTS_PER_BATCH = 5_000;

/**
 * Reports of suspicious activity written and judged, then read back and judged again: by layout,
 * rules, and FinCEN’s own schema where it is at hand. Memory is read while it runs.
 */
export async function benchFiling(print: Print): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'puente-bench-filing-'));
  const schemas = await schemasIn(folder);
  const voices = { en: createSpeaker('en'), es: createSpeaker('es') };
  const options = { forms: openForms(), clock: systemClock, voices, schemas };
  try {
    await writeAndRead(folder, options, print);
  } finally {
    schemas?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function writeAndRead(folder: string, options: JudgesOptions, print: Print): Promise<void> {
  const example = join(packageRoot(), 'examples', 'filing', 'sar.json');
  const { filings } = readBatch(readFileSync(example, 'utf8'), example);
  const pattern = present(filings[0], 'the example');
  const watch = watchMemory();
  let [bytes, written, read, rejects] = [0, 0, 0, 0];
  const reports = variants(pattern, REPORTS);
  for (let from = 0; from < REPORTS; from += REPORTS_PER_BATCH) {
    const file = join(folder, 'batch.xml');
    const batch = take(reports, Math.min(REPORTS_PER_BATCH, REPORTS - from));
    const writing = await timed(() => writeBatch(batch, file, options));
    const source = { file, bytes: statSync(file).size, open: () => createReadStream(file) };
    const reading = await timed(() => examine(source, { ...options, hear: () => {} }));
    if (reading.value.filings !== writing.value.filings) throw new Error('reports were lost');
    bytes += source.bytes;
    written += writing.seconds;
    read += reading.seconds;
    rejects += [...writing.value.findings, ...reading.value.findings].filter(
      ({ severity }) => severity === 'reject',
    ).length;
  }
  const { before, most } = watch.end();
  const size = `${(bytes / 1e6).toFixed(0)} MB in batches of ${grouped(REPORTS_PER_BATCH)}`;
  const schema = options.schemas ? 'layout, rules and official schema' : 'layout and rules alone';
  print(`filing: ${grouped(REPORTS)} reports of suspicious activity, ${size}; ${schema}`);
  print(
    `  written and judged in ${written.toFixed(1)} s, read and judged again in ` +
      `${read.toFixed(1)} s (bound: 60 s); ${rejects} rejects`,
  );
  print(`  memory: ${gigabytes(before)} before, at most ${gigabytes(most)} while it ran`);
}

async function writeBatch(batch: Iterable<Filing>, file: string, options: JudgesOptions) {
  const body = createWriteStream(`${file}.body`);
  const writing = await writeFilings(
    batch,
    async (bytes) => {
      if (!body.write(bytes)) await once(body, 'drain');
    },
    { ...options, file },
  );
  body.end();
  await finished(body);
  const whole = createWriteStream(file);
  whole.write(writing.head);
  for await (const bytes of createReadStream(`${file}.body`)) {
    if (!whole.write(bytes)) await once(whole, 'drain');
  }
  whole.end();
  await finished(whole);
  return writing;
}

/** Reports that differ in names, numbers, amounts, and how long their narrative is. */
function* variants(pattern: Filing, count: number): Generator<Filing> {
  const random = seededRandom('bench-filing');
  const sentence = present(pattern.narrative?.[0], 'the narrative');
  for (let i = 0; i < count; i++) {
    const parties = (pattern.parties ?? []).map((party) => {
      if (party.role !== 'subject' || party.kind !== 'person') return party;
      const number = String(random.integer(100_000_001, 799_999_999));
      return { ...party, identities: [{ kind: 'ssn', number }] };
    });
    const amount = String(random.integer(5_000, 900_000));
    const length = random.integer(1, 7);
    const narrative = [
      Array.from({ length }, () => sentence)
        .join(' ')
        .slice(0, 4_000)
        .trim(),
    ];
    yield { ...pattern, parties, activity: { ...pattern.activity, amount }, narrative };
  }
}

function* take(reports: Iterator<Filing>, count: number): Generator<Filing> {
  for (let i = 0; i < count; i++) {
    const { value, done } = reports.next();
    if (done) return;
    yield value;
  }
}

async function schemasIn(folder: string) {
  const xsd = sharedData('fincen/xsd/EFL_SARXBatchSchema.xsd');
  if (!xsd) return null;
  await keepXsd(folder, xsd, { from: null, imported_at: '2026-11-22T00:00:00Z' });
  const voices = { en: createSpeaker('en'), es: createSpeaker('es') };
  return openSchemas(folder, { voices });
}

function watchMemory() {
  const before = process.memoryUsage().rss;
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 100);
  return {
    end() {
      clearInterval(timer);
      return { before, most };
    },
  };
}
