import fc from 'fast-check';
import { expect, test } from 'vitest';
import { currencyCodes, Fault, formatMinor, MINOR_MAX, parseMoney, showMoney } from './index.js';

const amount = fc.bigInt({ min: -MINOR_MAX, max: MINOR_MAX });
const currency = fc.constantFrom(...currencyCodes());

test('what is written is read back, in every currency', () => {
  fc.assert(
    fc.property(amount, currency, (minor, code) => {
      expect(parseMoney(formatMinor(minor, code), code)).toEqual({ minor, currency: code });
    }),
  );
});

test('zeros beyond the digits of a currency change nothing', () => {
  fc.assert(
    fc.property(amount, fc.constantFrom('USD', 'MXN', 'KWD'), (minor, code) => {
      expect(parseMoney(`${formatMinor(minor, code)}000`, code).minor).toBe(minor);
    }),
  );
});

test.each([
  ['1234.5', 'USD', 123_450n],
  ['+12', 'MXN', 1_200n],
  ['-0', 'USD', 0n],
  ['-0.01', 'USD', -1n],
  [' 7 ', 'JPY', 7n],
  ['7.00', 'JPY', 7n],
  ['1.234', 'KWD', 1_234n],
  ['0.00000001', 'BTC', 1n],
  ['10000000000000.00', 'USD', MINOR_MAX],
])('%s %s', (text, code, minor) => {
  expect(parseMoney(text, code).minor).toBe(minor);
});

test.each([
  ['1,234.56', 'USD', 'amount.format'],
  ['1.234,56', 'USD', 'amount.format'],
  ['1e9', 'USD', 'amount.format'],
  ['', 'USD', 'amount.format'],
  ['.5', 'USD', 'amount.format'],
  ['5.', 'USD', 'amount.format'],
  ['--5', 'USD', 'amount.format'],
  ['٣', 'USD', 'amount.format'],
  ['0.005', 'USD', 'amount.digits'],
  ['7.5', 'JPY', 'amount.digits'],
  ['10000000000000.01', 'USD', 'amount.range'],
])('%s %s is refused: %s', (text, code, reason) => {
  expect(() => parseMoney(text, code)).toThrow(expect.objectContaining({ code: reason }));
  expect(() => parseMoney(text, code)).toThrow(Fault);
});

test.each([
  [123_456_789n, 'USD', '1,234,567.89 USD'],
  [-100_000n, 'MXN', '-1,000.00 MXN'],
  [1_000n, 'JPY', '1,000 JPY'],
  [99n, 'USD', '0.99 USD'],
])('%s minor units of %s are shown as %s', (minor, code, shown) => {
  expect(showMoney({ minor, currency: code })).toBe(shown);
});
