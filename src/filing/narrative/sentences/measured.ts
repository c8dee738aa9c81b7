/** Comparisons of a rule that held, each value beside its threshold. */
import { showMoney } from '../../../base/index.js';
import type { Comparison, Measured } from '../../../model/index.js';
import type { Teller } from '../teller.js';

export function measuredText(
  teller: Teller,
  comparisons: readonly Comparison[],
  currency: string,
): string[] {
  return comparisons.flatMap(({ left, operator, right, holds }) => {
    // A bare number times a count is told as a count.
    const isCount = left.kind === 'count' && right.kind === 'ratio';
    const sides = [left, isCount ? { ...right, kind: left.kind } : right];
    const [value, limit] = sides.map((side) => sideText(teller, side, currency));
    if (holds !== true || value === null || limit === null) return [];
    if (value === undefined || limit === undefined) return [];
    const label = left.label[teller.language];
    return [teller.phrase('measured', { label, value, limit, operator: SIGNS[operator] })];
  });
}

const SIGNS: Readonly<Record<Comparison['operator'], string>> = {
  '>=': '≥',
  '>': '>',
  '<=': '≤',
  '<': '<',
  '==': '=',
  '!=': '≠',
};

/** Rounded for reading; null: unknown, or of a kind that says nothing to a reader. */
function sideText(teller: Teller, { kind, ...side }: Measured, currency: string): string | null {
  if (side.numerator === null) return null;
  const [numerator, denominator] = [BigInt(side.numerator), BigInt(side.denominator)];
  switch (kind) {
    case 'money':
      return showMoney({ minor: rounded(numerator, denominator), currency });
    case 'duration':
      return teller.duration(rounded(numerator, denominator));
    case 'ratio':
      return `${fixed(numerator * 100n, denominator, 1n)} %`;
    case 'count':
      return denominator === 1n ? String(numerator) : fixed(numerator, denominator, 2n);
    default:
      return null;
  }
}

function rounded(numerator: bigint, denominator: bigint): bigint {
  const half = (numerator < 0n ? -denominator : denominator) / 2n;
  return (numerator + half) / denominator;
}

function fixed(numerator: bigint, denominator: bigint, digits: bigint): string {
  const scaled = rounded(numerator * 10n ** digits, denominator);
  const text = String(scaled < 0n ? -scaled : scaled).padStart(Number(digits) + 1, '0');
  const point = text.length - Number(digits);
  return `${scaled < 0n ? '-' : ''}${text.slice(0, point)}.${text.slice(point)}`;
}
