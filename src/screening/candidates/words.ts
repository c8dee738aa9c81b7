import type { Candidate, Codes } from './candidate.js';
import { createExpander } from './expand.js';
import { layOutWords } from './layout.js';
import { createTally } from './tally.js';

/**
 * The likeliest of many names by what they share with the words asked for: whole words, words a
 * few edits away, words that sound alike or stand for one another, and runs of three letters, which
 * find names whose short words or spaces are wrong.
 */
export interface WordIndex {
  readonly names: number;
  readonly words: number;
  readonly bytes: number;
  /** The likeliest names, best first, at most `limit`. */
  find(words: readonly string[], limit: number): readonly Candidate[];
}

/** Letter runs count so much of whole words, so that they decide mostly among equals. */
const RUN_SHARE = 0.6;
/** What a name says beyond what was asked counts so much against it. */
const EXTRA_SHARE = 0.15;
/** A run in more than this share of names only adds to names found otherwise. */
const COMMON_RUN = 0.02;
/** Only the rarest runs are followed: more cost three times as much and find nothing else. */
const RUNS_MAX = 10;
/**
 * Names that share less than this of what was asked are not given where there are likelier ones. Of
 * pairs that name comparison scores at 0.5 or more, 99 % share over 0.4.
 */
const LIKELY_SHARE = 0.1;
/** So many are given however unlikely: names of other scripts share little. */
const FEW = 30;
/** Postings followed for one question, rarest first; after that only known names gain. */
const POSTINGS_MAX = 400_000;

/** Indexes names, each a list of ASCII words. */
export function createWordIndex(names: readonly (readonly string[])[], codes: Codes): WordIndex {
  const layout = layOutWords(names, codes);
  const expand = createExpander(layout, codes);
  const tally = createTally(names.length);

  function find(asked: readonly string[], limit: number): readonly Candidate[] {
    const words = [...new Set(asked)];
    if (words.length === 0 || names.length === 0) return [];
    tally.begin();
    let followed = 0;
    const expansions = words.map((word) => expand(word, words.length === 1));
    expansions.sort((a, b) => a.postings - b.postings);
    let whole = 0;
    for (const [turn, expansion] of expansions.entries()) {
      whole += expansion.rarity;
      const known_only = followed > POSTINGS_MAX;
      expansion.words.forEach((word, i) => {
        const gain = (layout.rarity[word] ?? 0) * (expansion.alike[i] ?? 0);
        tally.addBest(layout.byWord, word, gain, turn + 1, known_only);
      });
      followed += expansion.postings;
    }
    const runs = layout
      .runsOf(words)
      .sort((a, b) => layout.runCount(a) - layout.runCount(b))
      .slice(0, RUNS_MAX);
    let run_whole = 0;
    for (const run of runs) run_whole += layout.runRarity(run);
    for (const run of runs) {
      const count = layout.runCount(run);
      const known_only = followed > POSTINGS_MAX || count > COMMON_RUN * names.length + 64;
      const gain = (layout.runRarity(run) / run_whole) * RUN_SHARE * whole;
      tally.add(layout.byRun, run, gain, known_only);
      followed += count;
    }
    const likely = LIKELY_SHARE * whole * (1 + RUN_SHARE);
    const weigh = (name: number, gained: number) =>
      gained - EXTRA_SHARE * (layout.weight[name] ?? 0);
    const found = tally.best(limit, weigh, likely);
    return found.length >= FEW ? found : tally.best(Math.min(limit, FEW), weigh, 0);
  }
  return {
    names: names.length,
    words: layout.words.length,
    bytes: layout.bytes + tally.bytes,
    find,
  };
}
