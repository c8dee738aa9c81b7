import { type Listing, listingKey } from '../listing.js';
import type { Identifier, IdentifierKind, Name, ProfileDate, ProfilePlace } from '../profile.js';

/** An entity as FollowTheMoney writes it in JSON: every property a list of texts. */
export interface EntityJson {
  readonly id: string;
  readonly caption: string;
  readonly schema: string;
  readonly properties: Readonly<Record<string, readonly string[]>>;
  readonly datasets: readonly string[];
  readonly referents: readonly string[];
  readonly target: boolean;
  readonly first_seen: string | null;
  readonly last_seen: string | null;
  readonly last_change: string | null;
}

/** When the store saw a listing: peers' clients sort and filter by it. ISO 8601. */
export interface Seen {
  readonly first_seen: string | null;
  readonly last_seen: string | null;
  readonly last_change: string | null;
}

const SCHEMAS = {
  person: 'Person',
  organisation: 'Organization',
  vessel: 'Vessel',
  aircraft: 'Airplane',
  wallet: 'CryptoWallet',
} as const;

/** Property of each kind of number, and where the schema lacks it, of any legal entity. */
const IDENTIFIER_PROPERTIES: Readonly<Record<IdentifierKind, string>> = {
  rfc: 'taxNumber',
  curp: 'idNumber',
  ssn: 'socialSecurityNumber',
  ein: 'taxNumber',
  itin: 'taxNumber',
  passport: 'passportNumber',
  national_id: 'idNumber',
  driving_licence: 'licenseNumber',
  tax_id: 'taxNumber',
  registration: 'registrationNumber',
  lei: 'leiCode',
  bic: 'swiftBic',
  duns: 'dunsCode',
  imo: 'imoNumber',
  mmsi: 'mmsi',
  call_sign: 'callSign',
  tail_number: 'registrationNumber',
  serial_number: 'serialNumber',
  clabe: 'idNumber',
  iban: 'idNumber',
  account: 'idNumber',
  phone: 'phone',
  email: 'email',
  website: 'website',
  other: 'idNumber',
};

/** A listing as an entity, with what FollowTheMoney has a property for. */
export function entityOf(listing: Listing, seen: Seen): EntityJson {
  const properties = new Map<string, Set<string>>();
  const put = (property: string, ...values: readonly (string | null)[]) => {
    for (const value of values) {
      if (value === null || value === '') continue;
      const known = properties.get(property) ?? new Set();
      properties.set(property, known.add(value));
    }
  };
  for (const name of listing.names) putName(put, name);
  for (const date of listing.dates) put(dateProperty(date), partialDate(date));
  for (const place of listing.places) putPlace(put, place, listing.kind === 'vessel');
  put('address', ...listing.addresses.map(({ text }) => text));
  put('country', ...listing.addresses.map(({ country }) => country?.toLowerCase() ?? null));
  for (const identifier of listing.identifiers)
    put(identifierProperty(identifier), identifier.text);
  put('publicKey', ...listing.wallets.map(({ address }) => address));
  put('currencySymbol', ...listing.wallets.map(({ currency }) => currency));
  put('gender', listing.gender);
  put('programId', ...listing.programs);
  put('notes', listing.remarks);
  put('topics', ...(listing.properties.topics ?? []));
  return {
    id: listing.id,
    caption: listing.names[0]?.full ?? listing.wallets[0]?.address ?? listing.id,
    schema: listing.kind === null ? 'LegalEntity' : SCHEMAS[listing.kind],
    properties: Object.fromEntries([...properties].map(([name, values]) => [name, [...values]])),
    datasets: [listing.list],
    referents: [listingKey(listing)],
    target: true,
    ...seen,
  };
}

type Put = (property: string, ...values: readonly (string | null)[]) => void;

function putName(put: Put, name: Name): void {
  const alias = name.strength === 'weak' ? 'weakAlias' : 'alias';
  const former = name.kind === 'former' || name.kind === 'maiden';
  put(name.kind === 'primary' ? 'name' : former ? 'previousName' : alias, name.full);
  put('firstName', name.parts?.given ?? null);
  put('lastName', name.parts?.surnames ?? joined(name.parts?.paternal, name.parts?.maternal));
}

function joined(...parts: readonly (string | null | undefined)[]): string | null {
  return parts.filter((part) => part).join(' ') || null;
}

function dateProperty({ kind }: ProfileDate): string {
  const properties = { birth: 'birthDate', founded: 'incorporationDate', death: 'deathDate' };
  return kind === 'built' ? 'buildDate' : properties[kind];
}

/** As exactly as both ends agree: a day, a month, a year; of a longer span its first year. */
function partialDate({ from, to }: ProfileDate): string {
  if (from === to) return from;
  const month = from.slice(0, 7) === to.slice(0, 7) && from.endsWith('-01');
  return month ? from.slice(0, 7) : from.slice(0, 4);
}

function putPlace(put: Put, place: ProfilePlace, vessel: boolean): void {
  const code = place.country?.toLowerCase() ?? null;
  if (place.kind === 'birth') {
    put('birthPlace', place.text);
    put('birthCountry', code);
    return;
  }
  const kinds = { nationality: 'nationality', registration: 'jurisdiction', flag: 'flag' } as const;
  const property = place.kind in kinds ? kinds[place.kind as keyof typeof kinds] : 'country';
  put(vessel && property === 'jurisdiction' ? 'flag' : property, code);
}

function identifierProperty({ kind }: Identifier): string {
  return IDENTIFIER_PROPERTIES[kind];
}
