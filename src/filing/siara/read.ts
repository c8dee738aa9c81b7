import { Fault } from '../../base/index.js';
import type { DocumentNode } from '../document/node.js';
import { accountsIn } from './account-text.js';
import { readArea } from './area.js';
import { identifiersIn } from './identifier-text.js';
import { measuresIn } from './measure.js';
import type { FoundAccount, OrderPerson, OrderRequest, SiaraOrder } from './order.js';
import { type OrderLog, OrderPart, type PartText } from './part.js';
import { readPerson } from './person.js';
import { whole } from './whole.js';

/** The roots of SIARA's files. */
export const SIARA_ROOTS: readonly string[] = ['Expediente', 'SolicitudRequerimiento'];

/**
 * The order that a SIARA file holds. Read as it comes: padded texts, two forms of dates, elements
 * left out or moved; each such thing is a fault beside the order, and the rest is read. Only a file
 * of another root is refused (`filing.siara.root`).
 */
export function siaraOrder(root: DocumentNode, file: string): SiaraOrder {
  if (!SIARA_ROOTS.includes(root.name))
    throw new Fault('filing.siara.root', { root: root.name }, { file, ...root.place });
  const log: OrderLog = { file, faults: [] };
  const part = new OrderPart(root, root.name, log);
  const head = readHead(part);
  const prose: PartText[] = [];
  const parties = readPersons(part, 'SolicitudPartes');
  const requests = readRequests(part, prose);
  const measures = prose.flatMap(measuresIn);
  reportMeasures(part, head, measures);
  const people = [...parties, ...requests.flatMap(({ persons }) => persons)];
  if (people.length === 0) part.fault('nobody', {});
  const accounts = [...people.flatMap((each) => each.accounts), ...prose.flatMap(accountsIn)];
  reportAccounts(part, accounts);
  return {
    file,
    shape: root.name,
    ...head,
    measures,
    parties: parties.map(({ person }) => person),
    requests: requests.map((each) => ({ ...each, persons: each.persons.map((p) => p.person) })),
    accounts,
    identifiers: prose.flatMap(identifiersIn),
    details: part.rest(),
    faults: log.faults,
  };
}

type Head = Omit<
  SiaraOrder,
  | 'file'
  | 'shape'
  | 'measures'
  | 'parties'
  | 'requests'
  | 'accounts'
  | 'identifiers'
  | 'details'
  | 'faults'
>;

function readHead(part: OrderPart): Head {
  const text = (name: string) => part.text(name)?.text.replace(/\s+/g, ' ') ?? null;
  const order_number = text('Cnbv_NumeroOficio');
  if (order_number === null) part.fault('missing', { element: 'Cnbv_NumeroOficio' });
  const published_on = readDay(part, 'Cnbv_FechaPublicacion');
  const year = whole(part, 'Cnbv_OficioYear', { least: 1990, most: 2100 });
  if (year !== null && published_on !== null && !published_on.startsWith(String(year)))
    part.fault('year', { year: String(year), published_on });
  return {
    order_number,
    case_number: text('Cnbv_NumeroExpediente'),
    request_number: text('Cnbv_SolicitudSiara'),
    folio: text('Cnbv_Folio'),
    year,
    area: readArea(part),
    published_on,
    answer_days: readAnswerDays(part),
    authority: text('AutoridadNombre'),
    authority_office: text('AutoridadEspecificaNombre'),
    requester: text('NombreSolicitante'),
    references: ['Referencia', 'Referencia1', 'Referencia2']
      .map(text)
      .filter((each) => each !== null),
    freezes: readFreezes(part),
  };
}

/** `2025-06-05`, with or without a time, or as Mexico writes it: `05/06/2025`. */
function readDay(part: OrderPart, name: string): string | null {
  const said = part.text(name);
  if (!said) {
    part.fault('missing', { element: name });
    return null;
  }
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2})?)?$/.exec(said.text);
  const local = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(said.text);
  const [year, month, day] = iso ? iso.slice(1) : local ? local.slice(1).reverse() : [];
  const written = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  const time = Date.parse(`${written}T00:00:00Z`);
  const is_day = !Number.isNaN(time) && new Date(time).toISOString().startsWith(written);
  if (!is_day) part.fault('day', { element: name, value: said.text }, said.place);
  return is_day ? written : null;
}

const ANSWER_DAYS = { least: 1, most: 20 };

function readAnswerDays(part: OrderPart): number | null {
  const days = whole(part, 'Cnbv_DiasPlazo', ANSWER_DAYS);
  if (days === null) part.fault('no_answer_days', {});
  return days;
}

function readFreezes(part: OrderPart): boolean | null {
  const said = part.text('TieneAseguramiento');
  const word = said?.text.toLowerCase();
  if (word === 'true' || word === '1') return true;
  if (word === 'false' || word === '0') return false;
  part.fault('freezes', { value: said?.text ?? '' }, said?.place);
  return null;
}

type Read = ReturnType<typeof readPerson>;

/** One shape wraps requests, the other has one request, whose parts stand in the root. */
function readRequests(
  root: OrderPart,
  prose: PartText[],
): readonly (Omit<OrderRequest, 'persons'> & { readonly persons: readonly Read[] })[] {
  const wrapped = root.parts('SolicitudEspecifica');
  return [...wrapped, root].flatMap((part) => {
    const id = part.text('SolicitudEspecificaId')?.text ?? null;
    const instructions = part.texts('InstruccionesCuentasPorConocer');
    const persons = readPersons(part, 'PersonasSolicitud');
    if (id === null && instructions.length === 0 && persons.length === 0) return [];
    prose.push(...instructions);
    const text = instructions.map((each) => each.text).join('\n') || null;
    return [{ id, instructions: text, persons }];
  });
}

function readPersons(part: OrderPart, name: string): Read[] {
  return part.parts(name).map(readPerson);
}

function reportMeasures(part: OrderPart, head: Head, measures: SiaraOrder['measures']): void {
  const kinds = new Set(measures.map(({ kind }) => kind));
  if (kinds.has('freeze') && kinds.has('release')) part.fault('both_ways', {});
  if (head.area.kind === 'seizure' && head.freezes === false && !kinds.has('release'))
    part.fault('seizure_unmarked', {});
}

function reportAccounts(part: OrderPart, accounts: readonly FoundAccount[]): void {
  for (const { kind, written, findings, at } of accounts)
    if (findings.some(({ severity }) => severity === 'error'))
      part.fault('account', { kind, written }, at.place);
}

/** Every person of an order, as a party and as the subject of a request. */
export function personsOf(order: SiaraOrder): readonly OrderPerson[] {
  return [...order.parties, ...order.requests.flatMap(({ persons }) => persons)];
}
