/**
 * SAT's list of article 69-B of the tax code: who is presumed to issue invoices for nothing, and
 * what became of it. Headers drift from year to year; each row has four stages, each with the
 * day and document of SAT's page and of the official gazette (DOF).
 */
import { derivedId, plainText } from '../../base/index.js';
import type { Listing } from '../listing.js';
import type { Columns } from './columns.js';
import { dayOf, daysWithin } from './days.js';
import { identifier } from './documents.js';
import { Draft } from './draft.js';
import { type Desk, type Entry, entry, type Head, headRows, type ListFormat } from './format.js';
import { readTable, type TableRow } from './groups.js';
import { withoutNotes } from './names.js';

export const SAT_69B: ListFormat = {
  name: 'sat-69b',
  recognises: (head) => headRows(head).some(isHeader),
  async open(files, desk) {
    const list = desk.list ?? 'mx_sat_69b';
    const first = files[0]?.text.slice(0, 300) ?? '';
    const updated =
      /actualizad[ao] al?\s+(\d{1,2} de \p{L}+ del? \d{4})/iu.exec(first)?.[1] ?? null;
    return {
      list,
      title: {
        en: 'SAT list of article 69-B (simulated transactions)',
        es: 'Listado del artículo 69-B del SAT (operaciones simuladas)',
      },
      issuer: 'Servicio de Administración Tributaria (México)',
      published_on: dayOf(updated),
      kind: 'full',
      entries: readEntries(files, list, desk),
    };
  },
};

function isHeader(cells: readonly string[]): boolean {
  const plain = cells.map(plainText);
  return (
    plain.includes('rfc') && plain.some((name) => /situacion|presun/.test(name)) && plain.length > 4
  );
}

/** Rows of one taxpayer stand together: each is another round of the procedure. */
async function* readEntries(
  files: readonly Head[],
  list: string,
  desk: Desk,
): AsyncGenerator<Entry> {
  const times = new Map<string, number>();
  let layout: Layout | null = null;
  let open = null as (Rounds & { readonly rfc: string }) | null;
  for (const { file } of files) {
    for await (const row of readTable({ file, desk, delimiter: ',', isHeader })) {
      layout ??= layoutOf(row.columns);
      const rfc = cleanRfc(row.get('RFC'));
      if (rfc === null && (layout.name === null || row.get(layout.name) === null)) {
        desk.tally.reject('id_missing', row.place, row.cells.join(','));
        continue;
      }
      desk.tally.keep();
      if (rfc === null) {
        desk.tally.note('masked', { file });
        yield entry(listingOf(list, unique(maskedId(row), times), { rows: [row], layout }));
      } else if (open?.rfc === rfc) open.rows.push(row);
      else {
        if (open) yield entry(listingOf(list, unique(open.rfc, times), open));
        open = { rfc, rows: [row], layout };
      }
    }
  }
  if (open) yield entry(listingOf(list, unique(open.rfc, times), open));
}

/** Null where a court had it masked. */
function cleanRfc(written: string | null): string | null {
  const rfc = written?.toUpperCase().replace(/[^A-Z0-9Ñ&]/g, '') ?? '';
  return rfc === '' || /^X+$/.test(rfc) ? null : rfc;
}

/** Rows are renumbered with each publication: what they say is all that tells them. */
function maskedId(row: TableRow): string {
  return `masked-${derivedId(...row.cells.slice(1)).slice(0, 12)}`;
}

function unique(id: string, times: Map<string, number>): string {
  const n = (times.get(id) ?? 0) + 1;
  times.set(id, n);
  return n === 1 ? id : `${id}#${n}`;
}

interface Rounds {
  readonly rows: TableRow[];
  readonly layout: Layout;
}

function listingOf(list: string, id: string, { rows, layout }: Rounds): Listing {
  const draft = new Draft(list, id);
  draft.program('69-B');
  for (const row of rows) {
    const rfc = cleanRfc(row.get('RFC'));
    if (rfc !== null) {
      draft.identifier(identifier('rfc', rfc));
      draft.kind = rfc.length === 13 ? 'person' : 'organisation';
    }
    addName(draft, layout.name === null ? null : row.get(layout.name));
    for (const name of layout.others) draft.property(name, row.get(name));
    addStages(draft, row, layout.stages);
  }
  const listing = draft.done();
  return { ...listing, listed_on: listing.stages.find(({ on }) => on !== null)?.on ?? null };
}

function addName(draft: Draft, written: string | null): void {
  if (written === null) return;
  const { name, former, notes } = withoutNotes(written);
  draft.name(name);
  for (const each of former) draft.name(each, { kind: 'former' });
  for (const note of notes) draft.property('court note', note);
}

/** The stages by the words that every header so far has for them. */
const STAGES = [
  ['presumed', /presun/],
  ['refuted', /desvirtu/],
  ['definitive', /definitiv/],
  ['favourable', /favorable/],
] as const;

/** The columns of one stage: days and documents, of the gazette and of SAT's page. */
interface StageColumns {
  readonly name: string;
  readonly gazette: string | null;
  readonly page: string | null;
  readonly document: string | null;
}

interface Layout {
  readonly name: string | null;
  readonly stages: readonly StageColumns[];
  /** Columns that are neither of these: kept as properties. */
  readonly others: readonly string[];
}

function layoutOf({ names }: Columns): Layout {
  const plain = names.map((name) => [name, plainText(name)] as const);
  const stages = STAGES.map(([name, pattern]) => {
    const find = (is_gazette: boolean, is_document: boolean) =>
      plain.find(
        ([, text]) =>
          pattern.test(text) &&
          /\bdof\b/.test(text) === is_gazette &&
          /oficio/.test(text) === is_document,
      )?.[0] ?? null;
    const document = find(true, true) ?? find(false, true);
    return { name, gazette: find(true, false), page: find(false, false), document };
  });
  const others = plain.filter(
    ([, text]) => !/presun|desvirtu|definitiv|favorable|^(no|rfc)$|nombre|razon social/.test(text),
  );
  return {
    name: plain.find(([, text]) => /nombre|razon social/.test(text))?.[0] ?? null,
    stages,
    others: others.map(([name]) => name),
  };
}

/** The gazette's day counts, else that of SAT's page. One cell may hold two rounds. */
function addStages(draft: Draft, row: TableRow, stages: readonly StageColumns[]): void {
  for (const columns of stages) {
    const [gazette, page, document] = [columns.gazette, columns.page, columns.document].map(
      (name) => (name === null ? null : row.get(name)),
    );
    const { name } = columns;
    if (!gazette && !page && !document) continue;
    const documents = (document ?? '').split(/\s*\/\/\s*/);
    const published = daysWithin(gazette ?? '');
    const days = published.length > 0 ? published : daysWithin(page ?? '');
    for (const [round, on] of (days.length > 0 ? days : [null]).entries())
      draft.stage({ name, on, document: documents[round] || documents[0] || null });
    draft.property(`${name} (SAT)`, page);
    if (published.length === 0) draft.property(`${name} (DOF)`, gazette);
  }
}
