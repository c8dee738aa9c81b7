/**
 * What the properties of FollowTheMoney mean to a profile: one table, by which entities are both
 * read and written. Of several properties for one meaning the first is the one that is written.
 */
import type { Listing } from '../listing.js';
import type { IdentifierKind, ProfileDate, ProfileKind, ProfilePlace } from '../profile.js';

export const DATES: readonly (readonly [string, ProfileDate['kind']])[] = [
  ['birthDate', 'birth'],
  ['deathDate', 'death'],
  ['incorporationDate', 'founded'],
  ['buildDate', 'built'],
];

export const PLACES: readonly (readonly [string, ProfilePlace['kind']])[] = [
  ['nationality', 'nationality'],
  ['citizenship', 'nationality'],
  ['birthPlace', 'birth'],
  ['birthCountry', 'birth'],
  ['jurisdiction', 'registration'],
  ['mainCountry', 'registration'],
  ['flag', 'flag'],
  ['country', 'unspecified'],
];

/** Kinds written after the first are read as it, unless the number itself tells what it is. */
export const IDENTIFIERS: readonly (readonly [string, IdentifierKind, ...IdentifierKind[]])[] = [
  ['passportNumber', 'passport'],
  ['socialSecurityNumber', 'ssn'],
  ['idNumber', 'national_id', 'curp', 'clabe', 'iban', 'account', 'other'],
  ['taxNumber', 'tax_id', 'rfc', 'ein', 'itin'],
  ['vatCode', 'tax_id'],
  ['innCode', 'tax_id'],
  ['registrationNumber', 'registration', 'tail_number'],
  ['ogrnCode', 'registration'],
  ['licenseNumber', 'registration', 'driving_licence'],
  ['leiCode', 'lei'],
  ['swiftBic', 'bic'],
  ['dunsCode', 'duns'],
  ['imoNumber', 'imo'],
  ['mmsi', 'mmsi'],
  ['callSign', 'call_sign'],
  ['serialNumber', 'serial_number'],
  ['uniqueEntityId', 'other'],
  ['npiCode', 'other'],
  ['phone', 'phone'],
  ['email', 'email'],
  ['website', 'website'],
];

const SCHEMAS: readonly (readonly [string, ProfileKind])[] = [
  ['Person', 'person'],
  ['Organization', 'organisation'],
  ['Company', 'organisation'],
  ['PublicBody', 'organisation'],
  ['Vessel', 'vessel'],
  ['Airplane', 'aircraft'],
  ['CryptoWallet', 'wallet'],
];
const KINDS: ReadonlyMap<string, ProfileKind> = new Map(SCHEMAS);

/** Null: the schema does not tell. */
export function kindOfSchema(schema: string): ProfileKind {
  return KINDS.get(schema) ?? null;
}

/** The schema that its source gave it, where it had one; else the one of its kind. */
export function schemaOf(listing: Pick<Listing, 'kind' | 'properties'>): string {
  const [given] = listing.properties.schema ?? [];
  if (given !== undefined && kindOfSchema(given) === listing.kind && listing.kind !== null)
    return given;
  return SCHEMAS.find(([, kind]) => kind === listing.kind)?.[0] ?? 'LegalEntity';
}

/** Lists that issue sanctions, by what peers call them. */
const SANCTIONS = /^(us_ofac|un_sc|eu_fsf|eu_sanctions|gb_(hmt|fcdo))/;

/** Topics of OpenSanctions’ vocabulary: those that the source gives, or what its list is about. */
export function topicsOf({ list, properties }: Pick<Listing, 'list' | 'properties'>): string[] {
  if (properties.topics) return [...properties.topics];
  if (SANCTIONS.test(list)) return ['sanction'];
  return list.startsWith('mx_sat_69b') ? ['reg.warn'] : [];
}
