/**
 * Bytes of a list as text. Official lists lie about their encoding: UTF-8 with a byte-order mark,
 * Latin-1, Windows-1252, UTF-16, and files in which single lines are of another encoding. So each
 * line is judged alone: UTF-8 where it is valid, else Windows-1252, which Latin-1 is part of.
 */
import { isUtf8 } from 'node:buffer';
import { decodeWindows1252 } from '../../base/index.js';

/** What was wrong with the bytes; it grows while they are read. */
export interface Damage {
  /** Lines that are not UTF-8 and were read as Windows-1252. */
  foreign_lines: number;
  /** Characters of lines in UTF-8 that could not be read: each became U+FFFD. */
  broken_characters: number;
  /** Numbers of all those lines, as far as they are kept. */
  readonly lines: Set<number>;
}

export function noDamage(): Damage {
  return { foreign_lines: 0, broken_characters: 0, lines: new Set() };
}

/** Text in pieces that end at a line where lines are not longer than a piece. */
export async function* readText(
  bytes: AsyncIterable<Uint8Array>,
  damage: Damage = noDamage(),
): AsyncGenerator<string> {
  let line = 1;
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
    const text = decodeLines(whole.subarray(0, end), line, damage);
    line += feedsOf(whole.subarray(0, end));
    yield is_first ? text.replace(/^\uFEFF/, '') : text;
    is_first &&= end === 0;
  }
  if (wide) yield wide.decode();
  else if (rest.length > 0)
    yield decodeLines(rest, line, damage).replace(is_first ? /^\uFEFF/ : /$^/, '');
}

/** After the last line feed, else the last `>` (XML in one line), else nothing. */
function lastCut(bytes: Buffer): number {
  const line = bytes.lastIndexOf(10) + 1;
  if (line > 0) return line;
  const tag = bytes.lastIndexOf(62) + 1;
  if (tag > 0) return tag;
  return bytes.length > LINE_BYTES_MAX ? bytes.length : 0;
}

function decodeLines(bytes: Buffer, first: number, damage: Damage): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  const lines: string[] = [];
  for (let from = 0; from < bytes.length; ) {
    const feed = bytes.indexOf(10, from);
    const end = feed < 0 ? bytes.length : feed + 1;
    lines.push(decodeLine(bytes.subarray(from, end), first + lines.length, damage));
    from = end;
  }
  return lines.join('');
}

/** A line with more good characters of UTF-8 than bad ones was damaged; another is no UTF-8. */
function decodeLine(line: Buffer, number: number, damage: Damage): string {
  const text = line.toString('utf8');
  if (isUtf8(line)) return text;
  if (damage.lines.size < LINES_KEPT_MAX) damage.lines.add(number);
  const broken = text.match(/\uFFFD/g)?.length ?? 0;
  const good = text.match(/[^\0-\x7F\uFFFD]/gu)?.length ?? 0;
  if (good >= broken) {
    damage.broken_characters += broken;
    return text;
  }
  damage.foreign_lines++;
  return decodeWindows1252(line);
}

function feedsOf(bytes: Buffer): number {
  let feeds = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) feeds++;
  return feeds;
}

function wideDecoder(head: Uint8Array): InstanceType<typeof TextDecoder> | null {
  if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le');
  if (head[0] === 0xfe && head[1] === 0xff) return new TextDecoder('utf-16be');
  return null;
}

const LINE_BYTES_MAX = 1 << 20;
const LINES_KEPT_MAX = 100_000;
