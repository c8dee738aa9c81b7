/**
 * Bytes of a list as text. Official lists lie about their encoding: UTF-8 with a byte-order mark,
 * Latin-1, Windows-1252, UTF-16, and files in which single lines are of another encoding. So each
 * line is judged alone: UTF-8 where it is valid, else Windows-1252, which Latin-1 is part of.
 */
import { isUtf8 } from 'node:buffer';
import { decodeWindows1252 } from '../../base/index.js';

/** What was wrong with the bytes, for a note. */
export interface Damage {
  /** Lines that are not UTF-8 and were read as Windows-1252. */
  foreign_lines: number;
}

/** Text in pieces that end at a line where lines are not longer than a piece. */
export async function* readText(
  bytes: AsyncIterable<Uint8Array>,
  damage: Damage = { foreign_lines: 0 },
): AsyncGenerator<string> {
  let rest = Buffer.alloc(0);
  let wide: InstanceType<typeof TextDecoder> | null = null;
  let is_first = true;
  for await (const chunk of bytes) {
    const whole = rest.length > 0 ? Buffer.concat([rest, chunk]) : Buffer.from(chunk);
    if (is_first) wide = wideDecoder(whole);
    if (wide) {
      yield wide.decode(chunk, { stream: true });
      is_first = false;
      continue;
    }
    const end = lastCut(whole);
    rest = whole.subarray(end);
    const text = decodeLines(whole.subarray(0, end), damage);
    yield is_first ? text.replace(/^\uFEFF/, '') : text;
    is_first &&= end === 0;
  }
  if (wide) yield wide.decode();
  else if (rest.length > 0)
    yield decodeLines(rest, damage).replace(is_first ? /^\uFEFF/ : /$^/, '');
}

/** After the last line feed, else the last `>` (XML in one line), else nothing. */
function lastCut(bytes: Buffer): number {
  const line = bytes.lastIndexOf(10) + 1;
  if (line > 0) return line;
  const tag = bytes.lastIndexOf(62) + 1;
  if (tag > 0) return tag;
  return bytes.length > LINE_BYTES_MAX ? bytes.length : 0;
}

function decodeLines(bytes: Buffer, damage: Damage): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  const lines: string[] = [];
  for (let from = 0; from < bytes.length; ) {
    const feed = bytes.indexOf(10, from);
    const end = feed < 0 ? bytes.length : feed + 1;
    const line = bytes.subarray(from, end);
    if (isUtf8(line)) lines.push(line.toString('utf8'));
    else {
      damage.foreign_lines++;
      lines.push(decodeWindows1252(line));
    }
    from = end;
  }
  return lines.join('');
}

function wideDecoder(head: Uint8Array): InstanceType<typeof TextDecoder> | null {
  if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le');
  if (head[0] === 0xfe && head[1] === 0xff) return new TextDecoder('utf-16be');
  return null;
}

const LINE_BYTES_MAX = 1 << 20;
