/** Actions as the ledger keeps them, each with whether the decision under it still holds. */
import type { Kysely } from 'kysely';
import type { Tables } from '../../store/index.js';
import { type Decision, readDecisions } from './decision-records.js';
import type { Action } from './duties.js';
import { type Pair, pairId } from './hit.js';

/** Actions in the order in which they were done, about one pair or all. */
export async function readActions(db: Kysely<Tables>, pair?: Pair): Promise<Action[]> {
  const decisions = await readDecisions(db, pair ? onlyPair(pair) : {});
  const byId = new Map(decisions.map((decision) => [decision.id, decision]));
  const rows = await db
    .selectFrom('screening_action')
    .selectAll()
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows.flatMap((row): Action[] => {
    const decision = byId.get(row.decision_id);
    if (!decision) return [];
    return [{ ...row, at: row.at.getTime(), withdrawn_at: endOf(decision, byId) }];
  });
}

/** Without what else the pair may carry, such as the id of one decision. */
function onlyPair({ customer_key, list, entry_id }: Pair): Pair {
  return { customer_key, list, entry_id };
}

/**
 * When a decision ceased to hold, null while it does. One that was replaced by another confirmation
 * of the same pair holds on in it: who confirms again, because data changed, takes nothing back.
 */
function endOf(first: Decision, byId: ReadonlyMap<string, Decision>): number | null {
  let decision = first;
  // Each step goes to a decision that was made later, so that there is a last one.
  for (let step = 0; step <= byId.size; step++) {
    const { revoked } = decision;
    if (revoked === null) return null;
    const next = byId.get(revoked.note);
    const is_confirmed =
      next?.verdict === 'same' && next.at === revoked.at && pairId(next) === pairId(decision);
    if (!next || !is_confirmed) return revoked.at;
    decision = next;
  }
  return first.revoked?.at ?? null;
}
