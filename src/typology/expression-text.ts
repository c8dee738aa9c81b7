import type { Expression, Literal } from './ast.js';

/** The expression as text, parameters by name: what an alert shows beside its values. */
export function show(expression: Expression): string {
  switch (expression.node) {
    case 'literal':
      return expression.name ? `$${expression.name}` : showLiteral(expression.literal);
    case 'law':
      return `law.${expression.law}`;
    case 'measure':
      return expression.name;
    case 'field':
      return expression.field;
    case 'pick':
      return `${expression.pick}(${show(expression.left)}, ${show(expression.right)})`;
    case 'arithmetic':
      return `(${show(expression.left)} ${expression.operator} ${show(expression.right)})`;
    case 'compare':
      return expression.text;
    case 'and':
    case 'or':
      return `(${show(expression.left)} ${expression.node} ${show(expression.right)})`;
    default:
      return `${expression.node}(${show(expression.of)})`;
  }
}

function showLiteral({ numerator, denominator }: Literal): string {
  return denominator === 1n ? `${numerator}` : `${numerator}/${denominator}`;
}
