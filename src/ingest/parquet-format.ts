/** Parquet, read by DuckDB; every value becomes text and is judged as a CSV's would be. */
import { open } from 'node:fs/promises';
import { Fault } from '../base/index.js';
import type { Engine } from '../store/index.js';
import type { Head } from './bytes.js';
import type { OpenFile } from './source.js';
import { literal } from './sql.js';

const MAGIC = 'PAR1';
/** At the end of a file whose table of contents is encrypted (Parquet modular encryption). */
const MAGIC_ENCRYPTED = 'PARE';

export function isParquet(head: Head): boolean {
  return [MAGIC, MAGIC_ENCRYPTED].includes(head.bytes.subarray(0, 4).toString('latin1'));
}

/**
 * Reads the columns of a Parquet file. Faults: `ingest.parquet_gzip`, `parquet_cut`,
 * `parquet_encrypted`, `parquet_contents`, and where its rows are read `parquet_text`,
 * `parquet_rows`.
 */
export async function openParquet(head: Head, engine: Engine): Promise<OpenFile> {
  const file = head.file;
  if (head.is_gzip) throw new Fault('ingest.parquet_gzip', {}, { file });
  const ending = await endOf(file);
  if (ending === MAGIC_ENCRYPTED) throw new Fault('ingest.parquet_encrypted', {}, { file });
  if (ending !== MAGIC) throw new Fault('ingest.parquet_cut', {}, { file });
  const path = literal(file.replace(/[*?[]/g, '[$&]'));
  const relation = `read_parquet([${path}], file_row_number=true)`;
  const columns = await engine
    .rows<{ column_name: string }>(`DESCRIBE SELECT * FROM ${relation}`)
    .catch(() => {
      throw new Fault('ingest.parquet_contents', {}, { file });
    });
  const headers = columns.map((c) => c.column_name).filter((name) => name !== 'file_row_number');
  const texts = headers.map(
    (name, i) => `CAST("${name.replaceAll('"', '""')}" AS VARCHAR) AS c${i}`,
  );
  const rows = `(SELECT file_row_number + 1 AS line, ${texts.join(', ')} FROM ${relation})`;
  return {
    format: 'parquet',
    headers,
    is_mapped: false,
    rows: async () => ({
      relation: rows,
      line: 'line',
      rows: null,
      is_trimmed: false,
      rejects_path: null,
      notes: [{ code: 'line_is_row', params: {} }],
      faultIn: () => faultIn(file, engine, rows, headers.length),
    }),
  };
}

/** Reads every value and does nothing with it: what fails then lies in the file, not with us. */
async function faultIn(
  file: string,
  engine: Engine,
  rows: string,
  columns: number,
): Promise<Fault | null> {
  const values = Array.from({ length: columns }, (_, i) => `max(strlen(c${i}))`);
  try {
    await engine.rows(`SELECT ${values.join(', ')} FROM ${rows}`);
    return null;
  } catch (error) {
    const is_text = error instanceof Error && /UTF-?8|string encoding/i.test(error.message);
    return new Fault(is_text ? 'ingest.parquet_text' : 'ingest.parquet_rows', {}, { file });
  }
}

/** The last four bytes: a Parquet file that was written to its end says so there. */
async function endOf(file: string): Promise<string> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, Math.max(0, size - 4));
    return size < 12 ? '' : buffer.subarray(0, bytesRead).toString('latin1');
  } finally {
    await handle.close();
  }
}
