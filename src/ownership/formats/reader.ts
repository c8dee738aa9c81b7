/** What a format must offer to be one line of `formats.ts`, and where what it finds goes. */
import type { Holder, Interest } from '../statement.js';

/** A record of a file of which nothing could be kept. Its sentence is `reject.<code>`. */
export interface StatementReject {
  readonly file: string;
  /** Counted from 1; the line on which the record begins. */
  readonly line: number;
  readonly code: string;
  /** What stood there, shortened. */
  readonly value: string;
}

/** Something to know about a record that was kept. */
export interface StatementFinding {
  readonly severity: 'warning' | 'error';
  /** Key of the messages; `params` fill it. */
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly file: string;
  readonly line: number;
}

/** Something that the other side of a conversion has no place for, and how often it was there. */
export interface Loss {
  /** Field of the format or of our model. */
  readonly field: string;
  /** `unknown_here`: no such field. `coarsened`: less exact. `merged`: two became one. */
  readonly reason: LossReason;
  readonly count: number;
  /** Id or place of the first. */
  readonly example: string;
}
export type LossReason = 'unknown_here' | 'coarsened' | 'merged';

/** Where a record begins. */
export interface RecordPlace {
  readonly line: number;
}

/** What a file says of its publication: between which days, by which versions of its standard. */
export interface Publication {
  /** Days (ISO 8601); null where no record gives one. */
  readonly first_on: string | null;
  readonly last_on: string | null;
  /** As written, in the order in which they were met. */
  readonly versions: readonly string[];
}

/**
 * Where a reader puts what it finds. For each record of the file it calls `kept` or `reject` once;
 * holders and interests may come at any time.
 */
export interface StatementSink {
  kept(): void;
  reject(code: string, value: string, place: RecordPlace): void;
  find(finding: Omit<StatementFinding, 'file' | 'line'>, place: RecordPlace): void;
  lose(field: string, reason: LossReason, example: string): void;
  /** What a record says of when it was published, and by which version of its standard. */
  published(on: string | null, version: string | null): void;
  holder(holder: Holder): void;
  interest(interest: Interest): void;
}

/** A file, decompressed, with what a reader may need to know. */
export interface StatementInput {
  readonly file: string;
  /** The first characters, for a look. */
  readonly head: string;
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly options: ReadOptions;
}

/** `today` bounds dates that must not lie ahead; `retrieved_on` is when the files were fetched. */
export interface ReadOptions {
  /** ISO 8601 day. */
  readonly today: string;
  readonly retrieved_on?: string;
  /** Name of the source where the file does not say it. */
  readonly source?: string;
  /** Says which column of a CSV is what: a path to YAML. Needed for CSV alone. */
  readonly mapping?: string;
  /** The official BODS schema, which the user has fetched; without it only shapes are checked. */
  readonly bods_schema?: BodsSchema;
  /** Hears of every reject; the result holds the first ones only. */
  readonly onReject?: (reject: StatementReject) => void;
}

/** Validates one BODS statement by the official schema: pointer and reason of each mistake. */
export interface BodsSchema {
  mistakes(statement: unknown): readonly { readonly pointer: string; readonly reason: string }[];
}

/** Reads one format. `recognise` sees the first 64 Ki characters and answers without effects. */
export interface StatementFormat {
  readonly id: string;
  recognise(head: string): boolean;
  read(input: StatementInput, sink: StatementSink): Promise<void>;
}
