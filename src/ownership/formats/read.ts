/** Reads files of ownership statements, of whatever format each is. */
import { Fault, faultsOf } from '../../base/index.js';
import type { Statements } from '../statement.js';
import { readFileBytes, readHead } from './bytes.js';
import { type RecordCounts, StatementCollector } from './collector.js';
import { formatOf } from './formats.js';
import type {
  Loss,
  Publication,
  ReadOptions,
  StatementFinding,
  StatementReject,
} from './reader.js';

/** A file: its format, what became of its records, and what it says of its publication. */
interface ReadFile extends RecordCounts {
  readonly file: string;
  readonly format: string;
  readonly publication: Publication | null;
}

/** What files say, and what became of each of their records. */
export interface ReadStatements {
  readonly statements: Statements;
  /** Records read are those kept and those rejected. */
  readonly counts: RecordCounts;
  readonly files: readonly ReadFile[];
  /** The first of them; `reasons` counts all, by code. */
  readonly rejects: readonly StatementReject[];
  readonly findings: readonly StatementFinding[];
  readonly reasons: Readonly<Record<string, number>>;
  readonly loss: readonly Loss[];
  /** Files that could not be read at all, or not to their end. */
  readonly faults: readonly Fault[];
}

/**
 * Reads each file; a file that cannot be read is a fault in the result and the others are read all
 * the same. Statements about one holder from several files are put together by its id.
 */
export async function readStatements(
  files: readonly string[],
  options: ReadOptions,
): Promise<ReadStatements> {
  const collector = new StatementCollector(options);
  const faults: Fault[] = [];
  const done: ReadFile[] = [];
  for (const file of files) {
    const sink = collector.sinkFor(file);
    let format = '';
    try {
      const head = await readHead(file);
      if (head.trim() === '') throw new Fault('statements.file_empty', {}, { file });
      const reader = formatOf(head, file);
      format = reader.id;
      await reader.read({ file, head, bytes: readFileBytes(file), options }, sink);
    } catch (error) {
      faults.push(...faultsOf(error));
    }
    done.push({ file, format, ...sink.counts(), publication: sink.publication() });
  }
  const total = (key: keyof RecordCounts) => done.reduce((sum, each) => sum + each[key], 0);
  return {
    statements: collector.statements(),
    counts: { read: total('read'), kept: total('kept'), rejected: total('rejected') },
    files: done,
    rejects: collector.rejects,
    findings: collector.findings,
    reasons: Object.fromEntries(collector.reasons),
    loss: collector.losses(),
    faults,
  };
}
