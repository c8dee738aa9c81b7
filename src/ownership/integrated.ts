/**
 * Ownership multiplied down: what each owner holds of one organisation over all paths together.
 *
 * A node's weight is `Σ stake in t × weight of t`, the entity's is 1 and what comes round to it. In
 * rings the weights are the solution of linear equations. What an owner holds is its weight, each
 * path counted only until it meets that owner again (F. Brioschi, L. Buzzacchi, M. Colombo 1989:
 * integrated ownership); with that, the shares of all persons are the whole.
 */
import { present } from '../base/index.js';
import { type Above, aboveOf } from './above.js';
import { isOwned, type OwnershipGraph, ownerEdges, UNNAMED } from './graph.js';
import { solveEquations } from './linear.js';
import { EDGE } from './pairs.js';
import {
  addRatios,
  compareRatios,
  divideRatios,
  lesserRatio,
  ONE,
  subtractRatios,
  ZERO,
} from './ratio.js';
import { addShares, multiplyShares, NO_SHARE, sumShares, WHOLE_SHARE } from './share.js';
import type { Ratio, Share } from './statement.js';

/** One stake through which a node holds part of the entity. */
export interface Term {
  readonly edge: number;
  readonly subject: number;
  readonly stake: Share;
}

export interface Integrated {
  readonly above: Above;
  /** Weight for the arithmetic; in rings it can be more than the share. */
  weight(node: number): Share;
  /** What the node holds of the entity, over all paths. */
  share(node: number): Share;
  terms(node: number): readonly Term[];
  /** What owners hold whom no source names. */
  readonly unnamed: Share;
  /** What the stated owners do not hold; null where bands leave that open. */
  readonly unstated: Ratio | null;
  /** Rings that own the whole of themselves, or whose stakes are more than the whole. */
  readonly unsolved: readonly (readonly number[])[];
}

/** Rings of more members are not solved: their owners' shares have bounds only. */
const RING_MEMBERS_MAX = 150;

export function integrateOwnership(
  graph: OwnershipGraph,
  entity: number,
  above: Above = aboveOf(graph, entity),
): Integrated {
  const weights = new Map<number, Share>();
  const unsolved: (readonly number[])[] = [];
  const known = new Map<number, readonly Term[]>();
  const terms = (node: number) => {
    const found = known.get(node) ?? termsOf(graph, above, node);
    known.set(node, found);
    return found;
  };
  const rings = new Map<number, readonly number[]>();
  for (const group of above.groups) {
    const [only = entity] = group;
    if (group.length === 1 && !ownsItself(graph, only)) {
      weights.set(only, weighOne(graph, above, only, weights));
      continue;
    }
    for (const node of group) rings.set(node, group);
    if (!weighRing(group, { entity, weights, terms })) unsolved.push(group);
  }
  const weight = (node: number) => weights.get(node) ?? NO_SHARE;
  const ends = endsOf(graph, above, weight);
  const share = (node: number): Share => {
    if (node === entity) return comingRound(weight(node));
    const group = rings.get(node);
    const counted = group ? countedOnce(node, group, weight(node), terms) : weight(node);
    return narrow(counted, ends, node);
  };
  return {
    above,
    weight,
    share,
    terms,
    unnamed: ends.unnamed,
    unstated: ends.isExact ? subtractRatios(ONE, lesserRatio(ONE, ends.total.least)) : null,
    unsolved,
  };
}

function ownsItself(graph: OwnershipGraph, node: number): boolean {
  const end = graph.ownersStart[node + 1] as number;
  for (let edge = graph.ownersStart[node] as number; edge < end; edge++)
    if (graph.owner[edge] === node && ((graph.bits[edge] as number) & EDGE.owns) !== 0) return true;
  return false;
}

/** Weight of a node that is in no ring: most are, so it makes no list of its stakes. */
function weighOne(
  graph: OwnershipGraph,
  above: Above,
  node: number,
  weights: ReadonlyMap<number, Share>,
): Share {
  let sum = node === above.entity ? WHOLE_SHARE : NO_SHARE;
  const end = graph.ownedStart[node + 1] as number;
  for (let at = graph.ownedStart[node] as number; at < end; at++) {
    const edge = graph.owned[at] as number;
    if (((graph.bits[edge] as number) & EDGE.owns) === 0) continue;
    const weight = weights.get(graph.subject[edge] as number);
    const stake = weight && graph.stake(edge).ownership;
    if (stake) sum = addShares(sum, multiplyShares(stake, weight));
  }
  return sum;
}

/** Stakes of a node in whoever stands above the entity, or in the entity. */
function termsOf(graph: OwnershipGraph, above: Above, node: number): Term[] {
  const terms: Term[] = [];
  const end = graph.ownedStart[node + 1] as number;
  for (let at = graph.ownedStart[node] as number; at < end; at++) {
    const edge = graph.owned[at] as number;
    const subject = graph.subject[edge] as number;
    if (((graph.bits[edge] as number) & EDGE.owns) === 0 || !above.has(subject)) continue;
    terms.push({ edge, subject, stake: graph.stake(edge).ownership ?? NO_SHARE });
  }
  return terms;
}

interface Weighing {
  readonly entity: number;
  readonly weights: Map<number, Share>;
  readonly terms: (node: number) => readonly Term[];
}

/** Weights of a ring, whose owned are weighed already. False where it has no solution. */
function weighRing(group: readonly number[], { entity, weights, terms }: Weighing): boolean {
  const members = new Set(group);
  const outside = (node: number) => {
    const own = node === entity ? WHOLE_SHARE : NO_SHARE;
    const others = terms(node).filter(({ subject }) => !members.has(subject));
    return weighed(own, others, weights);
  };
  const given = group.map(outside);
  const [low, high] = (['least', 'most'] as const).map((bound) =>
    solveRing(
      group,
      terms,
      bound,
      given.map((share) => share[bound]),
    ),
  );
  group.forEach((node, i) => {
    const least = low?.[i] ?? present(given[i], 'share').least;
    weights.set(node, { least, most: high?.[i] ?? BEYOND, above: false, below: false });
  });
  if (high) markBounds(group, given, weights, terms);
  return low !== null && high !== null;
}

function weighed(own: Share, terms: readonly Term[], weights: ReadonlyMap<number, Share>): Share {
  let sum = own;
  for (const { subject, stake } of terms)
    sum = addShares(sum, multiplyShares(stake, weights.get(subject) ?? NO_SHARE));
  return sum;
}

/** Stands for a bound that has no end; shares are cut at the whole afterwards. */
const BEYOND: Ratio = { num: 1_000_000n, den: 1n };

function solveRing(
  group: readonly number[],
  terms: (node: number) => readonly Term[],
  bound: 'least' | 'most',
  constants: readonly Ratio[],
): Ratio[] | null {
  if (group.length > RING_MEMBERS_MAX) return null;
  const place = new Map(group.map((node, i) => [node, i]));
  const rows = group.map((node) => {
    const row = new Map<number, Ratio>();
    for (const { subject, stake } of terms(node)) {
      const at = place.get(subject);
      if (at !== undefined) row.set(at, stake[bound]);
    }
    return row;
  });
  return solveEquations({ rows, constants });
}

/** Carries excluded bounds round a ring until nothing changes. */
function markBounds(
  group: readonly number[],
  given: readonly Share[],
  weights: Map<number, Share>,
  terms: (node: number) => readonly Term[],
): void {
  group.forEach((node, i) => {
    const { above, below } = given[i] ?? NO_SHARE;
    weights.set(node, { ...(weights.get(node) ?? NO_SHARE), above, below });
  });
  for (let changed = true; changed; ) {
    changed = false;
    for (const node of group) {
      const known = weights.get(node) ?? NO_SHARE;
      for (const { subject, stake } of terms(node)) {
        const part = multiplyShares(stake, weights.get(subject) ?? NO_SHARE);
        const [above, below] = [known.above || part.above, known.below || part.below];
        if (above === known.above && below === known.below) continue;
        weights.set(node, { ...known, above, below });
        changed = true;
      }
    }
  }
}

/** Divides by how often a unit comes round to the owner itself. */
function countedOnce(
  node: number,
  group: readonly number[],
  weight: Share,
  terms: (node: number) => readonly Term[],
): Share {
  const rounds = (bound: 'least' | 'most') => {
    const constants = group.map((member) => (member === node ? ONE : ZERO));
    return solveRing(group, terms, bound, constants)?.[group.indexOf(node)] ?? null;
  };
  const [least, most] = [rounds('least'), rounds('most')];
  return {
    ...weight,
    least: least ? divideRatios(weight.least, least) : ZERO,
    most: most ? divideRatios(weight.most, most) : ONE,
  };
}

/** What the entity holds of itself: the part of its weight that came round to it. */
function comingRound(weight: Share): Share {
  const part = (bound: Ratio) => subtractRatios(ONE, divideRatios(ONE, bound));
  return { ...weight, least: part(weight.least), most: part(weight.most) };
}

interface Ends {
  readonly total: Share;
  /** What all ends do not hold for certain; below zero where they hold more than the whole. */
  readonly left: Ratio;
  readonly unnamed: Share;
  readonly isExact: boolean;
  readonly isEnd: (node: number) => boolean;
}

/** Who has no owner: what all of them hold is the whole at most. */
function endsOf(graph: OwnershipGraph, above: Above, weight: (node: number) => Share): Ends {
  const isEnd = (node: number) => !isOwned(graph, node, (bits) => (bits & EDGE.owns) !== 0);
  const ends: Share[] = [];
  let unnamed = NO_SHARE;
  for (const group of above.groups)
    for (const node of group) {
      if (isEnd(node)) {
        if (node !== above.entity) ends.push(weight(node));
        continue;
      }
      for (const edge of ownerEdges(graph, node)) {
        if (graph.owner[edge] !== UNNAMED) continue;
        const stake = graph.stake(edge).ownership ?? NO_SHARE;
        unnamed = addShares(unnamed, multiplyShares(stake, weight(node)));
      }
    }
  const total = addShares(sumShares(ends), unnamed);
  const left = subtractRatios(ONE, total.least);
  return { total, left, unnamed, isEnd, isExact: compareRatios(total.least, total.most) === 0 };
}

/** No more than what the others hold for certain leaves, and no more than the whole. */
function narrow(share: Share, { left, isEnd }: Ends, node: number): Share {
  const isExact = compareRatios(share.least, share.most) === 0;
  const isBound = !isExact && left.num >= 0n && isEnd(node);
  const bound = isBound ? lesserRatio(ONE, addRatios(left, share.least)) : ONE;
  if (compareRatios(share.most, bound) <= 0) return share;
  return { ...share, most: bound, below: false };
}
