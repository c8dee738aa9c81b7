import type { Expression } from '../ast.js';
import type { RulePlan } from '../plan.js';
import type { ValueNode } from '../value-node.js';

const UNKNOWN: ValueNode = { form: 'plain', node: 'NULL', zero: false };

/**
 * The rule as if it did not know some of its values. Kleene's logic never takes back what it said
 * of unknowns: where the condition is false without them, it is false whatever they are. Null where
 * the rule asks whether one of them is known, which is the one question that can be taken back.
 */
export function withUnknown(
  rule: RulePlan,
  isUnknown: (value: ValueNode) => boolean,
): RulePlan | null {
  const names = Object.entries(rule.values).flatMap(([name, v]) => (isUnknown(v) ? [name] : []));
  if (asksKnown(rule.typology.condition, new Set(names))) return null;
  const unknown = Object.fromEntries(names.map((name) => [name, UNKNOWN]));
  return { ...rule, values: { ...rule.values, ...unknown } };
}

function asksKnown(expression: Expression, names: ReadonlySet<string>, inside = false): boolean {
  if (expression.node === 'measure') return inside && names.has(expression.name);
  if ('left' in expression) {
    return [expression.left, expression.right].some((part) => asksKnown(part, names, inside));
  }
  if (!('of' in expression)) return false;
  return asksKnown(expression.of, names, inside || expression.node === 'known');
}

/** Names of the measures an expression reads. */
export function measuresOf(expression: Expression): Set<string> {
  if (expression.node === 'measure') return new Set([expression.name]);
  if ('left' in expression) {
    return new Set([...measuresOf(expression.left), ...measuresOf(expression.right)]);
  }
  return 'of' in expression ? measuresOf(expression.of) : new Set();
}
