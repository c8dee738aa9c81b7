/** Any message format, as rows: what its reader yields is written down as a CSV of our fields. */
import { join } from 'node:path';
import { payment } from '../model/index.js';
import { type Head, readBytes } from './bytes.js';
import type { MessageReader, ReportedPaymentInput } from './message-reader.js';
import { createPlainCsv, readCsvSql } from './plain-csv.js';
import type { OpenFile, Source, Workplace } from './source.js';

const ADDED = [
  'order_key',
  'value_minor',
  'batch_id',
  'precision',
  'amount_minor',
  'received_minor',
];

/** The columns of a message: the reported fields, with amounts as decimals. */
const MESSAGE_FIELDS = [
  ...Object.keys(payment.fields).filter((name) => !ADDED.includes(name)),
  'amount',
  'received_amount',
] as readonly (keyof ReportedPaymentInput)[];

export function openMessage(head: Head, reader: MessageReader): OpenFile {
  return {
    format: reader.id,
    headers: MESSAGE_FIELDS,
    is_mapped: true,
    rows: (workplace) => messageRows(head, reader, workplace),
  };
}

async function messageRows(
  head: Head,
  reader: MessageReader,
  workplace: Workplace,
): Promise<Source> {
  const good = createPlainCsv(join(workplace.folder, 'rows.csv'));
  const bad = createPlainCsv(join(workplace.folder, 'broken.csv'));
  const bytes = readBytes(head.file, head.is_gzip, (read) => workplace.progress(read, 0));
  for await (const item of reader.read(bytes, { file: head.file })) {
    if ('reject' in item) {
      const { line, column, code, value } = item.reject;
      await bad.add([line, column, code, value]);
    } else {
      const values = MESSAGE_FIELDS.map((name) => item.record[name] ?? '');
      await good.add([item.line, ...values]);
    }
  }
  await good.end();
  await bad.end();
  return {
    relation: readCsvSql(good.path, ['line', ...MESSAGE_FIELDS.map((_, i) => `c${i}`)]),
    line: 'CAST(line AS BIGINT)',
    rows: good.rows(),
    is_trimmed: false,
    rejects_path: bad.rows() > 0 ? bad.path : null,
    notes: [],
  };
}
