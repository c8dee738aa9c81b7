import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type Fault, faultsOf, isoTime } from '../base/index.js';
import {
  changesBetween,
  chooseSources,
  download,
  dropMaxPpm,
  type ImportReport,
  importList,
  type ListReading,
  type ListSource,
  listInput,
  noteDelisted,
  noteKey,
  readList,
  readSources,
  recordFailedUpdate,
  rejectKey,
  SOURCES_FILE,
} from '../screening/index.js';
import { type CommandContext, EXIT } from './context.js';
import { answer, at, faultJson, faultLine, shown } from './say.js';
import { refreshEvidence } from './screening-evidence.js';
import { actorOf, type ScreeningStore, withScreening } from './screening-store.js';

export interface ListsImportFlags {
  readonly list?: string;
  readonly map?: string;
  readonly force?: boolean;
}

export interface ListsUpdateFlags {
  readonly sources?: string;
  readonly force?: boolean;
}

/** What became of one list: how its files were read, and whether it is in force now. */
interface Outcome {
  readonly reading: ListReading | null;
  readonly report: ImportReport | null;
  readonly faults: readonly Fault[];
}

/** `puente lists import FILE…`: the files of one list become its version in force. */
export async function importCommand(
  context: CommandContext,
  files: readonly string[],
  flags: ListsImportFlags,
): Promise<number> {
  const paths = files.map((file) => at(context, file));
  return withScreening(context, 'lists import', async (store) => {
    const mapping = flags.map === undefined ? {} : { mapping: at(context, flags.map) };
    const list = flags.list === undefined ? {} : { list: flags.list };
    const outcome = await take(
      context,
      store,
      paths,
      { ...list, ...mapping },
      flags.force === true,
    );
    return show(context, [outcome]);
  });
}

/** `puente lists update [LIST…]`: fetches lists from where they are published, and imports them. */
export async function updateCommand(
  context: CommandContext,
  lists: readonly string[],
  flags: ListsUpdateFlags,
): Promise<number> {
  const file = flags.sources === undefined ? SOURCES_FILE : at(context, flags.sources);
  const sources = chooseSources(readSources(file), lists);
  return withScreening(context, 'lists update', async (store) => {
    const outcomes: Outcome[] = [];
    for (const source of sources) {
      outcomes.push(await fetchList(context, store, source, flags.force === true));
    }
    return show(context, outcomes);
  });
}

/** A list may be large; nothing that is published comes near this. */
const DOWNLOAD_BYTES_MAX = 2_000_000_000;
const SILENCE_MS_MAX = 60_000;

async function fetchList(
  context: CommandContext,
  store: ScreeningStore,
  source: ListSource,
  force: boolean,
): Promise<Outcome> {
  const files: string[] = [];
  const progress = context.progress(context.voice.say('cli.lists.fetching', { list: source.list }));
  try {
    for (const url of source.files) {
      const file = join(store.folder.paths.temp, `${source.list}-${randomUUID()}`);
      await download(url, context.fetch, {
        file,
        known: null,
        bytes_max: DOWNLOAD_BYTES_MAX,
        silence_ms: SILENCE_MS_MAX,
        onBytes: (done, total) => progress.update(done, total),
      });
      files.push(file);
    }
  } catch (error) {
    const faults = faultsOf(error);
    await recordFailedUpdate(store.archive, source.list, faults, actorOf(context));
    return { reading: null, report: null, faults };
  } finally {
    progress.end();
  }
  return take(context, store, files, { list: source.list }, force);
}

/** Reads and imports the files of one list. What speaks against them is in the outcome. */
async function take(
  context: CommandContext,
  store: ScreeningStore,
  files: readonly string[],
  options: { readonly list?: string; readonly mapping?: string },
  force: boolean,
): Promise<Outcome> {
  const actor = actorOf(context);
  let reading: ListReading;
  try {
    reading = await readList(files, options);
  } catch (error) {
    const faults = faultsOf(error);
    if (options.list) await recordFailedUpdate(store.archive, options.list, faults, actor);
    return { reading: null, report: null, faults };
  }
  const input = await listInput(reading, { paths: files });
  const drop_max_ppm = dropMaxPpm(store.settings, reading.list);
  const report = await importList(store.archive, input, { actor, drop_max_ppm, force });
  await noteRemovals(context, store, report);
  return { reading, report, faults: report.faults };
}

/** Who was hit by an entry that is gone is told so, and typologies see it from its day on. */
async function noteRemovals(
  context: CommandContext,
  store: ScreeningStore,
  { list, outcome, version }: ImportReport,
): Promise<void> {
  if (outcome !== 'imported' || version === null || version.removed === 0) return;
  const changes = await changesBetween(store.archive, list, version.number - 1, version.number);
  const removed = changes.filter(({ kind }) => kind === 'removed').map(({ id }) => id);
  const day = version.published_on ?? isoTime(version.imported_at).slice(0, 10);
  await noteDelisted(store.ledger, list, removed, day);
  await refreshEvidence(context, store);
}

function show(context: CommandContext, outcomes: readonly Outcome[]): number {
  answer(
    context,
    { lists: outcomes.map((outcome) => outcomeJson(context, outcome)) },
    outcomes.flatMap((outcome) => outcomeLines(context, outcome)),
  );
  const faults = outcomes.flatMap((outcome) => outcome.faults);
  if (!context.json) for (const fault of faults) context.err(faultLine(fault, context));
  const refused = outcomes.filter(({ report }) => (report?.outcome ?? 'refused') === 'refused');
  if (refused.length === outcomes.length) return EXIT.fault;
  const rejected = outcomes.some(({ reading }) => (reading?.counts.rejected ?? 0) > 0);
  return refused.length > 0 || rejected ? EXIT.refused : EXIT.done;
}

function outcomeJson(context: CommandContext, { reading, report, faults }: Outcome) {
  return {
    list: report?.list ?? reading?.list ?? null,
    outcome: report?.outcome ?? 'refused',
    format: reading?.format ?? null,
    version: report?.version ?? null,
    counts: reading?.counts ?? null,
    rejects: reading?.rejects ?? [],
    notes: reading?.notes ?? [],
    faults: faults.map((fault) => faultJson(fault, context.voice)),
  };
}

/** Rejected records shown; all are counted, and a thousand are in the JSON. */
const REJECTS_SHOWN_MAX = 5;

function outcomeLines(context: CommandContext, { reading, report }: Outcome): string[] {
  const { voice, language } = context;
  if (reading === null || report === null) return [];
  const { version } = report;
  const title = reading.title[language];
  const { read, kept, rejected } = reading.counts;
  const lines = [
    voice.say('cli.lists.read', { title, format: reading.format, read, kept, rejected }),
  ];
  for (const note of reading.notes) lines.push(`  ${voice.say(noteKey(note), note.params)}`);
  for (const reject of reading.rejects.slice(0, REJECTS_SHOWN_MAX)) {
    const { file, line } = reject.place;
    const where = `${shown(context, file)}${line === undefined ? '' : `:${line}`}`;
    lines.push(
      `  ${where}  ${voice.say(rejectKey(reject))}  ${JSON.stringify(reject.text.slice(0, 60))}`,
    );
  }
  if (report.outcome === 'refused') {
    const kept_version = version === null ? 'cli.lists.refused_none' : 'cli.lists.refused';
    const number = version?.number ?? 0;
    return [...lines, voice.say(kept_version, { list: report.list, number })];
  }
  if (version === null) return lines;
  const { number, entries, added, removed, changed, hash } = version;
  const said = report.outcome === 'unchanged' ? 'cli.lists.unchanged' : 'cli.lists.imported';
  const values = { list: report.list, number, entries, added, removed, changed };
  return [...lines, voice.say(said, { ...values, hash: hash.slice(0, 12) })];
}
