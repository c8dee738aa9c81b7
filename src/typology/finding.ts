import { derivedId, isoTime, sha256 } from '../base/index.js';
import type { Comparison, Finding, Measured } from '../model/index.js';
import type { Typology } from './ast.js';
import type { Laws } from './duckdb/sql.js';
import { comparisonsOf, evaluateNumber, holds, type Scope } from './exact.js';
import { kindOfMeasure, measuredSide } from './explain.js';
import type { RawFinding } from './results.js';

/** What the comparisons of a finding were read against. */
export function scopeOf(raw: RawFinding, laws: Laws): Scope {
  const payment_ms = Number(raw.peak_order >> 21n);
  return { values: raw.values, laws, day: isoTime(payment_ms).slice(0, 10) };
}

/** Puts a raw finding into the form that is kept: values beside thresholds, id and revision. */
export function describeFinding(raw: RawFinding, typology: Typology, laws: Laws): Finding {
  const scope = scopeOf(raw, laws);
  const measured = Object.entries(typology.measures).map(([name, measure]): Measured => {
    const value = raw.values[name] ?? null;
    return {
      name,
      kind: kindOfMeasure(measure),
      numerator: value ? value[0].toString() : null,
      denominator: value ? value[1].toString() : '1',
      label: measure.label ?? { en: name.replaceAll('_', ' '), es: name.replaceAll('_', ' ') },
    };
  });
  const comparisons = comparisonsOf(typology.condition).map((node): Comparison => {
    const left = measuredSide(typology, node.left, scope);
    const right = measuredSide(typology, node.right, scope);
    const result = holds(
      node.operator,
      evaluateNumber(node.left, scope),
      evaluateNumber(node.right, scope),
    );
    return { text: node.text, left, operator: node.operator, right, holds: result };
  });
  const { id, version } = typology;
  const content = {
    measured,
    comparisons,
    evidence: raw.evidence,
    total: raw.evidence_total,
    fired: raw.times_fired,
    score: raw.score,
  };
  return {
    id: derivedId(id, version, typology.subject, raw.subject_id, raw.period),
    typology: id,
    version,
    subject: { kind: typology.subject, id: raw.subject_id },
    period: raw.period,
    period_kind: typology.group,
    first_at: isoTime(raw.first_ms),
    last_at: isoTime(raw.last_ms),
    times_fired: raw.times_fired,
    peak_at: isoTime(raw.peak_ms),
    score: raw.score,
    severity: typology.severity,
    family: typology.family,
    area: typology.area,
    measured,
    comparisons,
    evidence: raw.evidence,
    evidence_total: raw.evidence_total,
    revision: sha256(JSON.stringify(content)).slice(0, 16),
    exact_list_hit: typology.standing === 'exact_list',
  };
}
