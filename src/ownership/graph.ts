/**
 * Ownership as it stood on one day: every pair of owner and owned once, in typed arrays, so that a
 * million statements can be walked through. Shares are whole numbers of {@link WHOLE}ths.
 */
import { present } from '../base/index.js';
import { inForce, type Moment } from './day.js';
import { dropKnownChains } from './known-chains.js';
import { EDGE, mergePairs, type Pairs, rowsOfSubjects, type StatedRows } from './pairs.js';
import { ZERO } from './ratio.js';
import { NO_SHARE } from './share.js';
import { NOTES, type Stake, stakeOf } from './stake.js';
import type { Holder, Interest, Share, Statements } from './statement.js';
import { type Measure, type Totals, totalsOf } from './totals.js';

/** Owners of nodes and what nodes own. A pair of owner and owned is an *edge*, by number. */
export interface OwnershipGraph extends Pairs {
  readonly statements: Statements;
  readonly moment: Moment;
  readonly ids: readonly string[];
  /** Node by id; undefined if no statement in force names it. */
  node(id: string): number | undefined;
  /** Null where a statement names somebody of whom nothing else is said. */
  holderOf(node: number): Holder | null;
  /** The statements behind an edge. */
  interestsOf(edge: number): readonly Interest[];
  /** The exact stake of an edge. */
  stake(edge: number): Stake;
  readonly totals: Readonly<Record<Measure, Totals>>;
  /** Edges by owner: node n's are `owned[ownedStart[n]]` … */
  readonly ownedStart: Int32Array;
  readonly owned: Int32Array;
}

/** No owner is named: the owner of edges whose statements say only that there is one. */
export const UNNAMED = -1;

/** One question asks for each of its stakes several times; beyond this many all are forgotten. */
const STAKES_KEPT_MAX = 100_000;

/**
 * The graph of the statements that are in force on a day and were known by then (or by another
 * day). Spans are half-open; a statement without first day holds since always.
 */
export function buildGraph(statements: Statements, moment: Moment): OwnershipGraph {
  const nodes = new Map<string, number>();
  const ids: string[] = [];
  const nodeOf = (id: string) => {
    const known = nodes.get(id);
    if (known !== undefined) return known;
    nodes.set(id, ids.length);
    return ids.push(id) - 1;
  };
  const { interests, holders } = statements;
  const described: Holder[] = [];
  for (const holder of holders) if (nodeOf(holder.id) === described.length) described.push(holder);
  const valid = inForce(interests, moment);
  const subjects = new Int32Array(valid.length);
  const owners = new Int32Array(valid.length);
  valid.forEach((index, i) => {
    const { subject, owner } = interests[index] as Interest;
    subjects[i] = nodeOf(subject);
    owners[i] = owner === null ? UNNAMED : nodeOf(owner);
  });
  const holderOf = (node: number) => described[node] ?? null;
  const rows = rowsOfSubjects(ids.length, valid, subjects, owners);
  const isArrangement = (node: number) => /^(trust|arrangement)$/.test(holderOf(node)?.kind ?? '');
  const pairs = mergePairs(interests, rows, isArrangement);
  dropKnownChains(pairs);
  const stakes = new Map<number, Stake>();
  const stake = (edge: number) => {
    const known = stakes.get(edge);
    if (known) return known;
    const read = stakeOf(interestsOf(interests, rows, pairs, edge), pairs.context(edge));
    if (stakes.size >= STAKES_KEPT_MAX) stakes.clear();
    stakes.set(edge, read);
    return read;
  };
  return {
    ...pairs,
    ...ownedBy(ids.length, pairs),
    totals: { ownership: totalsOf(pairs, 'ownership'), votes: totalsOf(pairs, 'votes') },
    statements,
    moment,
    ids,
    node: (id) => nodes.get(id),
    holderOf,
    interestsOf: (edge) => interestsOf(interests, rows, pairs, edge),
    stake,
  };
}

/**
 * What an edge counts for, exact: of the capital, or of the votes (of the capital where no votes
 * are stated). Of what is only known as held through others, no ownership is certain.
 */
export function measuredShare(graph: OwnershipGraph, edge: number, measure: Measure): Share {
  if (((graph.bits[edge] as number) & EDGE.superseded) !== 0) return NO_SHARE;
  const { ownership, votes, bits } = graph.stake(edge);
  if (measure === 'votes') return votes ?? ownership ?? NO_SHARE;
  if (!ownership) return NO_SHARE;
  const isUncertain = (bits & (NOTES.indirect | NOTES.kind_unknown)) !== 0;
  return isUncertain ? { ...ownership, least: ZERO, above: false } : ownership;
}

/** The edges by which a node is owned. */
export function ownerEdges(graph: OwnershipGraph, node: number): number[] {
  const first = graph.ownersStart[node] ?? 0;
  const end = graph.ownersStart[node + 1] ?? 0;
  return Array.from({ length: end - first }, (_, i) => first + i);
}

/** Whether an edge by which a node is owned has bits that pass. */
export function isOwned(
  graph: OwnershipGraph,
  node: number,
  passes: (bits: number) => boolean,
): boolean {
  const end = graph.ownersStart[node + 1] ?? 0;
  for (let edge = graph.ownersStart[node] ?? 0; edge < end; edge++)
    if (passes(graph.bits[edge] as number)) return true;
  return false;
}

/** The edges by which a node owns others. */
export function ownedEdges(graph: OwnershipGraph, node: number): Int32Array {
  return graph.owned.subarray(graph.ownedStart[node], graph.ownedStart[node + 1]);
}

/** The holder's name, or its id where no source names it. */
export function nameOf(graph: OwnershipGraph, node: number): string {
  return graph.holderOf(node)?.name ?? present(graph.ids[node], 'node');
}

function interestsOf(
  interests: readonly Interest[],
  rows: StatedRows,
  pairs: Pairs,
  edge: number,
): Interest[] {
  const found: Interest[] = [];
  const end = pairs.statedStart[edge + 1] as number;
  for (let i = pairs.statedStart[edge] as number; i < end; i++)
    found.push(present(interests[rows.stated[i] as number], 'interest'));
  return found;
}

function ownedBy(
  nodes: number,
  { owner }: Pairs,
): { readonly ownedStart: Int32Array; readonly owned: Int32Array } {
  const ownedStart = new Int32Array(nodes + 1);
  for (const node of owner)
    if (node !== UNNAMED) ownedStart[node + 1] = (ownedStart[node + 1] as number) + 1;
  for (let node = 0; node < nodes; node++)
    ownedStart[node + 1] = (ownedStart[node + 1] as number) + (ownedStart[node] as number);
  const filled = ownedStart.slice();
  const owned = new Int32Array(ownedStart[nodes] as number);
  owner.forEach((node, edge) => {
    if (node === UNNAMED) return;
    owned[filled[node] as number] = edge;
    filled[node] = (filled[node] as number) + 1;
  });
  return { ownedStart, owned };
}
