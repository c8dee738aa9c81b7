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

/**
 * The schemata that listings have and can be asked for, and the kinds of profile that each takes
 * in: a legal entity may be a person or an organisation. Of several schemata for one kind the
 * first is the one that is written. Null: an address is of anything.
 */
const SCHEMATA: ReadonlyMap<string, readonly NonNullable<ProfileKind>[] | null> = new Map([
  ['Person', ['person']],
  ['Organization', ['organisation']],
  ['Company', ['organisation']],
  ['PublicBody', ['organisation']],
  ['Vessel', ['vessel']],
  ['Airplane', ['aircraft']],
  ['CryptoWallet', ['wallet']],
  ['LegalEntity', ['person', 'organisation']],
  ['Vehicle', ['vessel', 'aircraft']],
  ['Asset', ['vessel', 'aircraft', 'wallet']],
  ['Thing', null],
  ['Address', null],
  ['Security', []],
  ['RealEstate', []],
]);

export const SCHEMA_NAMES: readonly string[] = [...SCHEMATA.keys()];

/** Kinds that a schema takes in, null for every one; undefined: no schema that can be asked for. */
export function kindsOfSchema(
  schema: string,
): readonly NonNullable<ProfileKind>[] | null | undefined {
  return SCHEMATA.get(schema);
}

/** Null: the schema does not tell. */
export function kindOfSchema(schema: string): ProfileKind {
  const kinds = SCHEMATA.get(schema);
  return kinds?.length === 1 ? (kinds[0] ?? null) : null;
}

/** The schema that its source gave it, where it had one; else the one of its kind. */
export function schemaOf({ kind, properties }: Pick<Listing, 'kind' | 'properties'>): string {
  const [given] = properties.schema ?? [];
  if (given !== undefined && kindOfSchema(given) === kind && /^[A-Z][A-Za-z]+$/.test(given))
    return given;
  return (
    SCHEMA_NAMES.find((schema) => kind !== null && kindOfSchema(schema) === kind) ?? 'LegalEntity'
  );
}

/** Lists that issue sanctions, by what peers call them. */
const SANCTIONS = /^(us_ofac|un_sc|eu_fsf|eu_sanctions|gb_(hmt|fcdo))/;

/** Topics of OpenSanctions’ vocabulary: those that the source gives, or what its list is about. */
export function topicsOf({ list, properties }: Pick<Listing, 'list' | 'properties'>): string[] {
  if (properties.topics) return [...properties.topics];
  if (SANCTIONS.test(list)) return ['sanction'];
  return list.startsWith('mx_sat_69b') ? ['reg.warn'] : [];
}
