import { LIMITS } from '../../base/index.js';
import type { Expression } from '../ast.js';
import type { RulePlan } from '../plan.js';
import type { ValueNode } from '../value-node.js';
import {
  type EmitContext,
  type Fraction,
  fieldColumn,
  lawSql,
  literalFraction,
  times,
} from './sql.js';

/** A measure's value over the columns of `asked` and the tables joined to it. */
export function emitValue(node: ValueNode): Fraction {
  const plain = (numerator: string): Fraction => ({
    numerator: `(${numerator})::HUGEINT`,
    denominator: '1',
  });
  switch (node.form) {
    case 'plain':
      return plain(node.zero ? zero(node.node) : node.node);
    case 'fraction':
      return {
        numerator: node.zero ? zero(node.over) : node.over,
        denominator: `nullif(${zero(node.under)}, 0)`,
      };
    case 'smaller':
      return plain(`least(${zero(node.a)}, ${zero(node.b)})`);
    case 'smaller_over_larger': {
      const [a, b] = [zero(node.a), zero(node.b)];
      return {
        numerator: `least(${a}, ${b})::HUGEINT`,
        denominator: `nullif(greatest(${a}, ${b}), 0)`,
      };
    }
    case 'pass_through':
      return { numerator: passThrough(node), denominator: '1000000' };
    case 'age':
      return plain(`t - ${node.node}`);
    case 'gap':
      return plain(`${node.first} - ${node.last}`);
    case 'sequence':
      return plain(
        `CASE WHEN ${node.guard} <= ${LIMITS.sequence_legs_max}
          THEN coalesce(${node.node}.legs, 0) END`,
      );
    case 'peer': {
      const own = emitValue(node.value);
      return {
        numerator: `((${own.numerator} - ${node.node}.median) * 10000)`,
        denominator: `nullif(14826 * ${node.node}.deviation, 0)`,
      };
    }
    case 'flow': {
      const counted = node.side === 'in' ? 'asked.dl = 0 AND asked.inn' : 'asked.dl = 0';
      return plain(`CASE WHEN ${counted} THEN coalesce(${node.node}.paths, 0) ELSE 0 END`);
    }
  }
}

function zero(column: string): string {
  return `coalesce(${column}, 0)::HUGEINT`;
}

/** Rounded down to parts per million, as LANGUAGE.md states. */
function passThrough(node: Extract<ValueNode, { form: 'pass_through' }>): string {
  const [a, b] = [zero(node.in), zero(node.out)];
  const delay = `abs(${zero(node.out_moment)} // ${b} - ${zero(node.in_moment)} // ${a})`;
  const rest = `greatest(0, ${node.window_s} - ${delay})`;
  const whole = `(greatest(${a}, ${b}) * ${node.window_s})`;
  return `(CASE
    WHEN ${a} = 0 AND ${b} = 0 THEN NULL
    WHEN ${a} = 0 OR ${b} = 0 THEN 0
    ELSE 1000000::HUGEINT * least(${a}, ${b}) * ${rest} // ${whole} END)`;
}

/** A boolean expression; null where undetermined (Kleene's logic is SQL's). */
export function emitCondition(
  context: EmitContext,
  rule: RulePlan,
  expression: Expression,
): string {
  const inner = (part: Expression) => emitCondition(context, rule, part);
  switch (expression.node) {
    case 'and':
    case 'or': {
      const [left, right] = [inner(expression.left), inner(expression.right)];
      return `(${left} ${expression.node.toUpperCase()} ${right})`;
    }
    case 'not':
      return `(NOT ${inner(expression.of)})`;
    case 'known':
      return known(context, rule, expression.of);
    case 'compare': {
      const left = emitNumber(context, rule, expression.left);
      const right = emitNumber(context, rule, expression.right);
      const operator = expression.operator === '==' ? '=' : expression.operator;
      const over = times(left.numerator, right.denominator);
      const under = times(right.numerator, left.denominator);
      return `(${over} ${operator} ${under})`;
    }
    default:
      throw new Error(`${expression.node} is no condition`);
  }
}

function known(context: EmitContext, rule: RulePlan, of: Expression): string {
  if (of.type === 'boolean') return `(${emitCondition(context, rule, of)} IS NOT NULL)`;
  const { numerator, denominator } = emitNumber(context, rule, of);
  return `(${numerator} IS NOT NULL AND ${denominator} IS NOT NULL)`;
}

function emitNumber(context: EmitContext, rule: RulePlan, expression: Expression): Fraction {
  switch (expression.node) {
    case 'literal':
      return literalFraction(expression.literal);
    case 'law':
      return { numerator: lawSql(context.laws, expression.law, 't0'), denominator: '1' };
    case 'field':
      return { numerator: `${fieldColumn(expression.field)}::HUGEINT`, denominator: '1' };
    case 'measure': {
      const node = rule.values[expression.name];
      if (!node) throw new Error(`no measure ${expression.name}`);
      return emitValue(node);
    }
    case 'arithmetic':
      return arithmetic(
        expression.operator,
        emitNumber(context, rule, expression.left),
        emitNumber(context, rule, expression.right),
      );
    case 'pick':
      return pick(
        expression.pick,
        emitNumber(context, rule, expression.left),
        emitNumber(context, rule, expression.right),
      );
    default:
      throw new Error(`${expression.node} is no number`);
  }
}

function arithmetic(operator: '+' | '-' | '*' | '/', left: Fraction, right: Fraction): Fraction {
  const { numerator: a, denominator: b } = left;
  const { numerator: c, denominator: d } = right;
  if (operator === '*') return { numerator: times(a, c), denominator: times(b, d) };
  if (operator === '/') return { numerator: times(a, d), denominator: `nullif(${times(b, c)}, 0)` };
  return { numerator: `(${times(a, d)} ${operator} ${times(c, b)})`, denominator: times(b, d) };
}

function pick(which: 'min' | 'max', left: Fraction, right: Fraction): Fraction {
  const a = times(left.numerator, right.denominator);
  const b = times(right.numerator, left.denominator);
  const first = `(${a}) ${which === 'min' ? '<=' : '>='} (${b})`;
  const choose = (x: string, y: string) =>
    `(CASE WHEN ${first} THEN ${x} WHEN NOT (${first}) THEN ${y} END)`;
  return {
    numerator: choose(left.numerator, right.numerator),
    denominator: choose(left.denominator, right.denominator),
  };
}
