/**
 * Lists of subjects as plain CSV, in and out (mode C). The header of persons is that of FinCEN's
 * 314(a) files; of businesses no public file was found, so its columns are an assumption that
 * `BUSINESS_COLUMNS` states and a mapping can change. One row for each alias, number or address;
 * rows of one subject share its tracking number.
 */
import { csvCell, Fault, isoTime } from '../../base/index.js';
import { type CsvRow, cellText, csvRows, headerName } from './csv-rows.js';

const PERSON_COLUMNS = [
  'tracking_number',
  'last_name',
  'first_name',
  'middle_name',
  'suffix',
  'alias_last_name',
  'alias_first_name',
  'alias_middle_name',
  'alias_suffix',
  'number',
  'number_type',
  'dob',
  'street',
  'city',
  'state',
  'zip',
  'country',
  'phone',
] as const;

const BUSINESS_COLUMNS = [
  'tracking_number',
  'business_name',
  'dba_name',
  'number',
  'number_type',
  'incorporated',
  'street',
  'city',
  'state',
  'zip',
  'country',
  'phone',
] as const;

const COLUMNS = { person: PERSON_COLUMNS, business: BUSINESS_COLUMNS } as const;
export type ListKind = keyof typeof COLUMNS;
export type ListColumn = (typeof PERSON_COLUMNS)[number] | (typeof BUSINESS_COLUMNS)[number];

/** One row; what a file leaves empty is absent. */
export type ListRow = Readonly<Partial<Record<ListColumn, string>>> & {
  readonly tracking_number: string;
};

export interface SubjectList {
  readonly kind: ListKind;
  /** In the order of the file; rows of one subject need not lie together. */
  readonly rows: readonly ListRow[];
  /** Columns that nobody here knows, kept out and named. */
  readonly unknown_columns: readonly string[];
  /** Rows that were left out, each with its place and reason. */
  readonly faults: readonly Fault[];
}

export interface ListReadOptions {
  readonly file: string;
  /** Other headers by ours: `{ tracking_number: 'case id' }`. */
  readonly headers?: Readonly<Partial<Record<ListColumn, string>>>;
}

/**
 * Reads by its header, in any order of columns. Faults: `exchange.search.csv_header` where it has
 * no tracking number or no name at all.
 */
export function readListCsv(text: string, options: ListReadOptions): SubjectList {
  const [head, ...body] = csvRows(text, options.file);
  const names = (head?.cells ?? []).map(headerName);
  const kind = names.includes(nameOf('business_name', options)) ? 'business' : 'person';
  const columns = new Map<number, ListColumn>();
  for (const column of COLUMNS[kind]) {
    const at = names.indexOf(nameOf(column, options));
    if (at >= 0) columns.set(at, column);
  }
  const found = [...columns.values()];
  const needed = kind === 'business' ? 'business_name' : 'last_name';
  if (!found.includes('tracking_number') || !found.includes(needed)) {
    const place = { file: options.file, line: head?.line ?? 1 };
    throw new Fault('exchange.search.csv_header', { needed: `tracking_number, ${needed}` }, place);
  }
  const faults: Fault[] = [];
  const rows = body.flatMap((row) => {
    const read = readRow(row, columns, options.file);
    if (read instanceof Fault) faults.push(read);
    return read instanceof Fault ? [] : [read];
  });
  const unknown_columns = names.filter((name, at) => !columns.has(at) && name !== '');
  return { kind, rows, unknown_columns, faults };
}

function nameOf(column: ListColumn, { headers }: ListReadOptions): string {
  return headerName(headers?.[column] ?? column);
}

function readRow(
  { line, cells }: CsvRow,
  columns: ReadonlyMap<number, ListColumn>,
  file: string,
): ListRow | Fault {
  const row: Partial<Record<ListColumn, string>> = {};
  for (const [at, column] of columns) {
    const text = cellText(cells[at]);
    if (text !== '') row[column] = text;
  }
  const { tracking_number } = row;
  if (tracking_number === undefined) {
    return new Fault('exchange.search.csv_row', { reason: 'tracking_number' }, { file, line });
  }
  if (cells.length > Math.max(...columns.keys()) + 200) {
    return new Fault('exchange.search.csv_row', { reason: 'cells' }, { file, line });
  }
  for (const column of ['dob', 'incorporated'] as const) {
    const day = row[column];
    if (day !== undefined && isoDay(day) === null) {
      return new Fault('exchange.search.csv_row', { reason: 'date' }, { file, line });
    }
  }
  return { ...row, tracking_number };
}

/** Writes the file with its exact header; no cell is a formula to a spreadsheet. */
export function writeListCsv(kind: ListKind, rows: readonly ListRow[]): string {
  const columns: readonly ListColumn[] = COLUMNS[kind];
  const lines = rows.map((row) => columns.map((column) => csvCell(row[column] ?? null)).join(','));
  return `${[columns.join(','), ...lines].join('\r\n')}\r\n`;
}

/** `MM/DD/YYYY`, or ISO 8601, as an ISO day; null where it is no day. */
export function isoDay(text: string): string | null {
  const [, month = '', day = '', year = ''] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  const iso = year === '' ? text : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return null;
  const at = Date.parse(`${iso}T00:00:00.000Z`);
  return Number.isNaN(at) || isoTime(at).slice(0, 10) !== iso ? null : iso;
}
