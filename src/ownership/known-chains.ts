/** Indirect stakes whose chain is stated as well: the chain counts, the summary of it does not. */
import { EDGE, type Pairs } from './pairs.js';
import { NOTES } from './stake.js';

/** A chain that is not found within so many owners leaves the indirect stake standing. */
const LOOKED_AT_MAX = 1_000;

/** Takes out of the sums what an owner is stated to hold indirectly, where its chain is known. */
export function dropKnownChains(pairs: Pairs): void {
  for (let edge = 0; edge < pairs.edges; edge++) {
    if (((pairs.bits[edge] as number) & NOTES.indirect) === 0) continue;
    if (!hasChain(pairs, edge)) continue;
    pairs.bits[edge] = ((pairs.bits[edge] as number) & ~EDGE.owns) | EDGE.superseded;
    pairs.least[edge] = pairs.most[edge] = 0;
    pairs.leastVotes[edge] = pairs.mostVotes[edge] = 0;
  }
}

/** Whether direct stakes lead from the subject up to the owner of the indirect one. */
function hasChain(pairs: Pairs, edge: number): boolean {
  const goal = pairs.owner[edge] as number;
  const seen = new Set([pairs.subject[edge] as number]);
  for (const node of seen) {
    const end = pairs.ownersStart[node + 1] as number;
    for (let up = pairs.ownersStart[node] as number; up < end; up++) {
      if (((pairs.bits[up] as number) & NOTES.indirect) !== 0) continue;
      const owner = pairs.owner[up] as number;
      if (owner === goal) return true;
      if (owner >= 0 && seen.size < LOOKED_AT_MAX) seen.add(owner);
    }
  }
  return false;
}
