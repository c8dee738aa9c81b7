import { readFile } from 'node:fs/promises';
import { diffFilings, examine, type Filing, readBatch } from '../filing/index.js';
import { type CommandContext, EXIT } from './context.js';
import { fileSource, judges } from './file-source.js';
import { answer, at } from './say.js';

/** `puente file diff BEFORE AFTER`: what differs, by field; either may be JSON or a form's file. */
export async function diffCommand(
  context: CommandContext,
  before: string,
  after: string,
): Promise<number> {
  const { voice } = context;
  const differences = diffFilings(await read(context, before), await read(context, after));
  const lines = differences.map((each) => voice.say('cli.file.difference', { ...each }));
  answer(context, { differences }, [
    ...lines,
    voice.say('cli.file.differences', { count: differences.length }),
  ]);
  return differences.length > 0 ? EXIT.refused : EXIT.done;
}

async function read(context: CommandContext, path: string): Promise<readonly Filing[]> {
  const source = fileSource(context, path);
  if (/\.json$/i.test(path)) {
    return readBatch(await readFile(at(context, path), 'utf8'), source.file).filings;
  }
  const filings: Filing[] = [];
  const { fault } = await examine(source, {
    ...(await judges(context)),
    hear: (filing) => void filings.push(filing),
  });
  if (fault) throw fault;
  return filings;
}
