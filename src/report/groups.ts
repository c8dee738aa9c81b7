/** Alerts by who stands behind them: an investigator opens a person, not a row. */
import { type Alert, SEVERITIES, type Severity } from '../model/index.js';
import { type ReportInput, type SubjectFacts, subjectKey } from './input.js';

/**
 * Cards on one page: subjects beyond them have a line in a table, and the files of the run hold
 * every alert.
 */
const CARDS_MAX = 120;
/** Lines of that table. */
const REST_MAX = 400;

export interface Group {
  readonly key: string;
  /** Where the page jumps to. Never the subject's id: that would be personal data in an address. */
  readonly anchor: string;
  readonly facts: SubjectFacts;
  readonly alerts: readonly Alert[];
  readonly rank_score: number;
  readonly severity: Severity;
}

/** Alerts by subject; the subject of the best alert comes first. */
export interface Grouped {
  /** Subjects with cards. */
  readonly groups: readonly Group[];
  /** The subjects after them, without. */
  readonly rest: readonly Group[];
}

export function groupAlerts(input: Pick<ReportInput, 'alerts' | 'subjects'>): Grouped {
  const groups = [...bySubject(input.alerts)].map(([key, alerts], i) => ({
    key,
    anchor: `s${i + 1}`,
    facts: input.subjects.get(key) ?? factsOf(alerts),
    alerts,
    rank_score: Math.max(...alerts.map((alert) => alert.rank_score)),
    severity: worst(alerts),
  }));
  const shown = countCarded(groups.map((group) => group.alerts.length));
  return {
    groups: groups
      .slice(0, shown)
      .map((group) => ({ ...group, alerts: group.alerts.slice(0, CARDS_MAX) })),
    rest: groups.slice(shown, shown + REST_MAX),
  };
}

/** The alerts that get a card: those whose evidence the page shows. */
export function alertsWithCards(alerts: readonly Alert[]): Alert[] {
  return groupAlerts({ alerts, subjects: new Map() }).groups.flatMap((group) => group.alerts);
}

function bySubject(alerts: readonly Alert[]): Map<string, Alert[]> {
  const subjects = new Map<string, Alert[]>();
  for (const alert of alerts) {
    const key = subjectKey(alert.owner);
    const own = subjects.get(key);
    if (own) own.push(alert);
    else subjects.set(key, [alert]);
  }
  return subjects;
}

/** How many subjects have all their alerts among the cards; the first always has some. */
function countCarded(sizes: readonly number[]): number {
  let cards = 0;
  const end = sizes.findIndex((size) => {
    cards += size;
    return cards > CARDS_MAX;
  });
  return end < 0 ? sizes.length : Math.max(1, end);
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
