/** The consolidated list of the United Nations Security Council, in XML. */
import { Fault } from '../../base/index.js';
import type { Listing } from '../listing.js';
import type { IdentifierKind } from '../profile.js';
import { type Days, dayOf, daysOf, daysOfParts } from './days.js';
import { identifier, kindOfLabel } from './documents.js';
import { Draft, genderOf } from './draft.js';
import { all, leftovers, text, texts, type XmlElement } from './element.js';
import { type Desk, type Entry, type Head, type ListFormat, rootName } from './format.js';
import { readXmlParties } from './xml-parties.js';

export const UN_XML: ListFormat = {
  name: 'un-xml',
  recognises: (head) => rootName(head) === 'CONSOLIDATED_LIST',
  async open(files, desk) {
    const [head] = files;
    if (!head || files.length > 1)
      throw new Fault('lists.two_mains', {}, { file: files[1]?.file ?? '' });
    const generated = /dateGenerated\s*=\s*["']([^"']*)/.exec(head.text)?.[1] ?? null;
    const list = desk.list ?? 'un_sc_sanctions';
    return {
      list,
      title: {
        en: 'UN Security Council Consolidated List',
        es: 'Lista consolidada del Consejo de Seguridad de la ONU',
      },
      issuer: 'United Nations Security Council',
      published_on: dayOf(generated),
      kind: 'full',
      entries: readEntries(head, list, desk),
    };
  },
};

const RECORDS: ReadonlySet<string> = new Set(['INDIVIDUAL', 'ENTITY']);

function readEntries({ file }: Head, list: string, desk: Desk): AsyncGenerator<Entry> {
  return readXmlParties(desk, {
    file,
    records: RECORDS,
    idOf: (element) => text(element, 'DATAID'),
    listingOf: (id, element) => listingOf(list, id, { element, desk, file }),
    rejected: (element, flaw, id) => `${flaw ?? ''} ${id ?? ''} ${fullName(element)}`.trim(),
  });
}

/** One record, the file that it stands in, and whom to tell about it. */
interface Source {
  readonly element: XmlElement;
  readonly desk: Desk;
  readonly file: string;
}

function fullName(element: XmlElement): string {
  const parts = ['FIRST_NAME', 'SECOND_NAME', 'THIRD_NAME', 'FOURTH_NAME'];
  return parts.flatMap((part) => text(element, part) ?? []).join(' ');
}

function listingOf(list: string, id: string, from: Source): Listing {
  const { element } = from;
  const prefix = element.name;
  const draft = new Draft(list, id);
  draft.kind = prefix === 'INDIVIDUAL' ? 'person' : 'organisation';
  draft.name(fullName(element));
  addOriginal(draft, from);
  for (const alias of all(element, `${prefix}_ALIAS`)) addAlias(draft, alias, from);
  for (const program of texts(element, 'UN_LIST_TYPE')) draft.program(program);
  draft.listed_on = dayOf(text(element, 'LISTED_ON'));
  draft.gender = genderOf(text(element, 'GENDER'));
  draft.remarks = text(element, 'COMMENTS1');
  for (const nationality of texts(element, 'NATIONALITY/VALUE'))
    draft.place('nationality', nationality);
  for (const address of all(element, `${prefix}_ADDRESS`)) addAddress(draft, address);
  for (const birth of all(element, 'INDIVIDUAL_DATE_OF_BIRTH')) addBirth(draft, birth);
  for (const place of all(element, 'INDIVIDUAL_PLACE_OF_BIRTH')) {
    const parts = ['CITY', 'STATE_PROVINCE', 'COUNTRY'].flatMap((name) => text(place, name) ?? []);
    draft.place('birth', parts.join(', '));
  }
  for (const document of all(element, 'INDIVIDUAL_DOCUMENT')) addDocument(draft, document);
  for (const [path, value] of leftovers(element))
    if (!/SORT_KEY|VERSIONNUM|^LIST_TYPE/.test(path)) draft.property(path, value);
  return draft.done();
}

/**
 * A file whose characters were cut to their low bytes shows Arabic as Latin letters and signs:
 * such a name is kept as a property, for it is nobody's.
 */
function addOriginal(draft: Draft, from: Source): void {
  for (const original of texts(from.element, 'NAME_ORIGINAL_SCRIPT')) {
    const is_foreign = /(?!\p{Script=Latin})\p{L}/u.test(original);
    const is_latin = /^[\p{Script=Latin}\p{M}\s.'’,-]+$/u.test(original);
    if ((is_foreign || is_latin) && !original.includes('\uFFFD')) draft.name(original);
    else keepDamaged(draft, from, { property: 'NAME_ORIGINAL_SCRIPT', value: original });
  }
}

function keepDamaged(
  draft: Draft,
  from: Source,
  damaged: { readonly property: string; readonly value: string },
): void {
  draft.property(damaged.property, damaged.value);
  from.desk.tally.note('damaged_script', { file: from.file });
}

/** Signs that stand in no name, where the file is known to be damaged. */
const NO_NAME = /[\uFFFD\p{Cc}#<>{}|\\^~=+*[\]@$%_;]/u;

function addAlias(draft: Draft, alias: XmlElement, from: Source): void {
  const name = text(alias, 'ALIAS_NAME');
  const quality = text(alias, 'QUALITY') ?? '';
  const note = all(alias, 'NOTE')[0]?.text ?? '';
  const is_former = /^f/i.test(quality) || /(previously|formerly) listed/i.test(note);
  const is_damaged = from.desk.tally.notes.some(({ code }) => code === 'control_characters');
  if (name !== null && is_damaged && NO_NAME.test(name))
    keepDamaged(draft, from, { property: 'ALIAS_NAME', value: name });
  else
    draft.name(name, {
      kind: is_former ? 'former' : 'alias',
      strength: /low/i.test(quality) ? 'weak' : 'strong',
    });
  draft.date('birth', text(alias, 'DATE_OF_BIRTH'));
  const birth = ['CITY_OF_BIRTH', 'COUNTRY_OF_BIRTH'].flatMap((part) => text(alias, part) ?? []);
  draft.place('birth', birth.join(', '));
}

function addAddress(draft: Draft, address: XmlElement): void {
  const street = text(address, 'STREET');
  const city = text(address, 'CITY');
  const region = text(address, 'STATE_PROVINCE');
  const postal_code = text(address, 'ZIP_CODE');
  const country = text(address, 'COUNTRY');
  const whole = [street, city, region, postal_code, country].filter(Boolean).join(', ');
  draft.address({
    text: whole,
    street,
    city,
    region,
    postal_code,
    country: draft.country(country),
  });
}

function addBirth(draft: Draft, birth: XmlElement): void {
  const type = text(birth, 'TYPE_OF_DATE') ?? '';
  const [year, from, to] = ['YEAR', 'FROM_YEAR', 'TO_YEAR'].map((name) => text(birth, name));
  const date = text(birth, 'DATE');
  const circa = /approx/i.test(`${type} ${all(birth, 'NOTE')[0]?.text ?? ''}`);
  const days = date ? daysOf(date) : year ? daysOfParts(Number(year)) : between(from, to);
  if (days) draft.date('birth', date ?? year ?? null, { ...days, circa: days.circa || circa });
}

function between(from: string | null | undefined, to: string | null | undefined): Days | null {
  const first = from ? daysOfParts(Number(from)) : null;
  const last = to ? daysOfParts(Number(to)) : null;
  return first && last ? { from: first.from, to: last.to, circa: false } : (first ?? last);
}

/** The type may stand in the number: “Afghan passport number SE 012820”. */
function addDocument(draft: Draft, document: XmlElement): void {
  const types = ['TYPE_OF_DOCUMENT2', 'TYPE_OF_DOCUMENT'].flatMap(
    (name) => text(document, name) ?? [],
  );
  const country = text(document, 'ISSUING_COUNTRY') ?? text(document, 'COUNTRY_OF_ISSUE');
  const number = text(document, 'NUMBER');
  const written = number ?? (/\d/.test(types[0] ?? '') ? (types[0] ?? null) : null);
  if (written === null) return;
  const kinds = types.flatMap((type): IdentifierKind[] => {
    const kind = kindOfLabel(type);
    return kind === null ? [] : [kind];
  });
  const bare = /\d/.test(written)
    ? written.replace(/^[\p{L}\s()."-]*?\b(?:number|no\.?|card|tazkira\))\s+(?=.*\d)/iu, '')
    : written;
  draft.identifier(identifier(kinds[0] ?? 'other', bare, draft.country(country)));
  if (kinds[0] !== 'passport' || bare !== written)
    draft.property(types.join(', ') || 'document', written);
}
