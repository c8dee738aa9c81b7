import { createEditCounter } from './edit.js';
import { readFrequencies } from './frequency.js';
import { skeletonOf, soundOf } from './sound.js';
import type { Token } from './token.js';

/** How much a word of a name tells: weights, learned from the names that are screened against. */
export interface Rarity {
  /** 0 (everybody has it) to 1 (one in a million or rarer), in equal steps of information. */
  weightOf(word: string, trade: boolean): number;
  /**
   * Of a word of a person’s name that only sounds like another, or shares its consonants: all who
   * are heard alike count, because any of them would have matched.
   */
  weightOfSound(token: Token): number;
}

/** One in this many names: what weighs 1. */
export const RAREST = 1_000_000;
const WEIGHT_MIN = 0.12;

/**
 * Learns from the words of parties’ names (`nameTokens`, all names of a party in one array): a word
 * in ten aliases of one party is as rare as in one, a word of ten parties is not. A list is not the
 * population: a word that is common among people stays common however seldom the lists have it, so
 * the larger share counts. Without names the built-in shares decide.
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
  const slips = readSlips(known.trade);
  const slipOf = (word: string) =>
    counts.trade.has(word) || known.trade.has(word) ? 0 : slips(word);
  let heard: HeardShares | null = null;
  return {
    weightOfSound(token) {
      heard ??= readHeard(known.people, counts.people, Math.max(totals.people, 1000));
      const { sounds, skeletons } = heard;
      const share =
        token.script === 'consonants' ? skeletons.get(token.skeleton) : sounds.get(token.sound);
      return weightOfShare(Math.max(share ?? 0, 1 / RAREST), token.text);
    },
    weightOf(word, trade) {
      const side = trade ? 'trade' : 'people';
      const listed = ((counts[side].get(word) ?? 0) - 1) / Math.max(totals[side], 1000);
      const usual = known[side].get(word) ?? (trade ? slipOf(word) : 0);
      return weightOfShare(Math.max(usual / 1e6, listed, 1 / RAREST), word);
    },
  };
}

function weightOfShare(share: number, word: string): number {
  const weight = Math.log(share) / Math.log(1 / RAREST);
  const short = word.length <= 2 && !/^\d+$/.test(word) ? 0.6 : 1;
  return Math.max(WEIGHT_MIN, Math.min(1, weight * short));
}

/** Shares of names with a word of this sound, and of these consonants. */
interface HeardShares {
  readonly sounds: ReadonlyMap<string, number>;
  readonly skeletons: ReadonlyMap<string, number>;
}

function readHeard(
  known: ReadonlyMap<string, number>,
  counts: ReadonlyMap<string, number>,
  names: number,
): HeardShares {
  const sounds = new Map<string, number>();
  const skeletons = new Map<string, number>();
  const add = (word: string, share: number) => {
    const [sound, skeleton] = [soundOf(word), skeletonOf(word)];
    sounds.set(sound, (sounds.get(sound) ?? 0) + share);
    // Vowels that are written rule most of these out, so the commonest stands for all.
    skeletons.set(skeleton, Math.max(skeletons.get(skeleton) ?? 0, share));
  };
  for (const [word, count] of counts)
    add(word, Math.max((known.get(word) ?? 0) / 1e6, (count - 1) / names));
  for (const [word, share] of known) if (!counts.has(word)) add(word, share / 1e6);
  return { sounds, skeletons };
}

/** Shorter words become other words by one letter. */
const SLIP_LETTERS_MIN = 6;

/**
 * Share per million of the common word that a word is with one letter wrong; else 0. A word nobody
 * has is taken for rare, and a rare word tells most: “companye” must not.
 */
function readSlips(common: ReadonlyMap<string, number>): (word: string) => number {
  const shorter = new Map<string, string[]>();
  for (const word of common.keys()) {
    if (word.length < SLIP_LETTERS_MIN) continue;
    for (const key of [word, ...withoutOne(word)])
      shorter.set(key, [...(shorter.get(key) ?? []), word]);
  }
  const editor = createEditCounter();
  return (word) => {
    if (word.length < SLIP_LETTERS_MIN) return 0;
    let share = 0;
    for (const key of [word, ...withoutOne(word)])
      for (const other of shorter.get(key) ?? [])
        if (editor.count(word, other, 1) <= 1) share = Math.max(share, common.get(other) ?? 0);
    return share;
  };
}

function withoutOne(word: string): string[] {
  return Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1));
}
