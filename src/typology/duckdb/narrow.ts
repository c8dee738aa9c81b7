import type { GroupPlan, RulePlan } from '../plan.js';
import { aggregatesOf, type ValueNode } from '../value-node.js';
import type { EmitContext } from './sql.js';
import { measuresOf, withUnknown } from './unknown.js';
import { emitCondition } from './value.js';
import { askedSql, windowsSql } from './window.js';

/**
 * Looks at the candidates of rules with their cheap windows alone, and keeps those at which the
 * condition is not false whatever different values, paths and peers say, with the first and last
 * order at which it is not: a count, a sum or a time refutes most rules, and the dear windows are
 * made for what is left. Empty where nothing can be told apart so.
 */
export function emitNarrowing(
  context: EmitContext,
  group: GroupPlan,
  rules: readonly RulePlan[],
): string[] {
  const cheap = rules.flatMap((rule) => cheapRule(group, rule) ?? []);
  if (cheap.length === 0) return [];
  const bounds = cheap.flatMap((rule) => {
    const condition = emitCondition(context, rule, rule.typology.condition);
    const possible = `(${askedSql(group, rule.number)}) AND (${condition}) IS DISTINCT FROM false`;
    return ['min', 'max'].map(
      (end) => `${end}(o) FILTER (WHERE ${possible}) AS ${end}_${rule.number}`,
    );
  });
  const kept = cheap.flatMap(({ number: n }) => [
    `(c.r${n} AND f.min_${n} IS NOT NULL) AS r${n}`,
    `f.min_${n} AS from_${n}`,
    `f.max_${n} AS until_${n}`,
  ]);
  return [
    `CREATE TEMP TABLE narrowed AS
     SELECT k, ${bounds.join(', ')} FROM (${windowsSql(group, cheap)}) GROUP BY k`,
    `CREATE OR REPLACE TEMP TABLE candidate AS
     SELECT c.* REPLACE (${kept.join(', ')}) FROM candidate c LEFT JOIN narrowed f USING (k)`,
    'DROP TABLE narrowed',
  ];
}

/** The rule with what costs, or decides nothing, left unknown; null where that says nothing. */
function cheapRule(group: GroupPlan, rule: RulePlan): RulePlan | null {
  const read = measuresOf(rule.typology.condition);
  const cheap = (value: ValueNode) =>
    value.form !== 'flow' &&
    value.form !== 'sequence' &&
    value.form !== 'peer' &&
    aggregatesOf(value).every((id) => {
      const node = group.aggregates.find((aggregate) => aggregate.id === id);
      return node !== undefined && node.operation !== 'distinct';
    });
  const values = Object.entries(rule.values);
  const known = values.flatMap(([name, value]) => (read.has(name) && cheap(value) ? [value] : []));
  const all = new Set(values.flatMap(([, value]) => aggregatesOf(value)));
  const few = new Set(known.flatMap(aggregatesOf));
  const others = values.some(([, value]) => ['flow', 'sequence', 'peer'].includes(value.form));
  if (few.size === 0 || (few.size === all.size && !others)) return null;
  return withUnknown(rule, (value) => !known.includes(value));
}
