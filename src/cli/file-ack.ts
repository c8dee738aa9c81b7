import { type Acknowledgement, readAcknowledgement } from '../filing/index.js';
import { type CommandContext, EXIT } from './context.js';
import { fileSource } from './file-source.js';
import { answer } from './say.js';

export interface FileAckFlags {
  readonly sent?: string;
}

/** `puente file ack FILE`: FinCEN's answer, each error at its field of the file that was sent. */
export async function ackCommand(
  context: CommandContext,
  path: string,
  flags: FileAckFlags,
): Promise<number> {
  const source = fileSource(context, path);
  const sent = flags.sent === undefined ? null : fileSource(context, flags.sent);
  const found = await readAcknowledgement(source, sent);
  const { reports, ...told } = found;
  const isOther = reports !== null && reports !== found.activities.length;
  const said = { reports: reports ?? 0, answered: found.activities.length };
  answer(context, { file: source.file, sent: sent?.file ?? null, is_other: isOther, ...told }, [
    ...(isOther ? [context.voice.say('cli.file.ack_other', said)] : []),
    context.voice.say('cli.file.ack', { status: found.status || '—' }),
    ...activityLines(context, found),
    ...found.errors.flatMap((error) => errorLines(context, error, source.file, sent?.file ?? '')),
    context.voice.say('cli.file.ack_sum', {
      errors: found.errors.length,
      unplaced: found.unplaced,
    }),
  ]);
  const isRefused =
    isOther || found.status === 'R' || found.errors.some(({ level }) => level !== 'WARN');
  return isRefused ? EXIT.refused : EXIT.done;
}

function activityLines({ voice }: CommandContext, { activities }: Acknowledgement): string[] {
  return activities.map(({ ordinal, bsa_id, errors }) =>
    voice.say('cli.file.ack_activity', {
      ordinal,
      bsa_id: bsa_id ?? '—',
      errors: errors.length,
    }),
  );
}

function errorLines(
  { voice }: CommandContext,
  error: Acknowledgement['errors'][number],
  ack: string,
  sent: string,
): string[] {
  const { at, level, code, text, context, place, why_unplaced } = error;
  const spot = at?.place ?? place;
  const where = `${at ? sent : ack}${spot ? `:${spot.line}:${spot.column}` : ''}`;
  return [
    `${where}  ${level} ${code}  ${text}`,
    at
      ? `    ${at.path}  «${at.value}»  ${at.filing_path}`
      : `    ${voice.say('cli.file.unplaced', { why: why_unplaced ?? '', context })}`,
  ];
}
