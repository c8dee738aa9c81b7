import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedData } from '../../../test/shared.js';
import { createSpeaker, fixedClock } from '../../base/index.js';
import { openForms } from '../catalogue.js';
import { dress, formattingOf } from '../document/formatting.js';
import { examine } from '../examine.js';
import { type FiledParty, type Filing, filing as filingShape } from '../filing.js';
import { keepXsd, openSchemas, type SchemaSource } from '../schema/index.js';
import { writeFilings } from '../write.js';

const shared = sharedData('lfpiorpi');
const voices = { en: createSpeaker('en'), es: createSpeaker('es') };
const forms = openForms();
const clock = fixedClock(Date.UTC(2026, 10, 22));
const folder = mkdtempSync(join(tmpdir(), 'puente-avisos-'));
let schemas: SchemaSource | null = null;

beforeAll(async () => {
  if (!shared) return;
  for (const file of readdirSync(join(shared, 'xsd')))
    await keepXsd(folder, join(shared, 'xsd', file), {
      ...{ from: null, imported_at: '2026-01-01T00:00:00Z' },
    });
  schemas = await openSchemas(folder, { voices });
});
afterAll(() => {
  schemas?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function filingsOf(bytes: Buffer): Promise<{ filings: Filing[]; refused: string[] }> {
  const filings: Filing[] = [];
  const open = async function* () {
    yield bytes;
  };
  const { findings } = await examine(
    { file: 'x.xml', bytes: bytes.length, open },
    { forms, clock, voices, schemas, hear: (filing) => void filings.push(filing) },
  );
  return { filings, refused: refusals(findings) };
}

async function written(filings: readonly Filing[]) {
  const pieces: Uint8Array[] = [];
  const body = (bytes: Uint8Array) => void pieces.push(Buffer.from(bytes));
  const result = await writeFilings(filings, body, {
    file: 'x.xml',
    forms,
    clock,
    voices,
    schemas,
  });
  return { ...result, bytes: Buffer.concat([result.head, ...pieces]) };
}

function refusals(
  findings: readonly { severity: string; rule: string; sentence: { en: string } }[],
) {
  return findings
    .filter(({ severity }) => severity === 'reject')
    .map(({ rule, sentence }) => `${rule} ${sentence.en}`);
}

const WORDS = fc.constantFrom(
  'José',
  'Núñez de la O',
  'Łódź-Groß',
  'Дмитрий',
  '王小明',
  "O'Brien 😀",
);

/** The same people under names as they are really written. */
function renamed(party: FiledParty, word: string): FiledParty {
  const isPerson = party.kind === 'person';
  return {
    ...party,
    ...(party.names
      ? { names: [isPerson ? { given: word, family: word } : { full: `${word}, S.A. de C.V.` }] }
      : {}),
    ...(party.addresses
      ? {
          addresses: party.addresses.map((each) => ({
            ...each,
            street: `Av. ${word}`,
            quarter: word,
            exterior: 'nº 12-B',
          })),
        }
      : {}),
    ...(party.phones
      ? { phones: [{ number: '+52 55 1548 5454', country: 'MX', kind: 'mobile' as const }] }
      : {}),
    ...(party.emails ? { emails: ['josé.pérez@correo.com.mx'] } : {}),
    ...(party.parties ? { parties: party.parties.map((each) => renamed(each, word)) } : {}),
  };
}

describe.skipIf(!shared)('published avisos', () => {
  it('leave as JSON, and come back byte for byte', async () => {
    const files = readdirSync(shared ?? '', { recursive: true, encoding: 'utf8' });
    const samples = files.filter((file) => file.startsWith('samples') && file.endsWith('.xml'));
    expect(samples.length).toBeGreaterThan(70);
    for (const file of samples) {
      const bytes = readFileSync(join(shared ?? '', file));
      const { filings } = await filingsOf(bytes);
      const said = JSON.parse(JSON.stringify(filings)) as Filing[];
      const { bytes: plain, losses } = await written(said);
      const formatting = formattingOf(bytes, plain, null);
      const dressed = formatting ? dress(plain, formatting) : plain;
      expect([file, losses]).toEqual([file, []]);
      expect(dressed.equals(bytes), file).toBe(true);
    }
  });
});

describe.skipIf(!shared)('filings as people write them', () => {
  const samples = shared ? readdirSync(join(shared, 'samples-generated/ejemplos')) : [];
  const firsts = new Map(samples.map((file) => [basename(file).slice(8, 11), file]));

  it.each([...firsts])('%s: pass layout, rules and schema, and are read again', async (_, file) => {
    const bytes = readFileSync(join(shared ?? '', 'samples-generated/ejemplos', file));
    const { filings, refused } = await filingsOf(bytes);
    expect(refused).toEqual([]);
    await fc.assert(
      fc.asyncProperty(WORDS, async (word) => {
        const changed = filings.map((filing) =>
          filingShape.parse({
            ...filing,
            reference: 'ref-2026/001',
            prior_id: '2026-17',
            correction: `Se corrige: ${word}`,
            note: word,
            parties: filing.parties?.map((party) => renamed(party, word)),
          }),
        );
        const first = await written(changed);
        expect(first.schema).not.toBeNull();
        expect(refusals(first.findings)).toEqual([]);
        expect(first.losses.some(({ path }) => path === 'note')).toBe(true);
        const again = await filingsOf(first.bytes);
        expect(again.refused).toEqual([]);
        const second = await written(again.filings);
        expect(second.losses).toEqual([]);
        expect(second.bytes.toString()).toBe(first.bytes.toString());
        expect((await filingsOf(second.bytes)).filings).toEqual(again.filings);
      }),
      { numRuns: 3 },
    );
  });

  it('a month without operations is a report in zeros', async () => {
    const zero: Filing = {
      ...{ form: 'lfpiorpi-veh', period: '2026-10', zero: true },
      parties: [{ role: 'filer', identities: [{ kind: 'rfc', number: 'OGA751212G56' }] }],
    };
    const { bytes, findings, losses } = await written([zero]);
    expect([refusals(findings), losses]).toEqual([[], []]);
    expect((await filingsOf(bytes)).filings).toEqual([zero]);
  });
});
