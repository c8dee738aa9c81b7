/** OFAC's worked cases, and cases of our own for each rule of its FAQ 398–402. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { holder, share, stated, states } from '../../test/ownership-stated.js';
import { sharedData } from '../../test/shared.js';
import { createSpeaker, LANGUAGES } from '../base/index.js';
import {
  asOf,
  type BlockedPerson,
  blockedSpans,
  buildGraph,
  type Circumstances,
  type Closure,
  closeOverOwnership,
  endedBefore,
  type Interest,
  indexOwnership,
  NO_CIRCUMSTANCES,
  proveVerdict,
  sayBlockedSpans,
  sayProof,
  warningsOf,
} from './index.js';

const TODAY = '2026-11-01';
const file = sharedData('ownership/ofac-50-percent.json');

interface WorkedCase {
  readonly id: string;
  readonly sdn: readonly string[];
  readonly sdn_programs?: Readonly<Record<string, string>>;
  readonly ownership: readonly Stated[];
  readonly bands?: readonly Band[];
  readonly control?: readonly (Stated & { readonly kind: string })[];
  readonly signatories?: Circumstances['signatories'];
  readonly relations?: readonly { readonly a: string; readonly b: string }[];
  readonly expect_blocked: readonly string[];
  readonly expect_not_blocked: readonly string[];
  readonly expect_flags?: Readonly<Record<string, readonly string[]>>;
}
interface Stated {
  readonly owner: string;
  readonly owned: string;
  readonly pct?: string;
}
interface Band extends Stated {
  readonly exclusiveMin?: string;
  readonly min?: string;
  readonly exclusiveMax?: string;
  readonly max?: string;
}

describe.skipIf(!file)('the worked cases of the 50 Percent Rule', () => {
  const { cases } = (file ? JSON.parse(readFileSync(file, 'utf8')) : { cases: [] }) as {
    cases: WorkedCase[];
  };
  test.each(cases.map((each) => [each.id, each] as const))('%s', (_id, worked) => {
    const lines = worked.ownership.map(({ owner, owned, pct }) => `${owner} > ${owned} ${pct}`);
    const bands = (worked.bands ?? []).map(
      (band) => `${band.owner} > ${band.owned} ${range(band)}`,
    );
    const control = (worked.control ?? []).map(({ owner, owned }) =>
      states(`${owner} > ${owned}`, { kind: 'appointment' }),
    );
    const closure = blockedBy(worked.sdn, [...lines, ...bands, ...control], worked.sdn_programs);
    for (const id of worked.expect_blocked) expect(closure.verdict(id), id).toBe('blocked');
    for (const id of worked.expect_not_blocked) expect(closure.verdict(id), id).toBe('no');
    const circumstances: Circumstances = {
      signatories: worked.signatories ?? [],
      associates: (worked.relations ?? []).map(({ a, b }) => ({ person: a, associate: b })),
    };
    for (const [id, flags] of Object.entries(worked.expect_flags ?? {})) {
      const codes = warningsOf(closure, id, circumstances).map(({ code }) => code.toUpperCase());
      expect(codes.sort(), id).toEqual([...flags].sort());
    }
  });
});

function range({ exclusiveMin, min, exclusiveMax, max }: Band): string {
  const low = exclusiveMin === undefined ? `>=${min ?? 0}` : `>${exclusiveMin}`;
  return `${low}..${exclusiveMax === undefined ? (max ?? 100) : `<${exclusiveMax}`}`;
}

function blockedBy(
  sdn: readonly string[],
  lines: readonly (string | Interest)[],
  programs: Readonly<Record<string, string>> = {},
): Closure {
  const graph = buildGraph(stated(lines), asOf(TODAY));
  return closeOverOwnership(
    graph,
    sdn.map((id) => listed(id, { program: programs[id] ?? null })),
  );
}

function listed(id: string, more: Partial<BlockedPerson> = {}): BlockedPerson {
  return { holder: id, list: 'us_ofac_sdn', program: null, from: null, until: null, ...more };
}

const byVotes = (line: string) => states(line, { kind: 'votes' });
const bySource = (line: string, name: string, more: Partial<Interest> = {}) =>
  states(line, { source: { name, url: null, retrieved_on: null, place: null }, ...more });

/** Title, listed, statements, blocked, possible; whoever else is named is not blocked. */
const CASES: readonly [string, string, (string | Interest)[], string, string][] = [
  ['401: a 49 % layer stops the chain', 'X', ['X > A 49', 'A > B 100'], '', ''],
  [
    '401: through A, but not through B',
    'X',
    ['X > A 50', 'X > B 25', 'A > C 25', 'B > C 25'],
    'A',
    '',
  ],
  [
    '401: a majority of a majority is whole',
    'X',
    ['X > A 51', 'A > B 51', 'B > C 51'],
    'A B C',
    '',
  ],
  ['399: persons of two programmes', 'X Y', ['X > A 49.99', 'Y > A 0.01'], 'A', ''],
  ['399: just below', 'X Y', ['X > A 49.99', 'Y > A 0.0099'], '', ''],
  ['thirds are exact', 'X Y', ['X > A 100/6', 'Y > A 100/3'], 'A', ''],
  ['odd fractions are exact', 'X Y', ['X > A 100/34', 'Y > A 1600/34'], 'A', ''],
  ['odd fractions fall short exactly', 'X Y', ['X > A 100/35', 'Y > A 1600/34'], '', ''],
  ['a ring cannot block itself', 'X', ['A > B 100', 'B > A 100', 'X > C 10'], '', ''],
  ['a ring with a listed minority', 'X', ['X > A 20', 'A > B 100', 'B > A 80'], '', ''],
  ['own shares do not count for themselves', 'X', ['X > A 40', 'A > A 60'], '', ''],
  [
    'a ring of bands is no more possible',
    'X',
    ['A > B 0..100', 'B > A 0..100', 'X > A 10'],
    '',
    '',
  ],
  ['25–50 of one is possible', 'X', ['X > A >25..50'], '', 'A'],
  ['25–50 of two is certain', 'X Y', ['X > A >25..50', 'Y > A >25..50'], 'A', ''],
  ['below 50 is not', 'X', ['X > A >25..<50'], '', ''],
  ['an unknown stake is possible', 'X', ['X > A ?', 'A > B 60'], '', 'A B'],
  ['what others hold for certain is not his', 'X', ['X > A ?', 'Q > A 51'], '', ''],
  ['more than 50 elsewhere leaves less', 'X', ['X > A ?', 'Q > A >50..75'], '', ''],
  ['exactly 50 elsewhere leaves it possible', 'X', ['X > A ?', 'Q > A 50'], '', 'A'],
  ['control by votes does not block (398)', 'X', ['X > A 10', byVotes('X > A 100')], '', ''],
  ['votes of the same stake add nothing', 'X', ['X > A 30', byVotes('X > A 30')], '', ''],
  [
    'the same stake from two sources',
    'X',
    [bySource('X > A 30', 'a'), bySource('X > A 30', 'b')],
    '',
    '',
  ],
  [
    'the same stake twice in one source',
    'X',
    ['X > A 30', states('X > A 30', { id: 'again' })],
    '',
    '',
  ],
  [
    'a band narrowed by another source',
    'X',
    [bySource('X > A >25..50', 'a'), bySource('X > A 40', 'b')],
    '',
    '',
  ],
  ['sources that disagree', 'X', [bySource('X > A 40', 'a'), bySource('X > A 60', 'b')], '', 'A'],
  ['two parcels may add up', 'X', ['X > A 30', 'X > A 20'], '', 'A'],
  [
    'the indirect stake is the one of A',
    'X',
    ['X > A 60', 'A > B 30', states('X > B 30', { directness: 'indirect' })],
    'A',
    '',
  ],
  [
    'an indirect stake alone proves no whole stake',
    'X',
    [states('X > B 60', { directness: 'indirect' })],
    '',
    'B',
  ],
  [
    'direct is kept beside indirect',
    'X',
    ['X > B 50', states('X > B 55', { directness: 'indirect' })],
    'B',
    '',
  ],
  ['who is not named is nobody', 'X', ['- > A 60', 'X > A 40'], '', ''],
  [
    'a nominee is looked through',
    'X',
    [states('N > A 60', { kind: 'nominee' }), states('X > A', { kind: 'nominator' })],
    'A',
    '',
  ],
  [
    'a listed nominee of another is only a warning',
    'X',
    [states('X > A 60', { kind: 'nominee' }), states('Q > A', { kind: 'nominator' })],
    '',
    '',
  ],
  [
    'a listed nominee of nobody known is possible',
    'X',
    [states('X > A 60', { kind: 'nominee' })],
    '',
    'A',
  ],
  [
    'a trust of a listed settlor is only a warning',
    'X',
    [states('X > T', { kind: 'settlor' }), 'T > A 100'],
    '',
    '',
  ],
  [
    'a listed beneficiary may hold all',
    'X',
    [states('X > T', { kind: 'beneficiary' }), 'T > A 100'],
    '',
    'T A',
  ],
  [
    'a beneficiary of half',
    'X',
    [states('X > T 50', { kind: 'beneficiary' }), 'T > A 50'],
    'T A',
    '',
  ],
];

test.each(CASES)('%s', (_title, sdn, lines, blocked, possible) => {
  const closure = blockedBy(sdn.split(' '), lines);
  const listedIds = new Set(sdn.split(' '));
  const ids = closure.graph.ids.filter((id) => !listedIds.has(id));
  const of = (verdict: string) => ids.filter((id) => closure.verdict(id) === verdict).sort();
  const words = (text: string) =>
    text
      .split(' ')
      .filter((word) => word !== '')
      .sort();
  expect({ blocked: of('blocked'), possible: of('possible') }).toEqual({
    blocked: words(blocked),
    possible: words(possible),
  });
});

test('listings and stakes count from their first day until before their last', () => {
  const statements = stated([states('X > A 50', { from: '2020-01-01', until: '2024-06-30' })]);
  const person = listed('X', { from: '2022-03-01', until: '2025-01-01' });
  const at = (day: string) =>
    closeOverOwnership(buildGraph(statements, asOf(day)), [person]).verdict('A');
  expect(['2022-02-28', '2022-03-01', '2024-06-29', '2024-06-30'].map(at)).toEqual([
    'no',
    'blocked',
    'blocked',
    'no',
  ]);
});

test('a back-test does not know what was learnt later', () => {
  const statements = stated([states('X > A 50', { from: '2020-01-01', known_from: '2023-05-05' })]);
  const at = (on: string, known_on: string) =>
    closeOverOwnership(buildGraph(statements, { on, known_on }), [listed('X')]).verdict('A');
  expect(at('2021-01-01', '2021-01-01')).toBe('no');
  expect(at('2021-01-01', '2023-05-05')).toBe('blocked');
});

test('402: after the divestment the company is free, what was blocked before is not', () => {
  const statements = stated([
    states('X > A 60', { from: '2019-01-01', until: '2023-01-01' }),
    states('X > A 40', { id: 'rest', from: '2023-01-01', known_from: '2023-02-01' }),
    states('A > B 50', { from: '2021-05-01' }),
  ]);
  const index = indexOwnership(statements);
  const people = [listed('X', { from: '2020-03-01' })];
  const spans = blockedSpans(index, people, 'B');
  expect(spans).toEqual([{ from: '2021-05-01', until: '2023-01-01', verdict: 'blocked' }]);
  expect(endedBefore(spans, '2023-01-01')).toEqual(spans);
  expect(endedBefore(spans, '2022-12-31')).toEqual([]);
  expect(sayBlockedSpans('Beta', spans, '2023-01-01', createSpeaker('en'))).toEqual([
    'Beta was blocked by ownership from 2021-05-01 until before 2023-01-01. ' +
      'Property that was blocked in that time stays blocked (OFAC FAQ 402).',
  ]);
  expect(blockedSpans(index, people, 'A')).toEqual([
    { from: '2020-03-01', until: '2023-01-01', verdict: 'blocked' },
  ]);
  expect(blockedSpans(index, [listed('X')], 'A')[0]?.from).toBe('2019-01-01');
});

test('warnings name what does not block', () => {
  const closure = blockedBy(
    ['X'],
    [
      states('X > A', { kind: 'director' }),
      states('X > A 60', { kind: 'votes' }),
      states('X > A >25..<50'),
      '- > A ?',
      'Q > A 80',
    ],
  );
  const codes = warningsOf(closure, 'A').map(({ code }) => code);
  expect(codes).toEqual([
    'control_by_blocked_person',
    'blocked_person_in_office',
    'significant_minority',
    'ownership_sum_over_100',
    'unnamed_owner',
  ]);
});

test('the proof is a tree that says who, how much, by which source, in both languages', () => {
  const closure = closeOverOwnership(
    buildGraph(
      stated(
        [bySource('X > A 50', 'registry'), 'X > B 10', 'A > B 40', 'M > B 20', 'X > M 49'],
        [holder('X', { name: 'Xavier Ríos' })],
      ),
      asOf(TODAY),
    ),
    [listed('X', { program: 'ILLICIT-DRUGS-EO14059' })],
  );
  const proof = proveVerdict(closure, 'B');
  expect(proof).toMatchObject({ verdict: 'blocked', step: 2 });
  const [en, es] = LANGUAGES.map((language) =>
    sayProof(proof, closure.rule.threshold, createSpeaker(language))
      .map(({ depth, text }) => folded(`${'> '.repeat(depth)}${text}`))
      .join('\n'),
  );
  expect(en).toMatchInlineSnapshot(`
    "B is not listed, but blocked by ownership (step 2): blocked persons hold 50% of
        it; the rule asks for at least 50%.
    > A owns 40% of it (test); the whole stake counts.
    > > A is not listed, but blocked by ownership (step 1): blocked persons hold 50%
        of it; the rule asks for at least 50%.
    > > > Xavier Ríos owns 50% of it (registry); the whole stake
        counts.
    > > > > Xavier Ríos is listed (us_ofac_sdn, ILLICIT-DRUGS-EO14059).
    > Xavier Ríos owns 10% of it (test); the whole stake counts.
    > > Xavier Ríos is listed (us_ofac_sdn, ILLICIT-DRUGS-EO14059).
    > M owns 20% of it (test); that does not count, because M is not blocked,
        whoever holds part of M.
    > > M is not blocked by ownership: persons who are or may be blocked hold 49% of
        it; the rule asks for at least 50%.
    > > > Xavier Ríos owns 49% of it (test); the whole stake counts.
    > > > > Xavier Ríos is listed (us_ofac_sdn, ILLICIT-DRUGS-EO14059).
    > > > Caution: blocked persons hold 49% of M, a significant minority; it may be
        listed next (OFAC FAQ 398)."
  `);
  expect(es).toMatchInlineSnapshot(`
    "B no está en la lista, pero queda bloqueada por propiedad (paso 2): personas
        bloqueadas tienen 50%; la regla pide al menos 50%.
    > A posee 40% (test); cuenta la participación entera.
    > > A no está en la lista, pero queda bloqueada por propiedad (paso 1): personas
        bloqueadas tienen 50%; la regla pide al menos 50%.
    > > > Xavier Ríos posee 50% (registry); cuenta la participación
        entera.
    > > > > Xavier Ríos está en la lista (us_ofac_sdn, ILLICIT-DRUGS-EO14059).
    > Xavier Ríos posee 10% (test); cuenta la participación entera.
    > > Xavier Ríos está en la lista (us_ofac_sdn, ILLICIT-DRUGS-EO14059).
    > M posee 20% (test); no cuenta, porque M no está bloqueada, sea quien sea quien
        tenga parte de M.
    > > M no queda bloqueada por propiedad: personas que están o podrían estar
        bloqueadas tienen 49%; la regla pide al menos 50%.
    > > > Xavier Ríos posee 49% (test); cuenta la participación entera.
    > > > > Xavier Ríos está en la lista (us_ofac_sdn, ILLICIT-DRUGS-EO14059).
    > > > Precaución: personas bloqueadas tienen 49% de M, una minoría
        significativa; podría ser la siguiente en la lista (OFAC, pregunta
        398)."
  `);
});

test('the proof of a ring is finite and has no organisation among its own reasons', () => {
  const closure = blockedBy(['X'], ['X > A 50', 'A > B 60', 'B > A 40', 'B > C 100', 'C > B 40']);
  const seen: string[] = [];
  const walk = (proof: ReturnType<typeof proveVerdict>, above: readonly string[]) => {
    expect(above).not.toContain(proof.holder);
    seen.push(proof.holder);
    for (const { owner } of proof.stakes) walk(owner, [...above, proof.holder]);
  };
  walk(proveVerdict(closure, 'C', NO_CIRCUMSTANCES), []);
  expect(seen).toEqual(['C', 'B', 'A', 'X']);
});

test('a day that is none is refused', () => {
  expect(() => asOf('2024-02-30')).toThrow('ownership.day');
  expect(share('>25..50')?.above).toBe(true);
});

/** A long line as several, for the eye. */
function folded(text: string): string {
  return text.replace(/(.{60,80}) /g, '$1\n    ');
}
