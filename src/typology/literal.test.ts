import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareLiterals, literalCurrency, parseLiteral, partsPerMillion } from './literal.js';

test.each([
  ['3', 'count', 3n, 1n],
  ['-3', 'count', -3n, 1n],
  ['2.0', 'count', 2n, 1n],
  ['0.75', 'ratio', 3n, 4n],
  ['-0.5', 'ratio', -1n, 2n],
  ['75%', 'ratio', 3n, 4n],
  ['100%', 'ratio', 1n, 1n],
  ['12.5 %', 'ratio', 1n, 8n],
  ['0', 'count', 0n, 1n],
  ['7d', 'duration', 604_800_000n, 1n],
  ['48h', 'duration', 172_800_000n, 1n],
  ['15m', 'duration', 900_000n, 1n],
  ['2s', 'duration', 2_000n, 1n],
  ['5ms', 'duration', 5n, 1n],
  ['10000 USD', 'money', 1_000_000n, 1n],
  ['10_000.50 USD', 'money', 1_000_050n, 1n],
  ['500 JPY', 'money', 500n, 1n],
])('%s is a %s of %s over %s', (text, kind, numerator, denominator) => {
  expect(parseLiteral(text)).toEqual({ kind, numerator, denominator });
});

test.each([
  ...['', 'x', '.5', '1e3', '$window', '7 weeks', '-7d', '1.5d'],
  ...['1,000 USD', '10 QQQ', '0.005 USD', '99999999999999 USD'],
])('%s is no value', (text) => {
  expect(parseLiteral(text)).toBeNull();
});

test('decimals compare as the numbers they stand for', () => {
  const hundredths = fc.integer({ min: -99_999, max: 99_999 });
  const written = (n: number) => parseLiteral((n / 100).toFixed(2));
  fc.assert(
    fc.property(hundredths, hundredths, (a, b) => {
      const [left, right] = [written(a), written(b)];
      if (!left || !right) throw new Error('a decimal was not read');
      expect(compareLiterals(left, right)).toBe(Math.sign(a - b));
    }),
  );
});

test.each([
  ['0.8', 800_000],
  ['1.25', 1_250_000],
  ['0.0000001', null],
])('%s in parts per million: %s', (text, ppm) => {
  const literal = parseLiteral(text);
  expect(literal && partsPerMillion(literal)).toBe(ppm);
});

test('the currency of an amount', () => {
  expect(literalCurrency('10 MXN')).toBe('MXN');
  expect(literalCurrency('10')).toBeNull();
});
