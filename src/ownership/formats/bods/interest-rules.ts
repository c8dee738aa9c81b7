/** Rules on the interests of one relationship: dates in order, bounds of a share that agree. */
import { objectAt, objectsAt, textAt } from '../json-fields.js';
import type { JsonObject } from '../json-records.js';
import { type RuleHit, when } from './hit.js';
import type { BodsStatement } from './statement.js';

export function interestRules({ type, details }: BodsStatement): RuleHit[] {
  if (type !== 'relationship') return [];
  return objectsAt(details, 'interests').flatMap((interest) => {
    const [from, until] = [textAt(interest, 'startDate'), textAt(interest, 'endDate')];
    const is_reversed = from !== null && until !== null && until < from;
    return [
      ...when(is_reversed, 'interest_dates', { from: from ?? '', until: until ?? '' }),
      ...shareRule(objectAt(interest, 'share')),
    ];
  });
}

/** One lower bound, one upper bound, not crossed; an exact value between them. */
function shareRule(share: JsonObject | null): RuleHit[] {
  if (!share) return [];
  const number = (key: string) => (typeof share[key] === 'number' ? share[key] : null);
  const [exact, minimum, above] = [number('exact'), number('minimum'), number('exclusiveMinimum')];
  const [maximum, below] = [number('maximum'), number('exclusiveMaximum')];
  const low = minimum ?? above;
  const high = maximum ?? below;
  const is_open = above !== null || below !== null;
  const is_doubled = (minimum !== null && above !== null) || (maximum !== null && below !== null);
  const is_crossed = low !== null && high !== null && (low > high || (low === high && is_open));
  const is_outside =
    exact !== null &&
    ((low !== null && (exact < low || exact === above)) ||
      (high !== null && (exact > high || exact === below)));
  return when(is_doubled || is_crossed || is_outside, 'share_bounds');
}
