import type { Fault } from '../base/index.js';
import { type ImportReport, type ListReading, noteKey, rejectKey } from '../screening/index.js';
import { type CommandContext, EXIT } from './context.js';
import { answer, faultJson, faultLine, shown } from './say.js';

/** What became of one list: how its files were read, and whether it is in force now. */
export interface Outcome {
  readonly reading: ListReading | null;
  readonly report: ImportReport | null;
  readonly faults: readonly Fault[];
}

/** Says what became of each list; the exit code is that of the worst. */
export function showOutcomes(context: CommandContext, outcomes: readonly Outcome[]): number {
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
    unread: {
      values: reading?.unread ?? 0,
      first: (reading?.unreads ?? []).map((fault) => faultJson(fault, context.voice)),
    },
    repaired: { entries: reading?.repaired ?? 0, first: reading?.repairs ?? [] },
    faults: faults.map((fault) => faultJson(fault, context.voice)),
  };
}

/** Which entries are not as their publisher meant them: what is lost nobody can restore. */
function repairLines(context: CommandContext, { repaired, repairs }: ListReading): string[] {
  if (repaired === 0) return [];
  const shown_repairs = repairs.slice(0, REPAIRS_SHOWN_MAX).map(({ id, place }) => {
    const line = place.line === undefined ? '' : `:${place.line}`;
    return `    ${id}  ${shown(context, place.file)}${line}`;
  });
  const more = repaired > REPAIRS_SHOWN_MAX ? ['    …'] : [];
  const head = context.voice.say('cli.lists.repaired', { n: repaired });
  return [head, ...shown_repairs, ...more];
}

const REPAIRS_SHOWN_MAX = 20;

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
  lines.push(...repairLines(context, reading));
  for (const reject of reading.rejects.slice(0, REJECTS_SHOWN_MAX)) {
    const { file, line } = reject.place;
    const where = `${shown(context, file)}${line === undefined ? '' : `:${line}`}`;
    lines.push(
      `  ${where}  ${voice.say(rejectKey(reject))}  ${JSON.stringify(reject.text.slice(0, 60))}`,
    );
  }
  if (reading.unread > 0) lines.push(voice.say('cli.lists.unread', { n: reading.unread }));
  for (const fault of reading.unreads.slice(0, REJECTS_SHOWN_MAX))
    lines.push(`  ${faultLine(fault, context).trimEnd()}`);
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
