import type { Candidate } from './candidate.js';
import type { Postings } from './postings.js';

/** Sums of gains by name, in arrays that are used again for each question. */
export interface Tally {
  readonly bytes: number;
  begin(): void;
  add(postings: Postings, key: number, gain: number, known_only: boolean): void;
  /** As `add`, but of all gains of one turn a name keeps the best. */
  addBest(postings: Postings, key: number, gain: number, turn: number, known_only: boolean): void;
  /** The best of the names that gained at least so much. */
  best(limit: number, weigh: Weigh, at_least: number): Candidate[];
}

/** What a name that gained so much is worth. */
export type Weigh = (name: number, gained: number) => number;

const STEPS = 1024;

export function createTally(names: number): Tally {
  const gained = new Float32Array(names);
  const turn_of = new Uint16Array(names);
  const turn_gain = new Float32Array(names);
  const touched = new Uint32Array(names);
  const weights = new Float32Array(names);
  const holders = new Uint32Array(names);
  let count = 0;

  function begin(): void {
    for (let i = 0; i < count; i++) {
      const name = touched[i] ?? 0;
      gained[name] = 0;
      turn_of[name] = 0;
    }
    count = 0;
  }
  function add(postings: Postings, key: number, gain: number, known_only: boolean): void {
    const end = postings.starts[key + 1] ?? 0;
    for (let p = postings.starts[key] ?? 0; p < end; p++) {
      const name = postings.items[p] ?? 0;
      const before = gained[name] ?? 0;
      if (before === 0) {
        if (known_only) continue;
        touched[count++] = name;
      }
      gained[name] = before + gain;
    }
  }
  function addBest(
    postings: Postings,
    key: number,
    gain: number,
    turn: number,
    known_only: boolean,
  ): void {
    const end = postings.starts[key + 1] ?? 0;
    for (let p = postings.starts[key] ?? 0; p < end; p++) {
      const name = postings.items[p] ?? 0;
      const before = gained[name] ?? 0;
      if (before === 0) {
        if (known_only) continue;
        touched[count++] = name;
      }
      const same = turn_of[name] === turn ? (turn_gain[name] ?? 0) : 0;
      if (gain <= same) continue;
      gained[name] = before + gain - same;
      turn_of[name] = turn;
      turn_gain[name] = gain;
    }
  }
  function best(limit: number, weigh: Weigh, at_least: number): Candidate[] {
    let kept = 0;
    for (let i = 0; i < count; i++) {
      const name = touched[i] ?? 0;
      const all = gained[name] ?? 0;
      if (all < at_least) continue;
      weights[kept] = weigh(name, all);
      holders[kept++] = name;
    }
    return heaviest(holders, weights, kept, limit);
  }
  return { bytes: names * 22, begin, add, addBest, best };
}

/** The heaviest of many, without putting the others in order. */
function heaviest(
  holders: Uint32Array,
  weights: Float32Array,
  count: number,
  limit: number,
): Candidate[] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < count; i++) {
    const weight = weights[i] ?? 0;
    if (weight < least) least = weight;
    if (weight > most) most = weight;
  }
  const floor = floorOf(weights, count, limit, least, most);
  const found: Candidate[] = [];
  for (let i = 0; i < count; i++) {
    const weight = weights[i] ?? 0;
    if (weight >= floor) found.push({ name: holders[i] ?? 0, weight });
  }
  return found.sort((a, b) => b.weight - a.weight || a.name - b.name).slice(0, limit);
}

/** A value that at least `limit` of the weights reach, and few more: counted, not sorted. */
function floorOf(
  weights: Float32Array,
  count: number,
  limit: number,
  least: number,
  most: number,
): number {
  if (count <= limit || most <= least) return least;
  const width = (most - least) / STEPS;
  const steps = new Uint32Array(STEPS + 1);
  for (let i = 0; i < count; i++) {
    const step = Math.floor(((weights[i] ?? 0) - least) / width);
    steps[step] = (steps[step] ?? 0) + 1;
  }
  let above = 0;
  let step = STEPS;
  for (; step > 0; step--) {
    above += steps[step] ?? 0;
    if (above >= limit) break;
  }
  return least + step * width - width * 1e-3;
}
