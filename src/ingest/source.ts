/** What every format turns a file into: rows of text that DuckDB can read, and what it left out. */

import type { Fault } from '../base/index.js';

/** Something the user should know of how a file was read: key `ingest.note.<code>`. */
export interface Note {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** Rows of a file, ready for SQL. The columns of `relation` are `c0`, `c1`, … as text. */
export interface Source {
  /** A FROM item. */
  readonly relation: string;
  /** SQL for the line (or row) number within `relation`; null: the position in the relation + 2. */
  readonly line: string | null;
  /** Rows that `relation` must give; null where only DuckDB can tell (Parquet). */
  readonly rows: number | null;
  /** Values have no spaces around them, and are null where they are empty. */
  readonly is_trimmed: boolean;
  /** What is no row, as a CSV of {@link REJECT_COLUMNS}; null where everything is one. */
  readonly rejects_path: string | null;
  readonly notes: readonly Note[];
  /** Asked where the rows could not be read after all: what is wrong with the file, if anything. */
  faultIn?(): Promise<Fault | null>;
}

export const REJECT_COLUMNS = ['line', 'column', 'code', 'value'] as const;

/** What is asked of a format besides the file. Null: find out from the content. */
export interface Hints {
  readonly delimiter: string | null;
  readonly encoding: string | null;
}

/** Where a format may put files of its own, and how it says how far it is. */
export interface Workplace {
  /** A folder that is emptied after the file. */
  readonly folder: string;
  progress(bytes_done: number, bytes_total: number): void;
}

/** A recognised file: its columns first, its rows when they are wanted. */
export interface OpenFile {
  readonly format: string;
  readonly headers: readonly string[];
  /** Whether the columns are fields of the model already, so that no mapping is needed. */
  readonly is_mapped: boolean;
  rows(workplace: Workplace): Promise<Source>;
}
