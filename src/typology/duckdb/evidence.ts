import type { Measure, Selection, Window } from '../ast.js';
import { flowTables } from '../flows.js';
import { canonical } from '../interner.js';
import type { GroupPlan, RulePlan } from '../plan.js';
import { calendars, sideSql } from './entry.js';
import { sequencePair } from './sequence.js';
import { fieldColumn } from './sql.js';
import { measuresOf } from './unknown.js';
import { spanSql } from './window.js';

/**
 * Collects the evidence of all findings of this bucket into `evidence` (rule, k, period, o): the
 * payments that the measures of the condition counted at the finding's peak.
 */
export function emitEvidence(group: GroupPlan): string {
  const counted = group.rules.flatMap((rule) => {
    const parts = conditionMeasures(rule).flatMap(([, measure]) =>
      evidenceParts(group, rule, measure),
    );
    const some = parts.map((part) => `(${part})`).join(' OR ');
    return some ? [`WHEN ${rule.number} THEN ${some}`] : [];
  });
  const key = 'r.rule, r.k, r.period';
  const selects = [`SELECT ${key}, r.o0 FROM peaks r`];
  if (counted.length > 0) {
    selects.push(
      `SELECT ${key}, e.o FROM peaks r JOIN entry e ON e.k = r.k AND e.dl = 0
        AND (CASE r.rule ${counted.join(' ')} END)`,
    );
  }
  const paths = group.rules.flatMap((rule) => pathParts(rule));
  return `INSERT INTO evidence WITH peaks AS MATERIALIZED (${peaksSql(group)})
    ${[...selects, ...paths].join(' UNION ')}`;
}

/** The entries at which the findings of this bucket peak, with what `entry` says of them. */
function peaksSql(group: GroupPlan): string {
  const same = group.sequences.flatMap((node) => node.measure.same.map(fieldColumn));
  const starts = calendars(group).map(([name]) => name);
  const seen = ['k', 'o', 'o0', 't', 'dl', 'inn', 'value', ...new Set([...same, ...starts])];
  const place = ['o', 'o0', 'dl', 'inn'].map((column) => `p.${column} = f.peak.${column}`);
  const rules = group.rules.map((rule) => rule.number);
  return `SELECT f.rule, f.period, ${seen.map((column) => `p.${column}`).join(', ')}
    FROM found f JOIN entry p ON p.k = f.k AND ${place.join(' AND ')}
    WHERE f.rule IN (${rules.join(', ')})`;
}

/** The measures that the condition reads, by name. */
function conditionMeasures({ typology }: RulePlan): [string, Measure][] {
  const names = measuresOf(typology.condition);
  return Object.entries(typology.measures).filter(([name]) => names.has(name));
}

/** The legs of the paths that a rule counts. */
function pathParts(rule: RulePlan): string[] {
  return conditionMeasures(rule).flatMap(([name, measure]) => {
    const value = rule.values[name];
    if (value?.form !== 'flow' || !measure.evidence) return [];
    const [, legs] = flowTables(value.node);
    const side = value.side === 'in' ? ' AND r.inn' : '';
    return [
      `SELECT r.rule, r.k, r.period, l.leg FROM peaks r
       JOIN ${legs} l ON l.o = r.o AND r.dl = 0${side} WHERE r.rule = ${rule.number}`,
    ];
  });
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
