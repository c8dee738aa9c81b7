/** Splits a CSV by RFC 4180, keeping for each line that does not fit its place and the reason. */
import { isUtf8 } from 'node:buffer';
import { LIMITS, present } from '../base/index.js';
import type { Line } from './lines.js';

/** A record's fields, or why the line holds none. `line` and `column` count from 1. */
export type Split =
  | { readonly line: number; readonly fields: readonly string[] }
  | {
      readonly line: number;
      readonly column: number;
      readonly code: string;
      readonly value: string;
    };

interface Problem {
  readonly code: string;
  readonly column: number;
}

/** A quoted field may run over this many lines: beyond, its closing quote is taken for missing. */
const LINES_PER_RECORD_MAX = 200;
const VALUE_SHOWN = 200;

/**
 * Splits lines into records; blank lines are passed over. Where a record is broken, only its first
 * line is rejected and reading goes on with the next line, so that one stray quote costs one line.
 */
export async function* splitCsv(
  lines: AsyncIterable<Line>,
  delimiter: string,
  columns: number,
): AsyncGenerator<Split> {
  const source = lines[Symbol.asyncIterator]();
  let waiting: Line[] = [];
  async function next(at: number): Promise<Line | null> {
    const held = waiting[at];
    if (held) return held;
    const { value, done } = await source.next();
    if (done) return null;
    waiting.push(value);
    return value;
  }
  for (;;) {
    const first = await next(0);
    if (!first) return;
    const record = createRecord(delimiter);
    let taken = 0;
    let length = 0;
    let opened_at = 1;
    let problem: Problem | null = null;
    for (;;) {
      const line = await next(taken);
      const is_endless = taken === LINES_PER_RECORD_MAX || length > LIMITS.line_characters_max;
      problem = !line || is_endless ? { code: 'quote_open', column: opened_at } : null;
      if (!line || problem) break;
      problem = problemOfLine(line) ?? record.feed(Buffer.from(line.bytes).toString('utf8'));
      taken++;
      length += line.bytes.length;
      if (problem || !record.isOpen()) break;
      if (taken === 1) opened_at = record.quoteColumn();
    }
    const fields = record.fields();
    if (!problem && fields.length === 1 && fields[0]?.trim() === '') {
      waiting = waiting.slice(taken);
      continue;
    }
    if (!problem && fields.length !== columns)
      problem = { code: fields.length < columns ? 'columns_few' : 'columns_many', column: 1 };
    // What is wrong in a later line began with the quotation mark that opened in this one.
    if (problem && taken > 1) problem = { code: 'quote_open', column: opened_at };
    if (problem) {
      waiting = waiting.slice(1);
      yield { line: first.number, ...problem, value: shown(first) };
    } else {
      waiting = waiting.slice(taken);
      yield { line: first.number, fields };
    }
  }
}

/** The fields of one line: for the header. Null where its quotes are broken. */
export function splitLine(text: string, delimiter: string): readonly string[] | null {
  const record = createRecord(delimiter);
  return record.feed(text) || record.isOpen() ? null : record.fields();
}

function createRecord(delimiter: string) {
  const fields: string[] = [];
  let field = '';
  let is_open = false;
  let quote_column = 1;

  /** Takes one more line; the reason where its quotes break the rules. */
  function feed(text: string): Problem | null {
    if (is_open) field += '\n';
    let i = 0;
    for (;;) {
      if (!is_open && text[i] === '"') {
        is_open = true;
        quote_column = ++i;
      }
      if (is_open) {
        const end = text.indexOf('"', i);
        if (end < 0) {
          field += text.slice(i);
          return null;
        }
        field += text.slice(i, end);
        i = end + 1;
        if (text[i] === '"') {
          field += '"';
          i++;
          continue;
        }
        is_open = false;
        if (i < text.length && text[i] !== delimiter) return { code: 'quote_stray', column: i + 1 };
      } else {
        const end = text.indexOf(delimiter, i);
        field += end < 0 ? text.slice(i) : text.slice(i, end);
        i = end < 0 ? text.length : end;
      }
      fields.push(field);
      field = '';
      if (i >= text.length) return null;
      i++;
    }
  }

  return { feed, fields: () => fields, isOpen: () => is_open, quoteColumn: () => quote_column };
}

function problemOfLine(line: Line): Problem | null {
  if (line.is_cut) return { code: 'line_long', column: LIMITS.line_characters_max + 1 };
  const zero = line.bytes.indexOf(0);
  if (zero >= 0) return { code: 'zero_byte', column: zero + 1 };
  if (!isUtf8(line.bytes)) return { code: 'utf8_broken', column: brokenAt(line.bytes) };
  return null;
}

/** The first byte that is no UTF-8, counted from 1, by halving. */
function brokenAt(bytes: Uint8Array): number {
  let good = 0;
  while (good < bytes.length) {
    const first = present(bytes[good], 'byte');
    const length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (!isUtf8(bytes.subarray(good, good + length))) break;
    good += length;
  }
  return good + 1;
}

function shown(line: Line): string {
  return Buffer.from(line.bytes.subarray(0, VALUE_SHOWN)).toString('utf8').replaceAll('\0', '␀');
}
