import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type JoinRules, joinLinks } from './join-links.js';

const PARTIES = 12;
const party = fc.integer({ min: 0, max: PARTIES - 1 });
const pair = fc.tuple(party, party).filter(([a, b]) => a < b);
const links = fc.uniqueArray(pair, { maxLength: 30, selector: ([a, b]) => a * PARTIES + b });

const join = (pairs: readonly (readonly [number, number])[], rules: Partial<JoinRules> = {}) =>
  joinLinks(
    { a: Int32Array.from(pairs, ([a]) => a), b: Int32Array.from(pairs, ([, b]) => b) },
    { parties: PARTIES, apart: [], members_max: PARTIES, ...rules },
  );

/** Sets of parties, united link by link where no rule forbids it. */
function oracle(pairs: readonly (readonly [number, number])[], { apart, members_max }: JoinRules) {
  let sets = Array.from({ length: PARTIES }, (_, i) => new Set([i]));
  const refused: number[] = [];
  const of = (i: number) => sets.find((set) => set.has(i)) ?? new Set<number>();
  for (const [i, [a, b]] of pairs.entries()) {
    const [one, two] = [of(a), of(b)];
    if (one === two) continue;
    const both = new Set([...one, ...two]);
    const clashes = apart.some(([x, y]) => x !== y && both.has(x) && both.has(y));
    if (clashes || both.size > members_max) refused.push(i);
    else sets = [...sets.filter((set) => set !== one && set !== two), both];
  }
  return { smallest: Array.from({ length: PARTIES }, (_, i) => Math.min(...of(i))), refused };
}

test('links join as sets do when they are united one by one', () => {
  fc.assert(
    fc.property(
      links,
      fc.array(pair, { maxLength: 5 }),
      fc.integer({ min: 1, max: PARTIES }),
      (pairs, apart, members_max) => {
        const joined = join(pairs, { apart, members_max });
        const expected = oracle(pairs, { parties: PARTIES, apart, members_max });
        expect([...joined.smallest]).toEqual(expected.smallest);
        expect([...joined.refused.keys()]).toEqual(expected.refused);
      },
    ),
    { numRuns: 500 },
  );
});

test('without a rule the order of links changes nothing', () => {
  fc.assert(
    fc.property(links, (pairs) => {
      expect([...join(pairs.toReversed()).smallest]).toEqual([...join(pairs).smallest]);
    }),
  );
});

test('who is kept apart is not joined by a chain: its weakest link breaks', () => {
  const chain = [
    [0, 1],
    [1, 2],
    [0, 2],
  ] as const;
  const { smallest, refused } = join(chain, { apart: [[2, 0]] });
  expect([...smallest.slice(0, 3)]).toEqual([0, 0, 2]);
  expect([...refused]).toEqual([
    [1, 'through_apart'],
    [2, 'apart'],
  ]);
});
