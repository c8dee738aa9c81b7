/** Control: who holds more than half of the votes holds the whole, link by link. */
import type { Above } from './above.js';
import type { OwnershipGraph } from './graph.js';
import { leftBy, type Stakes, stakesOf, statedTotal } from './held.js';
import { EDGE } from './pairs.js';
import { WHOLE } from './parts.js';
import { ratio } from './ratio.js';
import type { Threshold } from './share.js';
import { createSpreader } from './spread.js';
import { POWERS, type Power } from './stake.js';
import type { Share } from './statement.js';

const MAJORITY: Threshold = { share: ratio(1n, 2n), comparison: 'above' };

/** What one holder and everything under its control hold of the entity. */
export interface Control {
  /** Votes of the entity (of the capital where no votes are stated), whole stakes added. */
  readonly group_share: Share;
  /** Whether the entity itself is under control. */
  readonly controls: 'yes' | 'possible' | 'no';
}

/** One organisation that comes under control. */
export interface ControlStep {
  readonly node: number;
  /** What those before it hold of its votes. */
  readonly share: Share;
  /** Interests that give control whatever the share. */
  readonly powers: readonly Power[];
}

/** Answers for one entity after the other, with one working memory. */
export interface ControlFinder {
  of(holder: number, above: Above): Control;
  /** Who is under control for certain, in order; the entity is among them if it is. */
  chain(holder: number, above: Above): ControlStep[];
}

/**
 * `powers` are control whatever the share. Whoever stands behind a nominee, or holds a role of a
 * trust that is among the powers, controls what these hold.
 */
export function createControlFinder(
  graph: OwnershipGraph,
  powers: readonly Power[],
): ControlFinder {
  const mask = powers.reduce((bits, power) => bits | POWERS[power], POWERS.nominator);
  const spread = createSpreader(graph, { measure: 'votes', threshold: MAJORITY, powers: mask });
  const totals = new Map<number, Stakes>();
  const left = (edges: readonly number[], subject: number) => {
    const total = totals.get(subject) ?? statedTotal(graph, subject, 'votes');
    totals.set(subject, total);
    return leftBy(stakesOf(graph, edges, 'votes'), total);
  };
  const held = (owners: readonly number[], subject: number) =>
    left(edgesInto(graph, owners, subject), subject);
  return {
    of(holder, { entity, has }) {
      const only = onlyMinorEdge(graph, holder, has, mask);
      if (only !== null) {
        const edges = graph.subject[only] === entity ? [only] : [];
        return { group_share: left(edges, entity), controls: 'no' };
      }
      const possible = spread([holder], 'possible', has).reached;
      const certain = possible.length === 1 ? possible : spread([holder], 'certain', has).reached;
      // The entity's own shares are nobody's votes.
      const others = (nodes: readonly number[]) => nodes.filter((node) => node !== entity);
      const most = held(others(possible), entity);
      const least = certain.length === possible.length ? most : held(others(certain), entity);
      const isReached = possible.includes(entity) ? 'possible' : 'no';
      return {
        group_share: { least: least.least, above: least.above, most: most.most, below: most.below },
        controls: certain.includes(entity) ? 'yes' : isReached,
      };
    },
    chain(holder, { has }) {
      const { reached, level } = spread([holder], 'certain', has);
      return reached.slice(1).map((node) => {
        const before = reached.filter((other) => (level[other] ?? 0) < (level[node] ?? 0));
        const bits = edgesInto(graph, before, node).reduce(
          (all, edge) => all | (graph.bits[edge] as number),
          0,
        );
        const given = (Object.keys(POWERS) as Power[]).filter(
          (power) => (bits & mask & POWERS[power]) !== 0,
        );
        return { node, share: held(before, node), powers: given };
      });
    },
  };
}

/**
 * The one edge by which a holder owns part of what is asked about, where it gives no control: most
 * holders of a crowd have no other, and reach nothing. Null: look properly.
 */
function onlyMinorEdge(
  graph: OwnershipGraph,
  holder: number,
  has: Above['has'],
  powers: number,
): number | null {
  let only: number | null = null;
  const end = graph.ownedStart[holder + 1] as number;
  for (let at = graph.ownedStart[holder] as number; at < end; at++) {
    const edge = graph.owned[at] as number;
    if (!has(graph.subject[edge] as number)) continue;
    const isMinor = (graph.mostVotes[edge] as number) * 2 <= WHOLE;
    const bits = graph.bits[edge] as number;
    if (only !== null || !isMinor || (bits & (powers | EDGE.slow)) !== 0) return null;
    only = edge;
  }
  return only;
}

function edgesInto(graph: OwnershipGraph, owners: readonly number[], subject: number): number[] {
  const edges: number[] = [];
  for (const owner of owners) {
    const end = graph.ownedStart[owner + 1] as number;
    for (let at = graph.ownedStart[owner] as number; at < end; at++) {
      const edge = graph.owned[at] as number;
      if (graph.subject[edge] === subject) edges.push(edge);
    }
  }
  return edges;
}
