/** The search of a hub: what several institutions weighed, joined; and what it would ask them. */
import { selectInstances } from '../shapes/select.js';
import type { JointGraph, JointInstance, JointWish } from './joint-graph.js';
import { pairStars } from './star-pairs.js';
import { findTrails } from './trails.js';

export interface JointSearch {
  /** Most surprising first; each explains payments that no better one explains. */
  readonly instances: readonly JointInstance[];
  /** What to ask: the answers, added to the graph, may make weak ends of strong parts whole. */
  readonly wishes: readonly JointWish[];
  /** Searches that met a limit. */
  readonly truncated: number;
}

/** Parts of at least `ask_nats` are worth asking about. Time is in proportion to hops and stars. */
export function findJoint(graph: JointGraph, ask_nats: number): JointSearch {
  const trails = findTrails(graph, ask_nats);
  const pairs = pairStars(graph);
  const found = [...trails.candidates, ...pairs.map(({ candidate }) => candidate)];
  const wishes: JointWish[] = [
    ...[...trails.last].map((payment) => ({ wish: 'next', payment }) as const),
    ...[...trails.first].map((payment) => ({ wish: 'previous', payment }) as const),
    ...new Set(pairs.flatMap(({ scatter, gather }) => [scatter, gather])),
  ].map((wish) => ('wish' in wish ? wish : { wish: 'star', ...wish }));
  return {
    instances: selectInstances(found, graph.debtor.length),
    wishes,
    truncated: trails.truncated,
  };
}
