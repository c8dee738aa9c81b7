import { expect, test } from 'vitest';
import { holder, stated, states } from '../../test/ownership-stated.js';
import { createSpeaker, Faults, LANGUAGES } from '../base/index.js';
import {
  asOf,
  buildGraph,
  bundledRegimes,
  createOwnersFinder,
  formatShare,
  type Holder,
  type Interest,
  type InterestKind,
  type OwnersAnswer,
  readRegimes,
  regimeOn,
  sanctionsRule,
  sayOwners,
} from './index.js';

const ON = '2026-01-01';
const REGIMES = bundledRegimes();

function ask(
  lines: readonly (string | Interest)[],
  regime = 'us-cdd',
  holders: readonly Holder[] = [],
  on = ON,
): OwnersAnswer {
  const graph = buildGraph(stated(lines, holders), asOf(on));
  return createOwnersFinder(graph, regimeOn(REGIMES, regime, on))('E');
}

const as = (kind: InterestKind, line: string) => states(line, { kind });

/** `P1 yes 3/10 1/2`: who counts, multiplied, by control. */
function said({ owners }: OwnersAnswer): string[] {
  return owners.map(({ holder: id, counts, multiplied, control }) =>
    [id, counts, formatShare(multiplied), formatShare(control.group_share)].join(' '),
  );
}

test.each([
  ['a direct quarter', 'us-cdd', ['P1 > E 25', 'P2 > E 24.9'], ['P1 yes [1/4,1/4] [1/4,1/4]']],
  ['a quarter is not more than a quarter', 'mx-lfpiorpi', ['P1 > E 25'], []],
  [
    'above fifteen in the tax code',
    'mx-cff',
    ['P1 > E 15.01'],
    ['P1 yes [1501/10000,1501/10000] [1501/10000,1501/10000]'],
  ],
  [
    'half of 60 is 30, and 60 by control',
    'us-cdd',
    ['P1 > A 60', 'A > E 50'],
    ['P1 yes [3/10,3/10] [1/2,1/2]'],
  ],
  [
    'control carries what multiplication loses',
    'us-cdd',
    ['P1 > A 51', 'A > B 51', 'B > E 51'],
    ['P1 yes [132651/1000000,132651/1000000] [51/100,51/100]'],
  ],
  ['in the UK only majorities carry', 'uk-psc', ['P1 > A 50', 'A > E 100'], []],
  ['a PSC band is above a quarter', 'uk-psc', ['P1 > E >25..50'], ['P1 yes (1/4,1/2] (1/4,1/2]']],
  [
    'a band round the bound leaves it open',
    'us-cdd',
    ['P1 > E 20..40'],
    ['P1 possible [1/5,2/5] [1/5,2/5]'],
  ],
  [
    'votes carry control without ownership',
    'uk-psc',
    ['P1 > A 10', as('votes', 'P1 > A 60'), 'A > E 30'],
    ['P1 yes [3/100,3/100] [3/10,3/10]'],
  ],
  [
    'who appoints the board counts',
    'uk-psc',
    [as('appointment', 'P1 > E'), 'P2 > E 20'],
    ['P1 yes [0,0] [0,0]'],
  ],
  [
    'a nominee is looked through',
    'us-cdd',
    [as('nominee', 'P1 > E 40'), as('nominator', 'P2 > E')],
    ['P2 yes [2/5,2/5] [2/5,2/5]'],
  ],
  [
    'a nominee company is looked through',
    'us-cdd',
    ['N > E 60', as('nominator', 'P2 > N')],
    ['P2 yes [3/5,3/5] [3/5,3/5]'],
  ],
  [
    'of a trust, the US asks for the trustee',
    'us-cdd',
    ['T > E 30', as('trustee', 'P1 > T'), as('settlor', 'P2 > T')],
    ['P1 yes [0,0] [3/10,3/10]'],
  ],
  [
    'of a trust, Mexico asks for all',
    'mx-lfpiorpi',
    ['T > E 30', as('trustee', 'P1 > T'), as('settlor', 'P2 > T'), as('beneficiary', 'P3 > T 100')],
    ['P1 yes [0,0] [3/10,3/10]', 'P2 yes [0,0] [3/10,3/10]', 'P3 yes [3/10,3/10] [3/10,3/10]'],
  ],
  [
    'a corporate trustee leads to who controls it',
    'us-cdd',
    ['T > E 30', as('trustee', 'C > T'), 'P1 > C 80'],
    ['P1 yes [0,0] [3/10,3/10]'],
  ],
  [
    'a ring',
    'us-cdd',
    ['P1 > E 60', 'B > E 40', 'E > B 60', 'P2 > B 40'],
    ['P1 yes [15/19,15/19] [1,1]'],
  ],
] as [string, string, (string | Interest)[], string[]][])(
  '%s',
  (_title, regime, lines, expected) => {
    expect(said(ask(lines, regime))).toEqual(expected);
  },
);

test('control persons are named always, or where nobody else is found', () => {
  const lines = ['A > E 100', as('senior_manager', 'P1 > E'), as('director', 'P2 > E')];
  const named = (answer: OwnersAnswer) => answer.control_persons.map((person) => person.holder);
  expect(named(ask(lines, 'us-cdd'))).toEqual(['P1', 'P2']);
  expect(named(ask(lines, 'mx-cff'))).toEqual(['P1', 'P2']);
  expect(named(ask([...lines, 'P3 > E 20'], 'mx-cff'))).toEqual([]);
  expect(named(ask(lines, 'uk-psc'))).toEqual([]);
});

test('the chain ends at states, listed companies and where nothing is stated', () => {
  const holders = [
    holder('S', { kind: 'state' }),
    holder('L', { listed_company: true }),
    holder('U', { kind: 'unknown' }),
  ];
  const lines = ['S > E 30', 'L > E 20', 'P9 > L 90', 'U > E 10', 'C > E 20', '- > E 5'];
  const answer = ask(lines, 'us-cdd', holders);
  expect(answer.dead_ends.map((end) => end.holder)).toEqual(['S', 'C', 'L', 'U']);
  expect(formatShare(answer.integrated.unnamed)).toBe('[1/20,1/20]');
  expect(answer.integrated.unstated).toEqual({ num: 17n, den: 100n });
});

test('the law of the day is asked: 50 per cent in Mexico before July 2025', () => {
  const lines = ['P1 > E 30'];
  expect(said(ask(lines, 'mx-lfpiorpi', [], '2025-07-16'))).toEqual([]);
  expect(said(ask(lines, 'mx-lfpiorpi', [], '2025-07-17'))).toHaveLength(1);
  expect(() => regimeOn(REGIMES, 'us-cdd', '2010-01-01')).toThrow('ownership.regime_day');
  expect(() => regimeOn(REGIMES, 'nowhere', ON)).toThrow('ownership.regime_unknown');
});

test('sanctions laws differ: half, more than half, control', () => {
  const rule = (id: string, on = ON) => sanctionsRule(regimeOn(REGIMES, id, on));
  expect(rule('us-ofac-50')).toMatchObject({ control_blocks: false });
  expect(rule('us-ofac-50').threshold.comparison).toBe('at_least');
  expect(rule('eu-sanctions', '2024-07-02').threshold.comparison).toBe('above');
  expect(rule('eu-sanctions')).toMatchObject({ control_blocks: true });
});

test('regimes of a user are read, their mistakes are all told', () => {
  const [own] = REGIMES;
  expect(own?.id).toBe('us-cdd');
  const text = '- id: bank-policy\n  threshold: ten\n  use: both\n';
  try {
    readRegimes(text, 'mine.yaml');
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(Faults);
    const { faults } = error as Faults;
    const wrong = faults.find(({ params }) => params.where === '0.threshold');
    expect(wrong?.place).toEqual({ file: 'mine.yaml', line: 2, column: 3 });
    const where = faults.map(({ params }) => params.where);
    expect(where).toEqual(expect.arrayContaining(['0.threshold', '0.use', '0.source']));
  }
  expect(() => readRegimes('- [', 'mine.yaml')).toThrow('yaml.syntax');
  expect(() => readRegimes('- &a [*a]', 'mine.yaml')).toThrow('yaml.anchor');
});

test('the arithmetic is said step by step, in both languages', () => {
  const lines = ['P1 > A 60', 'A > E 50', 'P1 > E 10', 'P2 > E 40'];
  const names = [holder('P1', { name: 'Ana Ruiz' }), holder('A', { name: 'Alfa, S.A. de C.V.' })];
  const graph = buildGraph(stated(lines, names), asOf(ON));
  const answer = createOwnersFinder(graph, regimeOn(REGIMES, 'us-cdd', ON))('E');
  const [en, es] = LANGUAGES.map((language) =>
    sayOwners(graph, answer, createSpeaker(language)).map(({ depth, text }) =>
      `${'> '.repeat(depth)}${text}`.replace(/(.{60,80}) /g, '$1\n    '),
    ),
  );
  expect(en?.join('\n')).toMatchInlineSnapshot(`
    "E, 2026-01-01, US customer due diligence rule (at least 25%): 2
        persons.
    > This threshold has not been checked against the text of the
        law.
    > Ana Ruiz counts (ownership, votes of a controlled chain, control). Multiplied
        down: 40%. By control: 60%.
    > > Alfa, S.A. de C.V. holds of E: 50% of E = 50% (test).
    > > Ana Ruiz holds of E: 60% of Alfa, S.A. de C.V. × 50% + 10% of E = 40%
        (test).
    > > Ana Ruiz has 60% of the votes of Alfa, S.A. de C.V., more than half: all
        that Alfa, S.A. de C.V. holds counts for Ana Ruiz.
    > > Ana Ruiz has 60% of the votes of E, more than half: all that E holds counts
        for Ana Ruiz.
    > P2 counts (ownership, votes of a controlled chain). Multiplied down: 40%. By
        control: 40%.
    > > P2 holds of E: 40% of E = 40% (test).
    > > P2 and what P2 controls have 40% of the votes of E.
    > Of 20% of E no owner is stated."
  `);
  expect(es?.slice(2, 6).join('\n')).toMatchInlineSnapshot(`
    "> Ana Ruiz cuenta (propiedad, votos de una cadena controlada, control).
        Multiplicado: 40%. Por control: 60%.
    > > Alfa, S.A. de C.V. tiene de E: 50% de E = 50% (test).
    > > Ana Ruiz tiene de E: 60% de Alfa, S.A. de C.V. × 50% + 10% de E = 40%
        (test).
    > > Ana Ruiz tiene 60% de los votos de Alfa, S.A. de C.V., más de la mitad: todo
        lo que tiene Alfa, S.A. de C.V. cuenta para Ana Ruiz."
  `);
});

test('a ring is said as equations with their solution', () => {
  const lines = ['P1 > E 60', 'B > E 40', 'E > B 60', 'P2 > B 40'];
  const graph = buildGraph(stated(lines), asOf(ON));
  const answer = createOwnersFinder(graph, regimeOn(REGIMES, 'us-cdd', ON))('E');
  const text = sayOwners(graph, answer, createSpeaker('en')).map((line) => line.text);
  expect(text).toContain('B: 40% of E × 131.5789% (25/19) = 52.6316% (10/19) (test).');
  expect(text).toContain('P1 holds of E: 60% of E × 131.5789% (25/19) = 78.9474% (15/19) (test).');
});
