/** Records of a NACHA file: lines of 94 characters, or one line without breaks, padded or short. */
import { TextDecoder } from 'node:util';

const RECORD_CHARACTERS = 94;

/** A record padded to 94 characters, with what it was before, and its place. */
export interface AchLine {
  readonly text: string;
  readonly length: number;
  readonly line: number;
  readonly column: number;
}

/** Reads the records of any file: a line that holds several is cut, a longer one is shortened. */
export async function* readAchLines(bytes: AsyncIterable<Uint8Array>): AsyncIterable<AchLine> {
  let held = Buffer.alloc(0);
  const place = { line: 1, column: 1 };
  for await (const chunk of bytes) {
    held = Buffer.concat([held, chunk]);
    for (let end = lineEnd(held); end >= 0; end = lineEnd(held)) {
      yield* records(held.subarray(0, end), place);
      held = held.subarray(end + 1);
      place.line += 1;
      place.column = 1;
    }
    while (held.length >= UNBROKEN_BYTES) {
      yield* records(held.subarray(0, UNBROKEN_BYTES), place);
      held = held.subarray(UNBROKEN_BYTES);
      place.column += UNBROKEN_BYTES;
    }
  }
  yield* records(held, place);
}

/** Cents as a decimal. */
export function decimal(cents: string): string {
  const digits = cents.replace(/^0+/, '').padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Without a break in this many bytes, records follow one another on one line. */
const UNBROKEN_BYTES = RECORD_CHARACTERS * 100;

function lineEnd(bytes: Buffer): number {
  return bytes.indexOf(0x0a);
}

function* records(bytes: Buffer, place: { line: number; column: number }): Iterable<AchLine> {
  const text = decode(bytes).replace(/[\r\0]+$/g, '');
  const width = text.trimEnd().length;
  if (width === 0) return;
  const isRun = width >= 2 * RECORD_CHARACTERS || place.column > 1;
  for (let from = 0; from < (isRun ? width : 1); from += RECORD_CHARACTERS) {
    const part = text.slice(from, from + RECORD_CHARACTERS);
    yield {
      text: part.padEnd(RECORD_CHARACTERS),
      length: part.trimEnd().length,
      line: place.line,
      column: place.column + from,
    };
  }
}

/** UTF-8 where it is, since fields are counted in characters; else Latin-1. */
function decode(bytes: Buffer): string {
  try {
    return UTF8.decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });
