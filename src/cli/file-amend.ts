import { readFileSync, writeFileSync } from 'node:fs';
import { Fault } from '../base/index.js';
import { continueReport, correct, readBatch } from '../filing/index.js';
import { type CommandContext, EXIT } from './context.js';
import { fileSource, today } from './file-source.js';
import { answer, at, jsonText, shown } from './say.js';
import { prepareFile } from './text-file.js';

export interface FileAmendFlags {
  readonly bsaId: string;
  readonly continuing?: boolean;
  readonly from?: string;
  readonly to?: string;
  readonly amount?: string;
  readonly output: string;
}

/**
 * `puente file amend FILING`: the report that corrects one, or tells how its activity went on, as
 * JSON to be edited and written.
 */
export async function amendCommand(
  context: CommandContext,
  path: string,
  flags: FileAmendFlags,
): Promise<number> {
  const output = at(context, flags.output);
  prepareFile(output);
  const { file } = fileSource(context, path);
  const { filings } = readBatch(readFileSync(at(context, path), 'utf8'), file);
  const [filing] = filings;
  if (!filing || filings.length > 1)
    throw new Fault('cli.file.one', { n: filings.length }, { file });
  const filed_on = today(context);
  const amended = flags.continuing
    ? continueReport(filing, flags.bsaId, { ...spanOf(flags), filed_on })
    : correct(filing, flags.bsaId, filed_on);
  writeFileSync(output, jsonText({ filings: [amended] }));
  const said = {
    output: shown(context, output),
    kind: flags.continuing ? 'continuing' : 'correction',
  };
  answer(context, { ...said, filing: amended }, [context.voice.say('cli.file.amended', said)]);
  return EXIT.done;
}

function spanOf({ from, to, amount }: FileAmendFlags) {
  if (from === undefined) throw new Fault('cli.file.no_period');
  return { from, ...(to ? { to } : {}), ...(amount ? { amount } : {}) };
}
