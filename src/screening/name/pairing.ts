import type { Likeness } from './similarity.js';

/** Words of two names that stand for each other. */
export interface Pair {
  /** Indices into `words` of the left and right name. */
  left: number;
  right: number;
  worth: number;
  likeness: Likeness;
}

/** The last alignment made by an aligner; the next one overwrites it. */
export interface Alignment {
  /** The first `count` are in use. */
  readonly pairs: Pair[];
  count: number;
  /** For each word of a side: what of it is accounted for, 0 to 1. */
  readonly left: Float64Array;
  readonly right: Float64Array;
}

export type Add = (at: number, to: number, worth: number, likeness: Likeness) => void;

/** The alignment that is being made, and the two ways to add to it. */
export interface Pairing {
  readonly alignment: Alignment;
  readonly add: Add;
  /** Adds a pair and drops the weaker ones that its words were in. */
  readonly replace: Add;
  clear(): void;
}

export const WORDS_MAX = 14;
const PAIRS_MAX = WORDS_MAX * 2;

export function createPairing(): Pairing {
  const pairs = Array.from({ length: PAIRS_MAX }, (): Pair => {
    return { left: 0, right: 0, worth: 0, likeness: 'exact' };
  });
  const left = new Float64Array(WORDS_MAX);
  const right = new Float64Array(WORDS_MAX);
  const alignment: Alignment = { pairs, count: 0, left, right };

  function add(at: number, to: number, value: number, kind: Likeness): void {
    const pair = pairs[alignment.count];
    if (!pair) return;
    pair.left = at;
    pair.right = to;
    pair.worth = value;
    pair.likeness = kind;
    alignment.count += 1;
    left[at] = Math.max(left[at] ?? 0, value);
    right[to] = Math.max(right[to] ?? 0, value);
  }

  function replace(at: number, to: number, value: number, kind: Likeness): void {
    for (let one = alignment.count - 1; one >= 0; one--) {
      const pair = pairs[one] as Pair;
      if (pair.likeness === kind || (pair.left !== at && pair.right !== to)) continue;
      left[pair.left] = right[pair.right] = 0;
      const last = pairs[alignment.count - 1] as Pair;
      pairs[one] = last;
      pairs[alignment.count - 1] = pair;
      alignment.count -= 1;
    }
    add(at, to, value, kind);
  }

  function clear(): void {
    alignment.count = 0;
    left.fill(0);
    right.fill(0);
  }
  return { alignment, add, replace, clear };
}
