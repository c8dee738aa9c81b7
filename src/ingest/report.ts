/** What an ingest tells. */
import type { Fault } from '../base/index.js';
import type { Reject } from './rejects.js';
import type { Note } from './source.js';
import type { Unvalued } from './valuation.js';

/** One file read as one noun: `read = loaded + rejected`, always. */
export interface FileReport {
  readonly file: string;
  readonly format: string;
  readonly noun: string;
  readonly batch_id: string;
  readonly read: number;
  readonly loaded: number;
  readonly rejected: number;
  /** The same bytes were loaded so before: nothing was done, the numbers are of then. */
  readonly already_loaded: boolean;
  /** Rejected rows by code; a code's sentence is message `reject.<code>`. */
  readonly reasons: Readonly<Record<string, number>>;
  readonly first_rejects: readonly Reject[];
  readonly rejects_file: string | null;
  /** What was assumed while reading; a note's sentence is message `ingest.note.<code>`. */
  readonly notes: readonly Note[];
}

/** A file of which nothing was loaded, and why. */
export interface FailedFile {
  readonly file: string;
  readonly faults: readonly Fault[];
}

export interface IngestReport {
  readonly files: readonly FileReport[];
  readonly failed: readonly FailedFile[];
  readonly reporting_currency: string;
  /**
   * Payments that came with these files and have no value, by currency: their rate is not known.
   * What an earlier ingest left so was said then, and is not said again.
   */
  readonly unvalued: readonly Unvalued[];
}
