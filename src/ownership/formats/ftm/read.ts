/** Reads FollowTheMoney entities, one JSON object to a line (or an array of them). */
import { checkIdentifier } from '../../../model/index.js';
import { INTEREST_KINDS, type Interest, type InterestKind } from '../../statement.js';
import { countryOf } from '../country.js';
import { dateOf, dayOf } from '../dates.js';
import { draftHolder, draftInterest, sourceOf } from '../drafts.js';
import { objectAt, textAt, textsAt } from '../json-fields.js';
import { type JsonObject, readJsonRecords } from '../json-records.js';
import type { RecordPlace, StatementFormat, StatementInput, StatementSink } from '../reader.js';
import { parseWrittenShare } from '../written-share.js';
import { holderKindOf, IDENTIFIERS, LINKS, type LinkSchema } from './schema.js';

export const ftm: StatementFormat = {
  id: 'followthemoney',
  recognise: (head) => /"schema"\s*:\s*"[A-Z]\w+"/.test(head) && /"properties"\s*:\s*\{/.test(head),
  read: readFtm,
};

/** An entity and what is known of it so far. */
interface Entity {
  readonly id: string;
  readonly schema: string;
  readonly properties: JsonObject;
  readonly whole: JsonObject;
}

/** Holders whose address is another entity wait for it until the end of the file. */
async function readFtm(input: StatementInput, sink: StatementSink): Promise<void> {
  const addresses = new Map<string, string>();
  const waiting: Entity[] = [];
  for await (const record of readJsonRecords(input.bytes, input.head)) {
    if ('code' in record) {
      sink.reject(record.code, record.value, record);
      continue;
    }
    const entity = entityOf(record.object);
    if (!entity) sink.reject('ftm_incomplete', JSON.stringify(record.object), record);
    else if (entity.schema === 'Address') {
      addresses.set(entity.id, addressText(entity.properties));
      sink.kept();
    } else if (entity.properties.addressEntity !== undefined && kindOf(entity)) {
      waiting.push(entity);
      sink.kept();
    } else giveEntity(entity, input, sink, record);
  }
  for (const entity of waiting) giveHolder(entity, input, sink, addresses);
}

function entityOf(whole: JsonObject): Entity | null {
  const [id, schema] = [textAt(whole, 'id'), textAt(whole, 'schema')];
  const properties = objectAt(whole, 'properties');
  return id && schema && properties ? { id, schema, properties, whole } : null;
}

function kindOf({ schema, properties }: Entity) {
  return holderKindOf(schema, first(properties, 'legalForm'));
}

function giveEntity(
  entity: Entity,
  input: StatementInput,
  sink: StatementSink,
  place: RecordPlace,
): void {
  const link = LINKS.find(({ schema }) => schema === entity.schema);
  if (link) giveLink(entity, link, input, sink, place);
  else if (kindOf(entity)) {
    sink.kept();
    giveHolder(entity, input, sink, new Map());
  } else sink.reject('ftm_other_schema', entity.schema, place);
}

const NAMES = ['alias', 'previousName', 'weakAlias'];
const HOLDER_READ = new Set([
  'name',
  ...NAMES,
  ...['country', 'jurisdiction', 'mainCountry', 'address', 'addressEntity', 'legalForm', 'sector'],
  ...['birthDate', 'deathDate', 'incorporationDate', 'dissolutionDate'],
  ...['sourceUrl', 'publisher', 'retrievedAt', 'ticker'],
  ...IDENTIFIERS.map(([property]) => property),
]);

function giveHolder(
  entity: Entity,
  input: StatementInput,
  sink: StatementSink,
  known_addresses: ReadonlyMap<string, string>,
): void {
  const { id, properties, schema } = entity;
  const kind = kindOf(entity) ?? 'unknown';
  if (schema === 'Organization') sink.lose('schema Organization', 'coarsened', id);
  loseOthers(entity, HOLDER_READ, sink);
  const is_person = kind === 'person';
  const [name = null, ...others] = textsAt(properties, 'name');
  const linked = textsAt(properties, 'addressEntity').flatMap((each) => {
    const address = known_addresses.get(each);
    return address ? [address] : [];
  });
  sink.holder(
    draftHolder({
      id,
      kind,
      name,
      other_names: [...others, ...NAMES.flatMap((each) => textsAt(properties, each))],
      country:
        countryOf(first(properties, 'jurisdiction')) ??
        countryOf(first(properties, 'mainCountry') ?? first(properties, 'country')),
      addresses: [...textsAt(properties, 'address'), ...linked],
      identifiers: IDENTIFIERS.flatMap(([property, scheme]) =>
        textsAt(properties, property).map((value) => ({
          scheme: schemeFor(property, scheme, value),
          value,
        })),
      ),
      born_on: dateOf(first(properties, is_person ? 'birthDate' : 'incorporationDate')),
      dissolved_on: dateOf(first(properties, is_person ? 'deathDate' : 'dissolutionDate')),
      sector: first(properties, 'sector'),
      listed_company: textsAt(properties, 'ticker').length > 0,
      source: sourceIn(entity, input, null),
    }),
  );
}

/** A tax number is an RFC where it has the shape of one; otherwise the property is all we know. */
function schemeFor(property: string, scheme: string, value: string): string {
  if (property !== 'taxNumber' && property !== 'idNumber') return scheme;
  const { findings } = checkIdentifier(property === 'taxNumber' ? 'rfc' : 'curp', value);
  return findings.some(({ severity }) => severity === 'error') ? property : scheme;
}

const LINK_READ = new Set([
  ...['percentage', 'ownershipType', 'role', 'startDate', 'endDate', 'modifiedAt'],
  ...['sourceUrl', 'publisher', 'retrievedAt', 'recordId'],
]);

/** Several owners of several things in one entity are each an owner of each. */
function giveLink(
  entity: Entity,
  link: LinkSchema,
  input: StatementInput,
  sink: StatementSink,
  place: RecordPlace,
): void {
  const { id, properties } = entity;
  const owners = textsAt(properties, link.owner);
  const subjects = textsAt(properties, link.subject);
  if (owners.length === 0 || subjects.length === 0) {
    sink.reject('ftm_incomplete', `${entity.schema} ${id}`, place);
    return;
  }
  sink.kept();
  loseOthers(entity, new Set([...LINK_READ, link.owner, link.subject]), sink);
  const role = first(properties, 'role');
  const kind = isKind(role) ? role : link.kind;
  if (role !== null && role !== kind) sink.lose(`${entity.schema}.role`, 'coarsened', id);
  if (link.kind === 'unknown' && link.schema !== 'UnknownLink')
    sink.lose(`schema ${link.schema}`, 'coarsened', id);
  const percentage = first(properties, 'percentage');
  const share = percentage === null ? null : parseWrittenShare(percentage);
  if (percentage !== null && !share) sink.lose('Ownership.percentage', 'coarsened', id);
  const drafts = owners.flatMap((owner) => subjects.map((subject) => ({ owner, subject })));
  drafts.forEach((ends, i) => {
    sink.interest(
      draftInterest({
        ...ends,
        id: drafts.length === 1 ? id : `${id}/${i + 1}`,
        kind,
        share,
        directness: directnessOf(first(properties, 'ownershipType')),
        from: dateOf(first(properties, 'startDate')),
        until: dateOf(first(properties, 'endDate')),
        known_from: dayOf(first(properties, 'modifiedAt')),
        source: sourceIn(entity, input, first(properties, 'recordId')),
      }),
    );
  });
}

function isKind(role: string | null): role is InterestKind {
  return INTEREST_KINDS.some((kind) => kind === role);
}

function directnessOf(type: string | null): Interest['directness'] {
  return type === 'direct' || type === 'indirect' ? type : 'unknown';
}

function sourceIn(
  { properties, whole }: Entity,
  { options }: StatementInput,
  place: string | null,
) {
  const [dataset] = textsAt(whole, 'datasets');
  const name = first(properties, 'publisher') ?? dataset ?? options.source ?? 'FollowTheMoney';
  const source = sourceOf(name, place, options, first(properties, 'sourceUrl'));
  return {
    ...source,
    retrieved_on: dayOf(first(properties, 'retrievedAt')) ?? source.retrieved_on,
  };
}

function loseOthers(entity: Entity, read: ReadonlySet<string>, sink: StatementSink): void {
  for (const property of Object.keys(entity.properties)) {
    if (!read.has(property)) sink.lose(`${entity.schema}.${property}`, 'unknown_here', entity.id);
    else if (SINGLE.has(property) && textsAt(entity.properties, property).length > 1)
      sink.lose(`${entity.schema}.${property} (all but the first)`, 'merged', entity.id);
  }
}

/** Every property is a list there; of these only the first value is carried. */
const SINGLE: ReadonlySet<string> = new Set([
  ...['country', 'mainCountry', 'jurisdiction', 'legalForm', 'sector', 'birthDate', 'deathDate'],
  ...['incorporationDate', 'dissolutionDate', 'percentage', 'ownershipType', 'role', 'startDate'],
  ...['endDate', 'modifiedAt', 'publisher', 'sourceUrl', 'retrievedAt', 'recordId'],
]);

function addressText(properties: JsonObject): string {
  const parts = ['street', 'city', 'postalCode', 'region'].map((each) => first(properties, each));
  return first(properties, 'full') ?? parts.filter(Boolean).join(', ');
}

function first(properties: JsonObject, name: string): string | null {
  return textsAt(properties, name)[0] ?? null;
}
