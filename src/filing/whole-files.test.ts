import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sharedData } from '../../test/shared.js';
import { createSpeaker, fixedClock } from '../base/index.js';
import { readBatch } from './batch.js';
import { openForms } from './catalogue.js';
import { dress, formattingOf } from './document/formatting.js';
import { examine, type FileSource } from './examine.js';
import type { Filing } from './filing.js';
import { isXmlForm } from './formats.js';
import { writeFilings } from './write.js';

const law = {
  forms: openForms(),
  clock: fixedClock(Date.UTC(2026, 10, 22)),
  voices: { en: createSpeaker('en'), es: createSpeaker('es') },
  schemas: null,
};

const FOLDERS = [
  'fincen/samples-valid',
  'lfpiorpi/samples-sat',
  'lfpiorpi/samples-sat/ejemplos',
  'lfpiorpi/samples-generated',
  'lfpiorpi/samples-generated/ejemplos',
  'cnbv',
  'goaml/samples/golden',
];

describe('published samples', () => {
  for (const folder of FOLDERS) {
    const path = sharedData(folder);
    test.skipIf(!path)(`of ${folder} come back byte for byte through JSON`, async () => {
      for (const file of filesIn(path ?? '')) {
        const bytes = readFileSync(file);
        const { filings, worst, fault } = await readAll(sourceOf(bytes, file));
        expect({ file, worst, fault }).toMatchObject({ file, fault: null });
        expect(['note', 'warn', null]).toContain(worst);
        const again = await written(readBatch(JSON.stringify(filings), file).filings);
        const { numbered } = again.layout;
        const isXml = isXmlForm(again.form);
        const formatting = isXml ? formattingOf(bytes, again.bytes, numbered) : null;
        const back = formatting ? dress(again.bytes, formatting) : again.bytes;
        expect({ file, text: back.toString('latin1') }).toEqual({
          file,
          text: bytes.toString('latin1'),
        });
        expect(again.losses).toEqual([]);
      }
    });
  }
});

describe('broken samples are judged as their publishers were', () => {
  for (const format of ['fincen', 'lfpiorpi']) {
    const folder = sharedData(`${format}/mutants`);
    test.skipIf(!folder)(`of ${format}`, async () => {
      const expected = JSON.parse(readFileSync(join(folder ?? '', 'expected.json'), 'utf8'));
      const files = new Set(filesIn(folder ?? '').map((file) => basename(file)));
      for (const { file, expected: verdict } of expected) {
        if (!files.has(file)) continue;
        const bytes = readFileSync(join(folder ?? '', file));
        const { worst } = await examine(sourceOf(bytes, file), law);
        const said = { REJECT: 'reject', WARN: 'warn' }[verdict as string] ?? 'note';
        expect({ file, worst: worst ?? 'note' }).toEqual({ file, worst: said });
      }
    });
  }
});

test('the fictional example is written without loss, and says the same when read', async () => {
  const file = 'examples/filing/sar.json';
  const { filings } = readBatch(readFileSync(file, 'utf8'), file);
  const again = await written(filings);
  expect(again.worst).not.toBe('reject');
  expect(again.losses).toEqual([]);
  const { filings: read } = await readAll(sourceOf(again.bytes, 'sar.xml'));
  expect(await written(read)).toMatchObject({ bytes: again.bytes });
});

test('a file cut short keeps what came before, and says where it ends', async () => {
  const file = 'examples/filing/sar.json';
  const [one] = readBatch(readFileSync(file, 'utf8'), file).filings;
  const { bytes } = await written(Array.from({ length: 3 }, () => one as Filing));
  const cut = bytes.subarray(0, Math.floor(bytes.length * 0.8));
  const { filings, fault, worst } = await readAll(sourceOf(cut, 'cut.xml'));
  expect(filings).toHaveLength(2);
  expect(worst).toBe('reject');
  expect(fault).toMatchObject({ code: 'filing.xml_truncated', place: { file: 'cut.xml' } });
});

test('what is no report is said, not thrown apart', async () => {
  for (const text of ['', 'hello', '{"a":1}', '<html/>', '\u0000\u0001', '<?xml version="1.0"?>']) {
    const failed = await examine(sourceOf(Buffer.from(text), 'x'), law).catch((error) => error);
    expect(failed).toMatchObject({ name: 'Fault', code: expect.stringMatching(/^filing\./) });
  }
});

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(xml|002)$/.test(entry.name))
    .map(({ name }) => join(folder, name));
}

function sourceOf(bytes: Uint8Array, file: string): FileSource {
  const open = async function* () {
    yield bytes;
  };
  return { file: basename(file), bytes: bytes.length, open };
}

async function readAll(source: FileSource) {
  const filings: Filing[] = [];
  const found = await examine(source, { ...law, hear: (filing) => void filings.push(filing) });
  return { ...found, filings };
}

async function written(filings: readonly Filing[]) {
  const parts: Uint8Array[] = [];
  const writing = await writeFilings(filings, (bytes) => void parts.push(bytes), {
    ...law,
    file: 'out',
  });
  return { ...writing, bytes: Buffer.concat([writing.head, ...parts]) };
}
