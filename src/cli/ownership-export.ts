import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { Fault } from '../base/index.js';
import { type Loss, toBods, toFtm } from '../ownership/index.js';
import { type CommandContext, EXIT } from './context.js';
import { lossLines } from './ownership-import-say.js';
import { todayOf, withOwnership } from './ownership-store.js';
import { answer, at, shown } from './say.js';
import { prepareFile } from './text-file.js';

export interface ExportFlags {
  readonly format: string;
  readonly output: string;
  readonly publisher?: string;
}

/**
 * `puente ownership export --format bods|ftm -o FILE`: statements for others, and what the format
 * cannot carry. Who is on which list is not among them: lists may be confidential.
 */
export async function exportCommand(context: CommandContext, flags: ExportFlags): Promise<number> {
  const { format } = flags;
  if (format !== 'bods' && format !== 'ftm')
    throw new Fault('cli.ownership.export_form', { format });
  const file = at(context, flags.output);
  return withOwnership(context, 'ownership export', async ({ statements }) => {
    prepareFile(file);
    const publisher = flags.publisher ?? 'Puente';
    const written =
      format === 'ftm'
        ? toFtm(statements)
        : toBods(statements, { ids: context.ids, today: todayOf(context), publisher });
    const records = 'entities' in written ? written.entities : written.statements;
    await write(file, records, format);
    show(context, { file, format, records: records.length, loss: written.loss });
    return EXIT.done;
  });
}

/** BODS is one array; FollowTheMoney is one entity a line. One record at a time. */
async function write(
  file: string,
  records: readonly unknown[],
  format: 'bods' | 'ftm',
): Promise<void> {
  const out = createWriteStream(file);
  const done = finished(out);
  const [before, between, after] = format === 'bods' ? ['[\n', ',\n', '\n]\n'] : ['', '\n', '\n'];
  out.write(before);
  for (const [at, record] of records.entries()) {
    const text = `${at === 0 ? '' : between}${JSON.stringify(record)}`;
    if (!out.write(text)) await Promise.race([done, once(out, 'drain')]);
  }
  out.end(after);
  await done;
}

function show(
  context: CommandContext,
  result: {
    readonly file: string;
    readonly format: string;
    readonly records: number;
    readonly loss: readonly Loss[];
  },
): void {
  const { file, loss, ...values } = result;
  const said = context.voice.say('cli.ownership.exported', {
    ...values,
    file: shown(context, file),
  });
  const none = [`  ${context.voice.say('cli.ownership.no_loss')}`];
  answer(context, result, [said, ...(loss.length > 0 ? lossLines(context, loss) : none)]);
}
