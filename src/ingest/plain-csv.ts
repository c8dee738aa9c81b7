/** Writes the CSV that DuckDB reads without a doubt: UTF-8, one dialect, a line number first. */

import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { literal } from './sql.js';

/** A CSV being written. Rows are gathered, so that millions of them cost few writes. */
export interface PlainCsv {
  readonly path: string;
  rows(): number;
  add(values: readonly (string | number)[]): Promise<void>;
  end(): Promise<void>;
}

const GATHERED_MAX = 1 << 17;

/** Begins a file; values are quoted where they must be. */
export function createPlainCsv(path: string): PlainCsv {
  let gathered = '';
  let rows = 0;
  let stream: WriteStream | undefined;
  async function flush(): Promise<void> {
    stream ??= createWriteStream(path);
    const is_taken = stream.write(gathered);
    gathered = '';
    if (!is_taken) await once(stream, 'drain');
  }
  return {
    path,
    rows: () => rows,
    async add(values) {
      rows++;
      gathered += `${values.map(quoted).join(',')}\n`;
      if (gathered.length > GATHERED_MAX) await flush();
    },
    async end() {
      await flush();
      if (!stream) return;
      stream.end();
      await finished(stream);
    },
  };
}

/** A FROM item over a CSV. Columns are text, named as given; nothing is guessed. */
export function readCsvSql(
  path: string,
  names: readonly string[],
  options: { delimiter?: string; skip?: number; is_gzip?: boolean; line_bytes_max?: number } = {},
): string {
  const columns = names.map((name) => `${literal(name)}: 'VARCHAR'`).join(', ');
  return `read_csv(${literal(path)}, auto_detect=false, header=false, skip=${options.skip ?? 0},
    delim=${literal(options.delimiter ?? ',')}, quote='"', escape='"', nullstr='', strict_mode=true,
    null_padding=false, compression='${options.is_gzip ? 'gzip' : 'none'}',
    max_line_size=${options.line_bytes_max ?? 16_000_000}, columns={${columns}})`;
}

function quoted(value: string | number): string {
  const text = String(value);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
