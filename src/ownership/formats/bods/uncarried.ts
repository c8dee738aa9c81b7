/** What a BODS statement says that neither a holder nor an interest has a place for. */
import { dayOf } from '../dates.js';
import { objectsAt, textAt } from '../json-fields.js';
import { isObject, type JsonObject } from '../json-records.js';
import type { StatementSink } from '../reader.js';
import type { BodsStatement } from './statement.js';

/** Tells of every field that is filled and not carried over, by its path, whatever it is called. */
export function loseUncarried(statement: BodsStatement, sink: StatementSink): void {
  const { whole, details, record_id, type } = statement;
  const carried = new Set([...CARRIED.common, ...CARRIED[type], nameOfSource(whole)]);
  for (const field of uncarried(whole, '', carried)) sink.lose(field, 'unknown_here', record_id);
  const told = textAt(whole, 'declarationSubject');
  if (told !== null && told !== record_id && told !== textAt(details, 'subject'))
    sink.lose('declarationSubject', 'unknown_here', record_id);
  for (const field of coarsened(details)) sink.lose(field, 'coarsened', record_id);
}

/** Paths with their lists left out. What a path leads to is carried whole. */
const CARRIED = {
  // The version and the day of publication are told of the file, not of each statement.
  common: [
    ...['statementId', 'statementDate', 'declarationSubject', 'recordId', 'recordType'],
    ...['recordStatus', 'source.url', 'source.retrievedAt', 'publicationDetails.bodsVersion'],
    ...['publicationDetails.publicationDate', 'recordDetails.isComponent'],
  ],
  entity: [
    ...details('entityType.type', 'entityType.subtype', 'name', 'alternateNames'),
    ...details('jurisdiction', 'foundingDate', 'dissolutionDate'),
    ...details('publicListing.hasPublicListing', ...both()),
  ],
  // Nationality is left out on purpose: nobody is judged by it here.
  person: [
    ...details('personType', 'names.fullName', 'names.type', 'birthDate', 'deathDate'),
    ...details('taxResidencies', 'addresses.country', ...both()),
  ],
  relationship: [
    ...details('subject', 'interests.type', 'interests.directOrIndirect', 'interests.share'),
    ...details('interests.startDate', 'interests.endDate'),
  ],
} as const;

function both(): readonly string[] {
  const identifiers = ['identifiers.id', 'identifiers.scheme', 'identifiers.schemeName'];
  return [...identifiers, 'addresses.address', 'addresses.postCode', 'addresses.type'];
}

function details(...paths: readonly string[]): readonly string[] {
  return paths.map((path) => `recordDetails.${path}`);
}

/** The one field by which the source is named: see `source.ts`. */
function nameOfSource(whole: JsonObject): string {
  if (textAt(whole, 'source', 'description') !== null) return 'source.description';
  const [asserted] = objectsAt(whole, 'source', 'assertedBy');
  return textAt(asserted, 'name') === null
    ? 'publicationDetails.publisher.name'
    : 'source.assertedBy.name';
}

function uncarried(value: unknown, path: string, carried: ReadonlySet<string>): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => uncarried(each, path, carried));
  if (carried.has(path) || isEmpty(value)) return [];
  const leads = path === '' || [...carried].some((each) => each.startsWith(`${path}.`));
  // Who owns is a record by its id; a reason why nobody is named stands in its place.
  if (path === 'recordDetails.interestedParty' && !isObject(value)) return [];
  const opens = leads || path === 'recordDetails.interestedParty';
  if (!opens || !isObject(value)) return [path];
  return Object.entries(value).flatMap(([key, each]) =>
    uncarried(each, path === '' ? key : `${path}.${key}`, carried),
  );
}

function isEmpty(value: unknown): boolean {
  return value === null || value === '' || (isObject(value) && Object.keys(value).length === 0);
}

/** What is carried less exactly than it is said. */
function coarsened(record: JsonObject): string[] {
  const found: string[] = [];
  const at = (field: string, is_lost: boolean) => {
    if (is_lost) found.push(`recordDetails.${field}`);
  };
  at('isComponent', record.isComponent === true);
  at('personType', textAt(record, 'personType') === 'anonymousPerson');
  at('taxResidencies', objectsAt(record, 'taxResidencies').length > 1);
  for (const each of objectsAt(record, 'names'))
    at('names.type', !/^(legal|alternative)$/.test(textAt(each, 'type') ?? 'legal'));
  for (const each of objectsAt(record, 'identifiers'))
    at('identifiers', (textAt(each, 'scheme') ?? textAt(each, 'schemeName')) === null);
  for (const each of objectsAt(record, 'addresses'))
    at('addresses.type', !/^(alternative|residence)$/.test(textAt(each, 'type') ?? 'alternative'));
  for (const each of objectsAt(record, 'interests')) {
    for (const field of ['startDate', 'endDate']) {
      const written = textAt(each, field);
      at(`interests.${field}`, written !== null && dayOf(written) === null);
    }
  }
  return found;
}
