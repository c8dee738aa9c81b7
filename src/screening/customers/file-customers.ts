/** Customers of a file: a CSV whose columns are known by their names, or by a mapping. */
import { Fault } from '../../base/index.js';
import type { Customer } from '../decisions/index.js';
import { readBytes } from '../lists/bytes.js';
import { type Head, headRows } from '../lists/format.js';
import { mappedCsv } from '../lists/mapped-csv.js';
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
}

export interface CustomerFileOptions {
  /** A YAML mapping as lists have it; without it the names of the columns decide. */
  readonly mapping?: string;
  readonly onReject?: (reject: Reject) => void;
}

/** Opens a customer file. Faults: no file, no column that could be compared. */
export async function readCustomerFile(
  file: string,
  options: CustomerFileOptions = {},
): Promise<CustomerFile> {
  const tally = new Tally(options.onReject);
  const head = { file, text: await headOf(file) };
  const mapping = options.mapping ? await readListMapping(options.mapping) : mappingOfHeader(head);
  const desk = { tally, list: 'customers', text: (path: string) => readText(readBytes(path)) };
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
  return { customers: customers(), counts: tally.counts, columns: Object.fromEntries(columns) };
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

async function headOf(file: string): Promise<string> {
  for await (const piece of readText(readBytes(file))) if (piece.trim() !== '') return piece;
  return '';
}
