import { minorDigits } from './currency.js';
import { Fault } from './fault.js';

/** An exact amount: integer minor units (cents, centavos) of an ISO 4217 currency. */
export interface Money {
  readonly minor: bigint;
  readonly currency: string;
}

/** The largest amount, in minor units: sums of a million of them stay exact in 128 bits. */
export const MINOR_MAX = 10n ** 15n;

/**
 * Reads a plain decimal (`1234.5`, `-0.01`): no grouping, no exponent. More digits than the
 * currency has are refused unless they are zero, so that no cent is invented or lost.
 */
export function parseMoney(text: string, currency: string): Money {
  const match = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (!match) throw new Fault('amount.format', { text });
  const digits = minorDigits(currency);
  const fraction = match[3] ?? '';
  if (/[1-9]/.test(fraction.slice(digits)))
    throw new Fault('amount.digits', { text, currency, digits });
  const minor = BigInt(match[2] + fraction.slice(0, digits).padEnd(digits, '0'));
  if (minor > MINOR_MAX) throw new Fault('amount.range', { text });
  return { minor: match[1] === '-' ? -minor : minor, currency };
}

/** `1234.50`: every digit of the currency, a point, no grouping. The form of files and JSON. */
export function formatMinor(minor: bigint, currency: string): string {
  const digits = minorDigits(currency);
  const sign = minor < 0n ? '-' : '';
  const text = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0');
  if (digits === 0) return sign + text;
  return `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** `1,234.50 USD` for reading: grouped as both countries write it, the code always shown. */
export function showMoney(money: Money): string {
  const [whole = '0', fraction] = formatMinor(money.minor, money.currency).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${grouped}${fraction === undefined ? '' : `.${fraction}`} ${money.currency}`;
}
