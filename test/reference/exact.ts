/** Exact fractions, and Kleene's three-valued logic, in which null is *unknown*. */

export interface Fraction {
  readonly num: bigint;
  readonly den: bigint;
}
export type Kleene = boolean | null;

/** A fraction in lowest terms with a positive denominator. */
export function fraction(num: bigint, den = 1n): Fraction {
  const divisor = gcd(num, den) * (den < 0n ? -1n : 1n);
  return { num: num / divisor, den: den / divisor };
}

export function whole(value: number | bigint): Fraction {
  return fraction(BigInt(value));
}

export const plus = (a: Fraction, b: Fraction) =>
  fraction(a.num * b.den + b.num * a.den, a.den * b.den);

export const minus = (a: Fraction, b: Fraction) => plus(a, { num: -b.num, den: b.den });

export const times = (a: Fraction, b: Fraction) => fraction(a.num * b.num, a.den * b.den);

/** Over nothing a fraction is unknown. */
export const over = (a: Fraction, b: Fraction) =>
  b.num === 0n ? null : fraction(a.num * b.den, a.den * b.num);

/** Below zero, zero, or above zero as a is below, equal to, or above b. */
export function order(a: Fraction, b: Fraction): number {
  const difference = a.num * b.den - b.num * a.den;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export const smaller = (a: Fraction, b: Fraction) => (order(a, b) <= 0 ? a : b);
export const larger = (a: Fraction, b: Fraction) => (order(a, b) >= 0 ? a : b);

/** A function of two known values; unknown where one of them is. */
export function both<A, B, R>(a: A | null, b: B | null, of: (a: A, b: B) => R): R | null {
  return a === null || b === null ? null : of(a, b);
}

export const not = (a: Kleene): Kleene => (a === null ? null : !a);

/** False where one is false; else unknown where one is unknown; else true. */
export function and(values: readonly Kleene[]): Kleene {
  if (values.includes(false)) return false;
  return values.includes(null) ? null : true;
}

export const or = (values: readonly Kleene[]): Kleene => not(and(values.map(not)));

/** The whole number at or below num/den. */
export function floor({ num, den }: Fraction): bigint {
  return num / den - (num % den < 0n ? 1n : 0n);
}

function gcd(a: bigint, b: bigint): bigint {
  if (b === 0n) return a < 0n ? -a : a === 0n ? 1n : a;
  return gcd(b, a % b);
}
