import type { Expression } from '../ast.js';
import type { AggregateNode, GroupPlan, RulePlan } from '../plan.js';
import { aggregatesOf, type ValueNode } from '../value-node.js';
import { sideSql } from './entry.js';
import {
  boundFraction,
  type EmitContext,
  type Fraction,
  fieldColumn,
  literalFraction,
  times,
} from './sql.js';
import { emitCondition } from './value.js';
import { askedSql } from './window.js';

const DAY_MS = 86_400_000;

/**
 * Spans for which sums are bounded. A window of at most W lies within two neighbouring spans of
 * length W, so that the largest sum of two neighbours is never below the window's. Hours of summer
 * time make a local month up to 31 days and one hour.
 */
const SPANS_MS = [7 * DAY_MS, 14 * DAY_MS, 32 * DAY_MS, 92 * DAY_MS] as const;

/** What must be gathered for each subject before any window is computed. */
interface Gathered {
  /** Whether different values are counted as such, which costs more than counting entries. */
  readonly exact: boolean;
  /** By span in ms (0: the whole history), column → aggregate over `entry`. */
  readonly sums: Map<number, Map<string, Sum>>;
  /** Column → condition of which one entry must hold. */
  readonly some: Map<string, string>;
  readonly flows: Set<string>;
}

interface Sum {
  readonly sql: string;
  /** Which entries it counts. */
  readonly holds: string;
}

/**
 * Creates `candidate`: each subject of the bucket with its number of entries and, for each rule,
 * whether it could fire there at all (`r<number>`), and between which orders (`from_<number>`,
 * `until_<number>`; null: all). Conditions are weakened to what sums over spans
 * can refute: a rule that needs fifteen credits in a month is not asked where no two neighbouring
 * months hold fifteen. What is refuted is false, never undetermined, so no result changes; most
 * subjects of a bank are refuted by most rules, and windows are computed for the rest only.
 */
export function emitCandidates(context: EmitContext, group: GroupPlan): string {
  const source = 'FROM entry';
  const bounds = group.rules.map(
    ({ number: n }) => `NULL::BIGINT AS from_${n}, NULL::BIGINT AS until_${n}`,
  );
  return `CREATE TEMP TABLE candidate AS SELECT *, ${bounds.join(', ')}
    FROM (${candidates(context, group, group.rules, source, false)})`;
}

/** Whether counting different values could refute more of the rule than counting entries did. */
export function isRefinable(group: GroupPlan, rule: RulePlan): boolean {
  const isDistinct = (id: string) =>
    group.aggregates.find((node) => node.id === id)?.operation === 'distinct';
  return Object.values(rule.values).some((value) => aggregatesOf(value).some(isDistinct));
}

/** Looks at the candidates of some rules again, with different values counted exactly. */
export function emitRefinement(
  context: EmitContext,
  group: GroupPlan,
  rules: readonly RulePlan[],
): string[] {
  const held = rules.map((rule) => `r${rule.number}`);
  const subjects = `SELECT k FROM candidate WHERE ${held.join(' OR ')}`;
  const source = `FROM (FROM entry WHERE k IN (${subjects})) entry`;
  const refined = held.map((name) => `(c.${name} AND coalesce(f.${name}, false)) AS ${name}`);
  return [
    `CREATE TEMP TABLE refined AS ${candidates(context, group, rules, source, true)}`,
    `CREATE OR REPLACE TEMP TABLE candidate AS
     SELECT c.* REPLACE (${refined.join(', ')}) FROM candidate c LEFT JOIN refined f USING (k)`,
    'DROP TABLE refined',
  ];
}

function candidates(
  context: EmitContext,
  group: GroupPlan,
  rules: readonly RulePlan[],
  source: string,
  exact: boolean,
): string {
  const gathered: Gathered = {
    exact,
    sums: new Map(),
    some: new Map(),
    flows: new Set(),
  };
  const verdicts = rules.map((rule) => {
    const asked = gather(gathered.some, askedSql(group, rule.number));
    const possible = weaken(context, group, rule, rule.typology.condition, gathered);
    return `coalesce(${asked} AND ${possible}, true) AS r${rule.number}`;
  });
  const spans = [...gathered.sums].filter(([span]) => span > 0);
  const totals = [...(gathered.sums.get(0) ?? [])].map(([name, { sql }]) => `${sql} AS ${name}`);
  const some = [...gathered.some].map(
    ([name, sql]) => `coalesce(bool_or(${sql}), false) AS ${name}`,
  );
  const flows = [...gathered.flows];
  const paths = flows.map(
    (flow) => `coalesce(max(${flow}.paths) FILTER (WHERE dl = 0), 0) AS max_${flow}`,
  );
  const joins = flows.map((flow) => `LEFT JOIN ${flow} ON ${flow}.o = entry.o`).join(' ');
  const columns = ['k', 'count(*) AS n', ...some, ...totals, ...paths];
  const whole = `SELECT ${columns.join(', ')} ${source} ${joins} GROUP BY k`;
  const sources = spans.map(([span]) => `LEFT JOIN span_${span} USING (k)`).join(' ');
  const tables = spans.map(([span, sums]) => spanTable(span, sums, source));
  const with_ = tables.length > 0 ? `WITH ${tables.join(', ')}` : '';
  return `${with_} SELECT k, n, ${verdicts.join(', ')} FROM (${whole}) ${sources}`;
}

/** Largest sums of two neighbouring spans; a subject of which nothing is counted has no row. */
function spanTable(span: number, sums: ReadonlyMap<string, Sum>, source: string): string {
  const names = [...sums.keys()];
  const inSpan = [...sums].map(([name, { sql }]) => `${sql} AS ${name}`).join(', ');
  const counted = [...new Set([...sums.values()].map(({ holds }) => `(${holds})`))].join(' OR ');
  const largest = names.map((name) => `max(a.${name} + coalesce(b.${name}, 0)) AS ${name}`);
  return `sum_${span} AS MATERIALIZED (
      SELECT k, t // ${span} AS slot, ${inSpan} ${source} WHERE ${counted} GROUP BY k, slot),
    span_${span} AS (SELECT a.k, ${largest.join(', ')}
      FROM sum_${span} a LEFT JOIN sum_${span} b ON b.k = a.k AND b.slot = a.slot - 1
      GROUP BY a.k)`;
}

/** The condition with everything that sums cannot refute taken as true. */
function weaken(
  context: EmitContext,
  group: GroupPlan,
  rule: RulePlan,
  expression: Expression,
  gathered: Gathered,
): string {
  if (expression.node === 'and' || expression.node === 'or') {
    const [left, right] = [expression.left, expression.right].map((part) =>
      weaken(context, group, rule, part, gathered),
    );
    return `(${left} ${expression.node.toUpperCase()} ${right})`;
  }
  if (expression.node !== 'compare') return 'true';
  if (readsOnlyEntry(expression.left) && readsOnlyEntry(expression.right)) {
    const holds = emitCondition(context, rule, expression);
    return gather(gathered.some, `${askedSql(group, rule.number)} AND coalesce(${holds}, true)`);
  }
  const flipped = expression.operator === '<=' || expression.operator === '<';
  const [measure, threshold] = flipped
    ? [expression.right, expression.left]
    : [expression.left, expression.right];
  const least = leastValue(context, threshold);
  if (!/^[<>]/.test(expression.operator) || measure.node !== 'measure' || !least) return 'true';
  const node = rule.values[measure.name];
  return node
    ? refute(group, node, least, expression.operator.includes('=') ? '>=' : '>', gathered)
    : 'true';
}

/**
 * A condition on the subject's sums without which `value ≥ least` is false everywhere. Values that
 * can be unknown (shares, extremes, rests) refute nothing: there the rule would be undetermined.
 */
function refute(
  group: GroupPlan,
  node: ValueNode,
  least: Fraction,
  operator: string,
  gathered: Gathered,
): string {
  const atLeast = (id: string) =>
    `${times(sumOf(group, id, gathered), least.denominator)} ${operator} ${least.numerator}`;
  switch (node.form) {
    case 'plain':
      return node.zero ? `(${atLeast(node.node)})` : 'true';
    case 'sequence':
      return `(${atLeast(node.guard)})`;
    case 'smaller':
      return `(${atLeast(node.a)} AND ${atLeast(node.b)})`;
    case 'flow':
      gathered.flows.add(node.node);
      return `(max_${node.node} * ${least.denominator} ${operator} ${least.numerator})`;
    default:
      return 'true';
  }
}

/** The column that bounds an aggregate: entries for different values, sums for extremes. */
function sumOf(group: GroupPlan, id: string, gathered: Gathered): string {
  const node = aggregateOf(group, id);
  const holds = heldBy(node);
  const sql =
    node.operation === 'distinct' && gathered.exact
      ? `count(DISTINCT ${fieldColumn(node.field ?? '')}) FILTER (WHERE ${holds})`
      : node.operation === 'count' || node.operation === 'distinct'
        ? `count(*) FILTER (WHERE ${holds})`
        : `coalesce(sum(value) FILTER (WHERE ${holds}), 0)`;
  return `coalesce(${gatherSum(gathered, spanOf(node), { sql, holds })}, 0)::HUGEINT`;
}

function gatherSum(gathered: Gathered, span: number, sum: Sum): string {
  const columns = gathered.sums.get(span) ?? new Map<string, Sum>();
  gathered.sums.set(span, columns);
  const found = [...columns].find(([, known]) => known.sql === sum.sql);
  if (found) return found[0];
  const name = `sum_${span}_${columns.size}`;
  columns.set(name, sum);
  return name;
}

function aggregateOf(group: GroupPlan, id: string): AggregateNode {
  const node = group.aggregates.find((aggregate) => aggregate.id === id);
  if (!node) throw new Error(`no aggregate ${id}`);
  return node;
}

function heldBy(node: AggregateNode): string {
  return `dl = 0 AND ${sideSql(node.side)} AND ${node.filter ?? 'true'}`;
}

function spanOf({ frame }: AggregateNode): number {
  const length =
    frame.kind === 'last' || frame.kind === 'preceding'
      ? frame.length_ms
      : frame.kind === 'calendar'
        ? 32 * DAY_MS
        : Number.POSITIVE_INFINITY;
  return SPANS_MS.find((span) => length <= span) ?? 0;
}

/** The least value a threshold can take; null where that is not known beforehand. */
function leastValue(context: EmitContext, expression: Expression): Fraction | null {
  if (expression.node === 'literal') return literalFraction(expression.literal);
  if (expression.node !== 'law') return null;
  const amounts = context.laws[expression.law] ?? [];
  const [only] = amounts;
  const isKnownThroughout =
    amounts.length === 1 && only && only.until === null && (only.from ?? '') < '1990';
  return isKnownThroughout
    ? boundFraction(context.laws, { law: expression.law }, `${Date.UTC(2020, 0)}`)
    : null;
}

function readsOnlyEntry(expression: Expression): boolean {
  if (expression.node === 'arithmetic' || expression.node === 'pick') {
    return readsOnlyEntry(expression.left) && readsOnlyEntry(expression.right);
  }
  return expression.node === 'literal' || expression.node === 'law' || expression.node === 'field';
}

function gather(conditions: Map<string, string>, sql: string): string {
  const found = [...conditions].find(([, known]) => known === sql);
  if (found) return found[0];
  const name = `some_${conditions.size}`;
  conditions.set(name, sql);
  return name;
}
