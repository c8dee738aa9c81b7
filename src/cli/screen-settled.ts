import { type Hit, pairId, readDecisions, standingOf } from '../screening/index.js';
import type { Ledger } from '../store/index.js';

/** Decisions in force, read once: a million customers must not ask the ledger one by one. */
export interface Settled {
  /** Decided as different, on the data that both sides still have. */
  isSettled(hit: Hit): boolean;
}

export async function createSettled(ledger: Ledger): Promise<Settled> {
  const decisions = await readDecisions(ledger.db, { holding: true });
  const byPair = new Map(decisions.map((decision) => [pairId(decision), decision]));
  return {
    isSettled: (hit) => standingOf(hit, byPair.get(pairId(hit)) ?? null).state === 'different',
  };
}
