/** The European list as CSV 1.1: semicolons, one row for each name, address, date or document. */
import type { Listing } from '../listing.js';
import { dayOf } from './days.js';
import { Draft } from './draft.js';
import {
  addEuAddress,
  addEuBirth,
  addEuDocument,
  addEuName,
  EU,
  EU_TITLE,
  euKind,
  type Field,
} from './eu-listing.js';
import { type Desk, type Entry, entry, type Head, headRows, type ListFormat } from './format.js';
import { groupRows, readTable, type TableRow } from './groups.js';

export const EU_CSV: ListFormat = {
  name: 'eu-csv',
  recognises: (head) => headRows(head, ';').some(isHeader),
  async open(files, desk) {
    const list = desk.list ?? 'eu_fsf';
    const [first] = files.map((head) => headRows(head, ';')[1]?.[0] ?? null);
    const named = { list, title: EU_TITLE, issuer: EU, published_on: dayOf(first ?? null) };
    return { ...named, kind: 'full', entries: readEntries(files, list, desk) };
  },
};

const isHeader = (cells: readonly string[]): boolean =>
  cells.includes('Entity_LogicalId') && cells.includes('NameAlias_WholeName');

async function* readEntries(
  files: readonly Head[],
  list: string,
  desk: Desk,
): AsyncGenerator<Entry> {
  for (const { file } of files) {
    const rows = readTable({ file, desk, delimiter: ';', isHeader });
    const keyOf = (row: TableRow) =>
      row.get('Entity_EU_ReferenceNumber') ?? row.get('Entity_LogicalId');
    for (const [id, group] of await groupRows(rows, keyOf, desk)) {
      desk.tally.keep(group.length);
      yield entry(listingOf(list, id, group));
    }
  }
}

function listingOf(list: string, id: string, rows: readonly TableRow[]): Listing {
  const draft = new Draft(list, id);
  const first = (name: string) =>
    rows.map((row) => row.get(name)).find((value) => value !== null) ?? null;
  draft.kind = euKind(
    first('Entity_SubjectType_ClassificationCode') ?? first('Entity_SubjectType'),
  );
  for (const row of rows) {
    addEuName(draft, under(row, 'NameAlias'));
    addEuBirth(draft, under(row, 'BirthDate'));
    addEuDocument(draft, under(row, 'Identification'));
    addEuAddress(draft, under(row, 'Address'));
    const citizenship = under(row, 'Citizenship');
    const code = citizenship('countryIso2Code');
    draft.place('nationality', citizenship('countryDescription') ?? code, draft.country(code));
    const programme = row.get('Entity_Regulation_Programme');
    if (programme) draft.program(programme);
    for (const name of row.columns.names.filter((column) => column.startsWith('Entity_')))
      if (!READ.has(name)) draft.property(name.replace('Entity_', ''), row.get(name));
  }
  const in_force = dayOf(first('Entity_Regulation_EntryIntoForceDate'));
  draft.listed_on = dayOf(first('Entity_DesignationDate')) ?? in_force;
  draft.remarks = first('Entity_Remark');
  return draft.done();
}

const READ: ReadonlySet<string> = new Set([
  'Entity_EU_ReferenceNumber',
  'Entity_SubjectType',
  'Entity_SubjectType_ClassificationCode',
  'Entity_Regulation_Programme',
  'Entity_DesignationDate',
  'Entity_Remark',
]);

/** Fields as the XML names them: `Identification_TypeCode` is its `identificationTypeCode`. */
function under(row: TableRow, prefix: string): Field {
  return (name) => {
    const stem = name.replace(/^identification(?=Type)/, '');
    const value = row.get(`${prefix}_${stem.replace(/Of(Month|Year)$/, '')}`);
    return value === '00' ? null : value;
  };
}
