import { expect, test } from 'vitest';
import { comparisonsOf, evaluateNumber, holds, type Scope } from './exact.js';
import { checkTypology } from './index.js';

const LAWS = {
  GTO: [
    { from: '2025-04-14', until: '2025-09-09', minor: 20_000n },
    { from: '2025-09-10', until: null, minor: 100_000n },
  ],
};
const SCOPE: Scope = {
  values: { n: [3n, 1n], third: [1n, 3n], none: [0n, 1n], blank: null },
  laws: LAWS,
  day: '2025-09-09',
};

/** An expression as the language reads it, among measures of these names. */
function read(condition: string) {
  const measures = ['n', 'third', 'none', 'blank'].map((name) => `  ${name}: {count: {}}`);
  const bilingual = '{en: x, es: x}';
  const text = `language: 1
id: x
version: 1.0.0
status: test
area: fraud
family: flow
sources: [{document: d, flag: f}]
owner: o
review_by: 2027-01-01
subject: account
fires: {at: in}
score: {base: 1}
severity: low
group: month
${['title', 'purpose', 'false_positives', 'known_gaps', 'investigate', 'explain']
  .map((key) => `${key}: ${bilingual}`)
  .join('\n')}
measures:
${measures.join('\n')}
condition: ${condition}
`;
  const vocabulary = { laws: Object.keys(LAWS), lists: [], reporting_currency: 'USD' };
  const { typology, faults } = checkTypology(text, 'x.yaml', vocabulary);
  expect(faults).toEqual([]);
  return comparisonsOf(typology?.condition ?? ({} as never));
}

function holdsOf(condition: string): (boolean | null)[] {
  return read(condition).map(({ operator, left, right }) =>
    holds(operator, evaluateNumber(left, SCOPE), evaluateNumber(right, SCOPE)),
  );
}

test.each([
  ['n + 1 * 2 == 5', true],
  ['(n + 1) * 2 == 8', true],
  ['n - 1 - 1 == 1', true],
  ['third * 3 == 1', true],
  ['third + third + third == 1', true],
  ['third > 0.3333333333', true],
  ['third < 33.34%', true],
  ['n / third >= 9', true],
  ['n / third > 9', false],
  ['n != 3', false],
  ['max(n, 4) == 4', true],
  ['min(n, 4) <= 3', true],
  ['n / none >= 1', null],
  ['blank < 1', null],
  ['blank != 1', null],
  ['max(blank, 1) == 1', null],
  ['law.GTO == 200 USD', true],
])('%s: %s', (condition, expected) => {
  expect(holdsOf(condition)).toEqual([expected]);
});

test('comparisons come left to right, whatever joins them', () => {
  const texts = read('not (n > 1 and third > 2) or none == 0').map(({ text }) => text);
  expect(texts).toEqual(['n > 1', 'third > 2', 'none == 0']);
});

test('before its first day a law sets no amount', () => {
  const [comparison] = read('law.GTO > 1 USD');
  const early = { ...SCOPE, day: '2025-04-13' };
  expect(comparison && evaluateNumber(comparison.left, early)).toBeNull();
  const late = { ...SCOPE, day: '2025-09-10' };
  expect(comparison && evaluateNumber(comparison.left, late)).toEqual([100_000n, 1n]);
});
