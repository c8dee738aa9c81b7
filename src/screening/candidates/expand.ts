import type { Codes } from './candidate.js';
import { createEditIndex, REACH_ALONE, REACH_AMONG } from './edits.js';
import type { Layout } from './layout.js';
import { countOf } from './postings.js';

/** The indexed words that a word asked for may be, and how much alike each is (0..1). */
export interface Expansion {
  readonly words: Uint32Array;
  readonly alike: Float32Array;
  /** Names that the words lead to: what following them costs. */
  readonly postings: number;
  readonly rarity: number;
}

/** A word found by a code counts so much of one that is spelled the same. */
const ALIKE_BY_CODE = 0.75;
const ALIKE_BY_EDITS = [1, 0.8, 0.55] as const;
/** Words of customers repeat, so their expansions are kept; beyond this all are forgotten. */
const KEPT_MAX = 50_000;

export function createExpander(
  layout: Layout,
  codes: Codes,
): (word: string, alone: boolean) => Expansion {
  const edits = createEditIndex(layout.words);
  const kept = new Map<string, Expansion>();

  function expand(word: string, alone: boolean): Expansion {
    const alike = new Map<number, number>();
    const offer = (number: number, share: number) => {
      if (share > (alike.get(number) ?? 0)) alike.set(number, share);
    };
    edits.find(word, alone ? REACH_ALONE : REACH_AMONG, (number, count) =>
      offer(number, ALIKE_BY_EDITS[count] ?? 0),
    );
    for (const code of codes(word)) {
      const number = layout.codeNumber.get(code);
      if (number === undefined) continue;
      const end = layout.byCode.starts[number + 1] ?? 0;
      for (let i = layout.byCode.starts[number] ?? 0; i < end; i++) {
        offer(layout.byCode.items[i] ?? 0, ALIKE_BY_CODE);
      }
    }
    const exact = layout.wordNumber.get(word);
    if (exact !== undefined) offer(exact, 1);
    // The likeliest first, because of one turn's gains a name keeps the best.
    const found = [...alike].sort(([, a], [, b]) => b - a);
    return {
      words: Uint32Array.from(found, ([number]) => number),
      alike: Float32Array.from(found, ([, share]) => share),
      postings: found.reduce((sum, [number]) => sum + countOf(layout.byWord, number), 0),
      rarity: exact === undefined ? layout.rarity_max : (layout.rarity[exact] ?? 0),
    };
  }

  return (word, alone) => {
    const key = alone ? `${word} ` : word;
    const known = kept.get(key);
    if (known) return known;
    if (kept.size >= KEPT_MAX) kept.clear();
    const expansion = expand(word, alone);
    kept.set(key, expansion);
    return expansion;
  };
}
