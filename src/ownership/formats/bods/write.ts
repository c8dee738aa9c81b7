/** Writes holders and interests as BODS 0.4 statements, and says what these cannot carry. */
import { derivedId, type Ids } from '../../../base/index.js';
import type { Holder, Interest, Share, Source, Statements } from '../../statement.js';
import { LossTally } from '../collector.js';
import { dayOf, firstDayOf } from '../dates.js';
import type { JsonObject } from '../json-records.js';
import type { Loss } from '../reader.js';
import { toPercent } from '../written-share.js';
import { codeOfInterest, entityOfKind } from './codes.js';

/** `today` dates what is not dated, and the publication; `ids` give statements their ids. */
export interface BodsWriteOptions {
  readonly ids: Ids;
  readonly today: string;
  readonly publisher: string;
}

/** Statements in the order that the standard wants: who, then who owns whom. */
export function toBods(
  { holders, interests }: Statements,
  options: BodsWriteOptions,
): { readonly statements: readonly JsonObject[]; readonly loss: readonly Loss[] } {
  const losses = new LossTally();
  const statements = [
    ...holders.map((holder) => holderStatement(holder, options, losses)),
    ...interests.map((interest) => interestStatement(interest, options, losses)),
  ];
  return { statements, loss: losses.list() };
}

function holderStatement(holder: Holder, options: BodsWriteOptions, losses: LossTally): JsonObject {
  const is_person = holder.kind === 'person';
  if (holder.sector !== null) losses.add('holder.sector', 'unknown_here', holder.id);
  // The first name that is written is the legal one.
  if (is_person && holder.name === null && holder.other_names.length > 0)
    losses.add('holder.other_names', 'coarsened', holder.id);
  if (is_person && holder.listed_company)
    losses.add('holder.listed_company', 'unknown_here', holder.id);
  return {
    ...statementHead(holder.source, { subject: holder.id, day: options.today }, options, losses),
    recordId: holder.id,
    recordType: is_person ? 'person' : 'entity',
    recordDetails: is_person ? personOf(holder) : entityOf(holder, losses),
  };
}

function personOf(holder: Holder): JsonObject {
  const names = [holder.name, ...holder.other_names].filter((name) => name !== null);
  return compact({
    isComponent: false,
    personType: holder.name === null ? 'unknownPerson' : 'knownPerson',
    unspecifiedPersonDetails: holder.name === null ? { reason: 'unknown' } : undefined,
    names: names.map((fullName, i) => ({ type: i === 0 ? 'legal' : 'alternative', fullName })),
    identifiers: holder.identifiers.map(identifierOf),
    birthDate: holder.born_on ?? undefined,
    deathDate: holder.dissolved_on ?? undefined,
    taxResidencies: holder.country === null ? [] : [countryOf(holder.country)],
    addresses: holder.addresses.map((address) => ({ type: 'alternative', address })),
  });
}

function entityOf(holder: Holder, losses: LossTally): JsonObject {
  return compact({
    isComponent: false,
    entityType: entityOfKind(holder.kind),
    unspecifiedEntityDetails: holder.kind === 'unknown' ? { reason: 'unknown' } : undefined,
    name: holder.name ?? undefined,
    alternateNames: holder.other_names,
    jurisdiction: holder.country === null ? undefined : countryOf(holder.country),
    identifiers: holder.identifiers.map(identifierOf),
    foundingDate: wholeDay(holder, 'born_on', losses),
    dissolutionDate: wholeDay(holder, 'dissolved_on', losses),
    addresses: holder.addresses.map((address) => ({ type: 'alternative', address })),
    publicListing: holder.listed_company ? { hasPublicListing: true } : undefined,
  });
}

function interestStatement(
  interest: Interest,
  options: BodsWriteOptions,
  losses: LossTally,
): JsonObject {
  const { id, subject, owner, kind, share, directness, from, until, known_from } = interest;
  if (known_from === null) losses.add('interest.known_from', 'unknown_here', id);
  for (const field of ['from', 'until'] as const)
    if (interest[field] !== null && dayOf(interest[field]) === null)
      losses.add(`interest.${field}`, 'coarsened', id);
  const day = dayOf(known_from) ?? options.today;
  return {
    ...statementHead(interest.source, { subject, day }, options, losses),
    recordId: id,
    recordType: 'relationship',
    recordDetails: {
      isComponent: false,
      subject,
      interestedParty: owner ?? { reason: 'unknown' },
      interests: [
        compact({
          type: codeOfInterest(kind),
          directOrIndirect: directness,
          share: share === null ? undefined : shareOf(share, id, losses),
          startDate: from === null ? undefined : firstDayOf(from),
          endDate: until === null ? undefined : firstDayOf(until),
        }),
      ],
    },
  };
}

/** An exact share whose percentage has no end is written as the narrow range that encloses it. */
function shareOf({ least, most, above, below }: Share, id: string, losses: LossTally): JsonObject {
  const [from, to] = [toPercent(least), toPercent(most)];
  const is_exact = least.num === most.num && least.den === most.den && from.low === from.high;
  if (is_exact) return { exact: from.low };
  if (from.low !== from.high || to.low !== to.high) losses.add('interest.share', 'coarsened', id);
  const opens = above || from.low !== from.high;
  const closes = below || to.low !== to.high;
  return {
    ...(opens ? { exclusiveMinimum: from.low } : { minimum: from.low }),
    ...(closes ? { exclusiveMaximum: to.high } : { maximum: to.high }),
  };
}

function statementHead(
  source: Source,
  { subject, day }: { readonly subject: string; readonly day: string },
  options: BodsWriteOptions,
  losses: LossTally,
): JsonObject {
  if (source.place !== null) losses.add('source.place', 'unknown_here', source.place);
  return {
    statementId: statementId(options.ids),
    statementDate: day,
    declarationSubject: subject,
    publicationDetails: {
      publicationDate: options.today,
      bodsVersion: '0.4',
      publisher: { name: options.publisher },
    },
    source: compact({
      description: source.name,
      url: source.url ?? undefined,
      retrievedAt: source.retrieved_on ?? undefined,
    }),
    recordStatus: 'new',
  };
}

/** The standard wants 32 to 64 characters; shorter ids are hashed. */
function statementId(ids: Ids): string {
  const id = ids.next();
  return id.length >= 32 && id.length <= 64 ? id : derivedId('bods-statement', id);
}

function wholeDay(
  holder: Holder,
  field: 'born_on' | 'dissolved_on',
  losses: LossTally,
): string | undefined {
  const date = holder[field];
  if (date === null) return undefined;
  if (date.length < 10) losses.add(`holder.${field}`, 'coarsened', holder.id);
  return firstDayOf(date);
}

function identifierOf({ scheme, value }: Holder['identifiers'][number]): JsonObject {
  const is_code = /^[A-Z]{2,3}-[A-Z0-9_]{2,}$/.test(scheme);
  return is_code ? { id: value, scheme } : { id: value, schemeName: scheme };
}

function countryOf(code: string): JsonObject {
  return { name: REGIONS.of(code) ?? code, code };
}

const REGIONS = new Intl.DisplayNames('en', { type: 'region' });

/** Without what is absent or an empty list. */
function compact(object: Record<string, unknown>): JsonObject {
  const present = Object.entries(object).filter(
    ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(present);
}
