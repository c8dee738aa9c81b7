import { isoTime } from '../base/index.js';
import { type FileReport, type IngestReport, ingestFiles, type Reject } from '../ingest/index.js';
import { appendAudit, type Ledger, recordIngestBatch } from '../store/index.js';
import { type CommandContext, EXIT } from './context.js';
import { nearer } from './mistake.js';
import { answer, at, faultJson, faultLine, shown } from './say.js';
import { withEngine, withFolder, withLedger } from './store.js';
import { clip } from './table.js';

export interface IngestFlags {
  readonly map?: string;
  readonly preset?: string;
  readonly as?: string;
  readonly zone?: string;
  readonly currency?: string;
}

/** `puente ingest FILE…`: loads files into the store, and records what was loaded. */
export async function ingestCommand(
  context: CommandContext,
  files: readonly string[],
  flags: IngestFlags,
): Promise<number> {
  const paths = files.map((file) => at(context, file));
  const report = await withFolder(context, 'ingest', async (folder) => {
    const progress = context.progress(context.voice.say('cli.ingest.progress'));
    const done = await withEngine(context, folder, (engine) =>
      ingestFiles(engine, paths, {
        clock: context.clock,
        rejects_folder: folder.paths.rejects,
        temp_folder: folder.paths.temp,
        progress,
        ...(flags.map === undefined ? {} : { mapping: at(context, flags.map) }),
        ...(flags.preset === undefined ? {} : { preset: flags.preset }),
        ...(flags.as === undefined ? {} : { as: flags.as }),
        ...(flags.zone === undefined ? {} : { zone: flags.zone }),
        ...(flags.currency === undefined ? {} : { reporting_currency: flags.currency }),
      }),
    );
    progress.end();
    await withLedger(context, folder, (ledger) => record(context, ledger, done));
    return done;
  });
  show(context, report);
  if (report.files.length === 0) return EXIT.fault;
  const refused = report.failed.length > 0 || report.files.some((file) => file.rejected > 0);
  return refused ? EXIT.refused : EXIT.done;
}

/** Records the files that the ledger does not know yet: also those of an ingest that was killed. */
async function record(
  context: CommandContext,
  ledger: Ledger,
  { files }: IngestReport,
): Promise<void> {
  if (files.length === 0) return;
  const ids = files.map(({ batch_id }) => batch_id);
  const rows = await ledger.db
    .selectFrom('ingest_batch')
    .select('id')
    .where('id', 'in', ids)
    .execute();
  const known = new Set(rows.map(({ id }) => id));
  const fresh = files.filter(({ batch_id }) => !known.has(batch_id));
  if (fresh.length === 0) return;
  const now = context.clock.now();
  const entries = fresh.map(({ batch_id, noun, read, loaded, rejected }) => ({
    kind: 'ingest.done',
    at: isoTime(now),
    actor: 'cli',
    body: { batch_id, noun, read, loaded, rejected },
  }));
  // The audit log first: who is killed in between says a thing twice, and never leaves it out.
  await ledger.db.transaction().execute(async (trx) => void (await appendAudit(trx, entries)));
  for (const file of fresh) {
    await recordIngestBatch(ledger, {
      id: file.batch_id,
      file: file.file,
      sha256: file.batch_id,
      state: 'done',
      rows_read: file.read,
      rows_loaded: file.loaded,
      rows_rejected: file.rejected,
      at: now,
    });
  }
}

/** Of a rejected value, as the sentence about its kind shows it. */
const VALUE_CHARACTERS_MAX = 40;

function show(context: CommandContext, report: IngestReport): void {
  const { voice } = context;
  const failed = report.failed.map(({ file, faults }) => ({ file, faults: faults.map(nearer) }));
  const json = {
    files: report.files,
    failed: failed.map(({ file, faults }) => ({
      file,
      faults: faults.map((fault) => faultJson(fault, voice)),
    })),
    unvalued: report.unvalued,
    reporting_currency: report.reporting_currency,
  };
  const lines = [
    ...report.files.flatMap((file) => fileLines(context, file)),
    ...report.unvalued.map(({ currency, payments }) =>
      voice.say('cli.ingest.unvalued', { currency, payments }),
    ),
  ];
  answer(context, json, lines);
  const faults = failed.flatMap((file) => file.faults);
  if (!context.json) for (const fault of faults) context.err(faultLine(fault, context));
}

function fileLines(context: CommandContext, file: FileReport): string[] {
  const { voice } = context;
  const { read, loaded, rejected } = file;
  const name = shown(context, file.file);
  const values = { file: name, noun: file.noun, format: file.format, read, loaded, rejected };
  const lines = [voice.say(file.already_loaded ? 'cli.ingest.again' : 'cli.ingest.file', values)];
  for (const note of file.notes)
    lines.push(`  ${sayOr(context, `ingest.note.${note.code}`, note.params)}`);
  for (const [code, count] of Object.entries(file.reasons)) {
    const example = file.first_rejects.find((reject) => reject.code === code)?.value ?? '…';
    const value = clip(example, VALUE_CHARACTERS_MAX);
    lines.push(`  ${count} × ${sayOr(context, `reject.${code}`, { value })}`);
  }
  lines.push(...file.first_rejects.map((reject) => `    ${rejectLine(name, reject)}`));
  if (file.rejects_file && rejected > 0)
    lines.push(`  ${voice.say('cli.ingest.rejects', { file: shown(context, file.rejects_file) })}`);
  return lines;
}

function rejectLine(file: string, { line, column, code, value }: Reject): string {
  return `${file}:${line}  ${column}  ${code}  ${JSON.stringify(value.slice(0, 80))}`;
}

function sayOr(
  context: CommandContext,
  key: string,
  params: Readonly<Record<string, string | number>>,
): string {
  return context.voice.has(key) ? context.voice.say(key, params) : key;
}
