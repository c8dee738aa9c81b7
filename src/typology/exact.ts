import type { Comparison } from '../model/index.js';
import type { Expression, Operator } from './ast.js';
import type { Laws } from './duckdb/sql.js';

/** An exact value, or unknown. Denominators are positive. */
export type Exact = readonly [numerator: bigint, denominator: bigint] | null;

/** What an expression is read against: values by name, the law of a day. */
export interface Scope {
  readonly values: Readonly<Record<string, Exact>>;
  readonly laws: Laws;
  /** UTC day of the payment, ISO. */
  readonly day: string;
}

/** The number an expression stands for; null: unknown. */
export function evaluateNumber(expression: Expression, scope: Scope): Exact {
  switch (expression.node) {
    case 'literal':
      return [expression.literal.numerator, expression.literal.denominator];
    case 'law':
      return lawOn(scope.laws, expression.law, scope.day);
    case 'measure':
      return scope.values[expression.name] ?? null;
    case 'field':
      return scope.values[expression.field] ?? null;
    case 'arithmetic':
      return arithmetic(
        expression.operator,
        evaluateNumber(expression.left, scope),
        evaluateNumber(expression.right, scope),
      );
    case 'pick': {
      const [a, b] = [
        evaluateNumber(expression.left, scope),
        evaluateNumber(expression.right, scope),
      ];
      if (!a || !b) return null;
      return compare(a, b) <= 0 === (expression.pick === 'min') ? a : b;
    }
    default:
      return null;
  }
}

/** The comparisons of a condition, left to right. */
export function comparisonsOf(expression: Expression): Extract<Expression, { node: 'compare' }>[] {
  if (expression.node === 'compare') return [expression];
  if (expression.node === 'and' || expression.node === 'or') {
    return [...comparisonsOf(expression.left), ...comparisonsOf(expression.right)];
  }
  return expression.node === 'not' ? comparisonsOf(expression.of) : [];
}

/** Whether a comparison holds; null: undetermined. */
export function holds(operator: Operator, left: Exact, right: Exact): Comparison['holds'] {
  if (!left || !right) return null;
  const sign = compare(left, right);
  if (operator === '==') return sign === 0;
  if (operator === '!=') return sign !== 0;
  if (operator === '>=') return sign >= 0;
  if (operator === '<=') return sign <= 0;
  return operator === '>' ? sign > 0 : sign < 0;
}

export function lawOn(laws: Laws, law: string, day: string): Exact {
  const amount = laws[law]?.find(
    ({ from, until }) => (!from || from <= day) && (!until || day <= until),
  );
  return amount ? [amount.minor, 1n] : null;
}

function compare(a: readonly [bigint, bigint], b: readonly [bigint, bigint]): number {
  const difference = a[0] * b[1] - b[0] * a[1];
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function arithmetic(operator: '+' | '-' | '*' | '/', a: Exact, b: Exact): Exact {
  if (!a || !b) return null;
  switch (operator) {
    case '*':
      return [a[0] * b[0], a[1] * b[1]];
    case '/':
      return b[0] === 0n ? null : [a[0] * b[1], a[1] * b[0]];
    case '+':
      return [a[0] * b[1] + b[0] * a[1], a[1] * b[1]];
    default:
      return [a[0] * b[1] - b[0] * a[1], a[1] * b[1]];
  }
}
