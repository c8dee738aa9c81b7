import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { type Random, seededRandom, systemClock } from '../src/base/index.js';
import {
  createScreener,
  createScreenPool,
  currentVersions,
  type IndexedScreener,
  importList,
  type Listing,
  listInput,
  type Profile,
  readList,
  screenBatch,
  screenDelta,
} from '../src/screening/index.js';
import { openLedger } from '../src/store/index.js';
import { sharedData } from '../test/shared.js';
import { grouped, type Print } from './machine.js';
import { generateNamesakes } from './namesakes.js';
import { profileOf } from './screening-names.js';

const QUESTIONS = 4_000;
const CUSTOMERS = 1_000_000;
const DELTA_CUSTOMERS = 10_000;
const DELTA_CHANGES = 100;
const THREADS = 2;
const LISTS = [
  ['sdn_2024-06-27.csv', 'add_2024-06-27.csv', 'alt_2024-09.csv'].map((file) => `ofac/${file}`),
  ['un/UN_consolidated_2025-04-19.xml'],
];

/**
 * Speed of screening over the lists of OFAC and the UN: loading, recall of candidates under wrong
 * letters, whole screenings a second and core, a batch of a million customers, a delta.
 */
export async function benchScreening(print: Print): Promise<void> {
  const folder = sharedData('screening');
  if (!folder) return print('screening: skipped, the lists are not here');
  const listings: Listing[] = [];
  for (const files of LISTS) {
    const reading = await readList(files.map((file) => join(folder, file)));
    for await (const listing of reading.listings) listings.push(listing);
  }
  const home = mkdtempSync(join(tmpdir(), 'puente-bench-'));
  try {
    const screener = benchIndex(listings, print);
    benchRecall(listings, screener, print);
    benchQuestions(listings, screener, print);
    await benchDelta(listings, print);
    await benchBatch(folder, home, print);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function benchIndex(listings: readonly Listing[], print: Print): IndexedScreener {
  const before = process.memoryUsage().heapUsed;
  const start = clocks();
  const screener = createScreener(listings);
  const { cpu, wall } = start();
  const heap = process.memoryUsage().heapUsed - before + screener.bytes;
  print(
    `screening: ${grouped(screener.listings)} listings, ${grouped(screener.names)} names; ` +
      `index in ` +
      `${wall.toFixed(2)} s (${cpu.toFixed(2)} CPU s; bound 2 s), ` +
      `about ${(heap / 1e6).toFixed(0)} MB (bound 300 MB)`,
  );
  return screener;
}

function benchRecall(listings: readonly Listing[], screener: IndexedScreener, print: Print): void {
  const names = listings.flatMap((listing) =>
    listing.names.map(({ full }) => ({ full, kind: listing.kind })),
  );
  for (const edits of [1, 2]) {
    const random = seededRandom(`bench/recall/${edits}`);
    let found = 0;
    for (let i = 0; i < QUESTIONS; i++) {
      const name = names[random.integer(0, names.length - 1)];
      if (!name) continue;
      let full = name.full;
      for (let edit = 0; edit < edits; edit++) full = misspelled(full, random);
      const listed = screener.candidates(profileOf(`q${i}`, full, name.kind));
      if (listed.some((one) => one.names.some((other) => other.full === name.full))) found += 1;
    }
    print(
      `  the right listing among 50 candidates, ${edits} letter${edits > 1 ? 's' : ''} wrong: ` +
        `${((found / QUESTIONS) * 100).toFixed(2)} % of ${grouped(QUESTIONS)} (bound 99.5 %)`,
    );
  }
}

function benchQuestions(
  listings: readonly Listing[],
  screener: IndexedScreener,
  print: Print,
): void {
  const random = seededRandom('bench/questions');
  const listed = Array.from({ length: QUESTIONS / 2 }, (_, i) => {
    const listing = listings[random.integer(0, listings.length - 1)];
    const full = misspelled(listing?.names[0]?.full ?? 'Nobody', random);
    return profileOf(`l${i}`, full, listing?.kind ?? 'person');
  });
  const strangers = customers(QUESTIONS / 2, 'bench/strangers');
  for (const [label, asked] of [
    ['misspelled listings', listed],
    ['strangers', strangers],
  ] as const) {
    for (const profile of asked) screener.match(profile, OPTIONS);
    const latencies: number[] = [];
    const start = clocks();
    for (const profile of asked) {
      const one = process.hrtime.bigint();
      screener.match(profile, OPTIONS);
      latencies.push(Number(process.hrtime.bigint() - one) / 1e6);
    }
    const { cpu, wall } = start();
    latencies.sort((a, b) => a - b);
    const at = (share: number) => (latencies[Math.floor(latencies.length * share)] ?? 0).toFixed(2);
    print(
      `  ${label}: ${grouped(asked.length / cpu)} whole screenings a CPU second ` +
        `(${grouped(asked.length / wall)} a second; bound 1,000), p50 ${at(0.5)} ms, ` +
        `p99 ${at(0.99)} ms (bound 5 ms)`,
    );
  }
}

async function benchDelta(listings: readonly Listing[], print: Print): Promise<void> {
  const changes = listings.slice(0, DELTA_CHANGES).map((after) => {
    return { kind: 'added', id: after.id, before: null, after, properties: [] } as const;
  });
  const people = customers(DELTA_CUSTOMERS, 'bench/delta').map((profile) => {
    return { key: `file:${profile.id}`, profile };
  });
  const start = clocks();
  let hits = 0;
  const parts = { changes, customers: people, screenerOf: createScreener, threshold: () => 0.7 };
  for await (const _ of screenDelta(parts)) hits += 1;
  const { cpu, wall } = start();
  print(
    `  ${grouped(DELTA_CUSTOMERS)} customers against a delta of ${DELTA_CHANGES}: ` +
      `${wall.toFixed(2)} s (${cpu.toFixed(2)} CPU s; bound 2 s), ${hits} hits`,
  );
}

async function benchBatch(data: string, home: string, print: Print): Promise<void> {
  const snapshots = await importLists(data, home);
  const script = fileURLToPath(new URL('../src/screen-process.js', import.meta.url));
  const pool = createScreenPool(() => new Worker(script), THREADS);
  const loading = clocks();
  await pool.swap({ version: 'bench', snapshots });
  const loaded = loading();
  async function* everybody() {
    const block = 10_000;
    for (let from = 0; from < CUSTOMERS; from += block) {
      for (const profile of customers(block, `bench/batch/${from}`)) yield { profile };
    }
  }
  const start = clocks();
  let hits = 0;
  const result = await screenBatch(
    {
      pool,
      customers: everybody(),
      onScreened: () => {},
      async onBlock(found) {
        return found.map(({ matches }) => {
          hits += matches.length;
          return matches.length === 0 ? null : JSON.stringify(matches[0]?.listing.id);
        });
      },
    },
    { match: OPTIONS, output: join(home, 'hits.jsonl'), input_id: 'bench' },
  );
  const { cpu, wall } = start();
  await pool.close();
  print(
    `  batch: ${THREADS} threads load in ${loaded.wall.toFixed(2)} s; ` +
      `${grouped(result.screened)} customers in ${wall.toFixed(0)} s (${cpu.toFixed(0)} CPU s), ` +
      `${grouped(result.screened / wall)} a second; ${grouped(hits)} matches of 0.7 or more`,
  );
}

/** Imports the lists as a user does, and tells where their versions in force lie. */
async function importLists(data: string, home: string) {
  const folder = join(home, 'lists');
  const ledger = await openLedger({ folder: join(home, 'ledger') });
  const archive = { ledger, folder, clock: systemClock };
  for (const files of LISTS) {
    const paths = files.map((file) => join(data, file));
    const input = await listInput(await readList(paths), { paths });
    await importList(archive, input, { actor: 'bench', drop_max_ppm: 0, force: true });
  }
  const versions = await currentVersions(archive);
  await ledger.close();
  return versions.map(({ list, hash }) => ({ folder, list, hash }));
}

const OPTIONS = { limit: 5, threshold: 0.7 };

/** People with common names, a date and a country each, as a bank’s file has them. */
function customers(count: number, seed: string): Profile[] {
  const random = seededRandom(`${seed}/dates`);
  return generateNamesakes(count, seed).map((full, i) => {
    const year = 1940 + random.integer(0, 64);
    const month = String(random.integer(1, 12)).padStart(2, '0');
    const day = `${year}-${month}-${String(random.integer(1, 28)).padStart(2, '0')}`;
    return {
      ...profileOf(`c${i}`, full, 'person'),
      dates: [{ kind: 'birth', from: day, to: day, circa: false }],
      places: [{ kind: 'residence', country: 'MX', text: 'MX' }],
    };
  });
}

/** One letter put in, left out, replaced, or two that changed places. */
function misspelled(text: string, random: Random): string {
  const at = random.integer(0, text.length - 1);
  const letter = 'abcdefghijklmnopqrstuvwxyz'[random.integer(0, 25)] ?? 'a';
  const [head, tail] = [text.slice(0, at), text.slice(at)];
  const swapped = `${tail[1] ?? ''}${tail[0] ?? ''}${tail.slice(2)}`;
  const rests = [letter + tail, tail.slice(1), letter + tail.slice(1), swapped];
  return head + random.pick(rests);
}

/** Wall and CPU seconds (all threads of this process) since it was called. */
function clocks(): () => { cpu: number; wall: number } {
  const cpu = process.cpuUsage();
  const wall = process.hrtime.bigint();
  return () => {
    const used = process.cpuUsage(cpu);
    return {
      cpu: (used.user + used.system) / 1e6,
      wall: Number(process.hrtime.bigint() - wall) / 1e9,
    };
  };
}
