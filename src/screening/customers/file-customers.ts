/** Customers of a file: a CSV whose columns are known by their names, or by a mapping. */
import { Fault, plainText } from '../../base/index.js';
import type { Customer } from '../decisions/index.js';
import { readBytes } from '../lists/bytes.js';
import { findColumns } from '../lists/columns.js';
import { type Head, headRows } from '../lists/format.js';
import { delimiterOf, mappedCsv } from '../lists/mapped-csv.js';
import type { ListMapping } from '../lists/mapping.js';
import { readListMapping } from '../lists/mapping-file.js';
import { type Counts, type Reject, Tally } from '../lists/tally.js';
import { readText } from '../lists/text.js';
import { COMPARED, columnsOf } from './known-columns.js';
import { profileOf } from './party-profile.js';

export interface CustomerFile {
  /** Once only, in the order of the file; key `file:<id>`. Throws a Fault where it is cut short. */
  readonly customers: AsyncIterable<Customer>;
  /** Complete after the last customer: rows read = customers + rejected. */
  readonly counts: Counts;
  /** Column of the file by field, as it was understood. */
  readonly columns: Readonly<Record<string, string>>;
  /** Columns that are compared with nothing. */
  readonly ignored: readonly string[];
  /** Complete after the last customer: the first values that could not be read, and how many. */
  readonly unreads: readonly Fault[];
  readonly unread: number;
}

export interface CustomerFileOptions {
  /** A YAML mapping as lists have it; without it the names of the columns decide. */
  readonly mapping?: string;
  readonly onReject?: (reject: Reject) => void;
}

/** Opens a customer file. Faults: no file, no text, no column that could be compared. */
export async function readCustomerFile(
  file: string,
  options: CustomerFileOptions = {},
): Promise<CustomerFile> {
  const tally = new Tally(options.onReject);
  const head = { file, text: await headOf(file) };
  if (isBinary(head.text)) throw new Fault('screening.customers.binary', {}, { file });
  const mapping = options.mapping ? await readListMapping(options.mapping) : mappingOfHeader(head);
  const desk = { tally, list: 'customers', text: (path: string) => textOf(path, tally) };
  const { entries } = await mappedCsv(mapping).open([head], desk);
  async function* customers(): AsyncGenerator<Customer> {
    for await (const { listing } of entries) {
      if (listing) yield { key: `file:${listing.id}`, profile: profileOf(listing) };
    }
  }
  const columns = Object.entries(mapping.columns).flatMap(([field, column]) => {
    const from = typeof column === 'string' ? column : column.from;
    return from === undefined ? [] : [[field, from] as const];
  });
  return {
    customers: customers(),
    counts: tally.counts,
    columns: Object.fromEntries(columns),
    ignored: ignoredOf(head, mapping, new Set(columns.map(([, name]) => plainText(name)))),
    unreads: tally.unreads,
    get unread() {
      return tally.unread;
    },
  };
}

/**
 * Whether a file is no text: many of its first characters are none in any encoding. Text may have a
 * stray one; a PDF begins like text.
 */
function isBinary(text: string): boolean {
  const first = text.slice(0, JUDGED_CHARACTERS);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what tells.
  const strange = first.match(/[\u0000-\u0008\u000e-\u0019\u001b-\u001f]/g)?.length ?? 0;
  return strange > Math.max(STRANGE_MIN, first.length / STRANGE_SHARE) || first.startsWith('%PDF-');
}

const JUDGED_CHARACTERS = 4_096;
/** More than this, and more than one character of so many. */
const STRANGE_MIN = 3;
const STRANGE_SHARE = 50;

/** The columns of the header that the mapping does not name. */
function ignoredOf(head: Head, mapping: ListMapping, used: ReadonlySet<string>): string[] {
  const rows = headRows(head, delimiterOf(head, mapping));
  const header = rows.find((cells) => {
    const plain = new Set(cells.map((cell) => plainText(cell)));
    return [...used].every((name) => plain.has(name));
  });
  return findColumns(header ?? []).names.filter((name) => name && !used.has(plainText(name)));
}

/** Understands a header in English or Spanish: the first row that names a name or an identifier. */
function mappingOfHeader(head: Head): ListMapping {
  const delimiters = [',', ';', '\t', '|'].map((delimiter) => {
    const [header = []] = headRows(head, delimiter);
    return { delimiter, columns: columnsOf(header) };
  });
  const best = delimiters.reduce((a, b) =>
    Object.keys(b.columns).length > Object.keys(a.columns).length ? b : a,
  );
  if (!Object.keys(best.columns).some((field) => COMPARED.has(field))) {
    const columns = (head.text.split(/\r?\n/, 1)[0] ?? '').slice(0, 200);
    throw new Fault('screening.customers.columns', { columns }, { file: head.file, line: 1 });
  }
  return {
    list: 'customers',
    title: { en: 'Customers', es: 'Clientes' },
    issuer: 'own',
    ...best,
  };
}

/** Characters that are lost are told: a name without them is found less surely. */
async function* textOf(file: string, tally: Tally): AsyncGenerator<string> {
  const damage = tally.damageOf(file);
  yield* readText(readBytes(file), damage);
  const { broken_characters: n, foreign_lines, lines } = damage;
  if (n === 0) return;
  const place = foreign_lines === 0 ? { file, line: Math.min(...lines) } : { file };
  tally.leave(new Fault('lists.unread_text', { n }, place));
}

async function headOf(file: string): Promise<string> {
  for await (const piece of readText(readBytes(file))) if (piece.trim() !== '') return piece;
  return '';
}
