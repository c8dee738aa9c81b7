/** Any CSV of who owns whom, by a mapping that names its columns. */
import { isUtf8 } from 'node:buffer';
import { Fault } from '../../../base/index.js';
import { sourceOf } from '../drafts.js';
import type { StatementFormat, StatementInput, StatementSink } from '../reader.js';
import { type CsvMapping, readCsvMapping } from './mapping.js';
import { delimiterOf, readCsvRows } from './records.js';
import { readRow } from './row.js';

export const csv: StatementFormat = {
  id: 'csv',
  // biome-ignore lint/suspicious/noControlCharactersInRegex: text has no control codes, binary has.
  recognise: (head) => !/^\s*[<{[]/.test(head) && !/[\x00-\x08\x0e-\x1a\x1c-\x1f]/.test(head),
  read: readCsv,
};

async function readCsv(input: StatementInput, sink: StatementSink): Promise<void> {
  const { file, head, options } = input;
  if (options.mapping === undefined) throw new Fault('statements.mapping_needed', {}, { file });
  const mapping = await readCsvMapping(options.mapping);
  const { bytes, encoding } = await withEncoding(input.bytes);
  const delimiter = mapping.delimiter ?? delimiterOf(head);
  let columns: ReadonlyMap<string, number> | null = null;
  for await (const row of readCsvRows(bytes, delimiter, encoding)) {
    if ('code' in row) {
      sink.reject(row.code, row.value, row);
      continue;
    }
    if (!columns) {
      columns = columnsOf(row.fields, mapping, { file, line: row.line });
      continue;
    }
    const source = sourceOf(mapping.source ?? options.source ?? file, `line ${row.line}`, options);
    const found = readRow(fieldsOf(row.fields, columns, mapping), mapping, source);
    if ('code' in found) {
      sink.reject(found.code, found.value || row.fields.join(delimiter), row);
      continue;
    }
    sink.kept();
    // A mistake in an identifier is told, and the row is kept: it says who owns whom all the same.
    for (const finding of found.findings) sink.find({ ...finding, severity: 'warning' }, row);
    sink.holder(found.subject);
    if (found.owner) sink.holder(found.owner);
    sink.interest(found.interest);
  }
}

/** Where each field stands; a column that the header lacks is a fault. */
function columnsOf(
  header: readonly string[],
  { columns }: CsvMapping,
  place: { readonly file: string; readonly line: number },
): ReadonlyMap<string, number> {
  const names = header.map(plain);
  return new Map(
    Object.entries(columns).map(([field, name]) => {
      const index = names.indexOf(plain(name ?? ''));
      if (index >= 0) return [field, index];
      const params = { column: name ?? '', found: header.join(', ').slice(0, 500) };
      throw new Fault('statements.column_missing', params, place);
    }),
  );
}

function plain(name: string): string {
  return name.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();
}

/** The row's words by field; an empty cell says nothing. */
function fieldsOf(
  cells: readonly string[],
  columns: ReadonlyMap<string, number>,
  { values }: CsvMapping,
): Readonly<Record<string, string | undefined>> {
  const fields: Record<string, string | undefined> = {};
  for (const [field, index] of columns) {
    const text = cells[index]?.trim();
    if (!text) continue;
    const meanings = Object.entries(values?.[field] ?? {});
    fields[field] = meanings.find(([raw]) => plain(raw) === plain(text))?.[1] ?? text;
  }
  return fields;
}

/** UTF-8 where the first bytes are, else Windows-1252, which Mexican files often are. */
async function withEncoding(
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ readonly bytes: AsyncIterable<Uint8Array>; readonly encoding: string }> {
  const source = bytes[Symbol.asyncIterator]();
  const first = await source.next();
  const head = first.done ? new Uint8Array() : first.value;
  // A character may be cut where the first chunk ends.
  const last_line = head.lastIndexOf(10);
  const whole = last_line < 0 ? head : head.subarray(0, last_line);
  async function* again() {
    if (!first.done) yield first.value;
    for (let next = await source.next(); !next.done; next = await source.next()) yield next.value;
  }
  return { bytes: again(), encoding: isUtf8(whole) ? 'utf-8' : 'windows-1252' };
}
