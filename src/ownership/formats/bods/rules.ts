/** The rules of BODS 0.4 beyond its schema: 29 groups, each a warning. */
import { hit, type RuleHit } from './hit.js';
import { interestRules } from './interest-rules.js';
import { NetworkRules, type PlacedHit } from './network-rules.js';
import { recordRules } from './record-rules.js';
import type { BodsStatement } from './statement.js';
import { statementRules } from './statement-rules.js';

/** Holds statements, given in the order of the file, to the rules. */
export class BodsRules {
  readonly #today: string;
  readonly #network = new NetworkRules();
  readonly #series = new Map<string, BodsStatement>();

  constructor(today: string) {
    this.#today = today;
  }

  /** What can be said of a statement by itself, and after those before it. */
  add(statement: BodsStatement): readonly RuleHit[] {
    const before = this.#series.get(statement.record_id);
    this.#series.set(statement.record_id, statement);
    return [
      ...statementRules(statement, this.#today),
      ...recordRules(statement, this.#today),
      ...interestRules(statement),
      ...seriesRule(statement, before),
      ...this.#network.add(statement),
    ];
  }

  /** What can be said when all statements are there. */
  finish(): Iterable<PlacedHit> {
    return this.#network.finish();
  }
}

/** New comes first, closed last; the type stays, the days do not go back. */
function seriesRule(now: BodsStatement, before: BodsStatement | undefined): RuleHit[] {
  const id = now.record_id;
  if (!before) {
    const is_late = now.status !== null && now.status !== 'new';
    return is_late ? [hit('series_first', { id, status: now.status ?? '' })] : [];
  }
  if (before.type !== now.type) return [hit('series_type', { id })];
  if (before.status === 'closed') return [hit('series_closed', { id })];
  if (now.status === 'new') return [hit('series_again', { id })];
  const is_back = before.date !== null && now.date !== null && now.date < before.date;
  return is_back ? [hit('series_dates', { id })] : [];
}
