/** What some owners hold together, exact. */
import { measuredShare, type OwnershipGraph, ownerEdges } from './graph.js';
import { compareRatios, lesserRatio, ONE, subtractRatios } from './ratio.js';
import { addShares, NO_SHARE, sumShares } from './share.js';
import type { Share } from './statement.js';
import type { Measure } from './totals.js';

/** A sum of stakes, and in how many of them the lower bound is excluded. */
export interface Stakes {
  readonly sum: Share;
  readonly aboves: number;
}
export const NO_STAKES: Stakes = { sum: NO_SHARE, aboves: 0 };

export function withStake({ sum, aboves }: Stakes, share: Share): Stakes {
  return { sum: addShares(sum, share), aboves: aboves + (share.above ? 1 : 0) };
}

/** All stated stakes in an organisation. */
export function statedTotal(graph: OwnershipGraph, subject: number, measure: Measure): Stakes {
  return stakesOf(graph, ownerEdges(graph, subject), measure);
}

/** The stakes of some edges. */
export function stakesOf(
  graph: OwnershipGraph,
  edges: readonly number[],
  measure: Measure,
): Stakes {
  const stakes = edges.map((edge) => measuredShare(graph, edge, measure));
  return { sum: sumShares(stakes), aboves: stakes.filter(({ above }) => above).length };
}

/**
 * The sum of some stakes, and no more than the certain stakes of all others leave. Where the stakes
 * are more than the whole, the others' say nothing.
 */
export function leftBy({ sum, aboves }: Stakes, total: Stakes): Share {
  const stated = compareRatios(total.sum.least, ONE);
  // Of an exact stake the others leave no less, where all of them are less than the whole.
  if (stated > 0 || (stated < 0 && compareRatios(sum.least, sum.most) === 0)) return sum;
  const left = subtractRatios(ONE, subtractRatios(total.sum.least, sum.least));
  const narrower = compareRatios(left, sum.most);
  if (narrower > 0) return sum;
  const isBelow = total.aboves > aboves;
  const below = narrower < 0 ? isBelow : sum.below || isBelow;
  return { ...sum, most: lesserRatio(left, sum.most), below };
}

/** What the owners asked for hold of an organisation. */
export function heldShare(
  graph: OwnershipGraph,
  subject: number,
  measure: Measure,
  isIn: (owner: number) => boolean,
): Share {
  const edges = ownerEdges(graph, subject).filter((edge) => isIn(graph.owner[edge] as number));
  return leftBy(stakesOf(graph, edges, measure), statedTotal(graph, subject, measure));
}
