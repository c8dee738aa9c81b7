/** CSV: comma, semicolon, tab or bar; quotes by RFC 4180; any encoding of `encoding.ts`. */
import { isUtf8 } from 'node:buffer';
import { realpath, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault, LIMITS } from '../base/index.js';
import { type Head, readBytes } from './bytes.js';
import { scanCsv } from './csv-scan.js';
import { splitCsv, splitLine } from './csv-split.js';
import { asUtf8, type Encoding, encodingOfMark, judgeEncoding } from './encoding.js';
import { readLines } from './lines.js';
import { createPlainCsv, readCsvSql } from './plain-csv.js';
import type { Hints, Note, OpenFile, Source, Workplace } from './source.js';

const DELIMITERS = [',', ';', '\t', '|'];

/** What is known of a CSV once its header is read. */
interface Dialect {
  readonly head: Head;
  readonly headers: readonly string[];
  readonly delimiter: string;
  readonly encoding: Encoding | null;
}

/** Reads the header. A file without one, or with a broken one, is a fault. */
export async function openCsv(head: Head, hints: Hints): Promise<OpenFile> {
  const encoding = (hints.encoding as Encoding | null) ?? encodingOfMark(head.bytes);
  const text = await headerText(head, encoding);
  const delimiter = hints.delimiter ?? likeliestDelimiter(text);
  const headers = splitLine(text, delimiter);
  if (text.trim() === '') throw new Fault('ingest.file_empty', {}, { file: head.file, line: 1 });
  if (!headers) throw new Fault('ingest.header_broken', {}, { file: head.file, line: 1 });
  const dialect = { head, headers, delimiter, encoding };
  return {
    format: 'csv',
    headers,
    is_mapped: false,
    rows: (workplace) => csvRows(dialect, workplace),
  };
}

/** The file itself where DuckDB can be trusted with it, else a copy that we split ourselves. */
async function csvRows(dialect: Dialect, workplace: Workplace): Promise<Source> {
  const { head, headers, delimiter } = dialect;
  if ((dialect.encoding ?? 'utf-8') !== 'utf-8') return splitRows(dialect, workplace);
  const scan = await scanCsv(bytesOf(head, workplace), delimiter, headers.length);
  if (!scan.is_plain) {
    const encoding = dialect.encoding ?? (scan.is_utf8 ? 'utf-8' : await judge(head, workplace));
    return splitRows({ ...dialect, encoding }, workplace);
  }
  return {
    relation: readCsvSql(await withoutWildcards(head.file, workplace), names(headers), {
      delimiter,
      skip: 1,
      is_gzip: head.is_gzip,
      line_bytes_max: LIMITS.line_characters_max + 2,
    }),
    line: null,
    rows: scan.records,
    is_trimmed: scan.is_trimmed,
    rejects_path: null,
    notes: [],
  };
}

async function splitRows(dialect: Dialect, workplace: Workplace): Promise<Source> {
  const { head, headers, delimiter, encoding } = dialect;
  const good = createPlainCsv(join(workplace.folder, 'rows.csv'));
  const bad = createPlainCsv(join(workplace.folder, 'broken.csv'));
  const text = asUtf8(bytesOf(head, workplace), encoding ?? 'utf-8');
  let is_header = true;
  for await (const split of splitCsv(readLines(text), delimiter, headers.length)) {
    if (is_header) is_header = false;
    else if ('fields' in split) await good.add([split.line, ...split.fields]);
    else await bad.add([split.line, split.column, split.code, split.value]);
  }
  await good.end();
  await bad.end();
  const notes: Note[] =
    (encoding ?? 'utf-8') === 'utf-8'
      ? []
      : [{ code: 'encoding', params: { encoding: encoding ?? 'utf-8' } }];
  return {
    relation: readCsvSql(good.path, ['line', ...names(headers)]),
    line: 'CAST(line AS BIGINT)',
    rows: good.rows(),
    is_trimmed: false,
    rejects_path: bad.rows() > 0 ? bad.path : null,
    notes,
  };
}

const names = (headers: readonly string[]) => headers.map((_, i) => `c${i}`);

function bytesOf(head: Head, workplace: Workplace): AsyncIterable<Uint8Array> {
  return readBytes(head.file, head.is_gzip, (read) => workplace.progress(read, 0));
}

async function judge(head: Head, workplace: Workplace): Promise<Encoding> {
  async function* bytesOfLines() {
    for await (const line of readLines(bytesOf(head, workplace))) yield line.bytes;
  }
  return judgeEncoding(bytesOfLines());
}

/** The first line, decoded; bytes that are no UTF-8 are read as Latin-1, for names only. */
async function headerText(head: Head, encoding: Encoding | null): Promise<string> {
  async function* bytes() {
    yield head.bytes;
  }
  for await (const line of readLines(asUtf8(bytes(), encoding ?? 'utf-8'))) {
    if (line.is_cut) throw new Fault('ingest.header_long', {}, { file: head.file, line: 1 });
    return Buffer.from(line.bytes).toString(isUtf8(line.bytes) ? 'utf8' : 'latin1');
  }
  return '';
}

/** The delimiter that splits the header into most fields; a comma where none does. */
function likeliestDelimiter(header: string): string {
  const counts = DELIMITERS.map((d) => splitLine(header, d)?.length ?? 0);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** DuckDB takes `*`, `?` and `[` in a file's name for wildcards: such a file gets a plain name. */
async function withoutWildcards(file: string, workplace: Workplace): Promise<string> {
  if (!/[*?[\]{}]/.test(file)) return file;
  const link = join(workplace.folder, 'input');
  await symlink(await realpath(file), link);
  return link;
}
