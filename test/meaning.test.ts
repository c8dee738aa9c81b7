import fc from 'fast-check';
import { afterAll, test, vi } from 'vitest';
import { stringify } from 'yaml';
import { type Fault, Faults } from '../src/base/index.js';
import type { Typology } from '../src/typology/index.js';
import { accountOfEngine, accountOfReference, difference, idleFor } from './meaning/compare.js';
import { conditions, type Names, typeOf } from './meaning/expression.js';
import { runOnDuckDb } from './meaning/store.js';
import {
  fires,
  groups,
  MEASURES,
  PARAMETERS,
  PEERS,
  scope,
  subject,
  TESTS,
  wheres,
  type Yaml,
} from './meaning/typology.js';
import { CROWDED, FLOWING, manyOf, PLAIN, type Shape, worlds } from './meaning/world.js';
import { evaluate, type World } from './reference/index.js';
import { typologyOf } from './reference/sample.js';

/**
 * The meaning of the language, held: random typologies of every construct over random worlds mean
 * the same to DuckDB and to the reference. `PUENTE_PROPERTY_RUNS` multiplies the worlds,
 * `PUENTE_PROPERTY_SEED` tries others, `PUENTE_PROPERTY_LIMIT_MS` lets a property shrink longer.
 */
const RUNS = Number(process.env.PUENTE_PROPERTY_RUNS ?? 1);
const SEED = Number(process.env.PUENTE_PROPERTY_SEED ?? 1);
const WORLDS = 3;
/** Then a property stops: with what it has tried, or with what it has shrunk. */
const LIMIT_MS = Number(process.env.PUENTE_PROPERTY_LIMIT_MS ?? 20_000 * RUNS);
/** Typologies that run together over one world, sharing what they have in common. */
const TOGETHER = 5;
vi.setConfig({ testTimeout: LIMIT_MS + 60_000 });

const compared = { worlds: 0, typologies: 0, entries: 0, findings: 0, idle: 0 };
afterAll(() => {
  const said = Object.entries(compared).map(([what, count]) => `${count} ${what}`);
  process.stdout.write(`compared: ${said.join(', ')}\n`);
});

const either = 'known(m) or not known(m)';
const always = '1 > 0';

for (const [kind, body] of Object.entries(MEASURES)) {
  const flowing = ['chain', 'cycle', 'scatter_gather', 'sequence'].includes(kind);
  const parts = body.map((m): Yaml => ({ measures: { m: { [kind]: m } }, condition: either }));
  test(`measure: ${kind}`, () => holdTo(parts, flowing ? FLOWING : PLAIN));
}

test('measure: peer_z', () => {
  const condition = 'known(z) or not known(z)';
  const parts = PEERS.map((measures): Yaml => ({ measures, condition, subject: 'account' }));
  return holdTo(parts, CROWDED, 2);
});

for (const [kind, where] of Object.entries({ ...TESTS, nested: wheres })) {
  const parts = where.map((w): Yaml => ({ fires: { at: 'any', where: w }, condition: always }));
  test(`test: ${kind}`, () => holdTo(parts, PLAIN));
}

test('deadlines', () => {
  const measure = fc.constantFrom(...Object.keys(MEASURES)).chain(measureOf);
  const parts = fc
    .tuple(
      measure,
      fires.filter(({ after }) => after !== undefined),
    )
    .map(([m, at]): Yaml => ({ measures: { m }, fires: at, condition: either }));
  return holdTo(parts, FLOWING);
});

const FIXED = {
  n: { count: { within: '2d' } },
  s: { share: { part: { of: 'in' }, whole: {} } },
  t: { sum: { within: '2d' } },
  a: { avg: {} },
  d: { since_last: {} },
};
const FIXED_NAMES: Names = { number: ['n', 's'], money: ['t', 'a'], duration: ['d'] };

test('conditions', () => {
  const parts = conditions(FIXED_NAMES).map((condition): Yaml => ({ measures: FIXED, condition }));
  return holdTo(parts, PLAIN);
});

test('score, suppression and findings', () => {
  const reason = { en: 'innocent', es: 'inocente' };
  const add = fc.record({ points: fc.integer({ min: 1, max: 60 }), when: conditions(FIXED_NAMES) });
  const suppress = fc.oneof(
    wheres.map((where) => ({ where, reason })),
    fc.constant({ where: { 'party.birth_year': { below: 1960 } }, reason }),
    conditions(FIXED_NAMES).map((when) => ({ when, reason })),
  );
  const parts = fc.record({
    measures: fc.constant<Yaml>(FIXED),
    condition: fc.constant('n >= 1'),
    score: fc.record({ base: fc.nat(100), add: fc.array(add, { maxLength: 2 }) }),
    suppress: fc.array(suppress, { maxLength: 2 }),
    group: groups,
  });
  return holdTo(parts, PLAIN);
});

test('everything mixed', () => {
  const kinds = fc.array(fc.constantFrom(...Object.keys(MEASURES)), { minLength: 1, maxLength: 4 });
  const parts = kinds.chain((chosen) => {
    const names = chosen.map((kind, i) => [`m${i}`, kind] as const);
    const ofType = (type: string) =>
      names.filter(([, kind]) => typeOf(kind) === type).map(([name]) => name);
    return fc.record({
      measures: fc
        .tuple(...chosen.map(measureOf))
        .map((m) => Object.fromEntries(m.map((body, i) => [`m${i}`, body]))),
      condition: conditions({
        number: ofType('number'),
        money: ofType('money'),
        duration: ofType('duration'),
      }),
      fires,
      group: groups,
    });
  });
  return holdTo(parts, FLOWING, 4 * WORLDS);
});

function measureOf(kind: string): fc.Arbitrary<Yaml> {
  const body = MEASURES[kind] ?? fc.constant({});
  return fc.tuple(body, fc.boolean()).map(([m, evidence]) => ({ [kind]: m, evidence }));
}

/** Random typologies of these parts mean the same over random worlds, whoever runs them. */
function holdTo(parts: fc.Arbitrary<Yaml>, shape: Shape, count = WORLDS): Promise<void> {
  const whole = fc
    .tuple(fc.record({ subject, scope }), parts)
    .map(([head, rest]): Yaml => ({ parameters: PARAMETERS, ...head, ...rest }));
  const several = manyOf(whole, TOGETHER);
  const property = fc.asyncProperty(
    worlds(shape),
    several,
    fc.constantFrom(1, 1, 3),
    fc.boolean(),
    (world, texts, buckets, shared) => compare(world, texts, { buckets, shared }),
  );
  return fc.assert(property, {
    numRuns: count * RUNS,
    interruptAfterTimeLimit: LIMIT_MS,
    seed: SEED,
  });
}

async function compare(
  world: World,
  texts: readonly Yaml[],
  options: { readonly buckets: number; readonly shared: boolean },
): Promise<void> {
  const checked = texts.flatMap((parts, i) => {
    const typology = withinRange(() => typologyOf({ ...parts, id: `t${i}` }));
    return typology ? [typology] : [];
  });
  const outcome = await runOnDuckDb(checked, world, options);
  compared.worlds++;
  for (const typology of checked) {
    const reference = evaluate(typology, world);
    const idle = idleFor(outcome, typology);
    compared.typologies++;
    compared.idle += idle.length > 0 ? 1 : 0;
    compared.entries += reference.fired.length + reference.undetermined.length;
    compared.findings += reference.findings.length;
    const said =
      idle.length > 0
        ? difference(
            new Set(reference.fired.map(({ point }) => point.payment.id)),
            new Set(),
            world,
          )
        : difference(accountOfReference(reference), accountOfEngine(outcome, typology), world);
    if (said === '') continue;
    const { parameters: _, ...text } = texts[Number(typology.id.slice(1))] ?? {};
    const why = idle.length > 0 ? `idle for ${idle.join(', ')}\n` : '';
    throw new Error(`${stringify(text, { aliasDuplicateObjects: false })}\n${why}${said}`);
  }
}

/** Refused by the checker: more money multiplied than 128 bits hold, or a signed divisor. */
const REFUSED = ['expression.range', 'expression.divisor'];

function withinRange(make: () => Typology): Typology | null {
  try {
    return make();
  } catch (error) {
    const faults: readonly Fault[] = error instanceof Faults ? error.faults : [];
    if (faults.length > 0 && faults.every(({ code }) => REFUSED.includes(code))) return null;
    throw error;
  }
}
