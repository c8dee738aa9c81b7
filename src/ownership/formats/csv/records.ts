/** The rows of a CSV (RFC 4180) with their lines; a stray quotation mark costs one line. */
import type { RecordPlace } from '../reader.js';
import { readTextLines, type TextLine } from '../text-lines.js';

export type CsvRow = RecordPlace &
  ({ readonly fields: readonly string[] } | { readonly code: string; readonly value: string });

const LINE_CHARACTERS_MAX = 1_000_000;
/** A field may hold line ends, but not without end: then its closing mark is missing. */
const LINES_PER_ROW_MAX = 50;

/** Blank lines are passed over. */
export async function* readCsvRows(
  bytes: AsyncIterable<Uint8Array>,
  delimiter: string,
  encoding: string,
): AsyncGenerator<CsvRow> {
  const lines = readTextLines(bytes, LINE_CHARACTERS_MAX, encoding);
  const waiting: TextLine[] = [];
  let is_done = false;
  const fill = async (count: number) => {
    while (waiting.length < count && !is_done) {
      const next = await lines.next();
      if (next.done) is_done = true;
      else waiting.push(next.value);
    }
  };
  for (await fill(1); waiting.length > 0; await fill(1)) {
    let text = '';
    let taken = 0;
    let fields: readonly string[] | null = null;
    while (!fields && taken < LINES_PER_ROW_MAX) {
      await fill(taken + 1);
      const line = waiting[taken];
      if (!line || line.is_cut) break;
      text = taken === 0 ? line.text.replace(/^\uFEFF/, '') : `${text}\n${line.text}`;
      fields = splitRow(text, delimiter);
      taken++;
    }
    const [first] = waiting.splice(0, fields ? taken : 1);
    const line = first?.number ?? 0;
    if (!fields) {
      const code = first?.is_cut ? 'record_long' : 'csv_quote';
      yield { code, value: first?.text ?? '', line };
    } else if (fields.length > 1 || fields[0]?.trim() !== '') yield { fields, line };
  }
}

/** The delimiter that stands most often in the header. */
export function delimiterOf(head: string): string {
  const header = head.split('\n', 1)[0] ?? '';
  const counts = [',', ';', '\t', '|'].map((each) => [header.split(each).length, each] as const);
  return counts.sort(([a], [b]) => b - a)[0]?.[1] ?? ',';
}

/** The fields; null while a quoted one is open. */
function splitRow(text: string, delimiter: string): readonly string[] | null {
  if (!text.includes('"')) return text.split(delimiter);
  const fields: string[] = [];
  for (let i = 0; i <= text.length; ) {
    if (text[i] !== '"') {
      const end = text.indexOf(delimiter, i);
      fields.push(end < 0 ? text.slice(i) : text.slice(i, end));
      if (end < 0) return fields;
      i = end + 1;
      continue;
    }
    let field = '';
    let end = text.indexOf('"', ++i);
    while (end >= 0 && text[end + 1] === '"') {
      field += text.slice(i, end + 1);
      i = end + 2;
      end = text.indexOf('"', i);
    }
    if (end < 0) return null;
    fields.push(field + text.slice(i, end));
    if (end + 1 >= text.length) return fields;
    if (text[end + 1] !== delimiter) return null;
    i = end + 2;
  }
  return fields;
}
