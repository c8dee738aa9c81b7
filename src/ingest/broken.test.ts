import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openWorkbench, type Workbench } from '../../test/ingest-workbench.js';
import { createSpeaker, LANGUAGES } from '../base/index.js';

let bench: Workbench;
beforeEach(async () => {
  bench = await openWorkbench();
});
afterEach(() => bench.close());

const HEAD = 'id,time,amount,currency,text\n';
const row = (id: number | string, text = 'x') => `${id},2025-01-01,5,USD,${text}\n`;

/** Loads a file of text or bytes; gives `[read, loaded]`, the rejects, and the texts loaded. */
async function load(content: string | Uint8Array, name = 'p.csv') {
  const report = await bench.ingest(bench.write(name, content));
  const file = report.files[0];
  if (file) expect(file.read).toBe(file.loaded + file.rejected);
  const texts = await bench.rows('SELECT text FROM payment ORDER BY id');
  return {
    numbers: [file?.read, file?.loaded],
    rejects: bench.rejects(report),
    texts: texts.map((each) => each.text),
    faults: report.failed.flatMap(({ faults }) => faults.map(({ code }) => code)),
    notes: file?.notes ?? [],
  };
}

test('lines with too few or too many columns are kept, and the others loaded', async () => {
  const { numbers, rejects } = await load(`${HEAD}${row(1)}2,2025-01-01\n${row(3)}4,${row(5)}`);
  expect(numbers).toEqual([4, 2]);
  expect(rejects).toEqual(['columns_few 3 1', 'columns_many 5 1']);
});

test('a stray or open quotation mark costs its own line', async () => {
  const open = await load(`${HEAD}${row(1)}${row(2, '"open')}${row(3, '"fine"')}${row(4)}`);
  expect(open.rejects).toEqual(['quote_open 3 20']);
  const stray = await load(`${HEAD}${row(8, '"a"b')}`, 's.csv');
  expect(stray.rejects).toEqual(['quote_stray 2 23']);
  expect(open.texts).toEqual(['x', 'fine', 'x']);
  const end = await load(`${HEAD}${row(5)}${row(6, '"never closed')}${row(7)}`, 'q.csv');
  expect(end.rejects).toEqual(['quote_open 3 20']);
  expect(end.numbers).toEqual([3, 2]);
});

test('quoted line ends, delimiters and quotation marks belong to the text', async () => {
  const { numbers, rejects, texts } = await load(
    `${HEAD}${row(1, '"a\nb, ""c"""')}\n${row(2, 'd"e')}3,never,5,USD,x\n`,
  );
  expect(numbers).toEqual([3, 2]);
  expect(texts).toEqual(['a\nb, "c"', 'd"e']);
  expect(rejects).toEqual(['time_format 6 time']);
});

test('broken UTF-8 costs its line', async () => {
  const bad = Buffer.concat([
    Buffer.from(`${HEAD}${row(1, 'niño')}2,2025-01-01,5,USD,ni`),
    Buffer.from([0xc3, 0x28]),
    Buffer.from(`o\n${row(3)}`),
  ]);
  const { numbers, rejects, texts } = await load(bad);
  expect(numbers).toEqual([3, 2]);
  expect(rejects).toEqual(['utf8_broken 3 22']);
  expect(texts).toEqual(['niño', 'x']);
});

test('Latin-1 and UTF-16 are recognised, and said', async () => {
  const latin = await load(Buffer.from(`${HEAD}${row(1, 'José Núñez')}${row(2)}`, 'latin1'));
  expect(latin.texts).toEqual(['José Núñez', 'x']);
  expect(latin.notes).toContainEqual({ code: 'encoding', params: { encoding: 'latin-1' } });
  const utf16 = await load(Buffer.from(`\ufeff${HEAD}${row(3, 'año')}`, 'utf16le'), 'u.csv');
  expect(utf16.texts).toEqual(['José Núñez', 'x', 'año']);
});

test('UTF-8 with a byte-order mark, CR LF, semicolons, blank lines and capitals', async () => {
  const text =
    '\ufeffID;Time;AMOUNT; Currency ;Text\r\n1;2025-01-01;5;USD;a\r\n\r\n2;2025-01-01;5;USD;b';
  expect((await load(text)).texts).toEqual(['a', 'b']);
});

test('a zero byte costs its line', async () => {
  expect((await load(`${HEAD}${row(1)}${row(2, 'a\0b')}`)).rejects).toEqual(['zero_byte 3 21']);
});

test('a line of 2 GB takes no memory and costs its line', async () => {
  const path = join(bench.folder, 'long.csv');
  const stream = createWriteStream(path);
  const block = Buffer.alloc(1 << 24, 'x');
  stream.write(`${HEAD}${row(1)}2,2025-01-01,5,USD,`);
  for (let i = 0; i < 128; i++) if (!stream.write(block)) await once(stream, 'drain');
  stream.end(`\n${row(3)}`);
  await finished(stream);
  expect(statSync(path).size).toBeGreaterThan(2 ** 31);
  const before = process.memoryUsage().rss;
  const report = await bench.ingest(path);
  expect(report.files[0]).toMatchObject({ read: 3, loaded: 2, reasons: { line_long: 1 } });
  expect(bench.rejects(report)).toEqual(['line_long 3 1000001']);
  expect(process.memoryUsage().rss - before).toBeLessThan(500e6);
}, 180_000);

test('gzip is read; gzip cut short is a fault and nothing is loaded', async () => {
  const random = createHash('sha512').update('seed').digest('hex');
  const lines = Array.from({ length: 2000 }, (_, i) => row(i, random.slice(i % 99)));
  const packed = gzipSync(`${HEAD}${lines.join('')}`);
  expect((await load(packed, 'a.bin')).numbers).toEqual([2000, 2000]);
  const cut = await load(packed.subarray(0, packed.length - 20), 'b.csv.gz');
  expect(cut.faults).toEqual(['ingest.gzip_broken']);
  expect(cut.texts).toHaveLength(2000);
});

test('Parquet is read, and its rows are judged as those of a CSV', async () => {
  const path = join(bench.folder, 'p.parquet');
  await bench.engine.run(`COPY (SELECT i AS id, TIMESTAMP '2025-01-01 10:00:00' AS time,
    CASE i WHEN 3 THEN -1 ELSE 12.34 END::DECIMAL(9,2) AS amount, 'USD' AS currency
    FROM range(1, 6) t(i)) TO '${path}' (FORMAT parquet)`);
  const report = await bench.ingest(path);
  expect(report.files[0]).toMatchObject({ format: 'parquet', read: 5, loaded: 4 });
  const rejects = readFileSync(report.files[0]?.rejects_file ?? '', 'utf8');
  expect(rejects).toContain(',3,amount,amount_negative,-1.00,');
});

describe('a broken Parquet is a fault in our own words', () => {
  const flipped = (bytes: Buffer, from: number, to: number) =>
    Buffer.concat([bytes.subarray(0, from), Buffer.alloc(to - from, 0xff), bytes.subarray(to)]);

  test.each<[string, (bytes: Buffer) => Buffer]>([
    ['parquet_cut', (bytes) => bytes.subarray(0, bytes.length - 30)],
    ['parquet_cut', (bytes) => bytes.subarray(0, 4)],
    ['parquet_encrypted', (bytes) => Buffer.concat([bytes.subarray(0, -4), Buffer.from('PARE')])],
    ['parquet_contents', (bytes) => flipped(bytes, bytes.length - 60, bytes.length - 8)],
    ['parquet_rows', (bytes) => flipped(bytes, 4, 400)],
    [
      'parquet_text',
      (bytes) => Buffer.from(bytes.toString('latin1').replaceAll('Ã±', 'ño'), 'latin1'),
    ],
  ])('%s', async (code, breakIt) => {
    const path = join(bench.folder, 'p.parquet');
    await bench.engine.run(`COPY (
      SELECT i AS id, TIMESTAMP '2025-01-01' + INTERVAL (i) MINUTE AS time,
      i / 100 AS amount, 'USD' AS currency, 'año ' || i AS text
      FROM range(1, 200) t(i)) TO '${path}' (FORMAT parquet, COMPRESSION uncompressed)`);
    const whole = readFileSync(path);
    writeFileSync(path, breakIt(whole));
    const broken = await bench.ingest(path);
    expect(broken.failed[0]?.faults).toMatchObject([
      { code: `ingest.${code}`, params: {}, place: { file: path } },
    ]);
    const sound = bench.write('sound.parquet', whole);
    expect((await bench.ingest(sound)).files[0]).toMatchObject({ read: 199, loaded: 199 });
  });
});

test('what is no table at all is a fault', async () => {
  expect((await load('')).faults).toEqual(['ingest.file_empty']);
  expect((await load(Buffer.from([0x89, 0x50, 1, 2, 3]))).faults).toEqual([
    'ingest.format_unknown',
  ]);
  expect((await load('a,b\n1,2\n')).faults).toEqual(['ingest.mapping_missing']);
  const report = await bench.ingest([join(bench.folder, 'absent.csv'), bench.folder]);
  expect(report.failed.map(({ faults }) => faults[0]?.code)).toEqual([
    'ingest.file_unreadable',
    'ingest.not_a_file',
  ]);
});

test('a bad file does not keep the others, and temporary files are gone', async () => {
  const good = bench.write('*good[1].csv', HEAD + row(1));
  const quoted = bench.write('?q.csv', HEAD + row(2, '"a\nb"'));
  const report = await bench.ingest([bench.write('bad.csv', ''), good, quoted]);
  expect(report.files.map(({ loaded }) => loaded)).toEqual([1, 1]);
  expect(report.failed).toHaveLength(1);
  expect(readdirSync(bench.folder).filter((name) => name.startsWith('puente-'))).toEqual([]);
});

test('every reason has a sentence in both languages', async () => {
  const codes = readdirSync('src/ingest')
    .filter((name) =>
      /^(amount|field|time)-sql\.ts$|^(csv-split|compile|duplicates)\.ts$/.test(name),
    )
    .flatMap((name) => readFileSync(join('src/ingest', name), 'utf8').match(REASONS) ?? [])
    .map((text) => text.replaceAll("'", ''));
  expect(codes.length).toBeGreaterThan(25);
  for (const language of LANGUAGES) {
    const speaker = createSpeaker(language);
    expect(codes.filter((code) => !speaker.has(`reject.${code}`))).toEqual([]);
  }
});

const REASONS = new RegExp(
  `'(${[
    "amount_(?!decimal_')[a-z_]+[a-z]",
    'quote_(open|stray)|columns_[a-z]+|time_(range|format)|no_such_[a-z]+|duplicate_[a-z_]+',
    'rate_range|text_long|zero_byte|line_long|utf8_broken|received_incomplete|missing',
    'not_allowed|day_format',
  ].join('|')})'`,
  'g',
);
