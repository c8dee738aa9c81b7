import type { Candidate } from './candidate.js';
import { heaviest } from './heaviest.js';
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
