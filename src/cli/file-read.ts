import { readFile } from 'node:fs/promises';
import { examine, type Filing, formattingOf, isXmlForm, writeFilings } from '../filing/index.js';
import { type CommandContext, EXIT } from './context.js';
import { examinationJson, examinationLines } from './file-check.js';
import { openDraftFile } from './file-output.js';
import { fileSource, judges } from './file-source.js';
import { answer, at, jsonText, shown } from './say.js';
import { prepareFile } from './text-file.js';

export interface FileReadFlags {
  readonly output?: string;
}

/** Larger files are read without their formatting, which needs them whole. */
const FORMATTED_BYTES_MAX = 64 * 1024 * 1024;
const TOP = 20;

/**
 * `puente file read FILE`: the filings of a file as JSON, one at a time, with what was found and
 * how the file was formatted, so that `puente file write` gives the same bytes again.
 */
export async function readCommand(
  context: CommandContext,
  path: string,
  flags: FileReadFlags,
): Promise<number> {
  const source = fileSource(context, path);
  const options = await judges(context);
  const progress = context.progress(source.file);
  const draft = await openDraftFile();
  const isKept = source.bytes <= FORMATTED_BYTES_MAX;
  const kept: Filing[] = [];
  let count = 0;
  try {
    await draft.write('{\n  "filings": [');
    const examination = await examine(source, {
      ...options,
      progress: (bytes) => progress.update(bytes, source.bytes),
      hear: async (filing) => {
        if (isKept) kept.push(filing);
        await draft.write(`${count === 0 ? '' : ','}\n${indented(filing)}`);
        count += 1;
      },
    });
    progress.end();
    const formatting = isKept && !examination.fault ? await formattingOfFile() : null;
    const rest = { formatting, examination: examinationJson(context, examination) };
    await draft.write(`\n  ],${jsonText(rest).slice(1)}`);
    if (flags.output === undefined) await draft.copyTo(context.out);
    else {
      const target = at(context, flags.output);
      prepareFile(target);
      await draft.moveTo(target);
      const said = { filings: count, output: shown(context, target) };
      answer(context, said, [
        ...examinationLines(context, examination, TOP),
        context.voice.say('cli.file.read', said),
      ]);
    }
    return examination.worst === 'reject' ? EXIT.refused : EXIT.done;
  } finally {
    await draft.remove();
  }

  /** Null where what was read, written again, does not say the same: then there is none to keep. */
  async function formattingOfFile() {
    if (!kept[0] || !isXmlForm(kept[0].form)) return null;
    const parts: Uint8Array[] = [];
    // The file itself was judged; of what we would write of it, only the bytes matter.
    const writing = await writeFilings(kept, (bytes) => void parts.push(bytes), {
      ...{ ...options, schemas: null },
      file: source.file,
    });
    const canonical = Buffer.concat([writing.head, ...parts]);
    const original = await readFile(at(context, path));
    return formattingOf(original, canonical, writing.layout.numbered);
  }
}

function indented(filing: Filing): string {
  return JSON.stringify(filing, null, 2).replace(/^/gm, '    ');
}
