import fc from 'fast-check';

/** Names of measures of each type, that an expression may use. */
export interface Names {
  readonly number: readonly string[];
  readonly money: readonly string[];
  readonly duration: readonly string[];
}
type Type = keyof Names;

const FIELDS: Names = {
  number: ['account.age_days', 'party.founded_days', 'account.network_size', '$n', '$low'],
  money: ['amount', 'party.income', 'law.EARLY', '$limit'],
  duration: ['$window'],
};
const LITERALS: Names = {
  number: ['0', '1', '2', '0.5', '75%', '3'],
  money: ['100 USD', '0.01 USD', '500 USD'],
  duration: ['1d', '6h', '0s'],
};
const MEASURE_TYPES: Readonly<Record<string, Type>> = {
  sum: 'money',
  min: 'money',
  max: 'money',
  avg: 'money',
  since_first: 'duration',
  since_last: 'duration',
  dormancy: 'duration',
};

/** The type of a measure by its kind. */
export const typeOf = (kind: string): Type => MEASURE_TYPES[kind] ?? 'number';

const types = fc.constantFrom<Type>('number', 'number', 'money', 'money', 'duration');
const comparison = fc.constantFrom('>=', '>', '<=', '<', '==', '!=');

function leaf(names: Names, type: Type): fc.Arbitrary<string> {
  const known = [...names[type], ...names[type], ...FIELDS[type], ...LITERALS[type]];
  return fc.constantFrom(...known);
}

/** What may divide: whatever is never below zero. */
function divisor(names: Names, type: Type): fc.Arbitrary<string> {
  return fc.constantFrom(
    ...names[type],
    ...FIELDS[type].filter((name) => !/_days$|_size$/.test(name)),
  );
}

/** A value of one step of arithmetic, or none: more would leave 128 bits, which check refuses. */
function value(names: Names, type: Type): fc.Arbitrary<string> {
  const two = (left: Type, operator: string, right: fc.Arbitrary<string>) =>
    fc.tuple(leaf(names, left), right).map(([a, b]) => `(${a} ${operator} ${b})`);
  const pick = fc
    .tuple(fc.constantFrom('min', 'max'), leaf(names, type), leaf(names, type))
    .map(([of, a, b]) => `${of}(${a}, ${b})`);
  const arithmetic = [
    two(type, '+', leaf(names, type)),
    two(type, '-', leaf(names, type)),
    two(type, '*', leaf(names, 'number')),
    two(type, '/', divisor(names, 'number')),
    ...(type === 'number'
      ? [
          two('money', '/', divisor(names, 'money')),
          two('duration', '/', divisor(names, 'duration')),
        ]
      : []),
  ];
  return fc.oneof({ weight: 6, arbitrary: leaf(names, type) }, pick, ...arithmetic);
}

/** A condition: comparisons of like kinds under `and`, `or`, `not` and `known`. */
export function conditions(names: Names): fc.Arbitrary<string> {
  const compared = types.chain((type) =>
    fc
      .tuple(value(names, type), comparison, value(names, type))
      .map(([a, operator, b]) => `${a} ${operator} ${b}`),
  );
  const known = types.chain((type) => value(names, type)).map((of) => `known(${of})`);
  const simple = fc.oneof({ weight: 4, arbitrary: compared }, known);
  const joined = fc
    .tuple(simple, fc.constantFrom('and', 'or'), simple)
    .map(([a, operator, b]) => `(${a} ${operator} ${b})`);
  return fc.oneof(
    { weight: 3, arbitrary: simple },
    { weight: 2, arbitrary: joined },
    joined.map((of) => `not ${of}`),
    fc
      .tuple(joined, fc.constantFrom('and', 'or'), joined)
      .map(([a, op, b]) => `${a} ${op} not ${b}`),
  );
}
