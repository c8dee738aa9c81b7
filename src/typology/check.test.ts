import { expect, test } from 'vitest';
import { formatPlace } from '../base/index.js';
import { checkTypology } from './index.js';

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
function faultsOf(text: string): string[] {
  return checkTypology(text, '', VOCABULARY).faults.map(({ place, code, params }) =>
    [formatPlace({ ...place, file: '' }).slice(1), code, params.suggestion ?? '']
      .join(' ')
      .trimEnd(),
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
  ['a key nobody knows', 'severity:', 'severty: low\nseverity:', '?'],
  ['a key nobody knows, inside', 'points: 20', 'points: 20, wen: x', '?'],
  ['a key that is missing', 'owner: detection\n', '', '?'],
  ['a key twice', 'owner: detection', 'owner: detection\nowner: x', '?'],
  ['an anchor', '{en: p, es: p}', '&p {en: p, es: p}', '?'],
  ['no YAML', 'status: test', 'status: [test', '?'],
  ['a word that is none of the choices', 'family: cash', 'family: cahs', '?'],
  ['a number that is no text', 'version: 1.0.0', 'version: 1', '?'],
  ['a field nobody knows', '        rail: cash', '        raill: cash', '?'],
  ['a field nobody knows, in a cohort', '[party.sector]', '[party.sektor]', '?'],
  ['a value the field does not have', '        rail: cash', '        rail: caash', '?'],
  ['a test nobody knows', '{near:', '{neer:', '?'],
  ['a test of the wrong kind', 'amount: {near:', 'rail: {at_least: 3}\n        amount: {near:', '?'],
  ['a list nobody knows', 'chemical_terms', 'chemical_term', '?'],
  ['a law nobody knows, in a test', '[law.CTR_US, 20%]', '[law.CTR_UX, 20%]', '?'],
  ['a share above one', '20%]', '120%]', '?'],
  ['no parameter of that name, in a window', '      within: $window', '      within: $windou', '?'],
  ['a parameter outside its own bounds', 'value: 3, min', 'value: 1, min', '?'],
  ['a window that is no duration', 'within: 2d', 'within: 2', '?'],
  ['a window of nothing', 'within: 2d', 'within: 0d', '?'],
  ['a window that is too long', 'within: 2d', 'within: 3701d', '?'],
  ['a ratio upside down', '[0.8, 1.25]', '[1.25, 0.8]', '?'],
  ['more hops than a chain has', 'hops: [2, 3]', 'hops: [2, 7]', '?'],
  ['two kinds in one measure', '    sum: {of: in', '    max: {}\n    sum: {of: in', '?'],
  ['peers of a measure that cannot have any', 'measure: deposits', 'measure: kept', '?'],
  ['a measure named as a field', '  total:', '  amount:', '?'],
  ['a measure nobody knows', 'total > law', 'totals > law', '?'],
  ['a parameter nobody knows', '>= $deposits_min', '>= $deposit_min', '?'],
  ['a law nobody knows', '> law.CTR_US', '> law.CTR_MX', '?'],
  ['money against a number', 'total > law.CTR_US', 'total > 5', '?'],
  ['another currency', 'total > law.CTR_US', 'total > 5 MXN', '?'],
  ['a number for a condition', CONDITION, 'deposits + 1', '?'],
  ['a divisor that is zero', 'total / deposits', 'total / 0', '?'],
  ['a divisor that may be negative', 'total / deposits', 'total / usual', '?'],
  ['amounts multiplied beyond 128 bits', CONDITION, 'total / total / total > total / total', '?'],
  ['an expression that ends', CONDITION, 'deposits >=', '?'],
  ['a bracket that stays open', CONDITION, '(deposits > 1', '?'],
  ['a character that means nothing', CONDITION, 'deposits ; 1', '?'],
  ['too deep an expression', CONDITION, deep, '?'],
  ['a text in an expression', CONDITION, 'rail == 1', '?'],
  ['a sentence with a hole', '{deposits} deposits', '{deposit} deposits', '?'],
];

test.each(MISTAKES)('%s', (_mistake, written, instead, said) => {
  expect(RULE).toContain(written);
  expect(faultsOf(RULE.replace(written, () => instead))).toEqual(said.split('; '));
});
