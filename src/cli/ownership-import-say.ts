import type {
  Loss,
  ReadStatements,
  StatementFinding,
  StatementReject,
} from '../ownership/index.js';
import type { CommandContext } from './context.js';
import type { Saved } from './ownership-save.js';
import { faultJson, shown } from './say.js';

/** What an import read and stored. */
export interface Imported extends Saved {
  readonly read: ReadStatements;
  readonly checked_by_schema: boolean;
  /** Where every reject stands; null: there was none. */
  readonly rejects_file: string | null;
}

/** Of many of one kind these are shown; all are counted, and more are in the JSON. */
const SHOWN_MAX = 5;
const IN_JSON_MAX = 1000;

export function importJson(context: CommandContext, imported: Imported): unknown {
  const { read, ...rest } = imported;
  return {
    ...rest,
    counts: read.counts,
    files: read.files,
    holders: read.statements.holders.length,
    interests: read.statements.interests.length,
    reasons: read.reasons,
    rejects: read.rejects.slice(0, IN_JSON_MAX),
    findings: read.findings
      .slice(0, IN_JSON_MAX)
      .map((finding) => ({ ...finding, sentence: findingText(context, finding) })),
    loss: read.loss,
    faults: read.faults.map((fault) => faultJson(fault, context.voice)),
  };
}

export function importLines(context: CommandContext, imported: Imported): string[] {
  const { read, added, changed, removed, rejects_file } = imported;
  const { voice } = context;
  const lines = read.files
    .filter(({ format }) => format !== '')
    .flatMap(({ file, publication, ...rest }) => [
      voice.say('cli.ownership.read', { file: shown(context, file), ...rest }),
      ...publicationLines(context, publication),
    ]);
  for (const reject of read.rejects.slice(0, SHOWN_MAX)) lines.push(rejectLine(context, reject));
  if (rejects_file !== null)
    lines.push(`  ${voice.say('cli.ownership.rejects', { file: shown(context, rejects_file) })}`);
  lines.push(...findingLines(context, read), ...lossLines(context, read.loss));
  if (!imported.checked_by_schema && read.files.some(({ format }) => format === 'bods-0.4'))
    lines.push(`  ${voice.say('cli.ownership.no_schema')}`);
  const { holders, interests } = read.statements;
  const known = Math.max(0, interests.length - added - changed);
  const stored = { holders: holders.length, added, changed, known };
  lines.push(voice.say('cli.ownership.stored', stored));
  if (removed > 0) lines.push(voice.say('cli.ownership.replaced', { removed }));
  return lines;
}

function publicationLines(
  { voice }: CommandContext,
  publication: ReadStatements['files'][number]['publication'],
): string[] {
  if (publication === null) return [];
  const { first_on, last_on, versions } = publication;
  const span = first_on === null ? 'none' : first_on === last_on ? 'day' : 'days';
  const said = voice.say('cli.ownership.publication', {
    span,
    first: first_on ?? '',
    last: last_on ?? '',
    stated: versions.length === 0 ? 'no' : 'yes',
    versions: versions.join(', '),
  });
  return [`  ${said}`];
}

/** What a conversion could not carry, one field a line. */
export function lossLines({ voice }: CommandContext, losses: readonly Loss[]): string[] {
  return losses.map(({ field, reason, count, example }) => {
    return `  ${voice.say('cli.ownership.loss', { field, reason, count, example })}`;
  });
}

function rejectLine(context: CommandContext, { file, line, code, value }: StatementReject): string {
  return `  ${shown(context, file)}:${line}  ${context.voice.say(`reject.${code}`, { value })}`;
}

/** Each kind of finding once, with its count and the place of the first. */
function findingLines(context: CommandContext, { findings, reasons }: ReadStatements): string[] {
  const first = new Map<string, StatementFinding>();
  for (const finding of findings) if (!first.has(finding.code)) first.set(finding.code, finding);
  return [...first.values()].map((finding) => {
    const { severity, file, line, code } = finding;
    return `  ${context.voice.say('cli.ownership.finding', {
      severity,
      count: reasons[code] ?? 1,
      place: `${shown(context, file)}:${line}`,
      sentence: findingText(context, finding),
    })}`;
  });
}

function findingText({ voice }: CommandContext, { code, params }: StatementFinding): string {
  return voice.has(code) ? voice.say(code, params) : code;
}
