/** A FollowTheMoney entity, with what hangs on it, as a listing. */
import { recogniseIdentifier } from '../../model/index.js';
import type { Listing } from '../listing.js';
import { dayOf } from '../lists/days.js';
import { identifier, kindOfLabel } from '../lists/documents.js';
import { Draft, genderOf } from '../lists/draft.js';
import { placedCountry } from '../lists/places.js';
import { programTags } from '../lists/programs.js';
import type { IdentifierKind, NameParts, ProfilePlace } from '../profile.js';
import { DATES, IDENTIFIERS, kindOfSchema, PLACES } from './properties.js';
import { ADJUNCTS, type FtmEntity } from './statement.js';

export function ftmListing(
  list: string,
  entity: FtmEntity,
  adjuncts: readonly FtmEntity[],
): Listing {
  const draft = new Draft(list, entity.id);
  const get = (name: string): readonly string[] => entity.properties[name] ?? [];
  draft.kind = kindOfSchema(entity.schema);
  addNames(draft, entity, get);
  for (const [property, kind] of DATES)
    for (const value of get(property))
      draft.date(draft.kind === 'vessel' && kind === 'founded' ? 'built' : kind, value);
  const told = get('birthPlace').map(placedCountry);
  for (const [property, kind] of PLACES)
    for (const value of get(property))
      if (property !== 'birthCountry' || !told.includes(draft.country(value)))
        addPlace(draft, kind, value);
  for (const [property, kind] of IDENTIFIERS)
    for (const value of get(property)) draft.identifier(identifier(sharpened(kind, value), value));
  for (const value of get('address')) draft.address({ text: value });
  for (const value of get('gender')) draft.gender ??= genderOf(value);
  const [currency = null] = [...get('currency'), ...get('currencySymbol')];
  for (const value of get('publicKey')) draft.wallet(currency, value);
  for (const value of [...get('program'), ...get('programId')])
    for (const tag of programTags(value)) draft.program(tag);
  draft.remarks = [...get('notes'), ...get('summary')].join('\n') || null;
  for (const adjunct of adjuncts) addAdjunct(draft, adjunct);
  for (const { property, entity: nested } of entity.nested) addNested(draft, property, nested);
  for (const [property, values] of Object.entries(entity.properties))
    if (!READ.has(property)) for (const value of values) draft.property(property, value);
  for (const dataset of entity.datasets) draft.property('datasets', dataset);
  draft.property('schema', entity.schema);
  return draft.done();
}

const NAMES = [
  'name',
  'alias',
  'weakAlias',
  'previousName',
  'firstName',
  'lastName',
  'secondName',
  'middleName',
  'fatherName',
  'motherName',
];

const READ: ReadonlySet<string> = new Set([
  ...NAMES,
  ...[...DATES, ...PLACES, ...IDENTIFIERS].map(([property]) => property),
  ...[
    'address',
    'addressEntity',
    'gender',
    'publicKey',
    'currency',
    'currencySymbol',
    'program',
    'programId',
    'notes',
    'summary',
  ],
]);

type Get = (name: string) => readonly string[];

function addNames(draft: Draft, entity: FtmEntity, get: Get): void {
  const given = [...get('firstName'), ...get('secondName'), ...get('middleName')].join(' ');
  const surnames = [...get('lastName')].join(' ');
  const is_simple = get('firstName').length <= 1 && get('lastName').length === 1;
  const parts = draft.kind === 'person' && is_simple ? partsOf(get, given, surnames) : null;
  for (const [at, name] of get('name').entries()) draft.name(name, at === 0 ? { parts } : {});
  if (!draft.hasNames && surnames !== '')
    draft.name([given, surnames].filter(Boolean).join(' '), { parts });
  if (!draft.hasNames && draft.kind !== 'wallet') draft.name(entity.caption);
  for (const name of get('alias')) draft.name(name, { kind: 'alias' });
  for (const name of get('weakAlias')) draft.name(name, { strength: 'weak', kind: 'alias' });
  for (const name of get('previousName')) draft.name(name, { kind: 'former' });
  for (const property of ['fatherName', 'motherName', 'firstName', 'lastName'])
    for (const value of get(property)) draft.property(property, value);
}

/** `motherName` is the second surname where the name says so; else it is the mother’s own. */
function partsOf(get: Get, given: string, surnames: string): Partial<NameParts> {
  const [maternal, ...others] = get('motherName');
  const both = `${surnames} ${maternal}`.toLowerCase();
  const is_surname = get('name')[0]?.toLowerCase().includes(both) ?? true;
  if (maternal === undefined || others.length > 0 || !is_surname) return { given, surnames };
  return { given, paternal: surnames, maternal };
}

/** A number that can only be one of Mexico’s keys or an IBAN is that, wherever it stands. */
function sharpened(kind: IdentifierKind, written: string): IdentifierKind {
  if (kind !== 'tax_id' && kind !== 'national_id') return kind;
  const [only, ...others] = recogniseIdentifier(written);
  const is_telling = only === 'rfc' || only === 'curp' || only === 'iban';
  return is_telling && others.length === 0 ? only : kind;
}

function addPlace(draft: Draft, kind: ProfilePlace['kind'], value: string): void {
  draft.place(kind, value, draft.country(value));
}

/** Of an entity in its own line; both ends of a relation hold it. */
function addAdjunct(draft: Draft, adjunct: FtmEntity): void {
  const get: Get = (name) => adjunct.properties[name] ?? [];
  const first = (name: string) => get(name)[0] ?? null;
  switch (adjunct.schema) {
    case 'Address':
      addAddress(draft, first);
      return;
    case 'Sanction':
      addSanction(draft, adjunct, get);
      return;
    case 'CryptoWallet':
      for (const key of get('publicKey')) draft.wallet(first('currency'), key);
      return;
    case 'Identification':
    case 'Passport': {
      const type = first('type') ?? adjunct.schema;
      const fallback = adjunct.schema === 'Passport' ? 'passport' : 'other';
      const kind = adjunct.schema === 'Passport' ? 'passport' : (kindOfLabel(type) ?? fallback);
      const country = draft.country(first('country'));
      for (const number of get('number')) draft.identifier(identifier(kind, number, country));
      return;
    }
    default:
      addRelation(draft, adjunct);
  }
}

/** Within its owner: it does not name whom it belongs to. */
function addNested(draft: Draft, property: string, nested: FtmEntity): void {
  if (nested.schema === 'CryptoWallet')
    for (const key of nested.properties.publicKey ?? [])
      draft.wallet(nested.properties.currency?.[0] ?? null, key);
  else if (nested.schema in ADJUNCTS) {
    addAdjunct(draft, nested);
    for (const far of nested.nested)
      if (far.entity.id !== draft.id)
        draft.link(relationOf(nested.schema, far.property), {
          id: far.entity.id,
          name: captionOf(far.entity),
        });
  } else draft.link(property.toLowerCase(), { id: nested.id, name: captionOf(nested) });
}

function addAddress(draft: Draft, first: (name: string) => string | null): void {
  const street = [first('street'), first('street2')].filter(Boolean).join(', ') || null;
  const [city, postal_code] = [first('city'), first('postalCode')];
  const region = first('region') ?? first('state');
  const country = draft.country(first('country'));
  const whole =
    first('full') ?? [street, city, region, postal_code, country].filter(Boolean).join(', ');
  draft.address({ text: whole, street, city, region, postal_code, country });
  draft.property('address remarks', first('remarks'));
}

function addSanction(draft: Draft, sanction: FtmEntity, get: Get): void {
  for (const value of [...get('programId'), ...(get('programId').length > 0 ? [] : get('program'))])
    for (const tag of programTags(value)) draft.program(tag);
  for (const value of [...get('listingDate'), ...get('startDate')]) {
    const on = dayOf(value);
    if (on && (draft.listed_on === null || on < draft.listed_on)) draft.listed_on = on;
  }
  for (const [property, values] of Object.entries(sanction.properties))
    if (property !== 'entity')
      for (const value of values) draft.property(`sanction.${property}`, value);
}

/** Seen from the listing: “ownership_asset” leads from the owner to what it owns. */
function addRelation(draft: Draft, adjunct: FtmEntity): void {
  const [near = '', far = ''] = ADJUNCTS[adjunct.schema] ?? [];
  for (const end of [near, far])
    for (const id of adjunct.properties[end] ?? [])
      if (id !== draft.id) draft.link(relationOf(adjunct.schema, end), { id });
  for (const [property, values] of Object.entries(adjunct.properties))
    if (property !== near && property !== far)
      for (const value of values)
        draft.property(`${adjunct.schema.toLowerCase()}.${property}`, value);
}

const relationOf = (schema: string, end: string): string => `${schema}_${end}`.toLowerCase();

function captionOf(entity: FtmEntity): string | null {
  return entity.caption ?? entity.properties.name?.[0] ?? null;
}
