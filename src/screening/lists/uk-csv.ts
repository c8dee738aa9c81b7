/** The British lists as CSV: OFSI's ConList and the UK Sanctions List, one row a name. */
import type { Listing } from '../listing.js';
import { dayOf } from './days.js';
import { identifier } from './documents.js';
import { Draft, genderOf } from './draft.js';
import { type Desk, type Entry, entry, type Head, headRows, type ListFormat } from './format.js';
import { groupRows, readTable, type TableRow } from './groups.js';
import { addUkName, FCDO, manyOf, OFSI, OFSI_TITLE, UK_TITLE, ukKind } from './uk-listing.js';

export const UK_CSV: ListFormat = {
  name: 'uk-csv',
  recognises: (head) => headRows(head).some(isHeader),
  async open(files, desk) {
    const rows = files.flatMap((head) => headRows(head));
    const is_ofsi = rows.some((cells) => isHeader(cells) && cells.includes('Group ID'));
    const published_on = dayOf((rows[0] ?? []).join(' ').replace(/^.*?(?:date|updated):?\s*/i, ''));
    const list = desk.list ?? (is_ofsi ? 'gb_hmt_sanctions' : 'gb_fcdo_sanctions');
    return {
      list,
      title: is_ofsi ? OFSI_TITLE : UK_TITLE,
      issuer: is_ofsi ? OFSI : FCDO,
      published_on,
      kind: 'full',
      entries: readEntries(files, list, desk),
    };
  },
};

const isHeader = (cells: readonly string[]): boolean =>
  cells.includes('Name 6') && (cells.includes('Group ID') || cells.includes('Unique ID'));

async function* readEntries(
  files: readonly Head[],
  list: string,
  desk: Desk,
): AsyncGenerator<Entry> {
  for (const { file } of files) {
    const rows = readTable({ file, desk, delimiter: ',', isHeader });
    const keyOf = (row: TableRow) => row.get('Unique ID') ?? row.get('Group ID');
    for (const [id, group] of await groupRows(rows, keyOf, desk)) {
      desk.tally.keep(group.length);
      yield entry(listingOf(list, id, group));
    }
  }
}

function listingOf(list: string, id: string, rows: readonly TableRow[]): Listing {
  const draft = new Draft(list, id);
  const isPrimary = (row: TableRow) =>
    /^primary name$/i.test(row.get('Name type') ?? row.get('Alias Type') ?? '');
  const ordered = [...rows.filter(isPrimary), ...rows.filter((row) => !isPrimary(row))];
  draft.kind = ukKind(rows[0]?.get('Designation Type') ?? rows[0]?.get('Group Type') ?? null);
  for (const row of ordered) addRow(draft, row);
  return draft.done();
}

function addRow(draft: Draft, row: TableRow): void {
  const either = (...names: string[]) => names.map(row.get).find((value) => value !== null) ?? null;
  const parts = [1, 2, 3, 4, 5, 6].map((n) => row.get(`Name ${n}`));
  addUkName(draft, {
    parts,
    type: either('Name type', 'Alias Type'),
    quality: either('Alias strength', 'Alias Quality'),
  });
  draft.name(row.get('Name Non-Latin Script'));
  for (const day of manyOf(either('D.O.B', 'DOB'))) draft.date('birth', day);
  const birth = [row.get('Town of birth'), row.get('Country of birth')];
  draft.place('birth', birth.filter(Boolean).join(', '));
  for (const country of manyOf(either('Nationality(/ies)', 'Nationality')))
    draft.place('nationality', country);
  draft.gender ??= genderOf(row.get('Gender'));
  addAddress(draft, either);
  addDocuments(draft, row);
  for (const regime of manyOf(either('Regime Name', 'Regime'))) draft.program(regime);
  draft.listed_on ??= dayOf(
    either('Date Designated', 'UK Sanctions List Date Designated', 'Listed On'),
  );
  draft.remarks ??= row.get('Other Information');
  for (const flag of manyOf(row.get('Current believed flag of ship'))) draft.place('flag', flag);
  for (const year of manyOf(row.get('Year Built'))) draft.date('built', year);
  for (const name of manyOf(row.get('Parent company'))) draft.link('parent', { name });
  for (const name of manyOf(row.get('Subsidiaries'))) draft.link('subsidiary', { name });
  for (const name of manyOf(row.get('Current owner/operator (s)')))
    draft.link('owned_by', { name });
  for (const name of row.columns.names) if (!READ.test(name)) draft.property(name, row.get(name));
}

/** Columns that a field of the listing takes; others are properties. */
const READ = new RegExp(
  `^(${[
    'name (\\d|type|non-latin script)|alias |d\\.?o\\.?b|nationality|gender|address |post/zip',
    'country$|(designation|group) type|regime|other information|group id|unique id',
    'current (believed|owner)|year built|parent|subsid|passport number|phone|website|email|imo',
  ].join('|')})`,
  'i',
);

function addAddress(draft: Draft, either: (...names: string[]) => string | null): void {
  const lines = [1, 2, 3, 4, 5, 6].map((n) => either(`Address Line ${n}`, `Address ${n}`));
  const postal_code = either('Address Postal Code', 'Post/Zip Code');
  const country = either('Address Country', 'Country');
  const known = lines.filter((line) => line !== null);
  const text = [...known, postal_code, country].filter(Boolean).join(', ');
  const street = known.length > 0 ? known.join(', ') : null;
  draft.address({ text, street, postal_code, country: draft.country(country) });
}

function addDocuments(draft: Draft, row: TableRow): void {
  const add = (name: string, kind: Parameters<typeof identifier>[0]) => {
    for (const number of manyOf(row.get(name))) draft.identifier(identifier(kind, number));
  };
  add('Passport number', 'passport');
  add('National Identifier number', 'national_id');
  add('National Identification Number', 'national_id');
  add('Business registration number (s)', 'registration');
  add('IMO number', 'imo');
  add('Phone number', 'phone');
  add('Website', 'website');
  add('Email address', 'email');
  add('Hull identification number (HIN)', 'serial_number');
}
