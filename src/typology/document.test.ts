import { expect, test } from 'vitest';
import { suggest } from './document.js';

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
