/** Exact fractions. Shares of ownership are added, multiplied and compared without rounding. */
import { assert } from '../base/index.js';
import type { Ratio } from './statement.js';

export const ZERO: Ratio = { num: 0n, den: 1n };
export const ONE: Ratio = { num: 1n, den: 1n };

/** num ⁄ den in lowest terms, the denominator positive. A denominator of zero is a mistake. */
export function ratio(num: bigint, den: bigint): Ratio {
  assert(den !== 0n, 'a fraction has a denominator');
  if (num === 0n) return ZERO;
  const divisor = den < 0n ? -gcd(num, den) : gcd(num, den);
  return divisor === 1n ? { num, den } : { num: num / divisor, den: den / divisor };
}

/** `25`, `33.3333`, `1/3`: a number as a fraction of one; null where it is none. */
export function parseRatio(text: string): Ratio | null {
  const match = /^(-?\d{1,100})(?:\.(\d{1,100})|\/(\d{1,100}))?$/.exec(text.trim());
  if (!match) return null;
  const [, whole = '0', fraction, den] = match;
  if (den !== undefined) return /^0+$/.test(den) ? null : ratio(BigInt(whole), BigInt(den));
  const digits = fraction ?? '';
  const size = 10n ** BigInt(digits.length);
  const num = BigInt(`${whole}${digits}`);
  return ratio(num, size);
}

export function addRatios(a: Ratio, b: Ratio): Ratio {
  if (a.num === 0n) return b;
  if (b.num === 0n) return a;
  if (a.den === b.den) return ratio(a.num + b.num, a.den);
  return ratio(a.num * b.den + b.num * a.den, a.den * b.den);
}

/** The sum of many: fractions of one denominator are added before anything is reduced. */
export function sumRatios(values: Iterable<Ratio>): Ratio {
  const sums = new Map<bigint, bigint>();
  for (const { num, den } of values) sums.set(den, (sums.get(den) ?? 0n) + num);
  let sum = ZERO;
  for (const [den, num] of sums) sum = addRatios(sum, ratio(num, den));
  return sum;
}

export function subtractRatios(a: Ratio, b: Ratio): Ratio {
  return addRatios(a, { num: -b.num, den: b.den });
}

export function multiplyRatios(a: Ratio, b: Ratio): Ratio {
  if (isOne(a)) return b;
  if (isOne(b)) return a;
  return ratio(a.num * b.num, a.den * b.den);
}

export function divideRatios(a: Ratio, b: Ratio): Ratio {
  return isOne(b) ? a : ratio(a.num * b.den, a.den * b.num);
}

/** Below zero, zero or above zero, as a is less than, equal to or greater than b. */
export function compareRatios(a: Ratio, b: Ratio): number {
  if (a === b) return 0;
  if (a.den === b.den) return a.num < b.num ? -1 : a.num > b.num ? 1 : 0;
  const [left, right] = [a.num * b.den, b.num * a.den];
  return left < right ? -1 : left > right ? 1 : 0;
}

export const lesserRatio = (a: Ratio, b: Ratio) => (compareRatios(a, b) <= 0 ? a : b);
export const greaterRatio = (a: Ratio, b: Ratio) => (compareRatios(a, b) >= 0 ? a : b);

/** `1/4`, `1`: the form of files and of the store. */
export function formatRatio({ num, den }: Ratio): string {
  return den === 1n ? num.toString() : `${num}/${den}`;
}

/**
 * For reading: `25%`, `33.3333% (1/3)`. A percentage that ends within four decimals is exact, any
 * other is rounded half up and has its fraction beside it, unless nobody could read that.
 */
export function showPercent(value: Ratio): string {
  const scaled = value.num * 1_000_000n;
  const isExact = scaled % value.den === 0n;
  const rounded = isExact ? scaled / value.den : (2n * scaled + value.den) / (2n * value.den);
  const text = (rounded < 0n ? -rounded : rounded).toString().padStart(5, '0');
  const decimals = text.slice(-4).replace(/0+$/, '');
  const sign = rounded < 0n ? '-' : '';
  const percent = `${sign}${text.slice(0, -4)}${decimals && `.${decimals}`}%`;
  if (isExact) return percent;
  return value.den < 1_000_000n ? `${percent} (${formatRatio(value)})` : `≈ ${percent}`;
}

function isOne(value: Ratio): boolean {
  return value.num === 1n && value.den === 1n;
}

/** Greatest common divisor; in machine numbers as soon as both are small. */
function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y > BigInt(Number.MAX_SAFE_INTEGER) || x > BigInt(Number.MAX_SAFE_INTEGER)) {
    if (y === 0n) return x;
    [x, y] = [y, x % y];
  }
  let [m, n] = [Number(x), Number(y)];
  while (n !== 0) [m, n] = [n, m % n];
  return BigInt(m);
}
