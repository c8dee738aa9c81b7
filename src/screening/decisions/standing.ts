/** What a hit is worth today, from the decision that holds about its pair. */
import type { Hit } from './hit.js';

export const VERDICTS = ['different', 'same'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** On what a decision rests. `other` is said in its note. */
export const DECISION_REASONS = [
  'date_of_birth',
  'passport',
  'identifier',
  'gender',
  'place',
  'kind',
  'name',
  'other',
] as const;
export type DecisionReason = (typeof DECISION_REASONS)[number];

/** What holds of a decision when hits are judged. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly customer_print: string;
  readonly listing_print: string;
}

export interface Standing {
  /**
   * `open`: nobody decided. `different`: decided, and nothing changed since: the only state that
   * hides a hit. `reopened`: decided as different, on data that changed since. `same`: confirmed;
   * it stays so until somebody revokes it, for forgetting a confirmed hit would hide it.
   */
  readonly state: 'open' | 'different' | 'reopened' | 'same';
  /** Which sides changed since the decision. */
  readonly changed: readonly ('customer' | 'listing')[];
}

/** Judges a hit by the decision about its own pair; null: there is none. */
export function standingOf(
  hit: Pick<Hit, 'customer_print' | 'listing_print'>,
  decision: Judgement | null,
): Standing {
  if (decision === null) return { state: 'open', changed: [] };
  const changed: ('customer' | 'listing')[] = [];
  if (decision.customer_print !== hit.customer_print) changed.push('customer');
  if (decision.listing_print !== hit.listing_print) changed.push('listing');
  if (decision.verdict === 'same') return { state: 'same', changed };
  return { state: changed.length === 0 ? 'different' : 'reopened', changed };
}
