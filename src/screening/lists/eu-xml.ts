/** The European Union's consolidated list of financial sanctions, XML 1.1: all in attributes. */
import { Fault } from '../../base/index.js';
import type { Listing } from '../listing.js';
import { dayOf } from './days.js';
import { Draft } from './draft.js';
import { all, attribute, text, texts, type XmlElement } from './element.js';
import {
  addEuAddress,
  addEuBirth,
  addEuContact,
  addEuDocument,
  addEuName,
  EU,
  EU_TITLE,
  euKind,
} from './eu-listing.js';
import { type Desk, type Entry, type Head, type ListFormat, rootName } from './format.js';
import { readXmlParties } from './xml-parties.js';

export const EU_XML: ListFormat = {
  name: 'eu-xml',
  recognises: (head) =>
    rootName(head) === 'export' && /fpi\/fsd\/export|<sanctionEntity/.test(head.text),
  async open(files, desk) {
    const [head] = files;
    if (!head || files.length > 1)
      throw new Fault('lists.two_mains', {}, { file: files[1]?.file ?? '' });
    const generated = /generationDate\s*=\s*["']([^"']*)/.exec(head.text)?.[1] ?? null;
    const list = desk.list ?? 'eu_fsf';
    const named = { list, title: EU_TITLE, issuer: EU, published_on: dayOf(generated) };
    return { ...named, kind: 'full', entries: readEntries(head, list, desk) };
  },
};

const RECORDS: ReadonlySet<string> = new Set(['sanctionEntity']);

function readEntries({ file }: Head, list: string, desk: Desk): AsyncGenerator<Entry> {
  return readXmlParties(desk, {
    file,
    records: RECORDS,
    idOf: (element) => attribute(element, 'euReferenceNumber') ?? attribute(element, 'logicalId'),
    listingOf: (id, element) => listingOf(list, id, element),
    rejected: (_, flaw, id) => flaw ?? id ?? '',
  });
}

function listingOf(list: string, id: string, element: XmlElement): Listing {
  const draft = new Draft(list, id);
  const [subject] = all(element, 'subjectType');
  draft.kind = euKind(
    subject ? (attribute(subject, 'classificationCode') ?? attribute(subject, 'code')) : null,
  );
  for (const name of all(element, 'nameAlias')) addEuName(draft, fieldsOf(name));
  for (const birth of all(element, 'birthdate')) addEuBirth(draft, fieldsOf(birth));
  for (const citizenship of all(element, 'citizenship')) {
    const code = attribute(citizenship, 'countryIso2Code') ?? '';
    draft.place(
      'nationality',
      attribute(citizenship, 'countryDescription') ?? code,
      draft.country(code),
    );
  }
  for (const document of all(element, 'identification')) addEuDocument(draft, fieldsOf(document));
  for (const address of all(element, 'address')) addEuAddress(draft, fieldsOf(address));
  for (const contact of all(element, 'address/contactInfo'))
    addEuContact(draft, attribute(contact, 'key'), attribute(contact, 'value'));
  const dates: string[] = [];
  for (const regulation of all(element, 'regulation')) {
    const programme = attribute(regulation, 'programme');
    if (programme) draft.program(programme);
    dates.push(...(dayOf(attribute(regulation, 'entryIntoForceDate')) ?? []));
    draft.property('regulation', attribute(regulation, 'numberTitle'));
    draft.property('publicationUrl', text(regulation, 'publicationUrl'));
  }
  draft.listed_on = dayOf(attribute(element, 'designationDate')) ?? dates.sort()[0] ?? null;
  draft.remarks = texts(element, 'remark').join(' ') || null;
  for (const name of ['designationDetails', 'unitedNationId', 'logicalId'])
    draft.property(name, attribute(element, name));
  return draft.done();
}

/** Attributes under their names, with the remarks below the element. */
function fieldsOf(element: XmlElement): (name: string) => string | null {
  const remark = texts(element, 'remark').join(' ') || null;
  return (name) => (name === 'remark' ? remark : attribute(element, name));
}
