/** The UK Sanctions List in XML: one `Designation` a party, containers within containers. */
import { Fault } from '../../base/index.js';
import type { Listing } from '../listing.js';
import { dayOf } from './days.js';
import { identifier } from './documents.js';
import { Draft, genderOf } from './draft.js';
import { all, leftovers, text, texts, type XmlElement } from './element.js';
import { type Desk, type Entry, type Head, type ListFormat, rootName } from './format.js';
import { addUkName, FCDO, UK_TITLE, ukKind } from './uk-listing.js';
import { readXmlParties } from './xml-parties.js';

export const UK_XML: ListFormat = {
  name: 'uk-xml',
  recognises: (head) => rootName(head) === 'Designations',
  async open(files, desk) {
    const [head] = files;
    if (!head || files.length > 1)
      throw new Fault('lists.two_mains', {}, { file: files[1]?.file ?? '' });
    const generated = /<DateGenerated>([^<]*)/.exec(head.text)?.[1] ?? null;
    const list = desk.list ?? 'gb_fcdo_sanctions';
    const named = { list, title: UK_TITLE, issuer: FCDO, published_on: dayOf(generated) };
    return { ...named, kind: 'full', entries: readEntries(head, list, desk) };
  },
};

const RECORDS: ReadonlySet<string> = new Set(['Designation']);

function readEntries({ file }: Head, list: string, desk: Desk): AsyncGenerator<Entry> {
  return readXmlParties(desk, {
    file,
    records: RECORDS,
    idOf: (element) => text(element, 'UniqueID') ?? text(element, 'OFSIGroupID'),
    listingOf: (id, element) => listingOf(list, id, element),
    rejected: (_, flaw, id) => flaw ?? id ?? '',
  });
}

function listingOf(list: string, id: string, element: XmlElement): Listing {
  const draft = new Draft(list, id);
  draft.kind = ukKind(text(element, 'IndividualEntityShip'));
  const names = all(element, 'Names/Name').map((name) => ({
    parts: [1, 2, 3, 4, 5, 6].map((n) => text(name, `Name${n}`)),
    type: text(name, 'NameType'),
    quality: text(name, 'AliasStrength'),
  }));
  const isPrimary = ({ type }: { type: string | null }) => /^primary name$/i.test(type ?? '');
  for (const name of names.filter(isPrimary)) addUkName(draft, name);
  for (const name of names.filter((each) => !isPrimary(each))) addUkName(draft, name);
  for (const name of texts(element, 'NonLatinNames/NonLatinName/NameNonLatinScript'))
    draft.name(name);
  for (const regime of texts(element, 'RegimeName')) draft.program(regime);
  draft.listed_on = dayOf(text(element, 'DateDesignated'));
  draft.remarks = text(element, 'OtherInformation');
  for (const address of all(element, 'Addresses/Address')) addAddress(draft, address);
  for (const person of all(element, 'IndividualDetails/Individual')) addPerson(draft, person);
  for (const entity of all(element, 'EntityDetails/Entity')) addEntity(draft, entity);
  for (const ship of all(element, 'ShipDetails/Ship')) addShip(draft, ship);
  for (const [path, kind] of CONTACTS)
    for (const value of texts(element, path)) draft.identifier(identifier(kind, value));
  for (const [path, value] of leftovers(element)) draft.property(path, value);
  return draft.done();
}

const CONTACTS = [
  ['PhoneNumbers/PhoneNumber', 'phone'],
  ['EmailAddresses/EmailAddress', 'email'],
  ['Websites/Website', 'website'],
] as const;

function addAddress(draft: Draft, address: XmlElement): void {
  const lines = [1, 2, 3, 4, 5, 6].flatMap((n) => text(address, `AddressLine${n}`) ?? []);
  const postal_code = text(address, 'AddressPostalCode');
  const country = text(address, 'AddressCountry');
  const whole = [...lines, postal_code, country].filter(Boolean).join(', ');
  const street = lines.length > 0 ? lines.join(', ') : null;
  draft.address({ text: whole, street, postal_code, country: draft.country(country) });
}

function addPerson(draft: Draft, person: XmlElement): void {
  for (const day of texts(person, 'DOBs/DOB')) draft.date('birth', day);
  for (const country of texts(person, 'Nationalities/Nationality'))
    draft.place('nationality', country);
  for (const gender of texts(person, 'Genders/Gender')) draft.gender ??= genderOf(gender);
  for (const place of all(person, 'BirthDetails/Location')) {
    const parts = [text(place, 'TownOfBirth'), text(place, 'CountryOfBirth')];
    draft.place('birth', parts.filter(Boolean).join(', '));
  }
  for (const number of texts(person, 'PassportDetails/Passport/PassportNumber'))
    draft.identifier(identifier('passport', number));
  for (const number of texts(
    person,
    'NationalIdentifierDetails/NationalIdentifier/NationalIdentifierNumber',
  ))
    draft.identifier(identifier('national_id', number));
}

function addEntity(draft: Draft, entity: XmlElement): void {
  for (const number of texts(entity, 'BusinessRegistrationNumbers/BusinessRegistrationNumber'))
    draft.identifier(identifier('registration', number));
  for (const name of texts(entity, 'ParentCompanies/ParentCompany')) draft.link('parent', { name });
  for (const name of texts(entity, 'Subsidiaries/Subsidiary')) draft.link('subsidiary', { name });
}

function addShip(draft: Draft, ship: XmlElement): void {
  for (const number of texts(ship, 'IMONumbers/IMONumber'))
    draft.identifier(identifier('imo', number));
  for (const flag of texts(ship, 'CurrentBelievedFlagOfShips/CurrentBelievedFlagOfShip'))
    draft.place('flag', flag);
  for (const name of texts(ship, 'CurrentOwnerOperators/CurrentOwnerOperator'))
    draft.link('owned_by', { name });
}
