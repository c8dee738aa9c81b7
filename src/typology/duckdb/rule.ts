import { LIMITS } from '../../base/index.js';
import type { Expression, Measure, Selection, Window } from '../ast.js';
import { canonical } from '../interner.js';
import type { GroupPlan, PeerNode, RulePlan, SequenceNode } from '../plan.js';
import { calendars, entrySelect, scope, sideSql } from './entry.js';
import { type EmitContext, fieldColumn } from './sql.js';
import { emitCondition, emitValue } from './value.js';
import { askedSql, spanSql } from './window.js';

const CLOSING: Readonly<Record<'day' | 'week', { step: number; offset: number }>> = {
  day: { step: 86_400_000, offset: 0 },
  /** 1970-01-05 was a Monday. */
  week: { step: 604_800_000, offset: 345_600_000 },
};

/** Creates the table of medians and deviations of one peer node, over all subjects of the group. */
export function emitPeers(context: EmitContext, group: GroupPlan, node: PeerNode): string {
  const { step, offset } = CLOSING[node.closing];
  const cohort = node.cohort.map(fieldColumn);
  const key = group.subject === 'account' ? 'p.account_id' : 'oa.party_id';
  const value =
    node.operation === 'count'
      ? 'count(*)'
      : node.operation === 'sum'
        ? 'coalesce(sum(value), 0)'
        : `count(DISTINCT ${fieldColumn(node.field ?? '')})`;
  const first = `((t - ${offset}) // ${step} + 1) * ${step} + ${offset}`;
  const last = `least(t + ${node.length_ms}, ${context.horizon_ms}) + 1`;
  const readCohort = cohort.map(
    (column) => `arg_max({v: ${column}}, {o: o, i: inn}).v AS ${column}`,
  );
  const same = cohort.map((column) => `m.${column} IS NOT DISTINCT FROM s.${column}`);
  return `CREATE TEMP TABLE ${node.id} AS
    WITH counted AS (
      SELECT *, unnest(range(${first}, ${last}, ${step})) AS closing
      FROM (${entrySelect(context, group)} WHERE ${key} IS NOT NULL${scope(context, group)})
      WHERE ${sideSql(node.side)} AND ${node.filter ?? 'true'}),
    member AS (
      SELECT k, closing, ${value}::HUGEINT AS value, ${readCohort.join(', ')}
      FROM counted GROUP BY k, closing),
    middle AS (
      SELECT closing, ${cohort.join(', ')}, quantile_disc(value, 0.5) AS median FROM member
      GROUP BY closing, ${cohort.join(', ')} HAVING count(*) >= ${LIMITS.peers_min})
    SELECT s.closing, ${cohort.map((c) => `s.${c} AS of_${c}`).join(', ')}, s.median,
      quantile_disc(abs(m.value - s.median), 0.5) AS deviation
    FROM middle s JOIN member m ON m.closing = s.closing AND ${same.join(' AND ')}
    GROUP BY s.closing, ${cohort.map((c) => `s.${c}`).join(', ')}, s.median`;
}

/** Creates the table of matched first legs of one sequence node, in the bucket at hand. */
export function emitSequence(node: SequenceNode): string {
  const { within_ms, of } = node.measure;
  const pairs = `r.k = e.k AND r.slot = e.slot AND ${sequencePair(node.measure, node.filter)}`;
  return `CREATE TEMP TABLE ${node.id} AS
    SELECT r.k AS on_k, r.o AS on_o, r.o0 AS on_o0, r.dl AS on_dl, r.inn AS on_inn, count(*) AS legs
    FROM (SELECT *, t // ${within_ms} AS slot FROM asked
      WHERE ${node.guard} BETWEEN 1 AND ${LIMITS.sequence_legs_max}) r
    JOIN (SELECT *, unnest([t // ${within_ms}, t // ${within_ms} + 1]) AS slot FROM entry
      WHERE dl = 0 AND ${sideSql(of)} AND ${node.filter ?? 'true'}) e
    ON ${pairs} GROUP BY ALL`;
}

/** Whether entry `e` is a first leg to the asked row `r`. */
function sequencePair(measure: SequenceNode['measure'], filter: string | null): string {
  const { within_ms, ratio, same, of } = measure;
  const parts = [`e.o < r.o AND e.t > r.t - ${within_ms}`, sideSql(of).replace('inn', 'e.inn')];
  if (filter) parts.push(`e.${filter}`);
  if (ratio) {
    const [scaled, before] = ['r.value::HUGEINT * 1000000', 'e.value::HUGEINT'];
    parts.push('e.value > 0');
    parts.push(`${scaled} >= ${before} * ${ratio.min_ppm}`);
    parts.push(`${scaled} <= ${before} * ${ratio.max_ppm}`);
  }
  for (const field of same) parts.push(`e.${fieldColumn(field)} = r.${fieldColumn(field)}`);
  return parts.filter((part) => part !== 'true').join(' AND ');
}

/**
 * Creates `hit`: the rows at which the rule fires (state 1) or is undetermined (state 2), with the
 * number of the suppression that holds (0: none), the score, and every measure as [numerator,
 * denominator].
 */
export function emitHits(context: EmitContext, group: GroupPlan, rule: RulePlan): string {
  const asked = askedSql(group, rule.number);
  const condition = emitCondition(context, rule, rule.typology.condition);
  const values = Object.values(rule.values).flatMap((node) => {
    const { numerator, denominator } = emitValue(node);
    return [`(${numerator})::HUGEINT`, `(${denominator})::HUGEINT`];
  });
  for (const field of rule.reads) values.push(`${fieldColumn(field)}::HUGEINT`, '1::HUGEINT');
  const suppressions = rule.typology.suppress.map((item, i) => {
    const where = rule.suppressions[i] ?? (item.where ? 'true' : null);
    const parts = [where, item.when && emitCondition(context, rule, item.when)].filter(
      (part) => part,
    );
    return `WHEN ${parts.join(' AND ')} THEN ${i + 1}`;
  });
  const points = rule.typology.score.add.map(
    (item) => `CASE WHEN ${emitCondition(context, rule, item.when)} THEN ${item.points} ELSE 0 END`,
  );
  const starts = calendars(group).map(([name]) => `asked.${name}`);
  const seen = ['k', 'o', 'o0', 't', 'dl', 'inn', 'value', ...group.fields.map(fieldColumn)].map(
    (column) => `asked.${column}`,
  );
  return `CREATE TEMP TABLE hit AS
    SELECT ${[...seen, ...starts].join(', ')}, CASE WHEN holds THEN 1 ELSE 2 END AS state,
      ${suppressions.length > 0 ? `CASE ${suppressions.join(' ')} ELSE 0 END` : '0'} AS suppressed,
      least(100, ${[rule.typology.score.base, ...points].join(' + ')}) AS score,
      [${values.join(', ')}]::HUGEINT[] AS vals
    FROM (FROM asked
      WHERE (${asked}) AND k IN (SELECT k FROM candidate WHERE r${rule.number})) asked
      ${ruleJoins(group, rule)},
      LATERAL (SELECT ${condition} AS holds)
    WHERE holds IS DISTINCT FROM false`;
}

function ruleJoins(group: GroupPlan, rule: RulePlan): string {
  const nodes = new Map<string, string>();
  for (const value of Object.values(rule.values)) {
    if (value.form === 'flow') nodes.set(value.node, `${value.node}.o = asked.o`);
    if (value.form === 'sequence') {
      nodes.set(
        value.node,
        ['k', 'o', 'o0', 'dl', 'inn']
          .map((c) => `${value.node}.on_${c} = asked.${c}`)
          .join(' AND '),
      );
    }
    if (value.form === 'peer') {
      const peer = group.peers.find((node) => node.id === value.node);
      if (!peer) throw new Error(`no peer ${value.node}`);
      const { step, offset } = CLOSING[peer.closing];
      const cohort = peer.cohort
        .map(fieldColumn)
        .map((c) => `${peer.id}.of_${c} IS NOT DISTINCT FROM asked.${c}`);
      nodes.set(
        peer.id,
        [
          `${peer.id}.closing = (asked.t - ${offset}) // ${step} * ${step} + ${offset}`,
          ...cohort,
        ].join(' AND '),
      );
    }
  }
  return [...nodes].map(([table, on]) => `LEFT JOIN ${table} ON ${on}`).join(' ');
}

/** Groups the fired rows of `hit` into findings, appended to `found`. */
export function emitFindings(rule: RulePlan): string {
  const period = `strftime(date_trunc('${rule.typology.group}', make_timestamp_ms(t)), '%Y-%m-%d')`;
  return `INSERT INTO found
    SELECT ${rule.number}, k, ${period} AS period, count(*), min(t), max(t),
      arg_max({o: o, o0: o0, t: t, dl: dl, inn: inn, score: score, vals: vals},
        {s: score, o: -o, p: -o0, i: NOT inn}) AS peak
    FROM hit WHERE state = 1 AND suppressed = 0 GROUP BY k, period`;
}

/** Collects the evidence of the findings of this bucket into `evidence` (rule, k, period, o). */
export function emitEvidence(group: GroupPlan, rule: RulePlan): string {
  const names = measuresOf(rule.typology.condition);
  const parts = [...names].flatMap((name) => {
    const measure = rule.typology.measures[name];
    return measure ? evidenceParts(group, rule, measure) : [];
  });
  const peaks = `(
    SELECT h.*, f.period FROM found f
    JOIN hit h ON h.k = f.k AND h.o = f.peak.o AND h.o0 = f.peak.o0 AND h.dl = f.peak.dl
      AND h.inn = f.peak.inn
    WHERE f.rule = ${rule.number}) r`;
  const key = `${rule.number}, r.k, r.period`;
  const selects = [`SELECT ${key}, r.o0 FROM ${peaks}`];
  if (parts.length > 0) {
    const some = parts.map((part) => `(${part})`).join(' OR ');
    selects.push(
      `SELECT ${key}, e.o FROM ${peaks} JOIN entry e ON e.k = r.k AND e.dl = 0 AND (${some})`,
    );
  }
  for (const [name, value] of Object.entries(rule.values)) {
    if (value.form !== 'flow' || !names.has(name)) continue;
    if (rule.typology.measures[name]?.evidence === false) continue;
    const side = value.side === 'in' ? ' AND r.inn' : '';
    selects.push(
      `SELECT ${key}, unnest(legs) FROM ${peaks}
       JOIN ${value.node} ON ${value.node}.o = r.o AND r.dl = 0${side}`,
    );
  }
  return `INSERT INTO evidence ${selects.join(' UNION ')}`;
}

function evidenceParts(group: GroupPlan, rule: RulePlan, measure: Measure): string[] {
  if (!measure.evidence) return [];
  const selected = (selection: Pick<Selection, 'of' | 'where' | 'window'>) => [
    selectionSql(group, selection),
  ];
  switch (measure.kind) {
    case 'share':
      return isBefore(measure.part.window) ? [] : selected(measure.part);
    case 'peer_z': {
      const base = rule.typology.measures[measure.measure];
      return base ? evidenceParts(group, rule, { ...base, evidence: true }) : [];
    }
    case 'sequence':
      return [sequencePair(measure, filterId(group, measure.where))];
    case 'turnover':
    case 'pass_through':
    case 'gather_scatter':
      return isBefore(measure.window) ? [] : selected({ ...measure, of: 'any' });
    case 'since_last':
    case 'chain':
    case 'cycle':
    case 'scatter_gather':
      return [];
    default:
      return isBefore(measure.window) ? [] : selected(measure);
  }
}

function isBefore(window: Window): boolean {
  return window.kind === 'last' && window.before_ms > 0;
}

function selectionSql(
  group: GroupPlan,
  { of, where, window }: Pick<Selection, 'of' | 'where' | 'window'>,
): string {
  const start =
    window.kind === 'calendar'
      ? calendars(group).find(([, unit, zone]) => unit === window.unit && zone === window.zone)
      : undefined;
  const filter = filterId(group, where);
  const parts = [
    spanSql(window, start ? `r.${start[0]}` : null),
    sideSql(of).replace('inn', 'e.inn'),
  ];
  if (filter) parts.push(`e.${filter}`);
  return parts.filter((part) => part !== 'true').join(' AND ');
}

function filterId(group: GroupPlan, where: Selection['where']): string | null {
  const wanted = canonical(where);
  return group.filters.find((node) => canonical(node.filter) === wanted)?.id ?? null;
}

/** Names of the measures an expression reads. */
function measuresOf(expression: Expression): Set<string> {
  const names = new Set<string>();
  const visit = (part: Expression): void => {
    if (part.node === 'measure') names.add(part.name);
    if ('left' in part) {
      visit(part.left);
      visit(part.right);
    }
    if ('of' in part) visit(part.of);
  };
  visit(expression);
  return names;
}
