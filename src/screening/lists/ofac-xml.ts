/** OFAC's SDN.XML and CONSOLIDATED.XML (sdn.xsd): one `sdnEntry` a party. */
import { Fault } from '../../base/index.js';
import type { Listing } from '../listing.js';
import { dayOf } from './days.js';
import { Draft } from './draft.js';
import { all, leftovers, text, texts, type XmlElement } from './element.js';
import { type Desk, type Entry, type Head, type ListFormat, rootName } from './format.js';
import { addPrograms, addTyped, OFAC, ofacKind, ofacList } from './ofac-listing.js';
import { readRemarks } from './ofac-remarks.js';
import { readXmlParties } from './xml-parties.js';

export const OFAC_XML: ListFormat = {
  name: 'ofac-xml',
  recognises: (head) => rootName(head) === 'sdnList',
  async open(files, desk) {
    const [head] = files;
    if (!head || files.length > 1)
      throw new Fault('lists.two_mains', {}, { file: files[1]?.file ?? '' });
    const programs = [...head.text.matchAll(/<program>([^<]+)/g)].map((found) => found[1] ?? '');
    const { list, title } = ofacList(programs);
    const published = /<Publish_Date>([^<]*)/i.exec(head.text)?.[1] ?? null;
    const named = { list: desk.list ?? list, title, issuer: OFAC };
    const published_on = dayOf(published, 'month_first');
    return { ...named, published_on, kind: 'full', entries: readEntries(head, named.list, desk) };
  },
};

/** Some publications misspell the element of their date and count. */
const RECORDS: ReadonlySet<string> = new Set([
  'sdnEntry',
  'publshInformation',
  'publishInformation',
]);

async function* readEntries({ file }: Head, list: string, desk: Desk): AsyncGenerator<Entry> {
  let announced: number | null = null;
  const before = desk.tally.counts.read;
  yield* readXmlParties(desk, {
    file,
    records: RECORDS,
    idOf: (element) => text(element, 'uid'),
    listingOf: (id, element) => listingOf(list, id, element, desk),
    rejected: (element, flaw, id) => flaw ?? `${id ?? ''} ${text(element, 'lastName') ?? ''}`,
    isAside: (element) => {
      if (element.name === 'sdnEntry') return false;
      announced = Number(text(element, 'Record_Count') ?? Number.NaN);
      return true;
    },
  });
  const found = desk.tally.counts.read - before;
  if (announced !== null && Number.isFinite(announced) && announced !== found)
    throw new Fault('lists.record_count', { announced, found }, { file });
}

function listingOf(list: string, id: string, element: XmlElement, desk: Desk): Listing {
  const draft = new Draft(list, id);
  draft.kind = ofacKind(text(element, 'sdnType'));
  addName(draft, element, 'primary');
  for (const packed of texts(element, 'programList/program')) addPrograms(draft, packed);
  for (const aka of all(element, 'akaList/aka')) {
    text(aka, 'uid');
    const kind = /^f/i.test(text(aka, 'type') ?? '') ? 'former' : 'alias';
    addName(draft, aka, kind, /weak/i.test(text(aka, 'category') ?? ''));
  }
  for (const address of all(element, 'addressList/address')) addAddress(draft, address);
  for (const each of all(element, 'idList/id')) {
    text(each, 'uid');
    const value = text(each, 'idNumber');
    const type = text(each, 'idType') ?? '';
    const country = text(each, 'idCountry');
    if (value !== null) addTyped(draft, { type, value, country });
    draft.property(`${type} validity`, validity(each));
  }
  for (const date of texts(element, 'dateOfBirthList/dateOfBirthItem/dateOfBirth'))
    draft.date('birth', date);
  for (const place of texts(element, 'placeOfBirthList/placeOfBirthItem/placeOfBirth'))
    draft.place('birth', place);
  for (const path of ['nationalityList/nationality/country', 'citizenshipList/citizenship/country'])
    for (const country of texts(element, path)) draft.place('nationality', country);
  addVessel(draft, element);
  const remarks = text(element, 'remarks');
  if (remarks !== null) readRemarks(draft, remarks);
  for (const [path, value] of leftovers(element)) {
    if (/(^|\.)(uid|mainEntry)$/.test(path)) continue;
    draft.property(path, value);
    if (!KNOWN.test(path)) desk.tally.note('elements_unknown', { name: path });
  }
  return draft.done();
}

const KNOWN = /^title$|Info\.|^program/;

/** “SURNAMES, Given”, as the CSV has it: one party reads alike from both. */
function addName(
  draft: Draft,
  of: XmlElement,
  kind: 'primary' | 'alias' | 'former',
  is_weak = false,
) {
  const given = text(of, 'firstName');
  const surnames = text(of, 'lastName');
  const full = [surnames, given].filter((part) => part !== null).join(', ');
  const is_person = draft.kind === 'person' && given !== null;
  const parts = is_person ? { given, surnames } : null;
  draft.name(is_person ? full : [given, surnames].filter(Boolean).join(' '), {
    kind,
    strength: is_weak ? 'weak' : 'strong',
    parts,
  });
}

function addAddress(draft: Draft, address: XmlElement): void {
  text(address, 'uid');
  const street = ['address1', 'address2', 'address3'].flatMap((name) => texts(address, name));
  const city = text(address, 'city');
  const region = text(address, 'stateOrProvince');
  const postal_code = text(address, 'postalCode');
  const country = text(address, 'country');
  const whole = [...street, city, region, postal_code, country].filter(Boolean).join(', ');
  const joined = street.length > 0 ? street.join(', ') : null;
  const code = draft.country(country);
  draft.address({ text: whole, street: joined, city, region, postal_code, country: code });
}

function addVessel(draft: Draft, element: XmlElement): void {
  const call_sign = text(element, 'vesselInfo/callSign');
  if (call_sign)
    draft.identifier({
      kind: 'call_sign',
      value: call_sign.replace(/\W/g, ''),
      text: call_sign,
      country: null,
    });
  draft.place('flag', text(element, 'vesselInfo/vesselFlag'));
  draft.link('owned_by', { name: text(element, 'vesselInfo/vesselOwner') });
  draft.property('Vess_type', text(element, 'vesselInfo/vesselType'));
  draft.property('Tonnage', text(element, 'vesselInfo/tonnage'));
  draft.property('GRT', text(element, 'vesselInfo/grossRegisteredTonnage'));
  draft.property('Title', text(element, 'title'));
}

function validity(id: XmlElement): string | null {
  const issued = text(id, 'issueDate');
  const expires = text(id, 'expirationDate');
  return (
    [issued && `issued ${issued}`, expires && `expires ${expires}`].filter(Boolean).join(' ') ||
    null
  );
}
