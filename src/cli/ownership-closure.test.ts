import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holder, states } from '../../test/ownership-stated.js';
import { createSpeaker } from '../base/index.js';
import { asOf, buildGraph, FIFTY_PERCENT_RULE, sayProof } from '../ownership/index.js';
import { blockingOf } from './ownership-closure.js';

const listed = (id: string) => {
  const list = `sdn/${id}`;
  return { holder: id, list, program: null, from: null, until: null };
};
const graphOf = (...lines: string[]) => {
  const names = new Set(lines.flatMap((line) => line.split(/ > | /).slice(0, 2)));
  const statements = {
    holders: [...names].map((name) => holder(name)),
    interests: lines.map((line) => states(line)),
  };
  return buildGraph(statements, asOf('2025-01-01'));
};
const judge = (graph: ReturnType<typeof graphOf>, certain: string[], unsettled: string[]) => {
  const people = { certain: certain.map(listed), unsettled: unsettled.map(listed) };
  return blockingOf(graph, people, FIFTY_PERCENT_RULE);
};

test('what the certain block is blocked, what only the unsettled would is possible', () => {
  const graph = graphOf('X > A 60', 'Y > B 60', 'X > C 30', 'Y > C 30', 'B > D 100', 'A > E 100');
  const { closure, marks } = judge(graph, ['X'], ['Y']);
  const verdicts = ['X', 'A', 'E', 'Y', 'B', 'C', 'D'].map((id) => closure.verdict(id));
  expect(verdicts.slice(0, 3)).toEqual(['blocked', 'blocked', 'blocked']);
  expect(verdicts.slice(3)).toEqual(['possible', 'possible', 'possible', 'possible']);
  expect([...closure.blocked].sort()).toEqual(['A', 'E']);
  expect(marks.listed.has('X')).toBe(true);
  expect(marks.listed.has('Y')).toBe(false);
});

test.each([
  ['en', 'Y may be on a list: nobody has settled the hit sdn/Y.'],
  ['es', 'Y podría estar en una lista: nadie ha resuelto la coincidencia sdn/Y.'],
] as const)('the proof says in %s who is not settled, and of nobody else', (language, said) => {
  const { prove, speaker } = judge(graphOf('X > C 30', 'Y > C 30'), ['X'], ['Y']);
  const proof = prove('C');
  const voice = speaker(createSpeaker(language));
  const lines = sayProof(proof, FIFTY_PERCENT_RULE.threshold, voice).map(({ text }) => text);
  expect(lines).toContain(said);
  expect(lines.filter((line) => line.includes('sdn/X'))).toHaveLength(1);
  // 60 % is no minority, whoever Y turns out to be.
  expect(proof.warnings.map(({ code }) => code)).not.toContain('significant_minority');
});

test('to settle somebody never makes a verdict weaker, and to refuse never stronger', () => {
  const strength = { no: 0, possible: 1, blocked: 2 } as const;
  const name = fc.constantFrom('A', 'B', 'C', 'D', 'E');
  const stake = fc.tuple(name, name, fc.integer({ min: 10, max: 90 }));
  fc.assert(
    fc.property(fc.array(stake, { maxLength: 8 }), name, name, (stakes, sure, perhaps) => {
      const lines = stakes.filter(([a, b]) => a !== b).map(([a, b, n]) => `${a} > ${b} ${n}`);
      const graph = graphOf(...new Set(lines));
      const refused = judge(graph, [sure], []).closure;
      const open = judge(graph, [sure], [perhaps]).closure;
      const settled = judge(graph, [sure, perhaps], []).closure;
      for (const id of ['A', 'B', 'C', 'D', 'E']) {
        const [a, b, c] = [refused, open, settled].map((each) => strength[each.verdict(id)]);
        expect(a).toBeLessThanOrEqual(b ?? -1);
        expect(b).toBeLessThanOrEqual(c ?? -1);
        if (refused.verdict(id) !== 'blocked') expect(open.verdict(id)).not.toBe('blocked');
      }
    }),
    { numRuns: 60 },
  );
});
