/** Customers of a file: a CSV whose columns are known by their names, or by a mapping. */
import { Fault } from '../../base/index.js';
import type { Customer } from '../decisions/index.js';
import { readBytes } from '../lists/bytes.js';
import { findColumns, plainColumn } from '../lists/columns.js';
import { type Head, headRows } from '../lists/format.js';
import { mappedCsv } from '../lists/mapped-csv.js';
import { FIELD_NAMES, type ListMapping } from '../lists/mapping.js';
import { readListMapping } from '../lists/mapping-file.js';
import { type Counts, type Reject, Tally } from '../lists/tally.js';
import { readText } from '../lists/text.js';
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

function columnsOf(header: readonly string[]): Record<string, string> {
  const columns: Record<string, string> = {};
  for (const name of findColumns(header).names) {
    const plain = plainColumn(name);
    const field = FIELD_OF.get(plain);
    if (field !== undefined && !(field in columns)) columns[field] = name;
  }
  const { given, ...rest } = columns;
  // “Nombre” without a column of surnames is the whole name.
  const isWhole = given !== undefined && !('paternal' in rest || 'surnames' in rest);
  return isWhole && !('name' in rest) ? { ...rest, name: given } : columns;
}

async function headOf(file: string): Promise<string> {
  for await (const piece of readText(readBytes(file))) if (piece.trim() !== '') return piece;
  return '';
}

/** What files call the fields, besides their own names; compared without accents and marks. */
const SYNONYMS: Readonly<Record<string, string>> = {
  id: 'customer id|client id|cliente|id cliente|numero de cliente|no cliente|folio|reference',
  kind: 'type|tipo|tipo de persona|party type|schema',
  name: 'full name|nombre completo|razon social|denominacion|customer|company',
  given: 'given name|given names|first name|nombre|nombres|nombre s|nombre de pila',
  paternal: 'last name|surname|apellido paterno|primer apellido|paternal surname|family name',
  maternal: 'apellido materno|segundo apellido|maternal surname|second surname',
  surnames: 'apellidos',
  alias: 'aka|also known as|alias|sobrenombre|otros nombres',
  birth_date: 'dob|date of birth|birthdate|fecha de nacimiento|nacimiento|f nacimiento',
  founded_date: 'date of incorporation|fecha de constitucion|constitucion|founded',
  gender: 'sex|sexo|genero',
  nationality: 'nacionalidad|citizenship',
  birth_place: 'lugar de nacimiento|place of birth|pob|entidad de nacimiento',
  residence: 'country of residence|pais de residencia',
  registration_country: 'country of incorporation|pais de constitucion',
  address: 'domicilio|direccion',
  street: 'calle|street address',
  city: 'ciudad|municipio|poblacion',
  region: 'state|estado|province|entidad federativa',
  postal_code: 'zip|zip code|codigo postal|cp|c p',
  country: 'pais',
  passport: 'pasaporte|passport number|numero de pasaporte',
  tax_id: 'tin|clave fiscal|tax number',
  national_id: 'ine|clave de elector|national id|documento de identidad',
  phone: 'telephone|telefono|celular|mobile',
  email: 'e mail|correo|correo electronico',
  wallet: 'crypto address|wallet address|cartera|direccion de cartera',
};

const FIELD_OF: ReadonlyMap<string, string> = new Map([
  ...FIELD_NAMES.map((field) => [plainColumn(field), field] as const),
  ...Object.entries(SYNONYMS).flatMap(([field, names]) =>
    names.split('|').map((name) => [name, field] as const),
  ),
]);

const COMPARED: ReadonlySet<string> = new Set([
  ...['name', 'given', 'paternal', 'surnames', 'wallet', 'passport', 'national_id'],
  ...['rfc', 'curp', 'ssn', 'ein', 'itin', 'lei', 'imo', 'tax_id'],
]);
