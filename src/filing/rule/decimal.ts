/** Decimals exactly: an integer and how many of its digits stand behind the point. */
export interface Decimal {
  readonly units: bigint;
  readonly digits: number;
}

export const ZERO: Decimal = { units: 0n, digits: 0 };

/** Null where the text is no plain decimal such as `-1234.50`. */
export function readDecimal(text: string): Decimal | null {
  const found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (found === null) return null;
  const [, sign = '', whole = '', fraction = ''] = found;
  return { units: BigInt(`${sign}${whole}${fraction}`), digits: fraction.length };
}

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const digits = Math.max(a.digits, b.digits);
  return { units: scaled(a, digits) + scaled(b, digits), digits };
}

export function negate({ units, digits }: Decimal): Decimal {
  return { units: -units, digits };
}

/** Negative, zero, positive; null where one of them is no decimal. */
export function compareDecimals(a: string | Decimal, b: string | Decimal): number | null {
  const [left, right] = [a, b].map((each) => (typeof each === 'string' ? readDecimal(each) : each));
  if (!left || !right) return null;
  const digits = Math.max(left.digits, right.digits);
  const [x, y] = [scaled(left, digits), scaled(right, digits)];
  return x < y ? -1 : x > y ? 1 : 0;
}

export function showDecimal({ units, digits }: Decimal): string {
  const sign = units < 0n ? '-' : '';
  const text = String(units < 0n ? -units : units).padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  return digits === 0 ? `${sign}${whole}` : `${sign}${whole}.${text.slice(-digits)}`;
}

function scaled({ units, digits }: Decimal, wanted: number): bigint {
  return units * 10n ** BigInt(wanted - digits);
}
