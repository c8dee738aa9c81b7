import { present } from '../../base/index.js';
import { type Listing, listingKey } from '../listing.js';
import type { IdentifierKind, Name, ProfileDate, ProfilePlace } from '../profile.js';
import { DATES, IDENTIFIERS, PLACES, schemaOf, topicsOf } from './properties.js';

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

/** With other entities in its properties. */
export interface NestedEntityJson extends Omit<EntityJson, 'properties'> {
  readonly properties: Readonly<Record<string, readonly (string | NestedEntityJson)[]>>;
}

/** When the store saw a listing: peers' clients sort and filter by it. ISO 8601. */
export interface Seen {
  readonly first_seen: string | null;
  readonly last_seen: string | null;
  readonly last_change: string | null;
}

/** A listing as an entity, with what FollowTheMoney has a property for. */
export function entityOf(listing: Listing, seen: Seen): EntityJson {
  const bag = new Bag();
  listing.names.forEach((name, at) => {
    putName(bag, name, at === 0);
  });
  for (const date of listing.dates) bag.put(dateProperty(date), ...partialDates(date));
  for (const place of listing.places) putPlace(bag, place, listing.kind === 'vessel');
  for (const { text, country } of listing.addresses) {
    bag.put('address', text);
    bag.put('country', country?.toLowerCase() ?? null);
  }
  for (const { kind, text } of listing.identifiers) bag.put(identifierProperty(kind), text);
  for (const { address, currency } of listing.wallets) {
    bag.put('publicKey', address);
    bag.put('currency', currency);
  }
  bag.put('gender', listing.gender);
  bag.put('programId', ...listing.programs);
  bag.put('notes', listing.remarks);
  bag.put('topics', ...topicsOf(listing));
  return {
    id: listing.id,
    caption: listing.names[0]?.full ?? listing.wallets[0]?.address ?? listing.id,
    schema: schemaOf(listing),
    properties: bag.properties(),
    datasets: [...new Set([listing.list, ...(listing.properties.datasets ?? [])])],
    referents: [listingKey(listing)],
    target: true,
    ...seen,
  };
}

/**
 * The same, with what is an entity of its own in it, as `/entities/{id}` of the peers nests it: the
 * sanction, wallets, and whom it is linked to.
 */
export function nestedEntityOf(listing: Listing, seen: Seen): NestedEntityJson {
  const entity = entityOf(listing, seen);
  const adjunct = (schema: string, part: string, properties: Record<string, readonly string[]>) => {
    const filled = Object.entries(properties).filter(([, values]) => values.length > 0);
    const id = `${listing.list}-${listing.id}-${part}`;
    const own = { id, caption: schema, schema, properties: Object.fromEntries(filled) };
    return { ...own, datasets: entity.datasets, referents: [], target: false, ...seen };
  };
  const links = listing.links.flatMap(({ relation, to_id, to_name }, at) => {
    const [object, summary] = [to_id === null ? [] : [to_id], to_name === null ? [] : [to_name]];
    const ends = { subject: [listing.id], object, role: [relation], summary };
    return [adjunct('UnknownLink', `link-${at + 1}`, ends)];
  });
  const wallets = listing.kind === 'wallet' ? [] : listing.wallets;
  const nested = {
    sanctions: isSanction(listing) ? [adjunct('Sanction', 'sanction', sanctionOf(listing))] : [],
    cryptoWallets: wallets.map(({ address, currency }, at) => {
      const keys = { publicKey: [address], currency: currency === null ? [] : [currency] };
      return adjunct('CryptoWallet', `wallet-${at + 1}`, { holder: [listing.id], ...keys });
    }),
    unknownLinkTo: links,
  };
  const filled = Object.entries(nested).filter(([, entities]) => entities.length > 0);
  return { ...entity, properties: { ...entity.properties, ...Object.fromEntries(filled) } };
}

function isSanction(listing: Listing): boolean {
  return (
    topicsOf(listing).some((topic) => topic.startsWith('sanction')) ||
    listing.programs.length > 0 ||
    listing.stages.length > 0 ||
    Object.keys(listing.properties).some((property) => property.startsWith(SANCTION))
  );
}

/** What its own sanction said where the list came as FollowTheMoney, and what we know of it. */
function sanctionOf(listing: Listing): Record<string, readonly string[]> {
  const own = Object.entries(listing.properties).flatMap(([property, values]) =>
    property.startsWith(SANCTION) ? [[property.slice(SANCTION.length), values] as const] : [],
  );
  return {
    authority: [listing.list],
    programId: listing.programs,
    listingDate: listing.listed_on === null ? [] : [listing.listed_on],
    status: listing.stages.map(({ name }) => name),
    ...Object.fromEntries(own),
    entity: [listing.id],
  };
}

const SANCTION = 'sanction.';

/** Properties as sets of texts; nothing empty gets in. */
class Bag {
  readonly #values = new Map<string, Set<string>>();

  put(property: string, ...values: readonly (string | null)[]): void {
    for (const value of values) {
      if (!value) continue;
      const known = this.#values.get(property) ?? new Set();
      this.#values.set(property, known.add(value));
    }
  }

  properties(): Record<string, string[]> {
    return Object.fromEntries([...this.#values].map(([name, values]) => [name, [...values]]));
  }
}

/** Parts of a name have no place beside one another: those of the primary one are written. */
function putName(bag: Bag, name: Name, is_first: boolean): void {
  const alias = name.strength === 'weak' ? 'weakAlias' : 'alias';
  const former = name.kind === 'former' || name.kind === 'maiden';
  bag.put(
    is_first || name.kind === 'primary' ? 'name' : former ? 'previousName' : alias,
    name.full,
  );
  if (!is_first || name.parts === null) return;
  const { given, paternal, maternal, surnames } = name.parts;
  bag.put('firstName', given);
  bag.put('lastName', surnames ?? paternal);
  bag.put('motherName', surnames === null ? maternal : null);
}

function dateProperty({ kind }: ProfileDate): string {
  return present(DATES.find(([, known]) => known === kind)?.[0], kind);
}

/** As exactly as both ends agree: a day, a month, a year; a longer span by its two ends. */
function partialDates({ from, to }: ProfileDate): string[] {
  if (from === to) return [from];
  const starts = from.endsWith('-01');
  if (starts && from.slice(0, 7) === to.slice(0, 7)) return [from.slice(0, 7)];
  const whole = from.endsWith('-01-01') && to.endsWith('-12-31');
  return whole ? [from.slice(0, 4), to.slice(0, 4)] : [from, to];
}

function putPlace(bag: Bag, place: ProfilePlace, is_vessel: boolean): void {
  const code = place.country?.toLowerCase() ?? null;
  if (place.kind === 'birth') {
    bag.put('birthPlace', place.text);
    bag.put('birthCountry', code);
    return;
  }
  const kind = is_vessel && place.kind === 'registration' ? 'flag' : place.kind;
  bag.put(PLACES.find(([, known]) => known === kind)?.[0] ?? 'country', code);
}

function identifierProperty(kind: IdentifierKind): string {
  return present(
    IDENTIFIERS.find(([, ...kinds]) => kinds.includes(kind)),
    kind,
  )[0];
}
