import { createReadStream, statSync } from 'node:fs';
import { join } from 'node:path';
import { Fault, isoTime } from '../base/index.js';
import {
  type FileSource,
  type JudgesOptions,
  openForms,
  openSchemas,
  type RuleFinding,
} from '../filing/index.js';
import type { CommandContext } from './context.js';
import { at, shown } from './say.js';

/** A file of the command line, as the module of filings reads it. */
export function fileSource(context: CommandContext, path: string): FileSource {
  const full = at(context, path);
  const stats = statSync(full, { throwIfNoEntry: false });
  if (!stats?.isFile()) throw new Fault('cli.no_file', { file: path }, { file: path });
  const open = () => createReadStream(full);
  return { file: shown(context, full), bytes: stats.size, open };
}

/** What judges filings: our layouts and rules, and the schemas that the user has imported. */
export async function judges(context: CommandContext): Promise<JudgesOptions> {
  const { clock, voices } = context;
  const schemas = await openSchemas(join(at(context, context.data), 'schemas', 'filing'), {
    voices,
  });
  return { forms: openForms(), clock, voices, schemas };
}

export function today(context: CommandContext): string {
  return isoTime(context.clock.now()).slice(0, 10);
}

/** A finding for people: where, how heavy, what, and whose word it is. */
export function findingLines(
  context: CommandContext,
  file: string,
  findings: readonly RuleFinding[],
): string[] {
  const { voice, language } = context;
  return findings.flatMap((finding) => {
    const { place, severity, rule, path, value, source, verified, sentence } = finding;
    const where = place ? `${file}:${place.line}:${place.column}` : file;
    const weight = voice.say('cli.file.severity', { severity });
    const stood = value === '' ? '' : `  «${value}»`;
    const sure = voice.say('cli.file.source', { source, verified: String(verified) });
    return [
      `${where}  ${weight}  ${rule}  ${sentence[language]}`,
      `    ${path}${stood}`,
      `    ${sure}`,
    ];
  });
}
