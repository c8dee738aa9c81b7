/** GLEIF's XML: LEI-CDF 3.1, RR-CDF 2.1, reporting exceptions, with or without extensions. */
import { dateOf, dayOf } from '../dates.js';
import { sourceOf } from '../drafts.js';
import type { StatementFormat, StatementInput, StatementSink } from '../reader.js';
import {
  elementAt,
  elementsOf,
  readXmlRecords,
  type XmlElement,
  xmlTextAt,
} from '../xml-records.js';
import { giveEntity } from './entity.js';
import { giveException, giveRelation } from './relations.js';

export const gleifXml: StatementFormat = {
  id: 'gleif-xml',
  recognise: (head) => /^\s*(<\?xml|<)/.test(head) && /gleif\.org\/data\/schema\//.test(head),
  read: readGleifXml,
};

const NAMES = { records: ['LEIRecord', 'RelationshipRecord', 'Exception'], skip: ['Extension'] };

async function readGleifXml(input: StatementInput, sink: StatementSink): Promise<void> {
  for await (const record of readXmlRecords(input.bytes, NAMES)) {
    if ('code' in record) sink.reject(record.code, record.value, record);
    else if (record.element.name === 'LEIRecord') giveLei(record.element, input, sink, record.line);
    else if (record.element.name === 'Exception')
      giveNone(record.element, input, sink, record.line);
    else giveLink(record.element, input, sink, record.line);
  }
}

function giveLei(
  record: XmlElement,
  { options }: StatementInput,
  sink: StatementSink,
  line: number,
): void {
  const entity = elementAt(record, 'Entity');
  const lei = xmlTextAt(record, 'LEI');
  const names = ['OtherEntityNames', 'TransliteratedOtherEntityNames'].flatMap(
    (each) => elementAt(entity, each)?.children ?? [],
  );
  const addresses = ['LegalAddress', 'HeadquartersAddress'].map((each) => elementAt(entity, each));
  giveEntity(
    {
      lei,
      name: xmlTextAt(entity, 'LegalName'),
      other_names: names.map(({ text }) => text).filter(Boolean),
      jurisdiction: xmlTextAt(entity, 'LegalJurisdiction'),
      country: xmlTextAt(entity, 'LegalAddress', 'Country'),
      addresses: addresses.map(addressText).filter(Boolean),
      register: xmlTextAt(entity, 'RegistrationAuthority', 'RegistrationAuthorityID'),
      register_id: xmlTextAt(entity, 'RegistrationAuthority', 'RegistrationAuthorityEntityID'),
      category: xmlTextAt(entity, 'EntityCategory'),
      founded_on: dateOf(xmlTextAt(entity, 'EntityCreationDate')),
      dissolved_on: dateOf(xmlTextAt(entity, 'EntityExpirationDate')),
      source: sourceOf('GLEIF', lei, options),
    },
    sink,
    { line },
  );
}

const ADDRESS_LINES = new Set([
  'FirstAddressLine',
  'AdditionalAddressLine',
  'City',
  'Region',
  'PostalCode',
  'Country',
]);

function addressText(address: XmlElement | null): string {
  const lines = address?.children.filter(({ name }) => ADDRESS_LINES.has(name)) ?? [];
  return lines.map(({ text }) => text).join(', ');
}

/** The period of the relation counts; accounting and document periods are about papers. */
function giveLink(
  record: XmlElement,
  { options }: StatementInput,
  sink: StatementSink,
  line: number,
): void {
  const relation = elementAt(record, 'Relationship');
  const periods = elementsOf(elementAt(relation, 'RelationshipPeriods'), 'RelationshipPeriod');
  const period =
    periods.find((each) => xmlTextAt(each, 'PeriodType') === 'RELATIONSHIP_PERIOD') ?? null;
  const start = xmlTextAt(relation, 'StartNode', 'NodeID');
  giveRelation(
    {
      start,
      end: xmlTextAt(relation, 'EndNode', 'NodeID'),
      type: xmlTextAt(relation, 'RelationshipType'),
      status: xmlTextAt(relation, 'RelationshipStatus'),
      from: dayOf(xmlTextAt(period, 'StartDate')),
      until: dayOf(xmlTextAt(period, 'EndDate')),
      known_from: dayOf(xmlTextAt(record, 'Registration', 'InitialRegistrationDate')),
      updated_on: dayOf(xmlTextAt(record, 'Registration', 'LastUpdateDate')),
      source: sourceOf('GLEIF', start, options),
    },
    sink,
    { line },
  );
}

function giveNone(
  record: XmlElement,
  { options }: StatementInput,
  sink: StatementSink,
  line: number,
): void {
  const lei = xmlTextAt(record, 'LEI');
  giveException(
    {
      lei,
      category: xmlTextAt(record, 'ExceptionCategory'),
      reasons: elementsOf(record, 'ExceptionReason').map(({ text }) => text),
      source: sourceOf('GLEIF', lei, options),
    },
    sink,
    { line },
  );
}
