import type { Measure, Selection, Window } from '../ast.js';
import { canonical } from '../interner.js';
import type { GroupPlan, RulePlan } from '../plan.js';
import { calendars, sideSql } from './entry.js';
import { sequencePair } from './sequence.js';
import { measuresOf } from './unknown.js';
import { spanSql } from './window.js';

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
