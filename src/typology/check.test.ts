import { expect, test } from 'vitest';
import { formatPlace, LIMITS } from '../base/index.js';
import { checkTypology, type Vocabulary } from './index.js';

const RULE = `language: 1
id: cash_just_below
version: 1.0.0
status: test
area: structuring
family: cash
title: {en: Cash just below, es: Efectivo justo por debajo}
purpose: {en: p, es: p}
sources: [{document: FIN-2024-A002, flag: transactional RF 4}]
false_positives: {en: f, es: f}
known_gaps: {en: k, es: k}
investigate: {en: i, es: i}
owner: detection
review_by: 2027-06-30
parameters:
  deposits_min: {value: 3, min: 2, max: 9}
  window: {value: 7d}
subject: account
fires: {at: in, where: {rail: cash}}
measures:
  deposits:
    count:
      of: in
      where:
        rail: cash
        amount: {near: [law.CTR_US, 20%]}
        text: {words: chemical_terms}
      within: $window
  total:
    sum: {of: in, where: {rail: cash}, within: $window}
  usual:
    peer_z: {measure: deposits, cohort: [party.sector]}
  kept:
    sequence: {first: {of: in}, within: 2d, ratio: [0.8, 1.25]}
  through:
    chain: {hops: [2, 3], within: 5d, ratio: [0.8, 1]}
condition: deposits >= $deposits_min and total > law.CTR_US
score: {base: 50, add: [{points: 20, when: total / deposits > 900 USD}]}
severity: medium
group: month
explain: {en: "{deposits} deposits", es: "{deposits} depósitos, {total}"}
`;
const VOCABULARY = {
  laws: ['CTR_US', 'RELEVANTE_MX'],
  lists: ['chemical_terms', 'drug_terms'],
  reporting_currency: 'USD',
};

/** `line:column code suggestion` of every fault. */
function faultsOf(text: string, vocabulary: Vocabulary = VOCABULARY): string[] {
  return checkTypology(text, '', vocabulary).faults.map(({ place, code, params }) =>
    [formatPlace({ ...place, file: '' }).slice(1), code, params.suggestion].join(' ').trim(),
  );
}

test('a sound rule has no faults, and every field of it is read', () => {
  const { typology, faults } = checkTypology(RULE, 'rule.yaml', VOCABULARY);
  expect(faults).toEqual([]);
  expect(typology).toMatchObject({
    id: 'cash_just_below',
    fires: { at: 'in', after_ms: null },
    parameters: { window: { value: { kind: 'duration', numerator: 604_800_000n } } },
    condition: { node: 'and', type: 'boolean' },
  });
});

const CONDITION = 'deposits >= $deposits_min and total > law.CTR_US';
const deep = `${'('.repeat(40)}deposits${')'.repeat(40)} > 1`;

/** What is written, what it is changed to, and what is said of it. */
const MISTAKES: readonly (readonly [string, string, string, string])[] = [
  ['a key nobody knows', 'severity:', 'severty: low\nseverity:', '39:1 typology.key severity'],
  ['a key that is missing', 'owner: detection\n', '', '1:1 typology.missing'],
  ['a key twice', 'owner: detection', 'owner: detection\nowner: x', '14:1 yaml.duplicate_key'],
  ['an anchor', '{en: p, es: p}', '&p {en: p, es: p}', '8:13 yaml.anchor'],
  ['an alias', 'owner: detection', 'owner: *p', '13:8 yaml.anchor'],
  ['no YAML', 'status: test', 'status: [test', '5:1 yaml.syntax'],
  ['a word that is no choice', 'family: cash', 'family: cassh', '6:9 typology.choice cash'],
  ['a number for a text', 'version: 1.0.0', 'version: 1', '3:10 typology.shape'],
  ['a field nobody knows', '        rail: cash', '        raill: cash', '25:9 typology.field rail'],
  ['a field, in a cohort', '[party.sector]', '[party.sektor]', '32:41 typology.field party.sector'],
  ['a value of no field', '        rail: cash', '        rail: caash', '25:15 typology.word cash'],
  ['a test nobody knows', '{near:', '{neer:', '26:18 typology.test near'],
  ['a test of another kind', 'text: {words', 'place.is_border: {words', '27:34 typology.test_kind'],
  ['a list', 'chemical_terms', 'chemical_term', '27:23 typology.list chemical_terms'],
  ['a law, in a test', '[law.CTR_US, 20%]', '[law.CTR_UX, 20%]', '26:25 typology.law CTR_US'],
  ['a share above one', '20%]', '120%]', '26:24 typology.near'],
  [
    'a parameter',
    '      within: $window',
    '      within: $windou',
    '28:15 typology.parameter window',
  ],
  ['a value outside its bounds', 'value: 3, min', 'value: 1, min', '16:25 typology.range'],
  ['a window that is no duration', 'within: 2d', 'within: 20%', '34:41 typology.duration'],
  ['a window without unit', 'within: 2d', 'within: 2', '34:41 typology.shape'],
  ['a window of nothing', 'within: 2d', 'within: 0d', '34:41 typology.window'],
  ['a window too long', 'within: 2d', 'within: 3701d', '34:41 typology.window'],
  ['a ratio upside down', '[0.8, 1.25]', '[1.25, 0.8]', '34:52 typology.ratio'],
  ['too many hops', 'hops: [2, 3]', 'hops: [2, 7]', '36:19 typology.hops'],
  ['two kinds in one', '    chain:', '    turnover: {}\n    chain:', '36:5 typology.measure'],
  ['peers of no count', 'measure: deposits', 'measure: kept', '32:23 typology.peer'],
  ['a measure named as a field', '  kept:', '  amount:', '33:3 typology.shadow'],
  ['a measure nobody knows', 'total > law', 'totals > law', '37:42 expression.name total'],
  ['a parameter', '>= $deposits_min', '>= $deposit_min', '37:25 typology.parameter deposits_min'],
  ['a law nobody knows', '> law.CTR_US', '> law.CTR_MX', '37:50 typology.law CTR_US'],
  ['money against a number', 'total > law.CTR_US', 'total > 5', '37:48 expression.kinds'],
  ['too fine an amount', 'total > law.CTR_US', 'total > 0.005 USD', '37:50 typology.value'],
  ['too fine a bound', '[law.CTR_US, 20%]', '[0.005 USD, 20%]', '26:25 typology.value'],
  ['another currency', 'total > law.CTR_US', 'total > 5 MXN', '37:50 typology.currency'],
  ['a number for a condition', CONDITION, 'deposits + 1', '37:12 expression.type'],
  ['a divisor of zero', 'total / deposits', 'total / 0', '38:50 expression.divisor'],
  ['a divisor below zero', 'total / deposits', 'total / usual', '38:50 expression.divisor'],
  ['too many amounts', CONDITION, 'total / total * total / total > 1', '37:42 expression.range'],
  ['an end that comes early', CONDITION, 'deposits >=', '37:23 expression.ends'],
  ['an open bracket', CONDITION, '(deposits > 1', '37:25 expression.ends'],
  ['two expressions', CONDITION, 'deposits > 1 deposits', '37:25 expression.unexpected'],
  ['a sign of no meaning', CONDITION, 'deposits ; 1', '37:21 expression.unexpected'],
  ['too deep an expression', CONDITION, deep, '37:12 expression.depth'],
  ['a text in an expression', CONDITION, 'rail == 1', '37:12 expression.field'],
  ['a hole', '{deposits} deposits', '{deposit} deposits', '41:16 typology.explain deposits'],
];

test.each(MISTAKES)('%s', (_mistake, written, instead, said) => {
  expect(RULE).toContain(written);
  expect(faultsOf(RULE.replace(written, () => instead))).toEqual(said.split('; '));
});

test('all mistakes of a file are told at once', () => {
  const text = RULE.replace('within: 2d', 'within: 0d')
    .replace('total > law', 'totals > law')
    .replace('{total}', '{totl}');
  expect(faultsOf(text).map((fault) => fault.split(' ')[1])).toEqual([
    'typology.window',
    'expression.name',
    'typology.explain',
  ]);
});

/** What is written and what it is changed to; all of it is said in one round, by line. */
const TOGETHER: readonly (readonly [string, readonly (readonly [string, string])[], string[]])[] = [
  [
    'shape and meaning, also within one part',
    [
      ['owner: detection\n', ''],
      ['of: in\n      where:\n        rail: cash', 'of: inn\n      where:\n        rail: caash'],
      ['total > law', 'totl > law'],
      ['group: month', 'group: moth'],
    ],
    [
      '1:1 typology.missing',
      '22:11 typology.choice in',
      '24:15 typology.word cash',
      '36:42 expression.name total',
      '39:8 typology.choice month',
    ],
  ],
  [
    'a misspelt key counts as the one that was meant, at every depth',
    [
      ['measures:', 'mesures:'],
      ['    count:', '    cuont:'],
      ['        rail: cash', '        rail: caash'],
      ['severity:', 'severty:'],
    ],
    [
      '20:1 typology.key measures',
      '22:5 typology.key count',
      '25:15 typology.word cash',
      '39:1 typology.key severity',
    ],
  ],
  [
    'what refers to a part with a fault is not blamed for it',
    [
      ['deposits_min: {value: 3,', 'deposits_min: {value: 3 things,'],
      ['window: {value: 7d}', 'window: {valu: 7d, value: 7 days}'],
      ['    sum: {of: in', '    some: {off: in'],
      ['chain: {hops: [2, 3]', 'chain: {hops: 3'],
    ],
    [
      '16:25 typology.value',
      '17:12 typology.key value',
      '17:29 typology.value',
      '30:5 typology.key none',
      '36:19 typology.shape',
    ],
  ],
  [
    'every wrong name of an expression',
    [[CONDITION, 'depsits >= $deposit_min and totals > law.CTR_UX and rail > 1']],
    [
      '37:12 expression.name deposits',
      '37:24 typology.parameter deposits_min',
      '37:40 expression.name total',
      '37:49 typology.law CTR_US',
      '37:64 expression.field',
    ],
  ],
  [
    'every wrong word of a list',
    [['rail: cash}', 'rail: [caash, wirre, card]}']],
    ['19:32 typology.word cash', '19:39 typology.word wire'],
  ],
  [
    'citations, beside faults of shape',
    [
      ['owner: detection\n', ''],
      ['transactional RF 4', 'transactional RF 5'],
    ],
    ['1:1 typology.missing', '9:43 typology.flag transactional RF 4'],
  ],
  ['nothing but a list', [[RULE, '- language: 1']], ['1:1 typology.shape']],
];

test.each(TOGETHER)('told at once: %s', (_mistakes, changes, said) => {
  const sources = { 'FIN-2024-A002': { flags: { 'transactional RF 4': 'verified' } } };
  const text = changes.reduce((rule, [written, instead]) => {
    expect(rule).toContain(written);
    return rule.replace(written, () => instead);
  }, RULE);
  expect(faultsOf(text, { ...VOCABULARY, sources })).toEqual(said);
});

test('a file of nothing is no rule', () => {
  expect(faultsOf('# nothing yet\n')).toEqual(['1 typology.missing']);
});

test('a file too large is refused unread', () => {
  expect(faultsOf(`${RULE}# ${'x'.repeat(LIMITS.typology_bytes_max)}`)).toEqual(['yaml.size']);
});
