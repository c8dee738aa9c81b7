import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ratio } from '../ratio.js';
import { formatShare } from '../share.js';
import { formatWrittenShare, parseWrittenShare, percentOf } from './written-share.js';

test.each([
  ['33.33', '[3333/10000,3333/10000]'],
  ['50 %', '[1/2,1/2]'],
  ['1/3', '[1/3,1/3]'],
  ['25-50', '[1/4,1/2]'],
  ['25.5–50', '[51/200,1/2]'],
  ['>25', '(1/4,1]'],
  ['≥ 25 %', '[1/4,1]'],
  ['<10', '[0,1/10)'],
  ['>25<=50', '(1/4,1/2]'],
  ['100', '[1,1]'],
  ['0', '[0,0]'],
  ['0.000000000000000000000001', '[1/100000000000000000000000000,1/100000000000000000000000000]'],
])('%s', (text, expected) => {
  const share = parseWrittenShare(text);
  expect(share && formatShare(share)).toBe(expected);
});

test.each(['101', '-1', '50-25', '>100', '4/3', 'half', '', '1e3', '25-', '1/0', '>25<25'])(
  'no share: %s',
  (text) => {
    expect(parseWrittenShare(text)).toBeNull();
  },
);

test('a fraction of one where the file writes it so', () => {
  const share = parseWrittenShare('0.25', 'fraction');
  expect(share && formatShare(share)).toBe('[1/4,1/4]');
});

test('numbers of JSON are as exact as they are written', () => {
  for (const [number, value] of [
    [33.33, ratio(3333n, 10_000n)],
    [1e-7, ratio(1n, 10n ** 9n)],
    [0.1, ratio(1n, 1000n)],
    [100, ratio(1n, 1n)],
  ] as const)
    expect(percentOf(number)).toEqual(value);
  expect(percentOf('25')).toBeNull();
  expect(percentOf(Number.NaN)).toBeNull();
});

test('what is written is read again', () => {
  const bound = fc
    .tuple(fc.bigInt({ min: 0n, max: 1000n }), fc.bigInt({ min: 1n, max: 1000n }))
    .map(([a, b]) => (a <= b ? ratio(a, b) : ratio(b, a)));
  fc.assert(
    fc.property(bound, bound, fc.boolean(), fc.boolean(), (a, b, above, below) => {
      const [least, most] = a.num * b.den <= b.num * a.den ? [a, b] : [b, a];
      const is_point = least.num === most.num && least.den === most.den;
      const share = { least, most, above: above && !is_point, below: below && !is_point };
      expect(parseWrittenShare(formatWrittenShare(share))).toEqual(share);
    }),
  );
});
