/**
 * Least fixed points over whole stakes: who is reached when everybody counts as reached of whom the
 * reached hold enough. Stakes are added, never multiplied down, and nothing reaches itself.
 */
import { type Measure, measuredShare, type OwnershipGraph, UNNAMED } from './graph.js';
import { EDGE, type Pairs } from './pairs.js';
import { WHOLE, wholeParts } from './parts.js';
import { compareRatios, lesserRatio, ONE, subtractRatios } from './ratio.js';
import { addShares, NO_SHARE, reach, type Threshold } from './share.js';
import type { Share } from './statement.js';

export interface SpreadRule {
  readonly measure: Measure;
  readonly threshold: Threshold;
  /** Powers (bits) that reach an organisation whatever the share. */
  readonly powers: number;
}

/** `certain`: with the least that stakes can be. `possible`: with the most. */
export type Certainty = 'certain' | 'possible';

/** Who is reached, in order; scratch memory, valid until the spreader's next run. */
export interface Spread {
  readonly reached: readonly number[];
  /** Steps from a seed; −1: not reached. */
  readonly level: Int32Array;
}

export type Spreader = (seeds: readonly number[], certainty: Certainty, within?: Within) => Spread;
export type Within = (node: number) => boolean;

/** Runs again and again at the cost of what each run touches. */
export function createSpreader(graph: OwnershipGraph, rule: SpreadRule): Spreader {
  const sums = createSums(graph, rule);
  const level = new Int32Array(graph.ids.length).fill(-1);
  let reached: number[] = [];

  function take(node: number, step: number): void {
    if (level[node] !== -1) return;
    level[node] = step;
    reached.push(node);
  }

  return (seeds, certainty, within = () => true) => {
    for (const node of reached) level[node] = -1;
    sums.reset();
    reached = [];
    for (const seed of seeds) take(seed, 0);
    for (let first = 0; first < reached.length; ) {
      const end = reached.length;
      const step = (level[reached[first] as number] as number) + 1;
      for (; first < end; first++) {
        const node = reached[first] as number;
        const last = graph.ownedStart[node + 1] as number;
        for (let i = graph.ownedStart[node] as number; i < last; i++) {
          const edge = graph.owned[i] as number;
          const subject = graph.subject[edge] as number;
          if (!within(subject)) continue;
          sums.add(edge);
          if (level[subject] !== -1) continue;
          const isPower = ((graph.bits[edge] as number) & rule.powers) !== 0;
          if (isPower || sums.isReached(subject, certainty, level)) take(subject, step);
        }
      }
    }
    return { reached, level };
  };
}

interface Sums {
  add(edge: number): void;
  isReached(subject: number, certainty: Certainty, level: Int32Array): boolean;
  reset(): void;
}

/** What the reached hold of each organisation, in parts. */
function createSums(graph: OwnershipGraph, rule: SpreadRule): Sums {
  const nodes = graph.ids.length;
  const { least, most, above, below } = columnsOf(graph, rule.measure);
  const [low, high] = [new Float64Array(nodes), new Float64Array(nodes)];
  const [aboves, belows] = [new Int32Array(nodes), new Int32Array(nodes)];
  const totals = totalsOf(graph, rule.measure);
  const bound = wholeParts(rule.threshold.share) ?? 0;
  const admits = rule.threshold.comparison === 'at_least';
  const touched: number[] = [];

  function isCertain(node: number): boolean {
    const sum = low[node] as number;
    return sum > bound || (sum === bound && (admits || (aboves[node] as number) > 0));
  }

  /** What others hold for certain cannot be held by the reached. */
  function isPossible(node: number): boolean {
    const total = totals.least[node] as number;
    const others = total > WHOLE ? 0 : total - (low[node] as number);
    const [stated, left] = [high[node] as number, WHOLE - others];
    const sum = Math.min(stated, left);
    if (sum !== bound) return sum > bound;
    const isBelow =
      (stated === sum && (belows[node] as number) > 0) ||
      (left === sum && others > 0 && (totals.aboves[node] as number) > (aboves[node] as number));
    return admits && !isBelow;
  }

  return {
    add(edge) {
      const subject = graph.subject[edge] as number;
      const bits = graph.bits[edge] as number;
      touched.push(subject);
      low[subject] = (low[subject] as number) + (least[edge] as number);
      high[subject] = (high[subject] as number) + (most[edge] as number);
      if ((bits & above) !== 0) aboves[subject] = (aboves[subject] as number) + 1;
      if ((bits & below) !== 0) belows[subject] = (belows[subject] as number) + 1;
    },
    isReached(subject, certainty, level) {
      if (totals.slow[subject] === 1)
        return isReachedExactly(graph, rule, { subject, certainty, level });
      return certainty === 'certain' ? isCertain(subject) : isPossible(subject);
    },
    reset() {
      for (const node of touched) {
        low[node] = high[node] = 0;
        aboves[node] = belows[node] = 0;
      }
      touched.length = 0;
    },
  };
}

function columnsOf(pairs: Pairs, measure: Measure) {
  return measure === 'ownership'
    ? { least: pairs.least, most: pairs.most, above: EDGE.above, below: EDGE.below }
    : {
        least: pairs.leastVotes,
        most: pairs.mostVotes,
        above: EDGE.votes_above,
        below: EDGE.votes_below,
      };
}

/** What all owners of each organisation hold at least, and where parts are not exact. */
function totalsOf(graph: OwnershipGraph, measure: Measure) {
  const nodes = graph.ids.length;
  const { least: column, above } = columnsOf(graph, measure);
  const least = new Float64Array(nodes);
  const aboves = new Int32Array(nodes);
  const slow = new Uint8Array(nodes);
  for (let edge = 0; edge < graph.edges; edge++) {
    const subject = graph.subject[edge] as number;
    const bits = graph.bits[edge] as number;
    least[subject] = (least[subject] as number) + (column[edge] as number);
    if ((bits & above) !== 0) aboves[subject] = (aboves[subject] as number) + 1;
    if ((bits & EDGE.slow) !== 0) slow[subject] = 1;
  }
  return { least, aboves, slow };
}

/** The same question with fractions, for the few organisations whose shares are odd. */
function isReachedExactly(
  graph: OwnershipGraph,
  rule: SpreadRule,
  at: { readonly subject: number; readonly certainty: Certainty; readonly level: Int32Array },
): boolean {
  const isIn = (owner: number) => owner !== UNNAMED && at.level[owner] !== -1;
  const found = reach(heldShare(graph, at.subject, rule.measure, isIn), rule.threshold);
  return found === 'yes' || (found === 'possible' && at.certainty === 'possible');
}

/**
 * What some owners hold together: the sum of their stakes, and no more than the others' certain
 * stakes leave. Where the stakes are over the whole, the others' say nothing.
 */
export function heldShare(
  graph: OwnershipGraph,
  subject: number,
  measure: Measure,
  isIn: (owner: number) => boolean,
): Share {
  let [inside, outside]: [Share, Share] = [NO_SHARE, NO_SHARE];
  const end = graph.ownersStart[subject + 1] as number;
  for (let edge = graph.ownersStart[subject] as number; edge < end; edge++) {
    const share = measuredShare(graph, edge, measure);
    if (isIn(graph.owner[edge] as number)) inside = addShares(inside, share);
    else outside = addShares(outside, share);
  }
  const left = subtractRatios(ONE, outside.least);
  if (compareRatios(left, inside.least) < 0) return inside;
  const narrower = compareRatios(left, inside.most);
  if (narrower > 0) return inside;
  const below = narrower < 0 ? outside.above : inside.below || outside.above;
  return { ...inside, most: lesserRatio(left, inside.most), below };
}
