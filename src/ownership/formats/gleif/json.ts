/**
 * Answers of the GLEIF API (JSON:API, version 1): pages of `lei-records` and of relationship
 * records, one to a line or as they came. Written from its documentation: no sample was at hand.
 */
import { dateOf, dayOf } from '../dates.js';
import { sourceOf } from '../drafts.js';
import { objectAt, objectsAt, textAt, textsAt } from '../json-fields.js';
import { isObject, type JsonObject, readJsonRecords } from '../json-records.js';
import type { StatementFormat, StatementInput, StatementSink } from '../reader.js';
import { giveEntity } from './entity.js';
import { giveRelation } from './relations.js';

export const gleifJson: StatementFormat = {
  id: 'gleif-api',
  recognise: (head) =>
    /"type"\s*:\s*"(lei-records|relationship-records)"/.test(head) && /"attributes"\s*:/.test(head),
  read: readGleifJson,
};

async function readGleifJson(input: StatementInput, sink: StatementSink): Promise<void> {
  for await (const record of readJsonRecords(input.bytes, input.head)) {
    if ('code' in record) {
      sink.reject(record.code, record.value, record);
      continue;
    }
    for (const item of itemsOf(record.object)) giveItem(item, input, sink, record.line);
  }
}

/** A page holds many records; so does nothing else. */
function itemsOf(object: JsonObject): readonly JsonObject[] {
  const { data } = object;
  if (Array.isArray(data)) return data.filter(isObject);
  return [isObject(data) ? data : object];
}

function giveItem(
  item: JsonObject,
  input: StatementInput,
  sink: StatementSink,
  line: number,
): void {
  const type = textAt(item, 'type');
  const attributes = objectAt(item, 'attributes');
  if (type === 'lei-records' && attributes) giveLei(attributes, input, sink, line);
  else if (type === 'relationship-records' && attributes) giveLink(attributes, input, sink, line);
  else sink.reject('gleif_incomplete', type ?? '', { line });
}

function giveLei(
  attributes: JsonObject,
  { options }: StatementInput,
  sink: StatementSink,
  line: number,
): void {
  const entity = objectAt(attributes, 'entity');
  const lei = textAt(attributes, 'lei');
  const addresses = ['legalAddress', 'headquartersAddress'].map((each) => objectAt(entity, each));
  const names = ['otherNames', 'transliteratedOtherNames'].flatMap((each) =>
    objectsAt(entity, each).map((name) => textAt(name, 'name')),
  );
  giveEntity(
    {
      lei,
      name: textAt(entity, 'legalName', 'name'),
      other_names: names.filter((name) => name !== null),
      jurisdiction: textAt(entity, 'jurisdiction'),
      country: textAt(entity, 'legalAddress', 'country'),
      addresses: addresses.map(addressText).filter(Boolean),
      register: textAt(entity, 'registeredAt', 'id'),
      register_id: textAt(entity, 'registeredAs'),
      category: textAt(entity, 'category'),
      founded_on: dateOf(textAt(entity, 'creationDate')),
      dissolved_on: dateOf(textAt(entity, 'expiration', 'date')),
      source: sourceOf('GLEIF', lei, options),
    },
    sink,
    { line },
  );
}

function addressText(address: JsonObject | null): string {
  const parts = ['city', 'region', 'postalCode', 'country'].map((each) => textAt(address, each));
  return [...textsAt(address, 'addressLines'), ...parts].filter((part) => part !== null).join(', ');
}

function giveLink(
  attributes: JsonObject,
  { options }: StatementInput,
  sink: StatementSink,
  line: number,
): void {
  const relation = objectAt(attributes, 'relationship');
  const period = objectsAt(relation, 'periods').find(
    (each) => textAt(each, 'type') === 'RELATIONSHIP_PERIOD',
  );
  const start = textAt(relation, 'startNode', 'id');
  giveRelation(
    {
      start,
      end: textAt(relation, 'endNode', 'id'),
      type: textAt(relation, 'type'),
      status: textAt(relation, 'status'),
      from: dayOf(textAt(period, 'startDate')),
      until: dayOf(textAt(period, 'endDate')),
      known_from: dayOf(textAt(attributes, 'registration', 'initialRegistrationDate')),
      updated_on: dayOf(textAt(attributes, 'registration', 'lastUpdateDate')),
      source: sourceOf('GLEIF', start, options),
    },
    sink,
    { line },
  );
}
