/** Writes holders and interests as FollowTheMoney entities, and says what these cannot carry. */
import { assert } from '../../../base/index.js';
import type { Holder, Interest, Source, Statements } from '../../statement.js';
import { LossTally } from '../collector.js';
import type { JsonObject } from '../json-records.js';
import type { Loss } from '../reader.js';
import { formatWrittenShare } from '../written-share.js';
import { IDENTIFIERS, LINKS, linkOfInterest, schemaOfHolder } from './schema.js';

/** Entities, things before links. Ids are ours: what comes back has the same. */
export function toFtm({ holders, interests }: Statements): {
  readonly entities: readonly JsonObject[];
  readonly loss: readonly Loss[];
} {
  const losses = new LossTally();
  const entities = [
    ...holders.map((holder) => entityOf(holder, losses)),
    ...interests.flatMap((interest) => linkOf(interest, losses)),
  ];
  return { entities, loss: losses.list() };
}

function entityOf(holder: Holder, losses: LossTally): JsonObject {
  const { id, kind } = holder;
  const { schema, legal_form } = schemaOfHolder(kind);
  if (holder.listed_company) losses.add('holder.listed_company', 'unknown_here', id);
  if (holder.source.place !== null) losses.add('holder.source.place', 'unknown_here', id);
  const identifiers: Record<string, string[]> = {};
  for (const { scheme, value } of holder.identifiers) {
    const property = IDENTIFIERS.find((pair) => pair.includes(scheme))?.[0];
    if (!property) losses.add(`identifier scheme ${scheme}`, 'coarsened', id);
    const name = property ?? 'registrationNumber';
    identifiers[name] = [...(identifiers[name] ?? []), value];
  }
  const is_person = kind === 'person';
  return {
    id,
    schema,
    properties: listed({
      name: [holder.name],
      alias: holder.other_names,
      [is_person ? 'country' : 'jurisdiction']: [holder.country?.toLowerCase()],
      address: holder.addresses,
      legalForm: [legal_form],
      [is_person ? 'birthDate' : 'incorporationDate']: [holder.born_on],
      [is_person ? 'deathDate' : 'dissolutionDate']: [holder.dissolved_on],
      sector: [holder.sector],
      ...identifiers,
      ...sourceProperties(holder.source),
    }),
  };
}

/** An owner whom nobody names cannot be one end of a link: that interest is not written. */
function linkOf(interest: Interest, losses: LossTally): JsonObject[] {
  const { id, owner, subject, share } = interest;
  if (owner === null) {
    losses.add('interest without an owner', 'unknown_here', id);
    return [];
  }
  const { link, role } = linkOfInterest(interest.kind);
  const schema = LINKS.find((each) => each.schema === link);
  assert(schema, link);
  const is_ownership = link === 'Ownership';
  if (!is_ownership && share) losses.add('interest.share', 'unknown_here', id);
  if (!is_ownership && interest.directness !== 'unknown')
    losses.add('interest.directness', 'unknown_here', id);
  const direct = is_ownership && interest.directness !== 'unknown' ? interest.directness : null;
  const properties = listed({
    [schema.owner]: [owner],
    [schema.subject]: [subject],
    role: [role],
    percentage: [is_ownership && share ? formatWrittenShare(share) : null],
    ownershipType: [direct],
    startDate: [interest.from],
    endDate: [interest.until],
    modifiedAt: [interest.known_from],
    recordId: [interest.source.place],
    ...sourceProperties(interest.source),
  });
  return [{ id, schema: link, properties }];
}

function sourceProperties({ name, url, retrieved_on }: Source) {
  return { publisher: [name], sourceUrl: [url], retrievedAt: [retrieved_on] };
}

/** Every property is a list there; those that are empty are left out. */
function listed(
  properties: Readonly<Record<string, readonly (string | null | undefined)[]>>,
): Record<string, readonly string[]> {
  const lists = Object.entries(properties).map(
    ([name, values]) => [name, values.filter((value) => value != null)] as const,
  );
  return Object.fromEntries(lists.filter(([, values]) => values.length > 0)) as Record<
    string,
    readonly string[]
  >;
}
