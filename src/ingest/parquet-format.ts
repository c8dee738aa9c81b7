/** Parquet, read by DuckDB; every value becomes text and is judged as a CSV's would be. */
import { Fault } from '../base/index.js';
import type { Engine } from '../store/index.js';
import type { Head } from './bytes.js';
import type { OpenFile } from './source.js';
import { literal } from './sql.js';

export function isParquet(head: Head): boolean {
  return head.bytes.subarray(0, 4).toString('latin1') === 'PAR1';
}

/** Reads the columns of a Parquet file. A truncated or damaged file is a fault. */
export async function openParquet(head: Head, engine: Engine): Promise<OpenFile> {
  const file = head.file;
  if (head.is_gzip) throw new Fault('ingest.parquet_gzip', {}, { file });
  const path = literal(file.replace(/[*?[]/g, '[$&]'));
  const relation = `read_parquet([${path}], file_row_number=true)`;
  const columns = await readable(file, () =>
    engine.rows<{ column_name: string }>(`DESCRIBE SELECT * FROM ${relation}`),
  );
  const headers = columns.map((c) => c.column_name).filter((name) => name !== 'file_row_number');
  const texts = headers.map(
    (name, i) => `CAST("${name.replaceAll('"', '""')}" AS VARCHAR) AS c${i}`,
  );
  return {
    format: 'parquet',
    headers,
    is_mapped: false,
    rows: async () => ({
      relation: `(SELECT file_row_number + 1 AS line, ${texts.join(', ')} FROM ${relation})`,
      line: 'line',
      rows: null,
      is_trimmed: false,
      rejects_path: null,
      notes: [{ code: 'line_is_row', params: {} }],
    }),
  };
}

/** Runs DuckDB on a file that may be damaged; its complaint becomes a fault of the file. */
async function readable<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new Fault('ingest.parquet_broken', { reason }, { file });
  }
}
