import { compareDecimals } from '../decimal.js';
import { type Kind, valueKind } from '../kind.js';

/**
 * Digits only: no sign (without `signed`), comma or blank; `decimals` behind the point (`2`,
 * `0..2`; none unless said), at most `digits_max` before it, between `min` and `max`.
 * `{expected}`: the bound that is overstepped.
 */
export const number: Kind = valueKind('number', (parameters) => {
  const decimals = parameters.numeral('decimals', /^\d{1,2}(\.\.\d{1,2})?$/) ?? '0';
  const digits_max = parameters.whole('digits_max') ?? '';
  const sign = parameters.flag('signed') ? '-?' : '';
  const min = parameters.decimal('min');
  const max = parameters.decimal('max');
  const [least, most = least] = decimals.split('..').map(Number);
  const fraction = `\\.\\d{${least},${most}}`;
  const tail = most === 0 ? '' : least === 0 ? `(?:\\.\\d{1,${most}})?` : fraction;
  const form = new RegExp(`^${sign}\\d{1,${digits_max}}${tail}$`);
  return (value) => {
    if (!form.test(value)) return {};
    if (min !== null && (compareDecimals(value, min) ?? 0) < 0) return { expected: min };
    if (max !== null && (compareDecimals(value, max) ?? 0) > 0) return { expected: max };
    return null;
  };
});
