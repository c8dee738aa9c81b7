/**
 * Gather–scatter over weeks: a transfer business without a licence takes in from many strangers and
 * pays as many others, none of its weeks a burst by itself (FinCEN 2003, advisory 33,
 * “Informal value transfer systems”). Either half alone is what any new shop does: only both count.
 */
import type { PaymentGraph } from '../graph/payment-graph.js';
import type { Past, Remembered } from '../past.js';
import type { Background } from '../surprise/background.js';
import { rareAmounts } from '../surprise/rare-amounts.js';
import { createBurstFinder, LONG_WINDOWS_DAYS } from './bursts.js';
import { type AccountMemory, findByAccount } from './by-account.js';
import { candidateOf } from './candidate.js';
import { gatherScatters } from './stars.js';

/** Beside that of any gather–scatter: in weeks more happens than in days. */
const LONG_CHANCE_NATS = -3;

/** Time as for bursts, of which the outgoing ones are asked for only where the others are. */
export function findLongGathers(
  graph: PaymentGraph,
  background: Background,
  past: Past<AccountMemory> | null = null,
): Remembered<AccountMemory> {
  const amounts = rareAmounts(graph, background);
  const ins = createBurstFinder(graph, background, amounts, 'in', LONG_WINDOWS_DAYS);
  const outs = createBurstFinder(graph, background, amounts, 'out', LONG_WINDOWS_DAYS);
  return findByAccount(graph, past, (hub) => {
    const gathers = ins(hub);
    if (gathers.length === 0) return [];
    const found = gatherScatters(gathers, outs(hub));
    return found.map(({ shape, payments, parts }) => {
      const rarer = parts.map(({ step, nats }) =>
        step === 'chance' ? { step, nats: nats + LONG_CHANCE_NATS } : { step, nats },
      );
      return candidateOf(shape, payments, rarer);
    });
  });
}
