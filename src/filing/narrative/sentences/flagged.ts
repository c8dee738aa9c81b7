/** Alerts as a report may tell them. */
import { type Alert, SECRET_PHRASES } from '../../../model/index.js';
import type { Actor, Cast } from '../cast.js';
import type { Scene } from './scene.js';

/** Alerts whose title tells of no other report. */
export function flagged({ evidence }: Pick<Scene, 'evidence'>): readonly Alert[] {
  return evidence.alerts.filter(({ title }) => !quotesReport(title.en) && !quotesReport(title.es));
}

/** Whether a text tells that a report of suspicion exists, which a report never does of another. */
export function quotesReport(text: string): boolean {
  return SECRET_PHRASES.some(({ names, pattern }) => names === 'report' && pattern.test(text));
}

/** Whom an alert is about: who stands behind its subject; of a network nobody in particular. */
export function actorOfAlert(cast: Cast, { owner, finding }: Alert): Actor | null {
  const keys = [`party:${owner.id}`, `account:${owner.id}`, `account:${finding.subject.id}`];
  const byKey = keys.map((key) => cast.actors.get(key)).find((actor) => actor !== undefined);
  if (byKey) return byKey;
  const holds = ({ accounts }: Actor) => accounts.includes(finding.subject.id);
  return [...cast.actors.values()].find(holds) ?? null;
}
