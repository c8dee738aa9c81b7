/** Tables that give one party on several rows: the rows of each, gathered by a key. */
import { Fault, type Place } from '../../base/index.js';
import { BOUNDS } from './bounds.js';
import { type Columns, findColumns } from './columns.js';
import { readCsv } from './csv.js';
import type { Desk } from './format.js';

export interface TableInput {
  readonly file: string;
  readonly desk: Desk;
  readonly delimiter: string;
  /** Whether a row is the header; lines before it are no records. */
  isHeader(cells: readonly string[]): boolean;
}

/** A row by column: `get` gives null for what is empty or has no column. */
export interface TableRow {
  readonly place: Place;
  readonly cells: readonly string[];
  readonly columns: Columns;
  get(name: string): string | null;
}

/** The records of a table below its header. Counted as read; rows of another width are rejected. */
export async function* readTable(input: TableInput): AsyncGenerator<TableRow> {
  const { file, desk, delimiter } = input;
  let columns: Columns | null = null;
  for await (const row of readCsv({ file, text: desk.text(file), delimiter })) {
    const place = { file, line: row.line };
    if (!columns) {
      if (input.isHeader(row.cells)) columns = findColumns(row.cells);
      continue;
    }
    const { width } = columns;
    desk.tally.read();
    const short = row.cells.length < width;
    if (short && row.is_unended)
      throw new Fault('lists.cut_short', { where: row.cells[0] ?? '' }, place);
    const extra = row.cells.slice(width).some((cell) => cell.trim() !== '');
    if (short || extra) {
      desk.tally.reject('columns', place, row.cells.join(delimiter));
      continue;
    }
    yield tableRow(place, row.cells, columns);
  }
  if (!columns) throw new Fault('lists.header_missing', {}, { file });
}

/** Rows by a key, in the order of each key's first row. Bounded, since all have to be held. */
export async function groupRows(
  rows: AsyncIterable<TableRow>,
  keyOf: (row: TableRow) => string | null,
  desk: Desk,
): Promise<ReadonlyMap<string, readonly TableRow[]>> {
  const groups = new Map<string, TableRow[]>();
  let left: number = BOUNDS.held_characters_max;
  for await (const row of rows) {
    const key = keyOf(row);
    if (key === null) {
      desk.tally.reject('id_missing', row.place, row.cells.join(','));
      continue;
    }
    left -= row.cells.reduce((sum, cell) => sum + cell.length + 12, 60);
    if (left < 0)
      throw new Fault('lists.held_long', { max: BOUNDS.held_characters_max }, row.place);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

function tableRow(place: Place, cells: readonly string[], columns: Columns): TableRow {
  return {
    place,
    cells,
    columns,
    get(name) {
      const at = columns.at(name);
      const text = at === null ? '' : (cells[at] ?? '').trim();
      return text === '' || /^n\/?a$/i.test(text) ? null : text;
    },
  };
}
