import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isoTime } from '../../base/index.js';
import type { Listing } from '../listing.js';
import { identifier } from '../lists/documents.js';
import { PROFILE_KINDS, type ProfileDate, type ProfilePlace } from '../profile.js';
import { topicsOf } from './properties.js';
import { ftmListing } from './read.js';
import { ftmEntity } from './statement.js';
import { entityOf, nestedEntityOf } from './write.js';

const SEEN = { first_seen: null, last_seen: null, last_change: null };
const word = fc.stringMatching(/^[A-ZÑa-zéü]{2,9}$/);
const text = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
const code = fc.constantFrom('MX', 'US', 'RU', 'CN', 'ES');
const day = fc
  .integer({ min: 0, max: 20_000 })
  .map((days) => isoTime(days * 86_400_000).slice(0, 10));

const date: fc.Arbitrary<ProfileDate> = fc
  .record({
    kind: fc.constantFrom('birth', 'founded', 'death', 'built'),
    day,
    precision: fc.constantFrom('day', 'year'),
  })
  .map(({ kind, day: from, precision }) =>
    precision === 'day'
      ? { kind, from, to: from, circa: false }
      : { kind, from: `${from.slice(0, 4)}-01-01`, to: `${from.slice(0, 4)}-12-31`, circa: false },
  );
const place: fc.Arbitrary<ProfilePlace> = fc
  .record({ kind: fc.constantFrom('nationality', 'registration', 'flag', 'birth'), code })
  .map(({ kind, code: country }) => ({ kind, country, text: country }));
const number = fc
  .record({
    kind: fc.constantFrom('passport', 'national_id', 'tax_id', 'registration', 'imo', 'ssn'),
    digits: fc.stringMatching(/^[1-9][0-9]{6}$/),
  })
  .map(({ kind, digits }) => identifier(kind, digits))
  .filter((each) => each !== null);
const names = fc.uniqueArray(text, { minLength: 1, maxLength: 5 }).map((texts) =>
  texts.map((full, at) => {
    const kind =
      at === 0 ? ('primary' as const) : at === 1 ? ('former' as const) : ('alias' as const);
    return {
      full,
      kind,
      strength: at === 3 ? ('weak' as const) : ('strong' as const),
      parts: null,
    };
  }),
);

const listing: fc.Arbitrary<Listing> = fc.record({
  id: fc.stringMatching(/^[a-z0-9-]{1,8}$/),
  list: fc.constantFrom('us_ofac_sdn', 'mx_sat_69b'),
  kind: fc.constantFrom(...PROFILE_KINDS),
  names,
  dates: fc.array(date, { maxLength: 3 }),
  places: fc.array(place, { maxLength: 3 }),
  addresses: fc.array(
    text.map((whole) => ({
      ...{ text: whole, street: null, city: null, region: null, postal_code: null },
      country: null,
    })),
    { maxLength: 2 },
  ),
  identifiers: fc.array(number, { maxLength: 3 }),
  wallets: fc.array(
    fc.stringMatching(/^bc1[a-z0-9]{10}$/).map((address) => ({ currency: 'XBT', address })),
    { maxLength: 1 },
  ),
  gender: fc.constantFrom('female', 'male', null),
  programs: fc.array(fc.constantFrom('SDNTK', 'ILLICIT-DRUGS-EO14059'), { maxLength: 2 }),
  stages: fc.constant([]),
  links: fc.array(
    word.map((id) => ({ relation: 'owned by', to_id: id, to_name: null })),
    { maxLength: 2 },
  ),
  listed_on: fc.option(day),
  remarks: fc.option(text),
  properties: fc.constant({}),
});

/** What both know, in no order. */
function known(one: Listing) {
  const set = <T>(items: readonly T[], show: (item: T) => unknown) =>
    [...new Set(items.map((item) => JSON.stringify(show(item))))].sort();
  // A vessel is registered where its flag is, and built rather than founded.
  const is_vessel = one.kind === 'vessel';
  return {
    id: one.id,
    kind: one.kind,
    primary: one.names[0]?.full,
    names: set(one.names, ({ full, kind, strength }) => [full, kind, strength]),
    dates: set(one.dates, ({ kind, from, to }) => [
      is_vessel && kind === 'founded' ? 'built' : kind,
      ...[from, to],
    ]),
    places: set(one.places, ({ kind, country }) => [
      is_vessel && kind === 'registration' ? 'flag' : kind,
      country,
    ]),
    addresses: set(one.addresses, (address) => address.text),
    identifiers: set(one.identifiers, ({ kind, value }) => [kind, value]),
    wallets: set(one.wallets, (wallet) => wallet),
    programs: set(one.programs, (program) => program),
    gender: one.gender,
    remarks: one.remarks,
    topics: topicsOf(one),
  };
}

/** Through JSON, as a client gets it and a list has it. */
function readBack(json: unknown, list: string): Listing {
  const entity = ftmEntity(JSON.parse(JSON.stringify(json)));
  if (entity === null) throw new Error('no entity');
  return ftmListing(list, entity, []);
}

test('a listing written as an entity is read back with all that both know', () => {
  fc.assert(
    fc.property(listing, (one) => {
      expect(known(readBack(entityOf(one, SEEN), one.list))).toEqual(known(one));
    }),
    { numRuns: 200 },
  );
});

test('nested, it also keeps when it was listed and whom it is linked to', () => {
  fc.assert(
    fc.property(listing, (one) => {
      const back = readBack(nestedEntityOf(one, SEEN), one.list);
      expect(known(back)).toEqual(known(one));
      const is_sanction = one.list === 'us_ofac_sdn' || one.programs.length > 0;
      if (is_sanction) expect(back.listed_on).toBe(one.listed_on);
      const ids = (links: Listing['links']) => [...new Set(links.map(({ to_id }) => to_id))].sort();
      expect(ids(back.links)).toEqual(ids(one.links.filter(({ to_id }) => to_id !== one.id)));
    }),
    { numRuns: 200 },
  );
});

test('given name and both surnames come back as the parts of the first name', () => {
  const parts = { given: 'Juan', paternal: 'Pérez', maternal: 'López', surnames: null };
  const full = 'Juan Pérez López';
  const one = ftmListing(
    'x',
    {
      ...EMPTY,
      properties: { name: [full], firstName: ['Juan'], lastName: ['Pérez'], motherName: ['López'] },
    },
    [],
  );
  expect(one.names[0]?.parts).toEqual(parts);
  expect(readBack(entityOf(one, SEEN), 'x').names[0]?.parts).toEqual(parts);
  const own = {
    name: ['Juan Pérez'],
    firstName: ['Juan'],
    lastName: ['Pérez'],
    motherName: ['Ana'],
  };
  const other = ftmListing('x', { ...EMPTY, properties: own }, []);
  expect(other.names[0]?.parts).toMatchObject({ surnames: 'Pérez', maternal: null });
});

test('an RFC or a CURP is told by its shape, wherever a client puts it', () => {
  const { identifiers } = ftmListing(
    'x',
    { ...EMPTY, properties: { taxNumber: ['GODE561231GR8'], idNumber: ['123456789'] } },
    [],
  );
  expect(identifiers.map(({ kind, country }) => [kind, country])).toEqual([
    ['national_id', null],
    ['rfc', 'MX'],
  ]);
});

const EMPTY = {
  ...{ id: 'a', schema: 'Person', caption: null, datasets: [] },
  ...{ nested: [], owners: [], pointers: [] },
};
