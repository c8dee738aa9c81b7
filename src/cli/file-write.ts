import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  cnbvFileName,
  dress,
  examine,
  readBatch,
  type Writing,
  writeFilings,
} from '../filing/index.js';
import { type CommandContext, EXIT } from './context.js';
import { type DraftFile, openDraftFile } from './file-output.js';
import { fileSource, findingLines, judges } from './file-source.js';
import { answer, at, shown } from './say.js';
import { clip } from './table.js';
import { prepareFile } from './text-file.js';

export interface FileWriteFlags {
  readonly output: string;
  readonly on?: string;
  readonly force?: boolean;
}

const TOP = 20;

/**
 * `puente file write FILINGS`: the file that the authority takes. What the form cannot say as it
 * was is shown; what the authority would reject is not written, unless by `--force`.
 */
export async function writeCommand(
  context: CommandContext,
  path: string,
  flags: FileWriteFlags,
): Promise<number> {
  const source = fileSource(context, path);
  const { filings, formatting } = readBatch(await readFile(at(context, path), 'utf8'), source.file);
  const target = at(context, flags.output);
  const name = shown(context, target);
  prepareFile(target);
  const [body, whole] = [await openDraftFile(), await openDraftFile()];
  const law = { ...(await judges(context)), ...(flags.on ? { on: flags.on } : {}) };
  try {
    const writing = await writeFilings(filings, (bytes) => body.write(bytes), {
      ...law,
      file: name,
    });
    await assemble(whole, writing, body, formatting);
    const judged = formatting === null ? writing : { ...writing, ...(await again(whole)) };
    const isWritten = judged.worst !== 'reject' || flags.force === true;
    if (isWritten) await whole.moveTo(target);
    const proposed = filings[0] ? cnbvFileName(filings[0]) : null;
    const other = proposed && proposed !== basename(target) ? proposed : null;
    return say(context, judged, { name, other }, isWritten);
  } finally {
    await body.remove();
    await whole.remove();
  }

  /** The manner of another file may bring back what we would not have written: its prefixes. */
  async function again(file: DraftFile) {
    const { findings, totals, worst } = await examine(await file.source(name), law);
    return { findings, totals, worst };
  }
}

/** Puts the head in front of the body, and on the manner of the file it was read from. */
async function assemble(
  whole: DraftFile,
  { head }: Writing,
  body: DraftFile,
  formatting: ReturnType<typeof readBatch>['formatting'],
): Promise<void> {
  const rest = await body.bytes();
  if (formatting === null) {
    await whole.write(head);
    for await (const bytes of rest) await whole.write(bytes);
    return;
  }
  const parts: Uint8Array[] = [head];
  for await (const bytes of rest) parts.push(bytes);
  await whole.write(dress(Buffer.concat(parts), formatting));
}

function say(
  context: CommandContext,
  writing: Writing,
  { name, other }: { readonly name: string; readonly other: string | null },
  isWritten: boolean,
): number {
  const { voice } = context;
  const { findings, totals, losses, filings, form, schema, worst, layout } = writing;
  const json = {
    output: isWritten ? name : null,
    ...{ form, filings, worst, findings, totals, losses, schema, proposed_name: other },
    layout: { form: layout.form, from: layout.from, until: layout.until },
  };
  const kinds = lossKinds(losses);
  const shownLosses = kinds
    .slice(0, TOP)
    .map((loss) =>
      voice.say('cli.file.loss', { ...loss, from: clip(loss.from, 60), to: clip(loss.to, 60) }),
    );
  answer(context, json, [
    ...findingLines(context, name, findings.slice(0, TOP)),
    ...shownLosses,
    ...(kinds.length > TOP ? [voice.say('cli.file.losses', { count: kinds.length - TOP })] : []),
    voice.say(isWritten ? 'cli.file.written' : 'cli.file.not_written', {
      output: name,
      filings,
      form,
    }),
    ...(other ? [voice.say('cli.file.name', { name: other })] : []),
    voice.say('cli.file.judged', { from: layout.from, schema: schema ?? 'none' }),
  ]);
  return worst === 'reject' ? EXIT.refused : EXIT.done;
}

/** The same change of the same field in many reports is told once, with the first of them. */
function lossKinds(losses: Writing['losses']) {
  const kinds = new Map<string, Writing['losses'][number] & { count: number }>();
  for (const loss of losses) {
    const key = `${loss.kind} ${loss.path.replaceAll(/\[\d+\]/g, '[]')}`;
    const known = kinds.get(key);
    if (known) known.count += 1;
    else kinds.set(key, { ...loss, count: 1 });
  }
  return [...kinds.values()];
}
