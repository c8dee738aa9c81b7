/**
 * OFAC's CSV (data specification of 2023-09-25): parties, addresses, alternate names and spilled
 * remarks in files of their own, joined by `ent_num`; each can also come alone.
 */
import { Fault, type Place } from '../../base/index.js';
import type { Name } from '../profile.js';
import { BOUNDS } from './bounds.js';
import { readCsv } from './csv.js';
import { Draft } from './draft.js';
import { type Desk, type Entry, entry, type Head, headRows, type ListFormat } from './format.js';
import { commaParts } from './names.js';
import { addPrograms, OFAC, ofacKind, ofacList } from './ofac-listing.js';
import { readRemarks } from './ofac-remarks.js';

export const OFAC_CSV: ListFormat = {
  name: 'ofac-csv',
  recognises: (head) => roleOf(head) !== null,
  async open(files, desk) {
    const main = files.filter((head) => roleOf(head) === 'sdn');
    if (main.length > 1) throw new Fault('lists.two_mains', {}, { file: main[1]?.file ?? '' });
    const programs = main.flatMap((head) => headRows(head).map((row) => row[3] ?? ''));
    const { list, title } = ofacList(programs);
    const named = { list: desk.list ?? list, title, issuer: OFAC, published_on: null };
    return { ...named, kind: 'full', entries: readEntries(files, named.list, desk) };
  },
};

type Role = 'sdn' | 'add' | 'alt' | 'comments';

/** A row of a companion file, kept until its party comes. */
interface Companion {
  readonly role: Role;
  readonly cells: readonly (string | null)[];
  readonly place: Place;
}

const WIDTHS: Readonly<Record<Role, number>> = { sdn: 12, add: 6, alt: 5, comments: 2 };

/** By the first row that is whole: a cell may hold line ends. */
function roleOf(head: Head): Role | null {
  const rows = headRows(head).filter((row) => /^\s*\d+\s*$/.test(row[0] ?? ''));
  const isType = (cell = '') => /^\s*(individual|vessel|aircraft|entity|-0-)\s*$/i.test(cell);
  if (rows.some((row) => row.length === WIDTHS.sdn && isType(row[2]))) return 'sdn';
  const isNumber = (cell = '') => /^\s*\d+\s*$/.test(cell);
  if (rows.some((row) => row.length === WIDTHS.add && isNumber(row[1]))) return 'add';
  const isAlias = (cell = '') => /^\s*[afn]\.?k\.?a/i.test(cell);
  if (rows.some((row) => row.length === WIDTHS.alt && isAlias(row[2]))) return 'alt';
  return rows.length > 0 && rows.every((row) => row.length === WIDTHS.comments) ? 'comments' : null;
}

const isHeader = (row: readonly string[]): boolean =>
  /^\uFEFF?ent_num$/i.test(row[0]?.trim() ?? '');

async function* readEntries(
  files: readonly Head[],
  list: string,
  desk: Desk,
): AsyncGenerator<Entry> {
  const main = files.find((head) => roleOf(head) === 'sdn');
  const companions = new Map<string, Companion[]>();
  const budget = { left: BOUNDS.held_characters_max };
  for (const head of files.filter((each) => each !== main))
    await hold(head, { desk, companions, budget });
  if (main) yield* joinMain(main, { list, desk, companions });
  for (const [id, rows] of companions) {
    if (main) {
      for (const { place, cells } of rows)
        desk.tally.reject('orphan', place, cells.filter(Boolean).join(','));
      continue;
    }
    const draft = new Draft(list, id);
    for (const row of rows) addCompanion(draft, row);
    desk.tally.keep(rows.length);
    yield entry(draft.done());
  }
}

async function* joinMain(
  head: Head,
  to: { list: string; desk: Desk; companions: Map<string, Companion[]> },
): AsyncGenerator<Entry> {
  const { tally } = to.desk;
  const seen = new Set<string>();
  for await (const { cells, place } of rowsOf(head, 'sdn', to.desk)) {
    const [id, name] = cells;
    if (!id || seen.has(id)) {
      tally.reject(id ? 'id_repeated' : 'id_missing', place, cells.join(','));
      continue;
    }
    seen.add(id);
    const rows = to.companions.get(id) ?? [];
    to.companions.delete(id);
    const draft = new Draft(to.list, id);
    draft.kind = ofacKind(cells[2] ?? null);
    draft.name(name ?? null, { parts: draft.kind === 'person' ? commaParts(name ?? '') : null });
    addColumns(draft, cells);
    for (const row of rows) addCompanion(draft, row);
    const remarks = joinRemarks(cells[11] ?? null, rows);
    if (remarks !== null) readRemarks(draft, remarks);
    tally.keep(1 + rows.length);
    yield entry(draft.done());
  }
}

const PROPERTIES: readonly (readonly [number, string])[] = [
  [4, 'Title'],
  [6, 'Vess_type'],
  [7, 'Tonnage'],
  [8, 'GRT'],
];

function addColumns(draft: Draft, cells: readonly (string | null)[]): void {
  if (cells[3]) addPrograms(draft, cells[3]);
  for (const [column, name] of PROPERTIES) draft.property(name, cells[column]);
  const call_sign = cells[5];
  if (call_sign)
    draft.identifier({
      kind: 'call_sign',
      value: call_sign.replace(/\W/g, ''),
      text: call_sign,
      country: null,
    });
  draft.place('flag', cells[9] ?? null);
  draft.link('owned_by', { name: cells[10] ?? null });
}

const ALIAS_KINDS: Readonly<Record<string, Name['kind']>> = {
  aka: 'alias',
  fka: 'former',
  nka: 'alias',
};

function addCompanion(draft: Draft, { role, cells }: Companion): void {
  if (role === 'alt') {
    const [, , type, name, remarks] = cells;
    const kind = ALIAS_KINDS[type?.toLowerCase().replace(/\W/g, '') ?? ''] ?? 'alias';
    const parts = draft.kind === 'person' ? commaParts(name ?? '') : null;
    draft.name(name ?? null, { kind, parts });
    if (remarks) draft.property('alt_remarks', remarks);
  } else if (role === 'add') {
    const [, , street = null, city = null, country = null, remarks] = cells;
    const text = [street, city, country].filter(Boolean).join(', ');
    if (!/^undetermined$/i.test(text))
      draft.address({ text, street, city, country: draft.country(country) });
    if (remarks) draft.property('add_remarks', remarks);
  }
}

/** The spilled text goes on where the column was full, or repeats it whole. */
function joinRemarks(remarks: string | null, rows: readonly Companion[]): string | null {
  const spilled = rows.flatMap(({ role, cells }) => (role === 'comments' ? (cells[1] ?? []) : []));
  if (spilled.length === 0) return remarks;
  const rest = spilled.join(' ');
  return remarks === null || rest.startsWith(remarks.slice(0, 100))
    ? rest
    : `${remarks.replace(/[.;]$/, ';')} ${rest}`;
}

/** Keeps the rows of a companion file until their parties come. */
async function hold(
  head: Head,
  to: { desk: Desk; companions: Map<string, Companion[]>; budget: { left: number } },
): Promise<void> {
  const role = roleOf(head) ?? 'comments';
  for await (const { cells, place } of rowsOf(head, role, to.desk)) {
    const id = cells[0];
    if (!id) {
      to.desk.tally.reject('id_missing', place, cells.join(','));
      continue;
    }
    to.budget.left -= cells.reduce((sum, cell) => sum + (cell?.length ?? 0) + 20, 60);
    if (to.budget.left < 0)
      throw new Fault('lists.held_long', { max: BOUNDS.held_characters_max }, place);
    const rows = to.companions.get(id);
    if (rows) rows.push({ role, cells, place });
    else to.companions.set(id, [{ role, cells, place }]);
  }
}

async function* rowsOf(head: Head, role: Role, desk: Desk) {
  const width = WIDTHS[role];
  for await (const row of readCsv({
    file: head.file,
    text: desk.text(head.file),
    delimiter: ',',
  })) {
    const place = { file: head.file, line: row.line };
    if (isHeader(row.cells)) continue;
    desk.tally.read();
    if (row.cells.length < width && row.is_unended)
      throw new Fault('lists.cut_short', { where: row.cells[0] ?? '' }, place);
    if (row.cells.length !== width || !/^\d+$/.test(row.cells[0]?.trim() ?? '')) {
      desk.tally.reject('columns', place, row.cells.join(','));
      continue;
    }
    yield { place, cells: row.cells.map(known) };
  }
}

/** OFAC's null is `-0-` and a space. */
function known(cell: string): string | null {
  const text = cell.trim();
  return text === '' || text === '-0-' ? null : text;
}
