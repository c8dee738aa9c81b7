import type { Alignment, Pair } from './pairing.js';
import type { PreparedName, PreparedWord } from './prepare.js';
import { writeRoles } from './roles.js';
import type { Likeness } from './similarity.js';
import { offshoot, registered, writeForms, writeNumbers } from './trade-features.js';

/**
 * What an alignment of a query (left) and a listing (right) says, as numbers: one vector for
 * people, one for companies. All but `shared` and `whole` are 0 for the same name and grow with
 * doubt, so that the weights have one sign each.
 */

export const PERSON_FEATURES = [
  'shared',
  'contradiction',
  'contradiction_share',
  'omission',
  'omission_all',
  'typo',
  'typo_most',
  'sound',
  'nickname',
  'initial',
  'order',
  'one_word',
  'given_differs',
  'surname_differs',
  'given_partly',
  'surname_partly',
  'role_swap',
  'script',
  'joined',
  'contradicted_words',
  'excess',
  'typo_known',
  'maternal_differs',
  'given_gender',
] as const;

export const TRADE_FEATURES = [
  'shared',
  'contradiction',
  'contradiction_share',
  'omission',
  'whole',
  'typo',
  'typo_most',
  'sound',
  'translation',
  'order',
  'generic',
  'number_differs',
  'number_omitted',
  'form_differs',
  'form_class',
  'form_omitted',
  'script',
  'joined',
  'acronym',
  'contradicted_words',
  'excess',
  'typo_known',
  'offshoot',
  'contradicted_core',
  'sisters',
  'registered',
] as const;

export type PersonFeature = (typeof PERSON_FEATURES)[number];
export type TradeFeature = (typeof TRADE_FEATURES)[number];

/** Sums that both vectors are made of. */
interface Sums {
  shared: number;
  left: number;
  right: number;
  typo: number;
  typo_most: number;
  typo_known: number;
  sound: number;
  alias: number;
  initial: number;
  script: number;
  joined: number;
  acronym: number;
  best: number;
  core: number;
  words: number;
  inversions: number;
}

/**
 * Writes a vector into `into`; the names must be the ones that were aligned. Names without a word
 * in common give zeros: nothing was compared, so nothing contradicts.
 */
export interface FeatureReader {
  person(a: PreparedName, b: PreparedName, alignment: Alignment, into: Float64Array): void;
  trade(a: PreparedName, b: PreparedName, alignment: Alignment, into: Float64Array): void;
}

export function createFeatureReader(): FeatureReader {
  const sums: Sums = {
    shared: 0,
    left: 0,
    right: 0,
    typo: 0,
    typo_most: 0,
    typo_known: 0,
    sound: 0,
    alias: 0,
    initial: 0,
    script: 0,
    joined: 0,
    acronym: 0,
    best: 0,
    core: 0,
    words: 0,
    inversions: 0,
  };
  return {
    person(a, b, alignment, into) {
      into.fill(0);
      if (alignment.count === 0) return;
      sum(a, b, alignment, sums);
      writeCommon(a, b, sums, into);
      into[7] = sums.sound;
      into[8] = sums.alias;
      into[9] = sums.initial;
      into[10] = sums.inversions;
      into[11] = sums.words <= 1 && a.words.length > 1 && b.words.length > 1 ? 1 : 0;
      into[17] = sums.script;
      into[18] = sums.joined;
      into[19] = contradictedWords(a, b, alignment);
      into[20] = excess(sums);
      into[21] = sums.typo_known;
      writeRoles(a, b, alignment, into);
    },
    trade(a, b, alignment, into) {
      into.fill(0);
      if (alignment.count === 0) return;
      sum(a, b, alignment, sums);
      writeCommon(a, b, sums, into);
      into[4] = sums.left === 0 && sums.right === 0 ? Math.max(0, 1 - 4 * sums.typo_most) : 0;
      into[7] = sums.sound;
      into[8] = sums.alias;
      into[9] = sums.inversions;
      into[10] = Math.max(0, 0.8 - sums.best);
      writeNumbers(a, b, alignment, into);
      writeForms(a, b, into);
      into[16] = sums.script;
      into[17] = sums.joined;
      into[18] = sums.acronym;
      into[19] = contradictedWords(a, b, alignment);
      into[20] = excess(sums);
      into[21] = sums.typo_known;
      into[22] = sums.left > 0 && sums.right > 0 ? 0 : offshoot(a, b, alignment);
      into[23] = (into[19] ?? 0) * (1 - sums.core);
      // What is common to several parties leaves it to the other words to tell which.
      into[24] = (into[10] ?? 0) * Math.min(1, sums.left + sums.right);
      into[25] = registered(a) && registered(b) && (into[19] ?? 0) > 0 ? 1 : 0;
    },
  };
}

function sum(a: PreparedName, b: PreparedName, alignment: Alignment, sums: Sums): void {
  for (const key of Object.keys(sums) as (keyof Sums)[]) sums[key] = 0;
  for (let at = 0; at < a.words.length; at++)
    if (alignment.left[at] === 0) sums.left += spareWeight(a.words[at] as PreparedWord);
  for (let at = 0; at < b.words.length; at++)
    if (alignment.right[at] === 0) sums.right += spareWeight(b.words[at] as PreparedWord);
  for (let at = 0; at < alignment.count; at++) {
    const pair = alignment.pairs[at] as Pair;
    addPair(a, b, pair, sums);
    if (pair.likeness === 'joined') {
      const told = joinedWeight(a, b, alignment, pair) * pair.worth;
      sums.best = Math.max(sums.best, told);
    }
  }
  sums.inversions = inversions(a, b, alignment);
}

/** A husband’s surname is often absent and seldom contradicts. */
function spareWeight(word: PreparedWord): number {
  return word.role === 'married' ? word.weight * MARRIED : word.weight;
}

const MARRIED = 0.3;

function addPair(a: PreparedName, b: PreparedName, pair: Pair, sums: Sums): void {
  const one = a.words[pair.left] as PreparedWord;
  const other = b.words[pair.right] as PreparedWord;
  const weight = weightOf(one, other, pair.likeness);
  const doubt = 1 - pair.worth;
  switch (pair.likeness) {
    case 'typo':
    case 'reversed':
      sums.typo += doubt * weight;
      sums.typo_most = Math.max(sums.typo_most, doubt);
      sums.typo_known += knownness(one, other);
      break;
    case 'sound':
    case 'spelling':
      sums.sound += doubt * 5;
      break;
    case 'nickname':
    case 'translation':
      sums.alias += 1;
      break;
    case 'initial':
      sums.initial += 1;
      break;
    case 'script':
      sums.script += doubt;
      break;
    case 'joined':
      sums.joined += 0.5;
      break;
    case 'acronym':
      sums.acronym += 0.25;
      break;
    case 'exact':
      break;
  }
  const counted = pair.likeness === 'initial' ? 0.3 : pair.worth;
  const worth = pair.likeness === 'initial' ? 0.25 : weight;
  sums.shared += worth * counted;
  if (pair.likeness !== 'initial') {
    sums.words += 1;
    sums.best = Math.max(sums.best, weight * pair.worth);
    sums.core = Math.max(
      sums.core,
      pair.worth * Math.min(one.weight / top(a), other.weight / top(b)),
    );
  }
}

/**
 * Of a word that is not the very same, as much as its sound tells; of consonants alone half of
 * that, because vowels that are written rule out some of those who share them.
 */
function weightOf(one: PreparedWord, other: PreparedWord, likeness: Likeness): number {
  const weight = Math.min(one.weight, other.weight);
  const heard = Math.min(one.heard, other.heard);
  if (likeness === 'script') return (weight + heard) / 2;
  return likeness === 'sound' || likeness === 'typo' ? heard : weight;
}

/** “Tai Long” for Thailong: common pieces tell together what the whole word tells, not more. */
function joinedWeight(
  a: PreparedName,
  b: PreparedName,
  alignment: Alignment,
  { left, right }: Pair,
): number {
  let pieces = 0;
  for (let at = 0; at < alignment.count; at++) {
    const other = alignment.pairs[at] as Pair;
    if (other.likeness !== 'joined' || (other.left !== left && other.right !== right)) continue;
    const [one, two] = [a.words[other.left] as PreparedWord, b.words[other.right] as PreparedWord];
    pieces += Math.min(one.weight, two.weight);
  }
  const whole = Math.max(
    (a.words[left] as PreparedWord).weight,
    (b.words[right] as PreparedWord).weight,
  );
  return Math.min(pieces, whole);
}

/**
 * Two words that are both common, Mario and Maria, are two names; one that nobody has is a slip of
 * the pen. 0 where either is rare.
 */
function knownness(one: PreparedWord, other: PreparedWord): number {
  return 1 - Math.max(one.heard, other.heard);
}

function writeCommon(a: PreparedName, b: PreparedName, sums: Sums, into: Float64Array): void {
  const contradiction = Math.min(sums.left, sums.right);
  const omission = Math.max(0, sums.right - sums.left);
  into[0] = 1 - Math.exp(-1.2 * sums.shared);
  into[1] = Math.min(1.5, contradiction);
  into[2] = contradiction / (contradiction + sums.shared + 0.01);
  into[3] = omission / (omission + sums.shared + 0.01);
  const one = Math.min(a.words.length, b.words.length) === 1;
  into[4] = one ? Math.min(1, Math.max(sums.left, sums.right) - contradiction) : 0;
  into[5] = sums.typo;
  into[6] = sums.typo_most;
}

/** Weight of the word that tells most. */
function top(name: PreparedName): number {
  let most = 0.01;
  for (const { weight } of name.words) if (weight > most) most = weight;
  return most;
}

/** What the query has and the listing lacks: of a common name, it makes another person likely. */
function excess(sums: Sums): number {
  const spare = Math.max(0, sums.left - sums.right);
  return spare / (spare + sums.shared + 0.01);
}

/** Words of both sides that stand against each other, however common they are. */
function contradictedWords(a: PreparedName, b: PreparedName, alignment: Alignment): number {
  let left = 0;
  let right = 0;
  for (let at = 0; at < a.words.length; at++)
    if (alignment.left[at] === 0 && a.words[at]?.role !== 'married') left += 1;
  for (let at = 0; at < b.words.length; at++)
    if (alignment.right[at] === 0 && b.words[at]?.role !== 'married') right += 1;
  return Math.min(left, right, 2) / 2;
}

/** Pairs that cross, as both are written or as both are said, whichever is less. */
function inversions(a: PreparedName, b: PreparedName, alignment: Alignment): number {
  const written = crossings(alignment, null, null);
  if (written === 0 || (!a.spoken && !b.spoken)) return written;
  return Math.min(written, crossings(alignment, a.spoken, b.spoken));
}

type Places = readonly number[] | null;

/** A name written surnames first is turned, which is one step, not many. */
function crossings(alignment: Alignment, left: Places, right: Places): number {
  let crossed = 0;
  let turns = 0;
  let all = 0;
  for (let at = 0; at < alignment.count; at++)
    for (let to = at + 1; to < alignment.count; to++) {
      const one = alignment.pairs[at] as Pair;
      const other = alignment.pairs[to] as Pair;
      if (one.left === other.left || one.right === other.right) continue;
      all += 1;
      const before = placed(left, one.left) < placed(left, other.left);
      if (before !== placed(right, one.right) < placed(right, other.right)) crossed += 1;
    }
  if (all === 0 || crossed === 0) return 0;
  for (let at = 0; at < alignment.count; at++) if (follows(alignment, at, left, right)) turns += 1;
  return turns >= alignment.count - 2 && alignment.count > 2
    ? 0.3
    : Math.min(1, (2 * crossed) / all);
}

function placed(places: Places, at: number): number {
  return places?.[at] ?? at;
}

/** Whether the next pair on the left is the next on the right too. */
function follows(alignment: Alignment, at: number, lefts: Places, rights: Places): boolean {
  const one = alignment.pairs[at] as Pair;
  const [oneLeft, oneRight] = [placed(lefts, one.left), placed(rights, one.right)];
  let left = 99;
  let right = 99;
  let next = -1;
  for (let to = 0; to < alignment.count; to++) {
    const other = alignment.pairs[to] as Pair;
    const [otherLeft, otherRight] = [placed(lefts, other.left), placed(rights, other.right)];
    if (otherLeft > oneLeft && otherLeft < left) {
      left = otherLeft;
      next = otherRight;
    }
    if (otherRight > oneRight && otherRight < right) right = otherRight;
  }
  return next === right && next >= 0 && next < 99;
}
