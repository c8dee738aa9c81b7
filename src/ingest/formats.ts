/** The list of formats, and recognising a file's by its content; a name's ending says nothing. */
import { Fault } from '../base/index.js';
import type { Engine } from '../store/index.js';
import { type Head, readHead } from './bytes.js';
import { openCsv } from './csv-format.js';
import { encodingOfMark } from './encoding.js';
import { openMessage } from './message-format.js';
import type { MessageReader } from './message-reader.js';
import { MESSAGE_READERS } from './messages/index.js';
import { isParquet, openParquet } from './parquet-format.js';
import type { Hints, OpenFile } from './source.js';

interface Format {
  readonly id: string;
  recognise(head: Head): boolean;
  open(head: Head, hints: Hints, engine: Engine): OpenFile | Promise<OpenFile>;
}

/** The first that recognises a file reads it; CSV takes whatever is text. */
export const FORMATS: readonly Format[] = [
  { id: 'parquet', recognise: isParquet, open: (head, _, engine) => openParquet(head, engine) },
  ...MESSAGE_READERS.map(messageFormat),
  { id: 'csv', recognise: isText, open: openCsv },
];

/** Opens a file in the format it is in. A file in none of them is a fault. */
export async function openFile(file: string, hints: Hints, engine: Engine): Promise<OpenFile> {
  const head = await readHead(file);
  const format = FORMATS.find((each) => each.recognise(head));
  if (!format) {
    const known = FORMATS.map((each) => each.id).join(', ');
    throw new Fault('ingest.format_unknown', { known }, { file });
  }
  return format.open(head, hints, engine);
}

const HEAD_CHARACTERS = 4096;

function messageFormat(reader: MessageReader): Format {
  return {
    id: reader.id,
    recognise: (head) => reader.recognise(headText(head)),
    open: (head) => openMessage(head, reader),
  };
}

function headText(head: Head): string {
  const text = head.bytes.subarray(0, HEAD_CHARACTERS + 3).toString('latin1');
  return text.replace(/^ï»¿/, '').slice(0, HEAD_CHARACTERS);
}

/** Text holds no control codes but tabs and line ends, unless it is UTF-16. */
function isText(head: Head): boolean {
  if (encodingOfMark(head.bytes)) return true;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control codes are what is looked for.
  return !/[\x01-\x08\x0e-\x1a\x1c-\x1f]/.test(headText(head).replaceAll('\0', ''));
}
