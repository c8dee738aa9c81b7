/** With how many others an organisation shares its address, its officers, its founding days. */
import { plainText } from '../base/index.js';
import { nameOf, type OwnershipGraph, ownedEdges } from './graph.js';
import { POWERS } from './stake.js';

export interface Circle {
  readonly count: number;
  /** What they share, for people. */
  readonly detail: string;
}

/** The largest circle of each organisation, by node. */
export interface Circles {
  readonly address: ReadonlyMap<number, Circle>;
  readonly officer: ReadonlyMap<number, Circle>;
  readonly nominee: ReadonlyMap<number, Circle>;
  /** Founded within a few days of one another, at one address or with one officer. */
  readonly twins: ReadonlyMap<number, Circle>;
}

const OFFICER = POWERS.director | POWERS.senior_manager;

export function circlesOf(graph: OwnershipGraph, twins_days: number): Circles {
  const address = new Map<number, Circle>();
  const officer = new Map<number, Circle>();
  const nominee = new Map<number, Circle>();
  const twins = new Map<number, Circle>();
  const tell = (circle: readonly number[], detail: string, into: Map<number, Circle>) => {
    for (const node of circle) put(into, node, { count: circle.length, detail });
    for (const [node, count] of twinsIn(graph, circle, twins_days))
      put(twins, node, { count, detail });
  };
  for (const { nodes, detail } of byAddress(graph).values()) tell(nodes, detail, address);
  graph.ids.forEach((_id, node) => {
    const run = subjectsOf(graph, node, OFFICER);
    if (run.length > 0) tell(run, nameOf(graph, node), officer);
    const lent = subjectsOf(graph, node, POWERS.nominee);
    for (const each of lent)
      put(nominee, each, { count: lent.length, detail: nameOf(graph, node) });
  });
  return { address, officer, nominee, twins };
}

function byAddress(graph: OwnershipGraph) {
  const places = new Map<string, { readonly nodes: number[]; readonly detail: string }>();
  graph.ids.forEach((_id, node) => {
    const holder = graph.holderOf(node);
    if (!holder || holder.kind === 'person') return;
    if (holder.dissolved_on !== null && holder.dissolved_on <= graph.moment.on) return;
    for (const detail of new Set(holder.addresses)) {
      const key = plainText(detail);
      const known = places.get(key) ?? { nodes: [], detail };
      if (known.nodes.at(-1) !== node) known.nodes.push(node);
      places.set(key, known);
    }
  });
  return places;
}

function subjectsOf(graph: OwnershipGraph, node: number, bits: number): number[] {
  const edges = [...ownedEdges(graph, node)];
  const held = edges.filter((edge) => ((graph.bits[edge] as number) & bits) !== 0);
  return [...new Set(held.map((edge) => graph.subject[edge] as number))];
}

/** How many of a circle were founded within so many days of each of its members. */
function twinsIn(
  graph: OwnershipGraph,
  circle: readonly number[],
  days: number,
): [number, number][] {
  const born = circle.flatMap((node) => {
    const at = Date.parse(`${graph.holderOf(node)?.born_on ?? ''}T00:00:00Z`) / 86_400_000;
    return Number.isNaN(at) ? [] : [{ node, at }];
  });
  born.sort((a, b) => a.at - b.at);
  const counts = new Map<number, number>();
  for (let first = 0, end = 0; first < born.length; first++) {
    const before = end;
    while (end < born.length && (born[end]?.at ?? 0) - (born[first]?.at ?? 0) <= days) end++;
    // A span that ends where the last one did lies within it.
    if (end === before) continue;
    for (const { node } of born.slice(first, end))
      counts.set(node, Math.max(counts.get(node) ?? 0, end - first));
  }
  return [...counts];
}

function put(circles: Map<number, Circle>, node: number, circle: Circle): void {
  if ((circles.get(node)?.count ?? 0) < circle.count) circles.set(node, circle);
}
