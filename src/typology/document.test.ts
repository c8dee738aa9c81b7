import { expect, test } from 'vitest';
import { readYaml, suggest } from './document.js';

const KNOWN = ['rail', 'channel', 'counterparty.country', 'amount'];

test.each([
  ['raill', 'rail'],
  ['RAIL', 'rail'],
  ['chanel', 'channel'],
  ['counterparty.contry', 'counterparty.country'],
  ['amuont', 'amount'],
  ['rial', 'rail'],
  ['xyz', 'none'],
  ['', 'none'],
])('%s: did you mean %s?', (word, expected) => {
  expect(suggest(word, KNOWN)).toBe(expected);
});

const doc = readYaml('a: 1\nb:\n  - x: "quoted"\n  - y\n', 'f.yaml');

test.each([
  ['a', ['a'], 'value', 0, [1, 4]],
  ['a key', ['b'], 'key', 0, [2, 1]],
  ['an item', ['b', 1], 'value', 0, [4, 5]],
  ['inside quotes', ['b', 0, 'x'], 'value', 2, [3, 11]],
  ['what is missing: its parent', ['b', 0, 'z'], 'value', 0, [3, 5]],
] as const)('the place of %s', (_what, path, part, offset, [line, column]) => {
  expect(doc.placeOf(path, part, offset)).toEqual({ file: 'f.yaml', line, column });
});
