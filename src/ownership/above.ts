/** Who stands above one organisation, and the rings in which they own one another. */
import { type OwnershipGraph, UNNAMED } from './graph.js';
import { EDGE } from './pairs.js';

/** Everybody who owns or controls it, directly or through others, itself included. */
export interface Above {
  readonly entity: number;
  readonly has: (node: number) => boolean;
  /**
   * Groups of nodes that own one another, the entity's first and every owner after whom it owns.
   * Most are of one node.
   */
  readonly groups: readonly (readonly number[])[];
}

/**
 * Strongly connected components (R. Tarjan, 1972) of the edges that lead up from the entity, all or
 * ownership only. A stack of our own: chains of ownership can be longer than the machine's.
 */
export function aboveOf(
  graph: OwnershipGraph,
  entity: number,
  leads: 'all' | 'ownership' = 'all',
): Above {
  const isLed = (edge: number) => {
    const bits = graph.bits[edge] as number;
    return (bits & EDGE.superseded) === 0 && (leads === 'all' || (bits & EDGE.owns) !== 0);
  };
  const index = new Map<number, number>();
  const low = new Map<number, number>();
  const open = new Set<number>();
  const pending: number[] = [];
  const groups: number[][] = [];
  const frames: { readonly node: number; readonly end: number; next: number }[] = [];

  function enter(node: number): void {
    const next = graph.ownersStart[node] ?? 0;
    const end = graph.ownersStart[node + 1] ?? 0;
    low.set(node, index.size);
    index.set(node, index.size);
    // Nobody stands above most nodes, so that they are a group of their own.
    if (next === end) return void groups.push([node]);
    pending.push(node);
    open.add(node);
    frames.push({ node, end, next });
  }
  const lower = (node: number, to: number) => low.set(node, Math.min(low.get(node) ?? to, to));

  enter(entity);
  for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
    const { node } = frame;
    if (frame.next < frame.end) {
      const edge = frame.next++;
      const owner = graph.owner[edge] as number;
      if (owner === UNNAMED || !isLed(edge)) continue;
      const seen = index.get(owner);
      if (seen === undefined) enter(owner);
      else if (open.has(owner)) lower(node, seen);
      continue;
    }
    frames.pop();
    const parent = frames.at(-1);
    if (parent) lower(parent.node, low.get(node) ?? 0);
    if (low.get(node) !== index.get(node)) continue;
    const group = pending.splice(pending.lastIndexOf(node));
    for (const member of group) open.delete(member);
    groups.push(group);
  }
  return { entity, has: (node) => index.has(node), groups: groups.reverse() };
}
