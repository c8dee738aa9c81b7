import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCsvRows } from './csv/records.js';
import { type JsonRecord, readJsonRecords } from './json-records.js';
import { readXmlRecords } from './xml-records.js';

/** The bytes of a text in pieces of the given sizes, as a disk or a network might cut it. */
async function* pieces(text: string, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

async function all<T>(records: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const record of records) found.push(record);
  return found;
}

const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
const text = fc.string({ unit: 'grapheme', maxLength: 8 });
const objects = fc.array(
  fc.dictionary(text, fc.oneof(text, fc.integer(), fc.array(fc.dictionary(text, text)))),
  { maxLength: 6 },
);

describe('JSON', () => {
  const readAll = (json: string, cut: readonly number[]) =>
    all(readJsonRecords(pieces(json, cut), json.slice(0, 1000)));
  const objectsOf = (records: readonly JsonRecord[]) =>
    records.map((record) => ('object' in record ? record.object : record.code));

  test('an array and lines give the same, wherever they are cut', async () => {
    await fc.assert(
      fc.asyncProperty(objects, sizes, async (list, cut) => {
        const same = JSON.parse(JSON.stringify(list)) as unknown[];
        for (const json of [
          JSON.stringify(list),
          JSON.stringify(list, null, 2),
          list.map((each) => JSON.stringify(each)).join('\n'),
        ])
          expect(objectsOf(await readAll(json, cut)), json).toEqual(same);
      }),
      { numRuns: 30 },
    );
  });

  test('objects over several lines, one after another', async () => {
    const full = objects.filter((list) => list.every((each) => Object.keys(each).length > 0));
    await fc.assert(
      fc.asyncProperty(full, sizes, async (list, cut) => {
        const json = list.map((each) => JSON.stringify(each, null, 2)).join('\n');
        const same = JSON.parse(JSON.stringify(list)) as unknown[];
        expect(objectsOf(await readAll(json, cut)), json).toEqual(same);
      }),
      { numRuns: 30 },
    );
  });

  test('an array cut short gives what was whole, and one reject', async () => {
    await fc.assert(
      fc.asyncProperty(objects, sizes, fc.nat(), async (list, cut, at) => {
        const json = JSON.stringify(list, null, 1);
        const short = json.slice(0, 1 + (at % (json.length - 1)));
        const found = objectsOf(await readAll(short, cut));
        expect(found.at(-1)).toBe('json_truncated');
        const same = JSON.parse(JSON.stringify(list)) as unknown[];
        expect(found.slice(0, -1)).toEqual(same.slice(0, found.length - 1));
      }),
      { numRuns: 30 },
    );
  });

  test('a record knows the line on which it begins', async () => {
    const records = await readAll('[\n\n{"a":\n1},\n\n {"b":2},nul,"x" ]', [3]);
    expect(records.map(({ line }) => line)).toEqual([3, 6, 6, 6]);
    expect(objectsOf(records)).toEqual([{ a: 1 }, { b: 2 }, 'json_broken', 'json_no_object']);
  });

  test('any text at all ends with an answer', async () => {
    const shapes = fc.array(fc.constantFrom('[', ']', '{', '}', ',', '"', '\\', 'a', '\n', ':'));
    await fc.assert(
      fc.asyncProperty(shapes, sizes, async (parts, cut) => {
        await readAll(parts.join(''), cut);
      }),
    );
  });
});

describe('CSV', () => {
  const field = fc.array(fc.constantFrom('a', 'ñ', ' x', ',', '"', '\n', '""', 'b,c'), {
    maxLength: 5,
  });
  const quoted = (each: string) => `"${each.replaceAll('"', '""')}"`;

  test('what is quoted comes back, wherever it is cut', async () => {
    const rows = fc.array(fc.tuple(field, field), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(rows, sizes, async (list, cut) => {
        const fields = list.map((row) => row.map((parts) => parts.join('')));
        const csv = fields.map((row) => row.map(quoted).join(',')).join('\r\n');
        const found = await all(readCsvRows(pieces(csv, cut), ',', 'utf-8'));
        expect(found.map((row) => 'fields' in row && row.fields)).toEqual(fields);
      }),
      { numRuns: 30 },
    );
  });
});

describe('XML', () => {
  test('records come whole, wherever they are cut', async () => {
    const names = fc.array(fc.constantFrom('Ñandú', 'a b', '東京', 'x'), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(names, sizes, async (list, cut) => {
        const inner = list.map((name) => `<p:R n="${name}"><N>${name}</N><Skip><N/></Skip></p:R>`);
        const xml = `<?xml version="1.0"?>\n<p:A xmlns:p="u">${inner.join('\n')}</p:A>`;
        const wanted = { records: ['R'], skip: ['Skip'] };
        const found = await all(readXmlRecords(pieces(xml, cut), wanted));
        expect(
          found.map((each) => 'element' in each && each.element.children.map((c) => c.text)),
        ).toEqual(list.map((name) => [name]));
        expect(found.map(({ line }) => line)).toEqual(list.map((_, i) => i + 2));
      }),
      { numRuns: 30 },
    );
  });
});
