import { readFrequencies } from './frequency.js';

/** How much a word of a name tells: weights, learned from the names that are screened against. */
export interface Rarity {
  /** 0 (everybody has it) to 1 (one in a million or rarer), in equal steps of information. */
  weightOf(word: string, trade: boolean): number;
}

/** One in this many names: what weighs 1. */
const RAREST = 1_000_000;
const WEIGHT_MIN = 0.12;

/**
 * Learns from tokens of names (`nameTokens`, one array a name). A list is not the population: a
 * word that is common among people stays common however seldom the lists have it, so the larger
 * share counts. Without names the built-in shares decide.
 */
export function createRarity(
  names: Iterable<{ tokens: readonly string[]; trade: boolean }>,
): Rarity {
  const known = readFrequencies();
  const counts = { people: new Map<string, number>(), trade: new Map<string, number>() };
  const totals = { people: 0, trade: 0 };
  for (const { tokens, trade } of names) {
    const side = trade ? 'trade' : 'people';
    totals[side] += 1;
    for (const token of new Set(tokens))
      counts[side].set(token, (counts[side].get(token) ?? 0) + 1);
  }
  return {
    weightOf(word, trade) {
      const side = trade ? 'trade' : 'people';
      const listed = ((counts[side].get(word) ?? 0) - 1) / Math.max(totals[side], 1000);
      const share = Math.max((known[side].get(word) ?? 0) / 1e6, listed, 1 / RAREST);
      const weight = Math.log(share) / Math.log(1 / RAREST);
      const digits = /^\d+$/.test(word);
      const short = !digits && word.length <= 2 ? 0.6 : 1;
      return Math.max(WEIGHT_MIN, Math.min(1, weight * short));
    },
  };
}
