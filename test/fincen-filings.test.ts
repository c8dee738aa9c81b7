import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSpeaker, fixedClock } from '../src/base/index.js';
import {
  examine,
  type Filing,
  keepXsd,
  openForms,
  openSchemas,
  type SchemaSource,
  writeFilings,
} from '../src/filing/index.js';
import { officialSchemas } from './filing-schemas.js';
import { arbitraryFiling } from './fincen-arbitrary.js';

const voices = { en: createSpeaker('en'), es: createSpeaker('es') };
const clock = fixedClock(Date.UTC(2026, 10, 22));
const forms = openForms();
const official = officialSchemas().filter(({ form }) => form.startsWith('fincen-'));
const folder = mkdtempSync(join(tmpdir(), 'puente-fincen-'));
let schemas: SchemaSource | null = null;

beforeAll(async () => {
  for (const { path } of official)
    await keepXsd(folder, path, { from: null, imported_at: '2026-01-01T00:00:00Z' });
  schemas = await openSchemas(folder, { voices });
});
afterAll(() => {
  schemas?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.each(['fincen-sar', 'fincen-ctr', 'fincen-8300'] as const)('%s', (form) => {
  test('what the model takes is written by layout and rules, and reads back equal', async () => {
    await holds(null, 12);
  });

  test.skipIf(official.length === 0)('and passes the official schema', async () => {
    await holds(schemas, 8);
  });

  async function holds(judge: SchemaSource | null, numRuns: number): Promise<void> {
    const batches = fc.array(arbitraryFiling(form), { minLength: 1, maxLength: 3 });
    const law = fc.asyncProperty(batches, (filings) => returns(filings, judge));
    await fc.assert(law, { numRuns, endOnFailure: true });
  }
});

async function returns(filings: readonly Filing[], judge: SchemaSource | null): Promise<void> {
  const options = { forms, clock, voices, schemas: judge };
  const body: Uint8Array[] = [];
  const take = (bytes: Uint8Array) => void body.push(bytes);
  const written = await writeFilings(filings, take, { ...options, file: 'batch.xml' });
  expect(written.losses).toEqual([]);
  const bytes = Buffer.concat([written.head, ...body]);
  const heard: Filing[] = [];
  const source = {
    file: 'batch.xml',
    bytes: bytes.length,
    open: async function* () {
      yield bytes;
    },
  };
  const read = await examine(source, { ...options, hear: (filing) => void heard.push(filing) });
  expect(read.fault).toBeNull();
  if (judge) expect(read.schema).not.toBeNull();
  for (const { findings } of [written, read]) {
    const heavy = findings.filter(({ severity }) => severity !== 'note');
    expect(heavy.map(({ rule, path, value }) => `${rule} ${path} ${value}`)).toEqual([]);
  }
  expect(plain(heard)).toEqual(plain(filings));
}

/** As JSON tells it: drawn values are of fast-check's own kinds. */
function plain(filings: readonly Filing[]): unknown {
  return JSON.parse(JSON.stringify(filings));
}
