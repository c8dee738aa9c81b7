import fc from 'fast-check';
import {
  type Account,
  NETWORK_ROLES,
  type NetworkInstance,
  type NetworkMember,
  type NetworkPayment,
  type NetworkRecord,
  type Party,
  type Payment,
} from '../../src/model/index.js';
import type { LegalAmount, World } from '../reference/index.js';
import { accountOf, partyOf, settle } from '../reference/sample.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Friday; what is random counts from it, and is then moved to one of {@link FRIDAYS}. */
const START = Date.UTC(2025, 2, 7);
/** Two days before clocks go forward in Chicago; back, with a month ending; and a year ending. */
const FRIDAYS = [START, Date.UTC(2025, 9, 31), Date.UTC(2022, 11, 30)];
/** Every moment lies on this grid, or a hair off it, and every window is a multiple of it. */
export const STEP_MS = 6 * HOUR;

/** Small pools, so that everything collides. */
export const POOL = {
  accounts: ['A1', 'A2', 'A3', 'A4', 'A5'],
  parties: ['P1', 'P2', 'P3'],
  institutions: ['I1', 'I2', 'I3'],
  countries: ['US', 'MX', 'CN'],
  regions: ['TX', 'CHH'],
  places: ['L1', 'L2'],
  devices: ['D1', 'D2'],
  rails: ['cash', 'wire', 'spei'],
  channels: ['branch', 'atm'],
  purposes: ['trade', 'family'],
  currencies: ['USD', 'MXN', 'GBP'],
  sectors: ['bar', 'spa'],
  occupations: ['student', 'driver'],
  accountKinds: ['checking', 'savings'],
  institutionKinds: ['bank', 'msb'],
  networks: ['N1', 'N2', 'N3'],
  roles: ['carrier', 'collector', 'cash_out'],
  shapes: ['fan_in', 'chain'],
  texts: ['pago: POLVO-azúl.', 'polvo azules', 'Ñandú, café', 'renta', '前体（芬太尼）x'],
  phrases: ['polvo azul', 'Cafe', 'ñandu', '芬太尼'],
} as const;

/** What kind of world: how many payments among whom, in which steps, how often things are known. */
export interface Shape {
  readonly payments: number;
  readonly accounts: readonly string[];
  readonly steps: readonly number[];
  readonly amounts: readonly number[];
  /** Of so many accounts that a payment may name, one is unknown. */
  readonly known: number;
  readonly versions: number;
  /** So many accounts have a version that is known from ever. */
  readonly based: number;
}

const upTo = (steps: number) => Array.from({ length: steps }, (_, i) => i);
/** Anything, over ten days. */
export const PLAIN: Shape = {
  payments: 36,
  accounts: POOL.accounts,
  steps: upTo(40),
  amounts: [0, 1, 50, 90, 95, 100, 100, 499, 500, 999, 1000],
  known: 3,
  versions: 10,
  based: 5,
};
/** Dense in transfers of like amounts, so that they join into paths. */
export const FLOWING: Shape = {
  ...PLAIN,
  payments: 26,
  steps: upTo(8),
  amounts: [90, 95, 100, 100, 100, 100],
  known: 30,
  versions: 4,
};
/** Enough subjects for peers, most of them alike, and most payments before a Monday. */
export const CROWDED: Shape = {
  ...PLAIN,
  payments: 80,
  accounts: Array.from({ length: 40 }, (_, i) => `A${i + 1}`),
  steps: [...upTo(12), ...upTo(12), ...upTo(24)],
  known: 20,
  versions: 5,
  based: 4,
};

const one = <V>(values: readonly V[]) => fc.constantFrom(...values);
/** One of the values, or unknown. */
const maybe = <V>(values: readonly V[], freq = 4): fc.Arbitrary<V | null> =>
  fc.option(one(values), { nil: null, freq });

const moments = (steps: readonly number[]) =>
  fc
    .tuple(one(steps), fc.constantFrom(0, 0, 0, 0, 1, -1, -HOUR, 30_000))
    .map(([step, off]) => START + step * STEP_MS + off);
const isoMoment = moments(PLAIN.steps).map((ms) => new Date(ms).toISOString());
const day = isoMoment.map((iso) => iso.slice(0, 10));

const paymentOf = ({ accounts, steps, amounts, known }: Shape): fc.Arbitrary<Partial<Payment>> =>
  fc
    .record({
      ms: moments(steps),
      precision: one(['millisecond', 'second', 'day'] as const),
      debtor_account: maybe(accounts, known),
      creditor_account: maybe(accounts, known),
      debtor_institution: maybe(POOL.institutions),
      creditor_institution: maybe(POOL.institutions),
      debtor_country: maybe(POOL.countries),
      creditor_country: maybe(POOL.countries),
      debtor_name: maybe(['Ana', 'Luz']),
      creditor_name: maybe(['Ana', 'Luz']),
      amount: fc.tuple(one(amounts), fc.constantFrom(0n, 0n, 0n, 1n, -1n)),
      currency: maybe(['USD', 'MXN'], known * 2).map((code) => code ?? 'GBP'),
      rail: maybe(POOL.rails),
      channel: maybe(POOL.channels),
      purpose: maybe(POOL.purposes),
      text: maybe(POOL.texts),
      place_id: maybe([...POOL.places, 'L9']),
      conductor_id: maybe(POOL.parties),
      behalf_id: maybe(POOL.parties),
      device_id: maybe(POOL.devices),
      intermediaries: maybe(['I1', 'I2', 'I1 I3', 'I3 I2 I1']),
      is_return: maybe([true, false]),
    })
    .map(({ ms, amount, ...rest }) => ({
      ...rest,
      ...valued(amount, rest.currency),
      ...timed(ms, rest.precision),
    }));

/** Dollars are worth themselves, pesos a twentieth, and for pounds no rate is known. */
function valued([dollarAmount, cents]: readonly [number, bigint], currency: string) {
  const minor = BigInt(dollarAmount) * 100n + (dollarAmount > 0 ? cents : 0n);
  const value_minor = currency === 'GBP' ? null : minor;
  return { amount_minor: currency === 'MXN' ? minor * 20n : minor, value_minor };
}

function timed(ms: number, precision: Payment['precision']) {
  const unit = { day: DAY, second: 1000, millisecond: 1 }[precision];
  return { time: new Date(Math.floor(ms / unit) * unit).toISOString() };
}

const versions = {
  valid_from: fc.option(isoMoment, { nil: null, freq: 2 }),
  known_from: fc.option(isoMoment, { nil: null, freq: 2 }),
};

const account = (ids: readonly string[]): fc.Arbitrary<Account> =>
  fc
    .record({
      id: one(ids),
      institution_id: maybe(POOL.institutions),
      party_id: maybe([...POOL.parties, 'P9']),
      kind: maybe(POOL.accountKinds),
      currency: maybe(POOL.currencies),
      country: maybe(POOL.countries),
      region: maybe(POOL.regions),
      opened_on: fc.option(day, { nil: null, freq: 3 }),
      ...versions,
    })
    .map(accountOf);

const party: fc.Arbitrary<Party> = fc
  .record({
    id: one(POOL.parties),
    kind: maybe(['person', 'organisation'] as const),
    country: maybe(POOL.countries),
    region: maybe(POOL.regions),
    sector: maybe(POOL.sectors),
    occupation: maybe(POOL.occupations),
    income_minor: maybe([0n, 50_000n, 100_000n]),
    birth_year: maybe([1950, 2000]),
    founded_on: fc.option(day, { nil: null, freq: 3 }),
    is_official: maybe([true, false]),
    ...versions,
  })
  .map(partyOf);

const institution = fc.record({
  id: one(POOL.institutions),
  name: fc.constant(null),
  kind: maybe(POOL.institutionKinds),
  country: fc.constant(null),
  is_ours: maybe([true, true, false]),
});

const place = fc.record({
  id: one(POOL.places),
  name: fc.constant(null),
  city: maybe(['El Paso', 'Juárez']),
  region: maybe(POOL.regions),
  country: maybe(POOL.countries),
  is_border: maybe([true, false]),
  latitude_microdegrees: fc.constant(null),
  longitude_microdegrees: fc.constant(null),
});

const SUMS = { in_minor: 0n, out_minor: 0n, kept_minor: 0n };
const SPAN = { first_at: new Date(START).toISOString(), last_at: new Date(START).toISOString() };

/** Networks that share accounts and payments; in one world in three there is none. */
function found(shape: Shape, payments: number) {
  const network = (id: string): fc.Arbitrary<NetworkRecord> =>
    fc.record({ rank: fc.nat(2), accounts: fc.nat(9), found_at: isoMoment }).map((own) => ({
      ...{ id, surprise: 0, instances: 0, payments: 0, institutions: 0, shapes: '' },
      ...{ ...SUMS, ...SPAN, ...own },
    }));
  const member: fc.Arbitrary<NetworkMember> = fc
    .record({
      network_id: one(POOL.networks),
      account_id: one(shape.accounts),
      role: one(NETWORK_ROLES.filter((role) => POOL.roles.some((known) => known === role))),
    })
    .map((own) => ({ ...own, party_id: null, instances: 0, dwell_ms: null, ...SUMS, ...SPAN }))
    .map(({ kept_minor: _, ...rest }) => rest);
  const instance = (id: string): fc.Arbitrary<NetworkInstance> =>
    fc
      .record({ network_id: one(POOL.networks), shape: one(POOL.shapes), surprise: fc.nat(2) })
      .map((own) => ({ id, parts: '[]', payments: 0, ...SPAN, ...own }));
  const leg: fc.Arbitrary<NetworkPayment> = fc.record({
    instance_id: one(['C1', 'C2', 'C3']),
    payment_id: fc.nat(payments - 1).map(idOf),
    ordinal: fc.constant(1),
  });
  const some = fc.record({
    networks: fc.tuple(...POOL.networks.map(network)),
    members: fc.uniqueArray(member, {
      selector: (m) => `${m.network_id} ${m.account_id}`,
      maxLength: 8,
      size: 'max',
    }),
    instances: fc.tuple(...['C1', 'C2', 'C3'].map(instance)),
    legs: fc.uniqueArray(leg, {
      selector: (l) => `${l.instance_id} ${l.payment_id}`,
      maxLength: 20,
      size: 'max',
    }),
  });
  const none = fc.constant({ networks: [], members: [], instances: [], legs: [] });
  return fc.oneof({ weight: 2, arbitrary: some }, { weight: 1, arbitrary: none });
}

const listed = fc
  .record({
    of: fc.oneof(
      one(POOL.phrases).map((value) => ({ list: 'slang', value })),
      one([...POOL.accounts, ...POOL.institutions, ...POOL.parties, ...POOL.countries]).map(
        (value) => ({ list: 'hot', value }),
      ),
    ),
    from: fc.option(day, { nil: null }),
    until: fc.option(day, { nil: null }),
  })
  .map(({ of, ...days }) => ({ ...of, ...days }));

const byVersion = (v: { id: string; valid_from: string | null; known_from: string | null }) =>
  `${v.id} ${v.valid_from} ${v.known_from}`;

/** A random world; everything in it may be unknown, tied, corrected later, or missing. */
export function worlds(shape: Shape = PLAIN): fc.Arbitrary<World> {
  const unique = <V>(value: fc.Arbitrary<V>, selector: (value: V) => string, maxLength: number) =>
    fc.uniqueArray(value, { selector, maxLength, size: 'max' });
  return fc
    .record({
      friday: one(FRIDAYS),
      payments: manyOf(paymentOf(shape), shape.payments),
      accounts: basesAnd(unique(account(shape.accounts), byVersion, shape.versions), shape),
      parties: unique(party, byVersion, 6),
      institutions: unique(institution, (i) => i.id, 3),
      places: unique(place, (p) => p.id, 2),
      missing: fc.oneof(
        { weight: 2, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.subarray([...COLUMNS], { minLength: 1, maxLength: 2 }) },
      ),
      found: found(shape, shape.payments),
      lists: unique(listed, ({ list, value, from }) => `${list} ${value} ${from}`, 8),
    })
    .map(({ payments, missing, friday, accounts, parties, lists, found, ...rest }) => {
      const move = <R extends object>(records: readonly R[]) =>
        records.map((record) => moved(record, friday - START));
      const named = payments.map((p, i) => ({ ...p, ...without(missing), id: idOf(i) }));
      const dated = { accounts: move(accounts), parties: move(parties), lists: move(lists) };
      const late = { ...found, networks: move(found.networks) };
      return { ...rest, ...dated, ...late, law: lawAround(friday), payments: settle(move(named)) };
    });
}

/** A record with all of its moments and days moved by whole days. */
function moved<R extends object>(record: R, ms: number): R {
  const move = (value: unknown) => {
    if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}/.test(value)) return value;
    return new Date(Date.parse(value) + ms).toISOString().slice(0, value.length);
  };
  const values = Object.entries(record).map(([name, value]) => [name, move(value)]);
  return Object.fromEntries(values) as R;
}

/** An amount of the law that changes in the worlds' time, with two days between without any. */
function lawAround(friday: number): readonly LegalAmount[] {
  const dayAfter = (days: number) => new Date(friday + days * DAY).toISOString().slice(0, 10);
  return [
    { name: 'EARLY', from: '2000-01-01', until: dayAfter(2), minor: 50_000n },
    { name: 'EARLY', from: dayAfter(5), until: null, minor: 10_000n },
  ];
}

/** Columns that a file of payments may not have at all. */
const COLUMNS = [
  'debtor_institution',
  'creditor_institution',
  'debtor_country',
  'creditor_country',
  'debtor_name',
  'creditor_name',
  'value_minor',
  'rail',
  'text',
  'place_id',
] as const;

const without = (columns: readonly string[]): Partial<Payment> =>
  Object.fromEntries(columns.map((column) => [column, null]));

/** Most of these accounts have a first version, known from ever; some have later ones. */
function basesAnd(
  later: fc.Arbitrary<readonly Account[]>,
  { accounts, based }: Shape,
): fc.Arbitrary<readonly Account[]> {
  const first = accounts.slice(0, based).map((id) => {
    const base = account([id]).map((a) => ({ ...a, valid_from: null, known_from: null }));
    return fc.oneof(
      { weight: 1, arbitrary: fc.constant([]) },
      { weight: 6, arbitrary: base.map((a) => [a]) },
    );
  });
  return fc.tuple(fc.tuple(...first), later).map(([bases, more]) => {
    const known: readonly Account[] = bases.flat();
    return [...known, ...more.filter((a) => !known.some((b) => byVersion(a) === byVersion(b)))];
  });
}

/** Nearly that many; each can be left out, so that a counterexample shrinks to what it needs. */
export function manyOf<V>(value: fc.Arbitrary<V>, count: number): fc.Arbitrary<readonly V[]> {
  const each = fc.option(value, { nil: null, freq: 20 });
  return fc
    .array(each, { minLength: count, maxLength: count })
    .map((values) => values.filter((v): v is Awaited<V> & NonNullable<V> => v !== null));
}

/** Ids whose order is not the order of the list. */
function idOf(i: number): string {
  return `p${String((i * 37) % 101).padStart(3, '0')}`;
}
