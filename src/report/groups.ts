/** Alerts by who stands behind them: an investigator opens a person, not a row. */
import { type Alert, SEVERITIES, type Severity } from '../model/index.js';
import { type ReportInput, type SubjectFacts, subjectKey } from './input.js';

/** Cards on one page; beyond it a page is no longer read. The files of the run hold every alert. */
const CARDS_MAX = 200;

export interface Group {
  readonly key: string;
  /** Where the page jumps to. Never the subject's id: that would be personal data in an address. */
  readonly anchor: string;
  readonly facts: SubjectFacts;
  readonly alerts: readonly Alert[];
  readonly rank_score: number;
  readonly severity: Severity;
}

/** The first {@link CARDS_MAX} alerts by subject; the subject of the best alert comes first. */
export function groupAlerts(input: ReportInput): Group[] {
  const bySubject = new Map<string, Alert[]>();
  for (const alert of input.alerts.slice(0, CARDS_MAX)) {
    const key = subjectKey(alert.owner);
    const group = bySubject.get(key);
    if (group) group.push(alert);
    else bySubject.set(key, [alert]);
  }
  return [...bySubject.entries()].map(([key, alerts], i) => ({
    key,
    anchor: `s${i + 1}`,
    facts: input.subjects.get(key) ?? factsOf(alerts),
    alerts,
    rank_score: Math.max(...alerts.map((alert) => alert.rank_score)),
    severity: worst(alerts),
  }));
}

/** Anchors of cards by alert id and by finding id. */
export function alertAnchors(groups: readonly Group[]): ReadonlyMap<string, string> {
  const anchors = new Map<string, string>();
  groups
    .flatMap((group) => group.alerts)
    .forEach((alert, i) => {
      anchors.set(alert.id, `a${i + 1}`);
      anchors.set(alert.finding.id, `a${i + 1}`);
    });
  return anchors;
}

function factsOf(alerts: readonly Alert[]): SubjectFacts {
  const [alert] = alerts;
  return {
    subject: alert?.owner ?? { kind: 'party', id: '' },
    name: alert?.subject_name ?? null,
    institution: alert?.institution_id ?? null,
    country: null,
    opened_on: null,
  };
}

function worst(alerts: readonly Alert[]): Severity {
  const levels = alerts.map((alert) => SEVERITIES.indexOf(alert.finding.severity));
  return SEVERITIES[Math.max(0, ...levels)] ?? 'low';
}
