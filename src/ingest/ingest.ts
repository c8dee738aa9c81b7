/** Loads files into the store: each row is loaded or kept with the reason it was not. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, Fault, faultsOf, hashFile, type Progress } from '../base/index.js';
import { createTables, type Engine } from '../store/index.js';
import {
  type Batch,
  batchId,
  createIngestTables,
  findBatch,
  insertBatch,
  settleReportingCurrency,
} from './batch.js';
import { type Choice, chooseReadings, type Reading } from './choose.js';
import { compile } from './compile.js';
import { markDuplicates } from './duplicates.js';
import { openFile } from './formats.js';
import { type PlacedMapping, readMappingFile } from './mapping-file.js';
import { readPreset } from './presets.js';
import { type Reject, writeRejects } from './rejects.js';
import type { FailedFile, FileReport, IngestReport } from './report.js';
import { settle } from './settle.js';
import type { Hints, Note, OpenFile, Source, Workplace } from './source.js';
import { countUnvalued } from './valuation.js';

export interface IngestOptions {
  readonly clock: Clock;
  /** Rejected rows go to `<folder>/<batch>.csv`. */
  readonly rejects_folder: string;
  readonly progress: Progress;
  /** A mapping file, or the name of a preset; without both, headers decide. */
  readonly mapping?: string;
  readonly preset?: string;
  /** The noun that rows are, where the mapping or the headers leave it open. */
  readonly as?: string;
  /** IANA zone of times without an offset, over the mapping's. */
  readonly zone?: string;
  /** The store's, once and for all; `USD` where it is never said. */
  readonly reporting_currency?: string;
  /** For copies of files that DuckDB cannot read as they are. */
  readonly temp_folder?: string;
}

/**
 * Ingests files one after another, each in a transaction of its own: a file is loaded whole or not
 * at all, and one that fails does not keep the others. Loading a file again does nothing. Faults of
 * the options (mapping, preset, reporting currency) are thrown; those of a file are in the report.
 */
export async function ingestFiles(
  engine: Engine,
  files: readonly string[],
  options: IngestOptions,
): Promise<IngestReport> {
  const choice: Choice = {
    mappings: await mappingsOf(options),
    as: options.as ?? null,
    zone: options.zone ?? null,
  };
  await createTables(engine);
  await createIngestTables(engine);
  const reporting_currency = await settleReportingCurrency(
    engine,
    options.reporting_currency ?? null,
  );
  const reports: FileReport[] = [];
  const failed: FailedFile[] = [];
  for (const [i, file] of files.entries()) {
    const done = (share: number) =>
      options.progress.update(Math.round((i + share) * 1000), files.length * 1000, file);
    done(0);
    try {
      const task = { engine, file, choice, options, reporting_currency, done };
      reports.push(...(await ingestFile(task)));
    } catch (error) {
      failed.push({ file, faults: faultsOf(asFault(error, file)) });
    }
    done(1);
  }
  options.progress.end();
  const fresh = reports.filter((report) => !report.already_loaded).map(({ batch_id }) => batch_id);
  const unvalued = await countUnvalued(engine, fresh);
  return { files: reports, failed, reporting_currency, unvalued };
}

/** One file, and all that its loading needs. */
interface Task {
  readonly engine: Engine;
  readonly file: string;
  readonly choice: Choice;
  readonly options: IngestOptions;
  readonly reporting_currency: string;
  done(share: number): void;
}

async function ingestFile(task: Task): Promise<readonly FileReport[]> {
  const { engine, file, choice, options } = task;
  const opened = await openFile(file, hintsOf(choice), engine);
  const readings = await chooseReadings(file, opened, choice);
  const { sha256, bytes } = await hashFile(file);
  const folder = await mkdtemp(join(options.temp_folder ?? tmpdir(), 'puente-ingest-'));
  const workplace: Workplace = {
    folder,
    progress: (read) => task.done((0.3 * read) / Math.max(1, bytes)),
  };
  let source: Source | undefined;
  const reports: FileReport[] = [];
  try {
    for (const reading of readings) {
      const id = batchId(sha256, opened.format, reading);
      const earlier = await findBatch(engine, id);
      if (earlier) {
        reports.push({ ...reportOf({ ...earlier, file }, [], []), already_loaded: true });
        continue;
      }
      // Columns that the file lacks are found before its rows are looked at.
      compile(
        file,
        reading,
        { relation: '', line: null, is_trimmed: false },
        task.reporting_currency,
      );
      source ??= await opened.rows(workplace);
      reports.push(await load(task, opened, reading, source, id));
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return reports;
}

/** One batch, in one transaction. */
async function load(
  task: Task,
  opened: OpenFile,
  reading: Reading,
  source: Source,
  batch_id: string,
): Promise<FileReport> {
  const { engine, file, options, reporting_currency } = task;
  const { noun } = reading;
  const compiled = compile(file, reading, source, reporting_currency);
  const line = compiled.has_line ? 'staged.line' : 'staged.rowid + 2';
  // Before the transaction: within it the rows of a new table are not numbered from zero.
  await stage(engine, compiled.select, source, file);
  task.done(0.6);
  const rows = await count(engine, 'staged');
  if (source.rows !== null && source.rows !== rows)
    throw new Fault('ingest.rows_differ', { seen: source.rows, read: rows }, { file });
  await engine.run('BEGIN');
  try {
    await markDuplicates(engine, noun, compiled.fields);
    const rejects = await writeRejects(engine, {
      source,
      columns: opened.headers.length,
      line,
      headers: compiled.headers,
      input: file,
      folder: options.rejects_folder,
      batch_id,
    });
    task.done(0.7);
    await settle(engine, noun, compiled.fields, batch_id, reporting_currency, file);
    const batch: Batch = {
      id: batch_id,
      file,
      format: opened.format,
      noun: noun.name,
      read: rows + rejects.broken,
      loaded: rows + rejects.broken - rejects.count,
      rejected: rejects.count,
      reasons: rejects.reasons,
      rejects_file: rejects.file,
      loaded_at_ms: options.clock.now(),
    };
    await insertBatch(engine, batch);
    const notes = await notesOf(engine, reading, compiled.tells_time);
    await engine.run('COMMIT');
    return reportOf(batch, rejects.first, [...source.notes, ...reading.notes, ...notes]);
  } catch (error) {
    await engine.run('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    for (const table of ['staged', 'reject', 'touched', 'day_rate'])
      await engine.run(`DROP TABLE IF EXISTS ${table}`).catch(() => undefined);
  }
}

/** Reads, judges and keeps the rows: the one time that a sound file is read. */
async function stage(engine: Engine, select: string, source: Source, file: string): Promise<void> {
  try {
    await engine.run(`CREATE OR REPLACE TEMP TABLE staged AS ${select}`);
  } catch (error) {
    const known = asFault(error, file);
    throw known instanceof Fault ? known : ((await source.faultIn?.()) ?? error);
  }
}

function reportOf(batch: Batch, first: readonly Reject[], notes: readonly Note[]): FileReport {
  const { id, loaded_at_ms: _, ...rest } = batch;
  return { ...rest, batch_id: id, already_loaded: false, first_rejects: first, notes };
}

/** What the mapping left to a default that changes values. */
async function notesOf(
  engine: Engine,
  { mapping }: Reading,
  tells_time: boolean,
): Promise<readonly Note[]> {
  const notes: Note[] = [];
  if (tells_time && mapping.zone === undefined) {
    const local = 'SELECT 1 FROM staged WHERE reject_code IS NULL AND is_local_time LIMIT 1';
    if ((await engine.rows(local)).length > 0) notes.push({ code: 'zone_utc', params: {} });
  }
  if (mapping.round === 'half_even') notes.push({ code: 'rounded', params: {} });
  return notes;
}

async function mappingsOf(options: IngestOptions): Promise<readonly PlacedMapping[] | null> {
  if (options.mapping !== undefined && options.preset !== undefined)
    throw new Fault('ingest.mapping_and_preset', {});
  if (options.mapping !== undefined) return readMappingFile(options.mapping);
  return options.preset === undefined ? null : readPreset(options.preset);
}

/** Encoding and delimiter are needed before a mapping can be chosen by its headers. */
function hintsOf(choice: Choice): Hints {
  const mappings = choice.mappings?.map(({ mapping }) => mapping) ?? [];
  return {
    delimiter: mappings.find((each) => each.delimiter)?.delimiter ?? null,
    encoding: mappings.find((each) => each.encoding)?.encoding ?? null,
  };
}

async function count(engine: Engine, table: string): Promise<number> {
  const [row] = await engine.rows<{ n: bigint }>(`SELECT count(*) AS n FROM ${table}`);
  return Number(row?.n ?? 0n);
}

/** Failures of the machine that a user can mend are faults; a mistake of ours is thrown on. */
function asFault(error: unknown, file: string): unknown {
  const text = error instanceof Error ? error.message : String(error);
  if (/ENOSPC|No space left|max_temp_directory_size|failed to offload/i.test(text))
    return new Fault('ingest.disk_full', { reason: text.split('\n')[0] ?? '' }, { file });
  return error;
}
