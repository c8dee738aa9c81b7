import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holder, stated, states } from '../../test/ownership-stated.js';
import {
  addRatios,
  asOf,
  buildGraph,
  formatShare,
  type Interest,
  integrateOwnership,
  ONE,
  type Ratio,
  ratio,
  subtractRatios,
  ZERO,
} from './index.js';
import { solveEquations } from './linear.js';

/** What each asked holder has of `E`, as an interval. */
function held(lines: readonly (string | Interest)[], asked: string): Record<string, string> {
  const graph = buildGraph(stated(lines), asOf('2026-01-01'));
  const found = integrateOwnership(graph, graph.node('E') ?? -1);
  const share = (id: string) => formatShare(found.share(graph.node(id) ?? -1));
  return Object.fromEntries(asked.split(' ').map((id) => [id, share(id)]));
}

const indirect = (line: string) => states(line, { directness: 'indirect' });

test.each([
  ['a chain is multiplied', ['P1 > A 60', 'A > E 50'], { P1: '[3/10,3/10]', A: '[1/2,1/2]' }],
  ['paths are added', ['P1 > A 60', 'A > E 50', 'P1 > E 10'], { P1: '[2/5,2/5]' }],
  ['thirds are exact', ['P1 > A 100/3', 'A > E 100/3'], { P1: '[1/9,1/9]' }],
  [
    'bands are bounds, open ends stay open',
    ['P1 > A >25..50', 'A > E 100', 'P2 > A 50'],
    { P1: '(1/4,1/2]', P2: '[1/2,1/2]' },
  ],
  ['what others have, one has not', ['P1 > E ?', 'P2 > E 70'], { P1: '[0,3/10]' }],
  ['own shares belong to the owners', ['P1 > E 60', 'E > E 20', 'P2 > E 20'], { P1: '[3/4,3/4]' }],
  [
    'two that own one another',
    ['P1 > E 60', 'B > E 40', 'E > B 60', 'P2 > B 40'],
    { P1: '[15/19,15/19]', P2: '[4/19,4/19]', B: '[2/5,2/5]', E: '[6/25,6/25]' },
  ],
  [
    'a ring of three above',
    ['A > E 100', 'B > A 50', 'C > B 50', 'A > C 50', 'P1 > A 50', 'P2 > B 50', 'P3 > C 50'],
    { P1: '[4/7,4/7]', P2: '[2/7,2/7]', P3: '[1/7,1/7]', A: '[1,1]', B: '[1/2,1/2]' },
  ],
  ['an indirect stake counts alone', [indirect('P1 > E 30')], { P1: '[3/10,3/10]' }],
  [
    'and not beside its chain',
    ['P1 > A 60', 'A > E 50', indirect('P1 > E 30')],
    { P1: '[3/10,3/10]' },
  ],
  ['a ring that owns itself has no owners', ['A > E 100', 'E > A 100'], { A: '[0,1]' }],
])('%s', (_title, lines, expected) => {
  expect(held(lines as string[], Object.keys(expected).join(' '))).toEqual(expected);
});

describe('random ownership', () => {
  /** Each organisation is wholly owned: by persons at least in part, so that rings have an end. */
  const worlds = fc.array(
    fc.tuple(
      fc.integer({ min: 1, max: 9 }),
      fc.array(fc.tuple(fc.nat(5), fc.integer({ min: 1, max: 9 })), { maxLength: 4 }),
    ),
    { minLength: 1, maxLength: 6 },
  );

  test('what all persons hold is the whole, whatever rings there are', () => {
    fc.assert(
      fc.property(worlds, (rows) => {
        const lines = rows.flatMap(([person, owners], i) => {
          const parts = new Map<string, number>([[`P${i}`, person]]);
          for (const [owner, part] of owners) {
            const name = nameOf(owner % rows.length);
            parts.set(name, (parts.get(name) ?? 0) + part);
          }
          const total = [...parts.values()].reduce((a, b) => a + b);
          const share = (part: number) => ratio(BigInt(part), BigInt(total));
          return [...parts].map(([owner, part]) => stake(owner, nameOf(i), share(part)));
        });
        const graph = buildGraph(stated(lines), asOf('2026-01-01'));
        const entity = graph.node('E') ?? -1;
        const found = integrateOwnership(graph, entity);
        const persons = graph.ids.flatMap((id, node) => (id.startsWith('P') ? [node] : []));
        const sum = persons.map((node) => found.share(node).least).reduce(addRatios, ZERO);
        expect(sum).toEqual(ONE);
        expect(found.unstated).toEqual(ZERO);
        const walked = walk(lines);
        for (const node of persons) {
          const { num, den } = found.share(node).least;
          expect(walked.get(graph.ids[node] ?? '') ?? 0).toBeCloseTo(Number(num) / Number(den), 6);
        }
      }),
      { numRuns: 150 },
    );
  });
});

/** The same by carrying a unit up the stakes, round and round. */
function walk(lines: readonly Interest[]): Map<string, number> {
  const total = new Map<string, number>();
  let units = new Map([['E', 1]]);
  for (let round = 0; round < 20_000; round++) {
    if ([...units.values()].every((unit) => unit < 1e-12)) break;
    const next = new Map<string, number>();
    for (const { owner, subject, share } of lines) {
      const unit = units.get(subject) ?? 0;
      const part = Number(share?.least.num ?? 0) / Number(share?.least.den ?? 1);
      next.set(owner ?? '', (next.get(owner ?? '') ?? 0) + unit * part);
    }
    for (const [owner, unit] of next) total.set(owner, (total.get(owner) ?? 0) + unit);
    units = next;
  }
  return total;
}

const nameOf = (i: number) => (i === 0 ? 'E' : `C${i}`);

function stake(owner: string, subject: string, part: Ratio): Interest {
  const share = { least: part, most: part, above: false, below: false };
  return states(`${owner} > ${subject}`, { share });
}

test('equations are solved exactly, and a sum without end is told', () => {
  const half = ratio(1n, 2n);
  const rows = [new Map([[1, half]]), new Map([[0, half]])];
  expect(solveEquations({ rows, constants: [ONE, ZERO] })).toEqual([ratio(4n, 3n), ratio(2n, 3n)]);
  const whole = [new Map([[1, ONE]]), new Map([[0, ONE]])];
  expect(solveEquations({ rows: whole, constants: [ONE, ZERO] })).toBeNull();
  expect(subtractRatios(half, half)).toEqual(ZERO);
});

test('who is above, in groups, the entity first', () => {
  const lines = ['A > E 50', 'B > A 50', 'A > B 50', 'P1 > B 50'];
  const graph = buildGraph(stated(lines, [holder('lonely')]), asOf('2026-01-01'));
  const { above } = integrateOwnership(graph, graph.node('E') ?? -1);
  const names = above.groups.map((group) =>
    group
      .map((node) => graph.ids[node])
      .sort()
      .join('+'),
  );
  expect(names).toEqual(['E', 'A+B', 'P1']);
});
