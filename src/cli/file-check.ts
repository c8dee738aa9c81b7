import type { Fault } from '../base/index.js';
import { type Examination, examine, faultFinding } from '../filing/index.js';
import { type CommandContext, EXIT } from './context.js';
import { fileSource, findingLines, judges } from './file-source.js';
import { mistakesOf } from './mistake.js';
import { answer, faultJson, faultLine } from './say.js';

export interface FileCheckFlags {
  readonly on?: string;
  readonly top?: number;
}

const TOP = 20;

/**
 * `puente file check FILE…`: judges files by layout, rules and official schema. One file that is no
 * report does not stop the others. Ends with `refused` where a file would be rejected.
 */
export async function checkCommand(
  context: CommandContext,
  paths: readonly string[],
  flags: FileCheckFlags,
): Promise<number> {
  const options = { ...(await judges(context)), ...(flags.on ? { on: flags.on } : {}) };
  const results: unknown[] = [];
  const lines: string[] = [];
  let isRefused = false;
  for (const path of paths) {
    try {
      const source = fileSource(context, path);
      const progress = context.progress(source.file);
      const examination = await examine(source, {
        ...options,
        progress: (bytes) => progress.update(bytes, source.bytes),
      });
      progress.end();
      isRefused ||= examination.worst === 'reject';
      results.push(examinationJson(context, examination));
      lines.push(...examinationLines(context, examination, flags.top ?? TOP));
    } catch (error) {
      const faults = mistakesOf(error);
      if (!faults) throw error;
      isRefused = true;
      results.push(unread(context, path, faults));
      lines.push(...faults.map((fault) => faultLine(fault, context).trimEnd()));
    }
  }
  answer(context, { files: results }, lines);
  return isRefused ? EXIT.refused : EXIT.done;
}

/** A file of which nothing could be judged, in the shape of the others. */
function unread(context: CommandContext, file: string, faults: readonly Fault[]): object {
  const findings = faults.map((fault) => faultFinding(fault, context.voices));
  const [fault] = faults;
  return {
    ...{ file, format: null, form: null, layout: null, schema: null, filings: 0, zero: 0 },
    ...{ findings, totals: {}, worst: 'reject' },
    fault: fault ? faultJson(fault, context.voice) : null,
  };
}

export function examinationJson(context: CommandContext, examination: Examination): object {
  const { fault, layout, ...rest } = examination;
  const { form, from, until, source, verified } = layout;
  return {
    ...rest,
    layout: { form, from, until, source, verified },
    fault: fault ? faultJson(fault, context.voice) : null,
  };
}

/** What was found, the heaviest first; then what judged, and what that does not mean. */
export function examinationLines(
  context: CommandContext,
  examination: Examination,
  top: number,
): string[] {
  const { voice } = context;
  const { file, form, filings, zero, findings, totals, schema, layout } = examination;
  const order = { reject: 0, warn: 1, note: 2 };
  const sorted = findings.toSorted((a, b) => order[a.severity] - order[b.severity]);
  const counted = Object.values(totals).reduce((sum, count) => sum + count, 0);
  const count = (severity: string) =>
    findings.filter((finding) => finding.severity === severity).length;
  const left = counted - Math.min(top, sorted.length);
  return [
    voice.say('cli.file.checked', { file, form, filings, zero }),
    ...findingLines(context, file, sorted.slice(0, top)),
    ...(left > 0 ? [voice.say('cli.file.more', { count: left })] : []),
    voice.say('cli.file.verdict', {
      worst: examination.worst ?? 'none',
      reject: count('reject'),
      warn: count('warn'),
      note: count('note'),
    }),
    voice.say('cli.file.judged', { from: layout.from, schema: schema ?? 'none' }),
    ...(examination.is_dated ? [] : [voice.say('cli.file.undated', { form })]),
  ];
}
