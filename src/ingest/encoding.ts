/** Which characters a file's bytes stand for, and a stream of them as UTF-8. */
import { isUtf8 } from 'node:buffer';
import { decodeWindows1252 } from '../base/index.js';

export const ENCODINGS = ['utf-8', 'latin-1', 'windows-1252', 'utf-16'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** The same text as UTF-8 without a byte-order mark. Invalid UTF-8 is passed on as it is. */
export async function* asUtf8(
  bytes: AsyncIterable<Uint8Array>,
  encoding: Encoding,
): AsyncGenerator<Uint8Array> {
  if (encoding === 'utf-8') {
    let first = true;
    for await (const chunk of bytes) {
      yield first && startsWith(chunk, 0xef, 0xbb, 0xbf) ? chunk.subarray(3) : chunk;
      first = false;
    }
    return;
  }
  if (encoding !== 'utf-16') {
    // Windows-1252 is Latin-1 with printable characters where Latin-1 has control codes.
    for await (const chunk of bytes) yield Buffer.from(decodeWindows1252(chunk));
    return;
  }
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  for await (const chunk of bytes) {
    decoder ??= new TextDecoder(startsWith(chunk, 0xfe, 0xff) ? 'utf-16be' : 'utf-16le');
    yield Buffer.from(decoder.decode(chunk, { stream: true }));
  }
}

/** UTF-16 where a byte-order mark says so; else null, for the whole file has to be looked at. */
export function encodingOfMark(head: Uint8Array): Encoding | null {
  return startsWith(head, 0xff, 0xfe) || startsWith(head, 0xfe, 0xff) ? 'utf-16' : null;
}

/**
 * Judges a file that is not UTF-8 as a whole, line by line: Latin-1 where no line holds a character
 * in UTF-8 and every other byte above 127 is a letter or mark of a Western European language.
 * Otherwise it is UTF-8 with broken lines, and those lines are rejected. 0xC2 and 0xC3 begin nearly
 * every Spanish character in UTF-8, so they are taken for one that was cut, not for Â and Ã.
 */
export async function judgeEncoding(lines: AsyncIterable<Uint8Array>): Promise<Encoding> {
  for await (const line of lines) {
    if (!line.some((byte) => byte > 127)) continue;
    if (isUtf8(line) || line.some((byte) => byte > 127 && !WESTERN.has(byte))) return 'utf-8';
  }
  return 'latin-1';
}

const WESTERN: ReadonlySet<number> = new Set(
  Buffer.from('¡ª«°º»¿ÀÁÄÅÆÇÈÉÊÍÎÑÓÔÖØÚÜßàáâãäåæçèéêëìíîïñòóôõöøùúûü', 'latin1'),
);

function startsWith(bytes: Uint8Array, ...mark: number[]): boolean {
  return mark.every((byte, i) => bytes[i] === byte);
}
