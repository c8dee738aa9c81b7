import { expect, test } from 'vitest';
import { holder, stated, states } from '../../test/ownership-stated.js';
import { createSpeaker, LANGUAGES } from '../base/index.js';
import {
  asOf,
  buildGraph,
  bundledSectorWords,
  type Holder,
  type Interest,
  ratio,
  SHELL_BOUNDS,
  type ShellFacts,
  type ShellSign,
  saySign,
  shellSigns,
} from './index.js';

const FACTS: ShellFacts = {
  sectors_of_name: bundledSectorWords(),
  rests: new Map(),
  thresholds: [ratio(1n, 4n)],
  bounds: SHELL_BOUNDS,
};

function signsOf(
  lines: readonly (string | Interest)[],
  holders: readonly Holder[] = [],
  facts: Partial<ShellFacts> = {},
): ShellSign[] {
  const graph = buildGraph(stated(lines, holders), asOf('2026-01-01'));
  return shellSigns(graph, ['E'], { ...FACTS, ...facts });
}

const firms = (count: number, more: (i: number) => Partial<Holder>) =>
  Array.from({ length: count }, (_, i) => holder(i === 0 ? 'E' : `F${i}`, more(i)));
const directs = (count: number) =>
  Array.from({ length: count }, (_, i) =>
    states(`P1 > ${i === 0 ? 'E' : `F${i}`}`, { kind: 'director' }),
  );
const street = (i: number) => (i % 2 ? 'Av. Juárez 10, Cd. Juárez' : 'AV JUAREZ 10 CD JUAREZ');

test.each([
  [
    'ten at one address, however written',
    [],
    firms(10, (i) => ({ addresses: [street(i)] })),
    'mass_address 10',
  ],
  ['nine are not', [], firms(9, (i) => ({ addresses: [street(i)] })), ''],
  [
    'the dissolved do not count',
    [],
    firms(10, (i) => ({ addresses: [street(i)], dissolved_on: i === 3 ? '2020-01-01' : null })),
    '',
  ],
  ['one director of five', directs(5), [], 'shared_officers 5'],
  ['one of four', directs(4), [], ''],
  ['one of twenty', directs(20), [], 'shared_officers 20,nominee_officer 20'],
  ['a nominee', [states('P1 > E 10', { kind: 'nominee' })], [], 'nominee_officer 1'],
  [
    'three founded in a month at one address',
    [],
    firms(3, (i) => ({ addresses: ['x'], born_on: `2010-05-0${i + 1}` })),
    'twins 3',
  ],
  [
    'three founded over a year',
    [],
    firms(3, (i) => ({ addresses: ['x'], born_on: `2010-0${3 * i + 1}-01` })),
    '',
  ],
  ['founded 729 days ago', [], [holder('E', { born_on: '2024-01-03' })], 'young 729'],
  ['founded 730 days ago', [], [holder('E', { born_on: '2024-01-02' })], ''],
  [
    'a builder that trades',
    [],
    [holder('E', { name: 'Constructora del Río', sector: 'general_trading' })],
    'sector_mismatch 1',
  ],
  [
    'a builder that builds',
    [],
    [holder('E', { name: 'Constructora del Río', sector: 'construction' })],
    '',
  ],
  ['a ring', ['A > E 50', 'E > A 20', 'P1 > A 80'], [], 'circular_holding 2'],
  [
    'a director that is owned closes no ring',
    ['E > A 100', states('A > E', { kind: 'director' }), 'P1 > E 100'],
    [],
    '',
  ],
  ['companies only', ['A > E 50', 'B > A 50'], [], 'no_natural_person 2'],
  ['a director is a person', ['A > E 50', states('P1 > E', { kind: 'director' })], [], ''],
  [
    'four countries',
    ['A > E 100', 'B > A 100', 'C > B 100', 'P1 > C 100'],
    'EABC'.split('').map((id, i) => holder(id, { country: ['MX', 'US', 'PA', 'VG'][i] ?? null })),
    'many_countries 4',
  ],
  ['24 per cent', ['P1 > E 24'], [], 'just_below_threshold 24'],
  ['22 per cent', ['P1 > E 22'], [], 'just_below_threshold 22'],
  ['21.99 per cent', ['P1 > E 21.99'], [], ''],
  ['25 per cent', ['P1 > E 25'], [], ''],
] as [string, (string | Interest)[], Holder[], string][])(
  '%s',
  (_title, lines, holders, expected) => {
    const signs = signsOf(lines, holders.length > 0 ? holders : []);
    expect(signs.map(({ kind, value }) => `${kind} ${value}`).join(',')).toBe(expected);
  },
);

test('a rest that ended is a sign, one still to end is not known', () => {
  const rests = new Map([['E', { days: 200, ended_on: '2025-11-01' }]]);
  expect(signsOf(['P1 > E 100'], [], { rests }).map(({ kind }) => kind)).toEqual([
    'dormant_then_active',
  ]);
  const later = new Map([['E', { days: 200, ended_on: '2026-02-01' }]]);
  expect(signsOf(['P1 > E 100'], [], { rests: later })).toEqual([]);
});

test('each sign is a sentence in both languages', () => {
  const [sign] = signsOf(['P1 > E 24']);
  const say = LANGUAGES.map((language) =>
    sign ? saySign(sign, 'Enea, S.A.', createSpeaker(language)) : '',
  );
  expect(say).toEqual([
    'A holding in Enea, S.A. is just below 25%: P1, 24%.',
    'Una participación en Enea, S.A. queda apenas por debajo de 25%: P1, 24%.',
  ]);
});
