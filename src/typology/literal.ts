import { Fault, isCurrency, parseMoney } from '../base/index.js';
import type { Literal } from './ast.js';

const DURATION_MS: Readonly<Record<string, bigint>> = {
  ms: 1n,
  s: 1_000n,
  m: 60_000n,
  h: 3_600_000n,
  d: 86_400_000n,
};

/** What YAML or an expression writes as `3`, `0.75`, `75%`, `10000 USD`, `7d`; else null. */
export function parseLiteral(text: string): Literal | null {
  const trimmed = text.trim();
  const number = /^(-?\d+)(?:\.(\d+))?\s*(%)?$/.exec(trimmed);
  if (number) return decimalLiteral(number[1] ?? '0', number[2] ?? '', number[3] === '%');
  const duration = /^(\d+)\s*(ms|s|m|h|d)$/.exec(trimmed);
  if (duration) {
    const unit = DURATION_MS[duration[2] ?? 'ms'] ?? 1n;
    return { kind: 'duration', numerator: BigInt(duration[1] ?? '0') * unit, denominator: 1n };
  }
  const money = /^(\d[\d_]*(?:\.\d+)?)\s*([A-Z]{3,4})$/.exec(trimmed);
  if (money?.[2] && isCurrency(money[2])) {
    const minor = minorOf((money[1] ?? '').replaceAll('_', ''), money[2]);
    return minor === null ? null : { kind: 'money', numerator: minor, denominator: 1n };
  }
  return null;
}

/** Null: finer than the currency, or too large to stay exact. */
function minorOf(text: string, currency: string): bigint | null {
  try {
    return parseMoney(text, currency).minor;
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}

/** The currency a money literal names, or null. */
export function literalCurrency(text: string): string | null {
  return /\s([A-Z]{3,4})$/.exec(text.trim())?.[1] ?? null;
}

function decimalLiteral(whole: string, fraction: string, percent: boolean): Literal {
  const sign = whole.startsWith('-') ? -1n : 1n;
  const digits = BigInt(whole.replace('-', '') + fraction);
  const denominator = 10n ** BigInt(fraction.length) * (percent ? 100n : 1n);
  const divisor = greatestCommonDivisor(digits, denominator);
  const kind = denominator / divisor === 1n && !percent ? 'count' : 'ratio';
  return { kind, numerator: (sign * digits) / divisor, denominator: denominator / divisor };
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y > 0n) [x, y] = [y, x % y];
  return x === 0n ? 1n : x;
}

/** −1, 0 or 1 as a is below, equal to or above b; both of one kind. */
export function compareLiterals(a: Literal, b: Literal): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Parts per million, which must come out whole. Null where it does not. */
export function partsPerMillion(literal: Literal): number | null {
  const scaled = literal.numerator * 1_000_000n;
  return scaled % literal.denominator === 0n ? Number(scaled / literal.denominator) : null;
}
