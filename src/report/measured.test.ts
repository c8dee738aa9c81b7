import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSpeaker } from '../base/index.js';
import type { Measured, ValueKind } from '../model/index.js';
import { barShares, roundedQuotient, showMeasured } from './measured.js';
import { createVoice } from './voice.js';

const voice = createVoice({ en: createSpeaker('en'), es: createSpeaker('es') }, 'USD');

function value(kind: ValueKind, numerator: string | null, denominator = '1'): Measured {
  return { name: 'm', kind, numerator, denominator, label: { en: 'm', es: 'm' } };
}

function shown(measured: Measured): string {
  return showMeasured(measured, voice)
    .text.replace(/<[^>]+>/g, '|')
    .replace(/\|+/g, '|');
}

test.each([
  ['money', '1234567', '1', '|12,345.67 USD|'],
  ['money', '100', '3', '|0.33 USD|'],
  ['money', '-5', '2', '|-0.03 USD|'],
  ['money', '900719925474099312345', '1', '|9,007,199,254,740,993,123.45 USD|'],
  ['count', '12345', '1', '12,345'],
  ['count', '7', '2', '3.5'],
  ['ratio', '17', '19', '89.5%'],
  ['ratio', '3', '5', '60%'],
  ['zscore', '-31', '10', '|-3.1 σ|'],
  ['duration', '94320000', '1', '|1 d 2 h|'],
  ['duration', '0', '1', '|0 s|'],
  ['moment', '1741046400000', '1', '|Mar 4, 2025|4 mar 2025|'],
  ['flag', '0', '1', '|no|no|'],
  ['flag', '1', '1', '|yes|sí|'],
  ['count', null, '1', '|unknown|se desconoce|'],
  ['ratio', '1', '0', '|unknown|se desconoce|'],
] as const)('%s %s/%s reads %s', (kind, numerator, denominator, text) => {
  expect(shown(value(kind, numerator, denominator))).toBe(text);
});

test('a quotient is rounded to the nearest, half away from zero', () => {
  const numerator = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
  const denominator = fc.bigInt({ min: 1n, max: 10n ** 9n });
  fc.assert(
    fc.property(numerator, denominator, (n, d) => {
      const rest = 2n * (n - roundedQuotient(n, d) * d);
      expect(rest <= d && rest >= -d).toBe(true);
      expect(roundedQuotient(-n, d)).toBe(-roundedQuotient(n, d));
    }),
  );
});

test('bars share one scale, and are left out where they would say nothing', () => {
  const shares = barShares(value('count', '5'), value('count', '10'));
  expect(shares?.right).toBeCloseTo(1 / 1.12);
  expect(shares?.left).toBeCloseTo(0.5 / 1.12);
  expect(barShares(value('count', null), value('count', '10'))).toBeNull();
  expect(barShares(value('moment', '5'), value('moment', '10'))).toBeNull();
  expect(barShares(value('count', '-5'), value('count', '10'))).toBeNull();
  expect(barShares(value('count', '0'), value('count', '0'))).toBeNull();
  expect(barShares(value('count', '5'), value('money', '5'))).toBeNull();
});
