/** Persons with significant control: the snapshot of Companies House, one JSON object to a line. */
import type { HolderKind, Interest, Source } from '../statement.js';
import { countryOf } from './country.js';
import { dayOf } from './dates.js';
import { draftHolder, draftInterest, sourceOf } from './drafts.js';
import { objectAt, objectsAt, textAt, textsAt } from './json-fields.js';
import { type JsonObject, readJsonRecords } from './json-records.js';
import type { RecordPlace, StatementFormat, StatementInput, StatementSink } from './reader.js';
import { natureOfControl } from './uk-psc-natures.js';

export const ukPsc: StatementFormat = {
  id: 'uk-psc',
  recognise: (head) => /^\s*\{\s*("company_number"\s*:|"data"\s*:\s*\{[^{}]*"kind"\s*:)/.test(head),
  read: readUkPsc,
};

async function readUkPsc(input: StatementInput, sink: StatementSink): Promise<void> {
  for await (const record of readJsonRecords(input.bytes, input.head)) {
    if ('code' in record) sink.reject(record.code, record.value, record);
    else giveRecord(record.object, input, sink, record);
  }
}

function giveRecord(
  object: JsonObject,
  { options }: StatementInput,
  sink: StatementSink,
  place: RecordPlace,
): void {
  const data = objectAt(object, 'data');
  const number = textAt(object, 'company_number');
  const kind = textAt(data, 'kind') ?? '';
  // The last line of a snapshot counts its records: nothing about anybody.
  if (kind.startsWith('totals')) {
    sink.kept();
    return;
  }
  if (!data || !number || !(kind === 'exemptions' || STATEMENT.test(kind) || OWNER.test(kind))) {
    sink.reject('psc_kind', kind, place);
    return;
  }
  const url = textAt(data, 'links', 'self');
  const source = sourceOf('uk-psc', url ?? textAt(data, 'etag'), options, url && SITE + url);
  const subject = companyId(number);
  sink.kept();
  sink.holder(
    draftHolder({
      id: subject,
      kind: 'organisation',
      country: 'GB',
      identifiers: [{ scheme: 'GB-COH', value: companyNumber(number) }],
      listed_company: kind === 'exemptions' && isOnMarket(data),
      source,
    }),
  );
  if (STATEMENT.test(kind)) giveStatement(data, { subject, source }, sink);
  else if (kind !== 'exemptions') giveOwner(data, kind, { subject, source }, sink);
}

const SITE = 'https://find-and-update.company-information.service.gov.uk';
const STATEMENT = /^persons-with-significant-control-statement$/;
/** Beneficial owners are those of overseas entities, in the same file since 2022. */
const OWNER = new RegExp(
  '^(individual|corporate-entity|legal-person|super-secure)-' +
    '(person-with-significant-control|beneficial-owner)$',
);

/** Six digits are written as often as eight. */
function companyNumber(number: string): string {
  return /^\d+$/.test(number) ? number.padStart(8, '0') : number.toUpperCase();
}

function companyId(number: string): string {
  return `GB-COH-${companyNumber(number)}`;
}

/** Exempt because its shares are traded, and not exempt no longer. */
function isOnMarket(data: JsonObject): boolean {
  return Object.values(objectAt(data, 'exemptions') ?? {}).some(
    (each) =>
      /market/.test(textAt(each, 'exemption_type') ?? '') &&
      objectsAt(each, 'items').some((item) => textAt(item, 'exempt_to') === null),
  );
}

type About = { readonly subject: string; readonly source: Source };

/** Says that there is nobody, or somebody who was not found: the latter is an unnamed owner. */
function giveStatement(data: JsonObject, { subject, source }: About, sink: StatementSink): void {
  const statement = textAt(data, 'statement') ?? '';
  sink.lose(`statement ${statement}`, 'coarsened', subject);
  if (/^no-individual-or-entity/.test(statement)) return;
  sink.interest(draftInterest({ subject, owner: null, kind: 'unknown', ...datesOf(data), source }));
}

function giveOwner(
  data: JsonObject,
  kind: string,
  { subject, source }: About,
  sink: StatementSink,
): void {
  const owner = ownerOf(data, kind, subject, source);
  sink.holder(owner);
  if (data.is_sanctioned !== undefined) sink.lose('is_sanctioned', 'unknown_here', owner.id);
  if (data.nationality !== undefined) sink.lose('nationality', 'unknown_here', owner.id);
  const dates = datesOf(data);
  const natures = textsAt(data, 'natures_of_control');
  const stated = natures.length > 0 ? natures : ['none'];
  stated.forEach((nature) => {
    const { is_known, as, ...meaning } = natureOfControl(nature);
    if (!is_known && nature !== 'none')
      sink.lose(`nature of control ${nature}`, 'coarsened', owner.id);
    if (as !== null) sink.lose(`nature of control as ${as}`, 'unknown_here', owner.id);
    const place = `${source.place} ${nature}`;
    sink.interest(
      draftInterest({
        subject,
        owner: owner.id,
        ...meaning,
        ...dates,
        source: { ...source, place },
      }),
    );
  });
}

/** The register does not say when it was told; not before the company was. */
function datesOf(data: JsonObject): Pick<Interest, 'from' | 'until' | 'known_from'> {
  const from = dayOf(textAt(data, 'notified_on'));
  return { from, until: dayOf(textAt(data, 'ceased_on')), known_from: from };
}

/** A company registered in the United Kingdom is itself in the register: chains join there. */
function ownerOf(data: JsonObject, kind: string, subject: string, source: Source) {
  const is_person = kind.startsWith('individual') || kind.startsWith('super-secure');
  const registered = countryOf(textAt(data, 'identification', 'country_registered'));
  const number = textAt(data, 'identification', 'registration_number');
  const is_here = !is_person && registered === 'GB' && number !== null && /^\w{1,8}$/.test(number);
  const own = textAt(data, 'links', 'self')?.split('/').at(-1) ?? textAt(data, 'etag') ?? '';
  const scheme = is_here ? 'GB-COH' : `${registered ?? 'XX'}-REG`;
  const value = is_here ? companyNumber(number) : number;
  return draftHolder({
    id: is_here ? companyId(number) : `${subject}-PSC-${own}`,
    kind: (is_person ? 'person' : 'organisation') satisfies HolderKind,
    name: nameOf(data),
    country: is_person ? countryOf(textAt(data, 'country_of_residence')) : registered,
    addresses: [addressText(objectAt(data, 'address'))].filter(Boolean),
    identifiers: value === null ? [] : [{ scheme, value }],
    born_on: bornOn(objectAt(data, 'date_of_birth')),
    source,
  });
}

function nameOf(data: JsonObject): string | null {
  const parts = ['forename', 'middle_name', 'surname'].map((each) =>
    textAt(data, 'name_elements', each),
  );
  return parts.filter(Boolean).join(' ') || textAt(data, 'name');
}

/** The public register has the month of birth, not the day. */
function bornOn(date: JsonObject | null): string | null {
  const [year, month] = [textAt(date, 'year'), textAt(date, 'month')];
  if (!/^\d{4}$/.test(year ?? '')) return null;
  return [year, month?.padStart(2, '0')].filter(Boolean).join('-');
}

const ADDRESS = [
  'care_of',
  'po_box',
  'premises',
  'address_line_1',
  'address_line_2',
  'locality',
  'region',
  'postal_code',
  'country',
];

function addressText(address: JsonObject | null): string {
  return ADDRESS.map((each) => textAt(address, each))
    .filter(Boolean)
    .join(', ');
}
