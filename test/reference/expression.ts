import { present } from '../../src/base/index.js';
import type { Expression } from '../../src/typology/index.js';
import {
  and,
  both,
  type Fraction,
  fraction,
  type Kleene,
  larger,
  minus,
  not,
  or,
  over,
  plus,
  smaller,
  times,
  whole,
} from './exact.js';
import { read } from './field.js';
import { compare, lawAt } from './filter.js';
import { measured } from './measure.js';
import type { Case } from './window.js';
import type { Point } from './world.js';

/** Whether a condition holds at p; null is undetermined. */
export function truth(expression: Expression, p: Point, of: Case): Kleene {
  switch (expression.node) {
    case 'and':
      return and([truth(expression.left, p, of), truth(expression.right, p, of)]);
    case 'or':
      return or([truth(expression.left, p, of), truth(expression.right, p, of)]);
    case 'not':
      return not(truth(expression.of, p, of));
    case 'known':
      return isKnown(expression.of, p, of);
    case 'compare':
      return both(quantity(expression.left, p, of), quantity(expression.right, p, of), (a, b) =>
        compare(a, expression.operator, b),
      );
    default:
      throw new Error(`${expression.node} is not a condition`);
  }
}

function isKnown(expression: Expression, p: Point, of: Case): boolean {
  const value = expression.type === 'boolean' ? truth : quantity;
  return value(expression, p, of) !== null;
}

/** The exact value of an expression at p; null is unknown. */
export function quantity(expression: Expression, p: Point, of: Case): Fraction | null {
  switch (expression.node) {
    case 'literal':
      return fraction(expression.literal.numerator, expression.literal.denominator);
    case 'law':
      return lawAt(expression.law, p, of.world);
    case 'measure':
      return measured(present(of.typology.measures[expression.name], expression.name), p, of);
    case 'field':
      return numberOf(read(expression.field, p, of.world));
    case 'pick':
      return both(
        quantity(expression.left, p, of),
        quantity(expression.right, p, of),
        expression.pick === 'min' ? smaller : larger,
      );
    case 'arithmetic':
      return both(
        quantity(expression.left, p, of),
        quantity(expression.right, p, of),
        ARITHMETIC[expression.operator],
      );
    default:
      throw new Error(`${expression.node} is not a value`);
  }
}

type Operation = (a: Fraction, b: Fraction) => Fraction | null;
const ARITHMETIC: Readonly<Record<'+' | '-' | '*' | '/', Operation>> = {
  '+': plus,
  '-': minus,
  '*': times,
  '/': over,
};

const numberOf = (value: unknown) => (typeof value === 'bigint' ? whole(value) : null);
