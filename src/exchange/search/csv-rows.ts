/** CSV as offices really write it: any of four separators, quotes, a byte order mark, CRLF. */
import { Fault } from '../../base/index.js';

export interface CsvRow {
  /** Line on which the row begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

const BYTES_MAX = 32 * 1024 * 1024;
const ROWS_MAX = 200_000;
const SEPARATORS = [',', ';', '\t', '|'];

/**
 * Rows of a file (RFC 4180), without the empty ones. Faults `exchange.search.csv` with place and
 * reason: too large, a quote that never ends.
 */
export function csvRows(text: string, file: string): readonly CsvRow[] {
  const flaw = (reason: 'size' | 'rows' | 'quote', line = 1) =>
    new Fault('exchange.search.csv', { reason }, { file, line });
  if (text.length > BYTES_MAX) throw flaw('size');
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const separator = separatorOf(body);
  const rows: CsvRow[] = [];
  let [cells, cell, line, began, quoted] = [[] as string[], '', 1, 1, false];
  const endRow = () => {
    cells.push(cell);
    if (cells.some((each) => each.trim() !== '')) rows.push({ line: began, cells });
    if (rows.length > ROWS_MAX) throw flaw('rows', line);
    [cells, cell] = [[], ''];
  };
  for (let at = 0; at < body.length; at++) {
    const sign = body[at] ?? '';
    if (sign === '\n') line++;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (body[at + 1] === '"') cell += body[++at] ?? '';
      else quoted = false;
    } else if (sign === '"' && cell.trim() === '') [quoted, cell] = [true, ''];
    else if (sign === separator) {
      cells.push(cell);
      cell = '';
    } else if (sign === '\n') {
      endRow();
      began = line;
    } else if (sign !== '\r') cell += sign;
  }
  if (quoted) throw flaw('quote', began);
  endRow();
  return rows;
}

/** A cell's text without what was put before it so that no spreadsheet computes it. */
export function cellText(cell: string | undefined): string {
  const text = (cell ?? '').trim();
  return /^'\s*[=+@-]/.test(text) ? text.slice(1).trim() : text;
}

/** A header as it is compared: small letters, without accents, one underscore between words. */
export function headerName(cell: string): string {
  const plain = cell.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return plain.replaceAll(/[^a-z0-9]+/g, '_').replaceAll(/^_|_$/g, '');
}

function separatorOf(body: string): string {
  const end = body.search(/[\r\n]/);
  const head = end < 0 ? body : body.slice(0, end);
  const counts = SEPARATORS.map((each) => head.split(each).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ',';
}
