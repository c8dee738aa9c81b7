/** A quick look at every byte of a CSV, to learn whether DuckDB may read it as it is. */
import { isUtf8 } from 'node:buffer';
import { LIMITS } from '../base/index.js';

/** `is_plain`: each record is one line with the right number of columns, sound quotes, UTF-8. */
export interface Scan {
  readonly is_plain: boolean;
  /** No quotes, and no field begins or ends with a space of any kind: there is nothing to trim. */
  readonly is_trimmed: boolean;
  readonly is_utf8: boolean;
  /** Records after the header; only counted while plain. */
  readonly records: number;
}

const NEWLINE = 10;
const RETURN = 13;
const QUOTE = 34;
const SPACE = 32;

/** Where the reader stands: at a field's first byte, within it, within quotes, after a quote. */
const At = { start: 0, bare: 1, quoted: 2, quote: 3 } as const;
type At = (typeof At)[keyof typeof At];

/** Bytes that the spaces of Unicode begin or end with: U+0020, U+00A0, U+1680, U+2000 and on. */
const SPACE_EDGES = [0x20, 0x9f, 0xa0, 0xaf, 0xc2, 0xe1, 0xe2, 0xe3];
const IS_SPACE_EDGE: readonly boolean[] = Array.from(
  { length: 256 },
  (_, byte) => SPACE_EDGES.includes(byte) || (byte >= 0x80 && byte <= 0x8a),
);

/** Scans the bytes; `columns` is what the header has. Reads to the end: gzip must be whole. */
export async function scanCsv(
  bytes: AsyncIterable<Uint8Array>,
  delimiter: string,
  columns: number,
): Promise<Scan> {
  const scanner = createScanner(delimiter.charCodeAt(0), columns);
  const utf8 = createUtf8Check();
  let is_plain = true;
  let is_utf8 = true;
  for await (const chunk of bytes) {
    if (is_utf8) is_utf8 = utf8.accepts(chunk);
    if (is_plain) is_plain = scanner.accepts(chunk);
  }
  is_utf8 &&= utf8.ends();
  is_plain &&= is_utf8 && scanner.ends();
  const records = Math.max(0, scanner.records() - 1);
  return { is_plain, is_trimmed: scanner.isTrimmed(), is_utf8, records };
}

function createScanner(delimiter: number, columns: number) {
  let at: At = At.start;
  let delimiters = 0;
  let length = 0;
  let records = 0;
  let returns = 0;
  let previous = NEWLINE;
  let is_trimmed = true;

  /** False at the first thing that is not plain. */
  function accepts(chunk: Uint8Array): boolean {
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i] as number;
      length++;
      if (byte === NEWLINE) {
        if (IS_SPACE_EDGE[previous === RETURN ? (chunk[i - 2] ?? SPACE) : previous])
          is_trimmed = false;
        if (at === At.quoted || !endRecord(previous === RETURN)) return false;
      } else if (previous === RETURN) {
        return false;
      } else if (byte === delimiter && at !== At.quoted) {
        if (IS_SPACE_EDGE[previous]) is_trimmed = false;
        delimiters++;
        at = At.start;
      } else if (byte === QUOTE) {
        if (at === At.bare) return false;
        is_trimmed = false;
        at = at === At.quoted ? At.quote : At.quoted;
      } else if (byte === 0 || (at === At.quote && byte !== RETURN)) {
        return false;
      } else if (at === At.start) {
        if (IS_SPACE_EDGE[byte]) is_trimmed = false;
        at = At.bare;
      }
      previous = byte;
    }
    return true;
  }

  function endRecord(after_return: boolean): boolean {
    const is_blank = length <= (after_return ? 2 : 1);
    if (delimiters !== columns - 1 || is_blank || length > LIMITS.line_characters_max) return false;
    records++;
    if (after_return) returns++;
    delimiters = 0;
    length = 0;
    at = At.start;
    return returns === 0 || returns === records;
  }

  return {
    accepts,
    records: () => records,
    isTrimmed: () => is_trimmed && !IS_SPACE_EDGE[previous],
    ends: () => at !== At.quoted && (length === 0 || endRecord(returns > 0)),
  };
}

/** Checks chunk by chunk; a character cut by a chunk's end is carried over. */
function createUtf8Check() {
  let carried: Uint8Array = new Uint8Array(0);
  return {
    accepts(chunk: Uint8Array): boolean {
      const bytes = carried.length > 0 ? Buffer.concat([carried, chunk]) : chunk;
      const whole = bytes.length - cutLength(bytes);
      carried = bytes.slice(whole);
      return isUtf8(bytes.subarray(0, whole));
    },
    ends: () => carried.length === 0,
  };
}

/** Bytes at the end that begin a character without finishing it. */
function cutLength(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] as number;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}
