/**
 * Least fixed points over whole stakes: who is reached when everybody counts as reached of whom the
 * reached hold enough. Stakes are added, never multiplied down, and nothing reaches itself.
 */
import { measuredShare, type OwnershipGraph } from './graph.js';
import { leftBy, NO_STAKES, type Stakes, statedTotal, withStake } from './held.js';
import { WHOLE, wholeParts } from './parts.js';
import { reach, type Threshold } from './share.js';
import { columnsOf, type Measure } from './totals.js';

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
          if (isPower || sums.isReached(subject, certainty)) take(subject, step);
        }
      }
    }
    return { reached, level };
  };
}

interface Sums {
  add(edge: number): void;
  isReached(subject: number, certainty: Certainty): boolean;
  reset(): void;
}

/** What the reached hold of each organisation, in parts. */
function createSums(graph: OwnershipGraph, rule: SpreadRule): Sums {
  const nodes = graph.ids.length;
  const { least, most, above, below } = columnsOf(graph, rule.measure);
  const [low, high] = [new Float64Array(nodes), new Float64Array(nodes)];
  const [aboves, belows] = [new Int32Array(nodes), new Int32Array(nodes)];
  const totals = graph.totals[rule.measure];
  const bound = wholeParts(rule.threshold.share) ?? 0;
  const admits = rule.threshold.comparison === 'at_least';
  const touched: number[] = [];
  const exact = new Map<number, Stakes>();
  const exactTotals = new Map<number, Stakes>();

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

  /** With fractions, for the few organisations whose shares are odd. */
  function isReachedExactly(node: number, certainty: Certainty): boolean {
    const total = exactTotals.get(node) ?? statedTotal(graph, node, rule.measure);
    exactTotals.set(node, total);
    const found = reach(leftBy(exact.get(node) ?? NO_STAKES, total), rule.threshold);
    return found === 'yes' || (found === 'possible' && certainty === 'possible');
  }

  return {
    add(edge) {
      const subject = graph.subject[edge] as number;
      if (totals.slow[subject] === 1) {
        const stakes = exact.get(subject) ?? NO_STAKES;
        exact.set(subject, withStake(stakes, measuredShare(graph, edge, rule.measure)));
      }
      const bits = graph.bits[edge] as number;
      touched.push(subject);
      low[subject] = (low[subject] as number) + (least[edge] as number);
      high[subject] = (high[subject] as number) + (most[edge] as number);
      if ((bits & above) !== 0) aboves[subject] = (aboves[subject] as number) + 1;
      if ((bits & below) !== 0) belows[subject] = (belows[subject] as number) + 1;
    },
    isReached(subject, certainty) {
      if (totals.slow[subject] === 1) return isReachedExactly(subject, certainty);
      return certainty === 'certain' ? isCertain(subject) : isPossible(subject);
    },
    reset() {
      for (const node of touched) {
        low[node] = high[node] = 0;
        aboves[node] = belows[node] = 0;
      }
      touched.length = 0;
      exact.clear();
    },
  };
}
