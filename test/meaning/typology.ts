import fc from 'fast-check';
import { POOL } from './world.js';

export type Yaml = Readonly<Record<string, unknown>>;

const one = <V>(...values: readonly V[]) => fc.constantFrom(...values);

/** Windows and deadlines: multiples of the worlds' grid, and some that are not. */
const duration = one('6h', '12h', '1d', '2d', '5d', '30h', '361m');
const side = one('in', 'out', 'any');
const zone = one('America/Chicago', 'America/Mexico_City', 'Asia/Shanghai', 'UTC');
const money = one('law.EARLY', '1 USD', '95 USD', '100 USD', '500 USD', '1000 USD', '$limit');
const ratio = one([0.9, 1], [0.5, 2], ['90%', '100%'], [1, 1], [0.001, 1000], ['$low', 1.25]);

/** Parameters that texts may name. */
export const PARAMETERS: Yaml = {
  n: { value: 2, min: 1, max: 5 },
  limit: { value: '100 USD', min: '1 USD', max: '10000 USD' },
  margin: { value: '10%' },
  low: { value: 0.8 },
  window: { value: '2d', min: '1h', max: '30d' },
};

/** Texts: the field, values it may take, and a field of the same meaning. */
const TEXTS: readonly (readonly [string, readonly string[], string])[] = [
  ['direction', ['in', 'out'], 'direction'],
  ['currency', POOL.currencies, 'account.currency'],
  ['rail', POOL.rails, 'channel'],
  ['channel', POOL.channels, 'rail'],
  ['purpose', POOL.purposes, 'purpose'],
  ['institution', POOL.institutions, 'counterparty.institution'],
  ['country', POOL.countries, 'counterparty.country'],
  ['device', POOL.devices, 'device'],
  ['behalf', POOL.parties, 'party.id'],
  ['account.id', POOL.accounts, 'counterparty.account'],
  ['account.kind', POOL.accountKinds, 'counterparty.account_kind'],
  ['account.country', POOL.countries, 'party.country'],
  ['account.region', POOL.regions, 'place.region'],
  ['account.currency', POOL.currencies, 'currency'],
  ['party.id', POOL.parties, 'conductor.id'],
  ['party.kind', ['person', 'organisation'], 'counterparty.kind'],
  ['party.sector', POOL.sectors, 'counterparty.sector'],
  ['party.occupation', POOL.occupations, 'counterparty.occupation'],
  ['party.country', POOL.countries, 'country'],
  ['party.region', POOL.regions, 'account.region'],
  ['counterparty.account', POOL.accounts, 'account.id'],
  ['counterparty.party', POOL.parties, 'party.id'],
  ['counterparty.name', ['Ana', 'Luz'], 'counterparty.name'],
  ['counterparty.institution', POOL.institutions, 'institution'],
  ['counterparty.institution_kind', POOL.institutionKinds, 'counterparty.institution_kind'],
  ['counterparty.country', POOL.countries, 'country'],
  ['counterparty.account_kind', POOL.accountKinds, 'account.kind'],
  ['counterparty.kind', ['person', 'organisation'], 'party.kind'],
  ['counterparty.sector', POOL.sectors, 'party.sector'],
  ['counterparty.occupation', POOL.occupations, 'party.occupation'],
  ['counterparty.region', POOL.regions, 'party.region'],
  ['place.id', POOL.places, 'place.id'],
  ['place.city', ['El Paso', 'Juárez'], 'place.city'],
  ['place.region', POOL.regions, 'account.region'],
  ['place.country', POOL.countries, 'country'],
  ['conductor.id', POOL.parties, 'behalf'],
  ['network_id', POOL.networks, 'account.network_id'],
  ['network_shape', POOL.shapes, 'network_shape'],
  ['account.network_id', POOL.networks, 'counterparty.network_id'],
  ['account.network_role', POOL.roles, 'counterparty.network_role'],
  ['counterparty.network_id', POOL.networks, 'network_id'],
  ['counterparty.network_role', POOL.roles, 'account.network_role'],
];
const MONEY = ['amount', 'party.income'];
const NUMBERS = [
  'account.age_days',
  'party.founded_days',
  'counterparty.founded_days',
  'account.network_size',
  'account.network_rank',
  'account.network_age_days',
  'counterparty.network_size',
  'counterparty.network_rank',
  'counterparty.network_age_days',
];
const FLAGS = [
  'is_return',
  'party.is_official',
  'counterparty.is_official',
  'counterparty.same_party',
  'place.is_border',
  'place.away',
  'conductor.is_holder',
];

const known = fc.boolean().map((value) => ({ known: value }));
const oneOrMore = <V>(values: readonly V[]) =>
  fc.oneof(one(...values), fc.uniqueArray(one(...values), { minLength: 1, maxLength: 2 }));

const textTest: fc.Arbitrary<Yaml> = one(...TEXTS).chain(([field, values, like]) =>
  fc
    .oneof(
      { weight: 4, arbitrary: oneOrMore(values) },
      oneOrMore(values).map((not) => ({ not })),
      known,
      one({ list: 'hot' }, { same_as: like }, { differs_from: like }),
    )
    .map((test) => ({ [field]: test })),
);

const bounds = <V>(value: fc.Arbitrary<V>) =>
  fc.record({ above: value, at_least: value, below: value, at_most: value }, { requiredKeys: [] });

const notEmpty = (test: object) => Object.keys(test).length > 0;

const moneyTest: fc.Arbitrary<Yaml> = fc
  .tuple(
    one(...MONEY),
    fc.oneof(
      bounds(money).filter(notEmpty),
      fc.tuple(money, one<string | number>('10%', 0.5, '$margin')).map((near) => ({ near })),
      one('50 USD', '0.01 USD', '$limit').map((multiple_of) => ({ multiple_of })),
      known,
      one({ same_as: 'amount' }, { differs_from: 'party.income' }),
    ),
  )
  .map(([field, test]) => ({ [field]: test }));

const numberTest: fc.Arbitrary<Yaml> = fc
  .tuple(
    one(...NUMBERS),
    fc.oneof(
      bounds(one<string | number>(-1, 0, 1, 2.5, 5, '$n')).filter(notEmpty),
      one({ multiple_of: 2 }, { near: [5, '50%'] }, { same_as: 'account.age_days' }),
      known,
    ),
  )
  .map(([field, test]) => ({ [field]: test }));

const flagTest: fc.Arbitrary<Yaml> = fc
  .tuple(one(...FLAGS), fc.oneof(fc.boolean(), one({ not: true }, { not: false }), known))
  .map(([field, test]) => ({ [field]: test }));

const manyTest: fc.Arbitrary<Yaml> = fc
  .oneof(
    oneOrMore(POOL.institutions),
    oneOrMore(POOL.institutions).map((not) => ({ not })),
    known,
    one({ list: 'hot' }),
  )
  .map((intermediaries) => ({ intermediaries }));

const wordTest: fc.Arbitrary<Yaml> = fc.oneof(
  fc.constant({ text: { words: 'slang' } }),
  known.map((text) => ({ text })),
);

const hour = fc.nat(23);
const timeTest: fc.Arbitrary<Yaml> = fc
  .oneof(
    fc
      .record({ hours: fc.tuple(hour, fc.nat(24)), zone })
      .filter(({ hours }) => hours[0] !== hours[1]),
    fc.record({
      weekdays: fc.subarray(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], { minLength: 1 }),
      zone,
    }),
  )
  .map((time) => ({ time }));

/** One test of each kind, by name: a property of its own each. */
export const TESTS: Readonly<Record<string, fc.Arbitrary<Yaml>>> = {
  texts: textTest,
  money: moneyTest,
  numbers: numberTest,
  flags: flagTest,
  intermediaries: manyTest,
  words: wordTest,
  clock: timeTest,
};

const leaf = fc.oneof(...Object.values(TESTS));
const joined = (parts: readonly Yaml[]): Yaml => Object.assign({}, ...parts);
const conjunction = fc.array(leaf, { minLength: 1, maxLength: 2 }).map(joined);
const group = fc
  .tuple(one('any_of', 'none_of', 'all_of'), fc.array(conjunction, { minLength: 1, maxLength: 3 }))
  .map(([key, of]) => ({ [key]: of }));
const nested = fc
  .tuple(
    one('any_of', 'none_of', 'all_of'),
    fc.array(fc.oneof(conjunction, group), { minLength: 1, maxLength: 2 }),
  )
  .map(([key, of]) => ({ [key]: of }));

/** A `where` of any depth. */
export const wheres: fc.Arbitrary<Yaml> = fc.oneof(
  { weight: 4, arbitrary: leaf },
  { weight: 2, arbitrary: conjunction },
  group,
  nested,
);

/** A `where` that most entries hold: measures over nothing tell little. */
const mostly = fc.option(
  fc.oneof(
    { weight: 3, arbitrary: one<Yaml>({ amount: { known: true } }, { rail: { known: true } }) },
    wheres,
  ),
  { nil: undefined, freq: 2 },
);

const calendar = fc.record({ calendar: one('day', 'week', 'month', 'bank_day'), zone });
const optional = <V>(value: fc.Arbitrary<V>) => fc.option(value, { nil: undefined });
const plainWindow = fc.record({ within: fc.oneof(duration, fc.constant('$window')) });
const window: fc.Arbitrary<Yaml> = fc.oneof(
  { weight: 4, arbitrary: plainWindow },
  { weight: 2, arbitrary: fc.record({ within: duration, before: duration }) },
  { weight: 2, arbitrary: calendar.map((within) => ({ within })) },
  fc.constant({}),
);
const part = fc.record({ of: optional(side), where: mostly });
const selection = fc.tuple(part, window).map(joined);
const whereIn = (windows: fc.Arbitrary<Yaml>) =>
  fc.tuple(fc.record({ where: mostly }), windows).map(joined);

const distinctField = one(
  'rail',
  'counterparty.account',
  'counterparty.party',
  'party.sector',
  'place.city',
  'amount',
  'account.age_days',
  'is_return',
  'direction',
  'conductor.id',
  'counterparty.network_id',
  'network_shape',
);
const cohortField = one(
  'account.kind',
  'account.country',
  'party.sector',
  'account.age_days',
  'account.network_role',
);
const hops = (most: number) =>
  fc
    .tuple(fc.integer({ min: 2, max: most }), fc.nat(3))
    .map(([low, more]) => [low, Math.min(most, low + more)]);
const path = (most: number) =>
  fc.record({ hops: hops(most), within: one('12h', '1d', '2d', '5d', '30h'), ratio });

/** Each measure of the language, as YAML under its name. `peer_z` needs a neighbour. */
export const MEASURES: Readonly<Record<string, fc.Arbitrary<Yaml>>> = {
  count: selection,
  sum: selection,
  min: selection,
  max: selection,
  avg: selection,
  distinct: fc.tuple(fc.record({ field: distinctField }), selection).map(joined),
  fan_in: whereIn(window),
  fan_out: whereIn(window),
  gather_scatter: whereIn(window),
  share: fc
    .tuple(fc.record({ part, whole: part, by: optional(one('amount', 'count')) }), window)
    .map(joined),
  turnover: whereIn(window),
  pass_through: whereIn(plainWindow),
  since_first: selection,
  since_last: part,
  dormancy: fc.tuple(part, plainWindow).map(joined),
  sequence: fc.record({
    first: part,
    within: duration,
    ratio: optional(ratio),
    same: optional(fc.uniqueArray(distinctField, { maxLength: 2 })),
  }),
  chain: path(6),
  cycle: path(8),
  scatter_gather: fc.record({ within: duration, ratio }),
};

/** Two measures: one that peers share, and how far from them the subject lies. */
export const PEERS: fc.Arbitrary<Yaml> = fc.record({
  m: fc.oneof(
    fc.tuple(part, plainWindow).map((parts) => ({ count: joined(parts) })),
    fc.tuple(part, plainWindow).map((parts) => ({ sum: joined(parts) })),
    fc
      .tuple(fc.record({ field: distinctField }), part, plainWindow)
      .map((parts) => ({ distinct: joined(parts) })),
  ),
  z: fc.record({
    peer_z: fc.record({
      measure: fc.constant('m'),
      cohort: fc.uniqueArray(cohortField, { minLength: 1, maxLength: 2 }),
      closing: optional(one('day', 'week')),
    }),
  }),
});

export const fires = fc.record({
  at: side,
  where: fc.option(wheres, { nil: undefined, freq: 2 }),
  after: fc.option(duration, { nil: undefined, freq: 2 }),
});
export const subject = one('account', 'account', 'party', 'party', 'network');
export const scope = one('ours', 'any', 'any');
export const groups = one('day', 'week', 'month', 'quarter', 'year');
