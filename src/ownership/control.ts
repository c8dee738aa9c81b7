/** Control: who holds more than half of the votes holds the whole, link by link. */
import type { Above } from './above.js';
import { type OwnershipGraph, ownerEdges, UNNAMED } from './graph.js';
import { ratio } from './ratio.js';
import type { Threshold } from './share.js';
import { createSpreader, heldShare } from './spread.js';
import { POWERS, type Power } from './stake.js';
import type { Share } from './statement.js';

export const MAJORITY: Threshold = { share: ratio(1n, 2n), comparison: 'above' };

/** What one holder and everything under its control hold of the entity. */
export interface Control {
  readonly holder: number;
  /** Votes of the entity (of the capital where no votes are stated), whole stakes added. */
  readonly group_share: Share;
  /** Whether the entity itself is under control. */
  readonly controls: 'yes' | 'possible' | 'no';
  /** Who is under control, in the order in which control reaches them; the entity included. */
  readonly chain: readonly ControlStep[];
}

export interface ControlStep {
  readonly node: number;
  /** What those before it hold of its votes. */
  readonly share: Share;
  /** Interests that give control whatever the share. */
  readonly powers: readonly Power[];
}

export type ControlOf = (holder: number) => Control;

/**
 * Answers for each holder above an entity. Whoever controls a nominee's nominator, or holds one of
 * the trust's roles, controls what these hold.
 */
export function controlAbove(
  graph: OwnershipGraph,
  above: Above,
  powers: readonly Power[],
): ControlOf {
  const mask = powers.reduce((bits, power) => bits | POWERS[power], POWERS.nominator);
  const spread = createSpreader(graph, { measure: 'votes', threshold: MAJORITY, powers: mask });
  const { entity } = above;
  return (holder) => {
    const certain = spread([holder], 'certain', above.has);
    const levels = new Map(certain.reached.map((node) => [node, certain.level[node] as number]));
    const held = heldShare(graph, entity, 'votes', (owner) => isIn(levels, owner, entity));
    const steps = certain.reached.slice(1).map((node) => stepOf(graph, node, levels, mask));
    const isControlled = levels.has(entity);
    const possible = spread([holder], 'possible', above.has);
    const reachable = new Map(possible.reached.map((node) => [node, 0]));
    const most = heldShare(graph, entity, 'votes', (owner) => isIn(reachable, owner, entity));
    return {
      holder,
      group_share: { least: held.least, above: held.above, most: most.most, below: most.below },
      controls: isControlled ? 'yes' : reachable.has(entity) ? 'possible' : 'no',
      chain: steps,
    };
  };
}

/** The entity's own shares are nobody's votes. */
function isIn(levels: ReadonlyMap<number, number>, owner: number, entity: number): boolean {
  return owner !== UNNAMED && owner !== entity && levels.has(owner);
}

function stepOf(
  graph: OwnershipGraph,
  node: number,
  levels: ReadonlyMap<number, number>,
  mask: number,
): ControlStep {
  const level = levels.get(node) ?? 0;
  const isBefore = (owner: number) => owner !== UNNAMED && (levels.get(owner) ?? level) < level;
  let bits = 0;
  for (const edge of ownerEdges(graph, node))
    if (isBefore(graph.owner[edge] as number)) bits |= (graph.bits[edge] as number) & mask;
  const powers = (Object.keys(POWERS) as Power[]).filter((power) => (bits & POWERS[power]) !== 0);
  return { node, share: heldShare(graph, node, 'votes', isBefore), powers };
}
