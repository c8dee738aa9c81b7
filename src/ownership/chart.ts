/** What an ownership chart shows: the boxes and links round one organisation, cut to a size. */
import { Fault, present } from '../base/index.js';
import { aboveOf } from './above.js';
import type { Closure } from './fifty-percent.js';
import { nameOf, type OwnershipGraph, ownedEdges, ownerEdges, UNNAMED } from './graph.js';
import { EDGE } from './pairs.js';
import { POWERS, type Power } from './stake.js';
import type { HolderKind, Share } from './statement.js';

/** How a box is marked: by words and strokes, never by colour alone. */
export type Mark = 'listed' | 'blocked' | 'possible' | null;

export interface Box {
  readonly id: string;
  /** Null: an owner whom no source names. */
  readonly name: string | null;
  readonly kind: HolderKind;
  readonly country: string | null;
  readonly mark: Mark;
  readonly is_subject: boolean;
  /** Owners and owned that the limits left out. */
  readonly hidden: number;
}

/** From the owner down to the owned. */
export interface Link {
  readonly owner: string;
  readonly owned: string;
  readonly ownership: Share | null;
  readonly votes: Share | null;
  readonly powers: readonly Power[];
  /** Closes a ring: the owner is nearer to the subject than what it owns, and is drawn below. */
  readonly is_return: boolean;
}

export interface Chart {
  readonly subject: string;
  readonly on: string;
  readonly boxes: readonly Box[];
  readonly links: readonly Link[];
}

export interface ChartOptions {
  /** Steps up to owners and down to what the organisation owns. */
  readonly up: number;
  readonly down: number;
  readonly boxes_max: number;
}
export const CHART_OPTIONS: ChartOptions = { up: 20, down: 0, boxes_max: 200 };

/**
 * The chart of one organisation, its largest owners first where not all fit. `closure` marks who is
 * listed or blocked.
 */
export function chartOf(
  graph: OwnershipGraph,
  id: string,
  closure: Closure | null = null,
  options: ChartOptions = CHART_OPTIONS,
): Chart {
  const subject = graph.node(id);
  if (subject === undefined) throw new Fault('ownership.entity_unknown', { id });
  const steps = stepsRound(graph, subject, options);
  const groupOf = new Map(
    aboveOf(graph, subject).groups.flatMap((group) => group.map((node) => [node, group])),
  );
  const isReturn = (edge: number) => {
    const [owner, owned] = [graph.owner[edge] as number, graph.subject[edge] as number];
    const group = groupOf.get(owner);
    if (group === undefined || group !== groupOf.get(owned)) return false;
    return (steps.get(owner) ?? 0) < (steps.get(owned) ?? 0);
  };
  const edges = [...steps.keys()]
    .flatMap((node) => ownerEdges(graph, node))
    .filter((edge) => isShown(graph, edge));
  const unnamed = edges.filter((edge) => graph.owner[edge] === UNNAMED);
  const named = edges.filter((edge) => steps.has(graph.owner[edge] as number));
  const boxes = [...steps.keys()].map((node) => boxOf(graph, node, { closure, steps }));
  return {
    subject: id,
    on: graph.moment.on,
    boxes: [...boxes, ...unnamed.map(unnamedBox)],
    links: [...named, ...unnamed].map((edge) => linkOf(graph, edge, isReturn(edge))),
  };
}

/** Who is shown, and how many steps above (below zero: below) the subject, which comes first. */
function stepsRound(
  graph: OwnershipGraph,
  subject: number,
  { up, down, boxes_max }: ChartOptions,
): Map<number, number> {
  const steps = new Map([[subject, 0]]);
  const walk = (limit: number, side: 'owner' | 'subject') => {
    let ring = [subject];
    for (let step = 1; step <= limit && ring.length > 0; step++) {
      const next: number[] = [];
      const near = ring
        .flatMap((node) => [...(side === 'owner' ? ownerEdges : ownedEdges)(graph, node)])
        .filter((edge) => isShown(graph, edge))
        .sort((a, b) => (graph.most[b] as number) - (graph.most[a] as number));
      for (const edge of near) {
        const other = graph[side][edge] as number;
        if (other === UNNAMED || steps.has(other) || steps.size >= boxes_max) continue;
        steps.set(other, side === 'owner' ? step : -step);
        next.push(other);
      }
      ring = next;
    }
  };
  walk(up, 'owner');
  walk(down, 'subject');
  return steps;
}

function isShown(graph: OwnershipGraph, edge: number): boolean {
  return ((graph.bits[edge] as number) & EDGE.superseded) === 0;
}

function boxOf(
  graph: OwnershipGraph,
  node: number,
  {
    closure,
    steps,
  }: { readonly closure: Closure | null; readonly steps: ReadonlyMap<number, number> },
): Box {
  const holder = graph.holderOf(node);
  const id = present(graph.ids[node], 'id');
  const hidden = ownerEdges(graph, node).filter((edge) => {
    const owner = graph.owner[edge] as number;
    return isShown(graph, edge) && owner !== UNNAMED && !steps.has(owner);
  });
  return {
    id,
    name: nameOf(graph, node),
    kind: holder?.kind ?? 'unknown',
    country: holder?.country ?? null,
    mark: closure ? markOf(closure, id) : null,
    is_subject: steps.get(node) === 0,
    hidden: hidden.length,
  };
}

function unnamedBox(edge: number): Box {
  const empty = { name: null, country: null, mark: null, is_subject: false, hidden: 0 } as const;
  return { ...empty, id: unnamedId(edge), kind: 'unknown' };
}

function linkOf(graph: OwnershipGraph, edge: number, is_return: boolean): Link {
  const { ownership, votes, bits } = graph.stake(edge);
  const owner = graph.owner[edge] as number;
  return {
    owner: owner === UNNAMED ? unnamedId(edge) : present(graph.ids[owner], 'owner'),
    owned: present(graph.ids[graph.subject[edge] as number], 'owned'),
    ownership,
    votes,
    powers: (Object.keys(POWERS) as Power[]).filter((power) => (bits & POWERS[power]) !== 0),
    is_return,
  };
}

/** No id of a source has a line break in it. */
function unnamedId(edge: number): string {
  return `\n${edge}`;
}

function markOf(closure: Closure, id: string): Mark {
  if (closure.listed.has(id)) return 'listed';
  const verdict = closure.verdict(id);
  return verdict === 'no' ? null : verdict;
}
