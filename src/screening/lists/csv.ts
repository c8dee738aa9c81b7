/** Splits a list's CSV into rows by RFC 4180, with the line of each; streaming, bounded. */
import { Fault } from '../../base/index.js';
import { BOUNDS } from './bounds.js';

export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
  /** The last row of a file that does not end its last line: it may have been cut. */
  readonly is_unended: boolean;
}

/** Where the rows come from: `file` is for places. */
export interface CsvInput {
  readonly file: string;
  readonly text: AsyncIterable<string>;
  readonly delimiter: string;
}

/**
 * Rows without the empty ones. A lone 0x1A (the end-of-file sign of CP/M that OFAC still writes)
 * ends the file, with or without empty cells beside it. A quotation mark that is never closed is a
 * fault: the file was cut.
 */
export async function* readCsv(input: CsvInput): AsyncGenerator<Row> {
  const { file, delimiter } = input;
  let line = 1;
  let pending = '';
  let scanned = 0;
  let is_quoted = false;
  for await (const piece of input.text) {
    pending += piece;
    let from = 0;
    for (;;) {
      const feed = pending.indexOf('\n', scanned);
      const upto = feed < 0 ? pending.length : feed;
      is_quoted = quotesFlip(pending, scanned, upto) ? !is_quoted : is_quoted;
      scanned = feed < 0 ? pending.length : feed + 1;
      if (feed < 0) break;
      if (is_quoted) continue;
      const row = rowOf(pending.slice(from, feed), { line, delimiter, is_unended: false });
      line += lineFeeds(pending, from, scanned);
      from = scanned;
      if (row) yield row;
    }
    pending = pending.slice(from);
    scanned -= from;
    if (pending.length > BOUNDS.record_characters_max)
      throw new Fault('lists.record_long', { max: BOUNDS.record_characters_max }, { file, line });
  }
  if (is_quoted) throw new Fault('lists.cut_short', { where: '"' }, { file, line });
  const last = rowOf(pending, { line, delimiter, is_unended: true });
  if (last) yield last;
}

/** The cells of one line; for the head of a file as well. */
export function splitCells(text: string, delimiter: string): string[] {
  if (!text.includes('"')) return text.split(delimiter);
  const cells: string[] = [];
  let at = 0;
  while (at <= text.length) {
    if (text[at] === '"') {
      let cell = '';
      let from = at + 1;
      for (;;) {
        const quote = text.indexOf('"', from);
        const end = quote < 0 ? text.length : quote;
        cell += text.slice(from, end);
        from = end + 1;
        if (text[from] !== '"') break;
        cell += '"';
        from++;
      }
      const next = text.indexOf(delimiter, from);
      const end = next < 0 ? text.length : next;
      cells.push(cell + text.slice(from, end));
      at = end + 1;
    } else {
      const next = text.indexOf(delimiter, at);
      const end = next < 0 ? text.length : next;
      cells.push(text.slice(at, end));
      at = end + 1;
    }
  }
  return cells;
}

function rowOf(text: string, about: { line: number; delimiter: string; is_unended: boolean }) {
  const bare = (text.endsWith('\r') ? text.slice(0, -1) : text).replaceAll('\u001a', '');
  if (/^[\s,;]*$/.test(bare)) return null;
  const { line, is_unended } = about;
  return { line, cells: splitCells(bare, about.delimiter), is_unended };
}

function quotesFlip(text: string, from: number, to: number): boolean {
  return count(text.slice(from, to), '"') % 2 === 1;
}

function lineFeeds(text: string, from: number, to: number): number {
  return count(text.slice(from, to), '\n');
}

function count(text: string, character: string): number {
  let found = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) found++;
  return found;
}
