/** Any CSV whose columns a mapping file names; what it does not name is kept as properties. */
import { derivedId, Fault, plainText } from '../../base/index.js';
import type { Listing } from '../listing.js';
import { IDENTIFIER_KINDS, PROFILE_KINDS, type ProfileKind } from '../profile.js';
import { splitCells } from './csv.js';
import { dayOf, daysOf } from './days.js';
import { identifier } from './documents.js';
import { Draft, genderOf } from './draft.js';
import { type Desk, type Entry, entry, type Head, type ListFormat } from './format.js';
import { readTable, type TableRow } from './groups.js';
import type { ListMapping, MappedColumn } from './mapping.js';

export function mappedCsv(mapping: ListMapping): ListFormat {
  return {
    name: 'mapped-csv',
    recognises: () => true,
    async open(files, desk) {
      for (const head of files) checkHeader(head, mapping);
      const list = desk.list ?? mapping.list;
      return {
        list,
        title: mapping.title,
        issuer: mapping.issuer,
        published_on: mapping.published_on ?? null,
        confidential: mapping.confidential === 'true',
        kind: 'full',
        entries: readEntries(files, { mapping, list, desk }),
      };
    },
  };
}

async function* readEntries(
  files: readonly Head[],
  by: { mapping: ListMapping; list: string; desk: Desk },
): AsyncGenerator<Entry> {
  const { mapping, list, desk } = by;
  const seen = new Set<string>();
  for (const head of files) {
    const delimiter = delimiterOf(head, mapping);
    const isHeader = (cells: readonly string[]) => names(cells, mapping);
    for await (const row of readTable({ file: head.file, desk, delimiter, isHeader })) {
      const values = valuesOf(row, mapping);
      const unread: Unread = (field, value) => {
        const column = columnOf(mapping, field)?.from ?? field;
        desk.tally.leave(new Fault(UNREAD[field], { column, value }, row.place));
      };
      const draft = draftOf(list, { values, unread }, mapping);
      if (draft === null || seen.has(draft.id)) {
        const code = draft === null ? 'nameless' : 'id_repeated';
        desk.tally.reject(code, row.place, row.cells.join(delimiter));
        continue;
      }
      seen.add(draft.id);
      desk.tally.keep();
      addProperties(draft, row, mapping);
      yield entry(listingOf(draft));
    }
  }
}

type Values = (field: string) => readonly string[];

/** The fault of a value that is there and cannot be understood, by field. */
const UNREAD = {
  birth_date: 'lists.unread_date',
  founded_date: 'lists.unread_date',
  death_date: 'lists.unread_date',
  listed_on: 'lists.unread_date',
  stage_on: 'lists.unread_date',
  kind: 'lists.unread_kind',
} as const;

type Unread = (field: keyof typeof UNREAD, value: string) => void;

interface RowValues {
  readonly values: Values;
  readonly unread: Unread;
}

/** Null: nothing that could be compared. Without a column of ids, the row's content is its id. */
function draftOf(list: string, row: RowValues, mapping: ListMapping): Draft | null {
  const { values, unread } = row;
  const one = (field: string) => values(field)[0] ?? null;
  const [given, paternal, maternal, surnames] = ['given', 'paternal', 'maternal', 'surnames'].map(
    one,
  );
  const joined = [given, paternal ?? surnames, maternal].filter(Boolean).join(' ') || null;
  const name = one('name') ?? joined;
  const numbers = IDENTIFIER_KINDS.flatMap((kind) =>
    values(kind).flatMap((value) => identifier(kind, value) ?? []),
  );
  if (name === null && numbers.length === 0 && values('wallet').length === 0) return null;
  const content = [name ?? '', one('birth_date') ?? '', ...numbers.map(({ value }) => value)];
  const draft = new Draft(
    list,
    one('id') ?? derivedId(list, ...content, ...values('wallet')).slice(0, 16),
  );
  const kind = one('kind');
  draft.kind = kindOf(kind) ?? mapping.kind ?? null;
  if (kind !== null && kindOf(kind) === null) {
    unread('kind', kind);
    draft.property('kind', kind);
  }
  const parts = {
    given: given ?? null,
    paternal: paternal ?? null,
    maternal: maternal ?? null,
    surnames: surnames ?? null,
  };
  draft.name(name, { parts });
  for (const alias of values('alias')) draft.name(alias, { kind: 'alias' });
  for (const alias of values('weak_alias')) draft.name(alias, { kind: 'alias', strength: 'weak' });
  for (const former of values('former_name')) draft.name(former, { kind: 'former' });
  for (const number of numbers) draft.identifier(number);
  addRest(draft, row, mapping);
  return draft;
}

function addRest(draft: Draft, { values, unread }: RowValues, mapping: ListMapping): void {
  const one = (field: string) => values(field)[0] ?? null;
  const order = mapping.date_order ?? 'day_first';
  for (const [field, kind] of DATES)
    for (const value of values(field)) {
      const days = daysOf(value, order);
      if (days === null && !NO_DATE.test(value)) unread(field, value);
      draft.date(kind, value, days);
    }
  for (const [field, kind] of PLACES)
    for (const value of values(field)) draft.place(kind, value, draft.country(value));
  draft.gender = genderOf(one('gender'));
  const [street = null, city = null, region = null, postal_code = null, country = null] =
    ADDRESS.map(one);
  const pieces = [street, city, region, postal_code, country].filter(Boolean).join(', ');
  const where = { street, city, region, postal_code, country: draft.country(country) };
  for (const text of values('address')) draft.address({ ...where, text });
  if (values('address').length === 0) draft.address({ ...where, text: pieces });
  for (const program of values('program')) draft.program(program);
  const wholeDay = (field: 'listed_on' | 'stage_on') => {
    const written = one(field);
    const day = dayOf(written, order);
    if (day === null && written !== null && !NO_DATE.test(written)) unread(field, written);
    return day;
  };
  draft.listed_on = wholeDay('listed_on');
  if (draft.listed_on === null) draft.property('listed_on', one('listed_on'));
  const stage = one('stage');
  const on = wholeDay('stage_on');
  if (stage !== null) draft.stage({ name: stage, on, document: one('stage_document') });
  for (const name of values('linked_to')) draft.link('linked_to', { name });
  for (const wallet of values('wallet')) draft.wallet(one('wallet_currency'), wallet);
  draft.remarks = one('remarks');
}

function listingOf(draft: Draft): Listing {
  return draft.done();
}

/** What people write where they know no date. */
const NO_DATE =
  /^(?:[\s.?–—-]+|[0\s/.-]+|unknown|desconocid[ao]|none|null|nil|s\/?[df]|n\.?d\.?)$/i;

const ADDRESS = ['street', 'city', 'region', 'postal_code', 'country'];
const DATES = [
  ['birth_date', 'birth'],
  ['founded_date', 'founded'],
  ['death_date', 'death'],
] as const;
const PLACES = [
  ['nationality', 'nationality'],
  ['birth_place', 'birth'],
  ['residence', 'residence'],
  ['registration_country', 'registration'],
  ['flag', 'flag'],
] as const;

function valuesOf(row: TableRow, mapping: ListMapping): Values {
  return (field) => {
    const column = columnOf(mapping, field);
    if (!column) return [];
    const cell = column.const ?? (column.from === undefined ? null : row.get(column.from));
    if (cell === null) return [];
    const items = column.split === undefined ? [cell] : cell.split(column.split);
    const meaning = new Map(
      Object.entries(column.map ?? {}).map(([raw, value]) => [plainText(raw), value]),
    );
    const said = items.map((item) => meaning.get(plainText(item)) ?? item.trim());
    return said.filter((item) => item !== '');
  };
}

function columnOf(mapping: ListMapping, field: string): MappedColumn | null {
  const column = mapping.columns[field];
  return column === undefined ? null : typeof column === 'string' ? { from: column } : column;
}

function addProperties(draft: Draft, row: TableRow, mapping: ListMapping): void {
  const read = new Set(headersOf(mapping).map(plainText));
  for (const name of row.columns.names)
    if (!read.has(plainText(name))) draft.property(name, row.get(name));
}

function headersOf(mapping: ListMapping): string[] {
  return Object.keys(mapping.columns).flatMap((field) => columnOf(mapping, field)?.from ?? []);
}

const names = (cells: readonly string[], mapping: ListMapping): boolean => {
  const plain = new Set(cells.map((cell) => plainText(cell)));
  return headersOf(mapping).every((header) => plain.has(plainText(header)));
};

/** Says which columns are missing from the line that comes nearest to being the header. */
function checkHeader(head: Head, mapping: ListMapping): void {
  const delimiter = delimiterOf(head, mapping);
  const rows = head.text.split(/\r?\n/, 20).map((line) => splitCells(line, delimiter));
  if (rows.some((cells) => names(cells, mapping))) return;
  const missing = rows.map((cells) => {
    const plain = new Set(cells.map(plainText));
    return headersOf(mapping).filter((header) => !plain.has(plainText(header)));
  });
  const [least = []] = missing.sort((a, b) => a.length - b.length);
  throw new Fault('lists.columns_missing', { columns: least.join(', ') }, { file: head.file });
}

/** What separates the columns of a file: what the mapping says, or what fits its names. */
export function delimiterOf(head: Head, mapping: ListMapping): string {
  if (mapping.delimiter !== undefined) return mapping.delimiter;
  const lines = head.text.split(/\r?\n/, 20);
  const fits = (delimiter: string) =>
    lines.some((line) => names(splitCells(line, delimiter), mapping));
  return [',', ';', '\t', '|'].find(fits) ?? ',';
}

function kindOf(written: string | null): ProfileKind {
  const said = written?.toLowerCase() ?? '';
  const exact = PROFILE_KINDS.find((kind) => kind === said);
  if (exact) return exact;
  if (/^(persona )?f[ií]sica|^person|^individual|^pf$/.test(said)) return 'person';
  return /^(persona )?moral|^(entity|company|organi[sz]ation|empresa|pm)$/.test(said)
    ? 'organisation'
    : null;
}
