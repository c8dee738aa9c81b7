/** Laws of the 50 Percent Rule, on random ownership, against a slow and plain reading of it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stated, states } from '../../test/ownership-stated.js';
import {
  addRatios,
  asOf,
  buildGraph,
  closeOverOwnership,
  compareRatios,
  type Interest,
  ONE,
  type Ratio,
  ratio,
  type Share,
  subtractRatios,
  type Verdict,
  ZERO,
} from './index.js';

const NAMES = 'ABCDEFGH'.split('');
const HALF = ratio(1n, 2n);

interface Held {
  readonly owner: string;
  readonly subject: string;
  readonly share: Share;
}

/** Shares in twelfths, so that sums often meet the half exactly; some in odd parts, or bands. */
const shares = fc
  .tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 6 }), fc.integer(), fc.nat(9))
  .map(([low, width, odd, kind]): Share => {
    const den = kind === 0 ? 17n : 12n;
    const least = ratio(BigInt(low), den);
    const high = Math.min(low + width, 12);
    if (kind < 5 || high === low) return { least, most: least, above: false, below: false };
    const most = ratio(BigInt(high), den);
    return { least, most, above: odd % 2 === 0, below: odd % 3 === 0 };
  });

const worlds = fc
  .uniqueArray(
    fc.record({
      owner: fc.constantFrom(...NAMES),
      subject: fc.constantFrom(...NAMES),
      share: shares,
    }),
    { maxLength: 22, selector: ({ owner, subject }) => owner + subject },
  )
  .chain((held) =>
    fc.record({ held: fc.constant(held), listed: fc.subarray(NAMES, { maxLength: 3 }) }),
  );

function verdicts(held: readonly Held[], listed: readonly string[]): Record<string, Verdict> {
  const lines = held.map(
    ({ owner, subject, share }, i): Interest =>
      states(`${owner} > ${subject}`, { id: String(i), share }),
  );
  const graph = buildGraph(stated(lines), asOf('2026-01-01'));
  const people = listed.map((holder) => ({
    holder,
    list: 'l',
    program: null,
    from: null,
    until: null,
  }));
  const closure = closeOverOwnership(graph, people);
  return Object.fromEntries(NAMES.map((name) => [name, closure.verdict(name)]));
}

/** The rule word for word: add whole stakes of the blocked until nothing changes. */
function plainly(held: readonly Held[], listed: readonly string[], mode: 'least' | 'most') {
  const blocked = new Set(listed);
  for (let grew = true; grew; ) {
    grew = false;
    for (const name of NAMES) {
      if (blocked.has(name)) continue;
      const owners = held.filter(({ subject }) => subject === name);
      const inside = owners.filter(({ owner }) => blocked.has(owner)).map(({ share }) => share);
      const outside = owners.filter(({ owner }) => !blocked.has(owner)).map(({ share }) => share);
      if (mode === 'least' ? isEnough(inside) : couldBeEnough(inside, outside)) {
        blocked.add(name);
        grew = true;
      }
    }
  }
  return blocked;
}

const total = (all: readonly Ratio[]) => all.reduce(addRatios, ZERO);

function isEnough(inside: readonly Share[]): boolean {
  return compareRatios(total(inside.map(({ least }) => least)), HALF) >= 0;
}

function couldBeEnough(inside: readonly Share[], outside: readonly Share[]): boolean {
  const most = compareRatios(total(inside.map((share) => share.most)), HALF);
  const stated = most > 0 || (most === 0 && !inside.some(({ below }) => below));
  const certain = total([...inside, ...outside].map(({ least }) => least));
  if (compareRatios(certain, ONE) > 0) return stated;
  const left = subtractRatios(ONE, total(outside.map(({ least }) => least)));
  const room = compareRatios(left, HALF);
  return stated && (room > 0 || (room === 0 && !outside.some(({ above }) => above)));
}

test('the closure is what the plain reading finds', () => {
  fc.assert(
    fc.property(worlds, ({ held, listed }) => {
      const found = verdicts(held, listed);
      const certain = plainly(held, listed, 'least');
      const possible = plainly(held, listed, 'most');
      const expected = NAMES.map((name) => [
        name,
        certain.has(name) ? 'blocked' : possible.has(name) ? 'possible' : 'no',
      ]);
      expect(found).toEqual(Object.fromEntries(expected));
    }),
    { numRuns: 600 },
  );
});

test('the order of statements changes nothing', () => {
  fc.assert(
    fc.property(
      worlds.chain(({ held, listed }) =>
        fc.record({
          held: fc.constant(held),
          listed: fc.constant(listed),
          shuffled: fc.shuffledSubarray(held, { minLength: held.length }),
        }),
      ),
      ({ held, listed, shuffled }) => {
        expect(verdicts(shuffled, [...listed].reverse())).toEqual(verdicts(held, listed));
      },
    ),
    { numRuns: 150 },
  );
});

test('one listing more never frees anybody', () => {
  const rank = { no: 0, possible: 1, blocked: 2 };
  fc.assert(
    fc.property(worlds, fc.constantFrom(...NAMES), ({ held, listed }, another) => {
      const before = verdicts(held, listed);
      const after = verdicts(held, [...listed, another]);
      for (const name of NAMES)
        expect(rank[after[name] ?? 'no']).toBeGreaterThanOrEqual(rank[before[name] ?? 'no']);
    }),
    { numRuns: 150 },
  );
});

test('whom no chain of stakes joins to a listing is not blocked, whatever rings there are', () => {
  fc.assert(
    fc.property(worlds, ({ held, listed }) => {
      const reached = new Set(listed);
      for (const name of reached)
        for (const { owner, subject } of held) if (owner === name) reached.add(subject);
      const found = verdicts(held, listed);
      for (const name of NAMES) if (!reached.has(name)) expect(found[name]).toBe('no');
    }),
    { numRuns: 150 },
  );
});
