import { createEditCounter, type EditCounter } from './edit.js';
import type { PreparedName, PreparedWord } from './prepare.js';
import { compareTokens, type Likeness, type Similarity, WORTH } from './similarity.js';

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

export interface Aligner {
  align(left: PreparedName, right: PreparedName): Alignment;
}

const WORDS_MAX = 14;
const PAIRS_MAX = WORDS_MAX * 2;
/** Words joined at most: “Plat Ono Vich” is three. */
const JOIN_MAX = 4;

/** An aligner with its own scratch memory: one for each thread. */
export function createAligner(): Aligner {
  const editor = createEditCounter();
  const found: Similarity = { worth: 0, likeness: 'exact' };
  const worth = new Float64Array(WORDS_MAX * WORDS_MAX);
  const likeness: Likeness[] = new Array(WORDS_MAX * WORDS_MAX).fill('exact');
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

  /** Adds a pair and drops the weaker ones that its words were in. */
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

  function measure(a: PreparedName, b: PreparedName, trade: boolean): boolean {
    let any = false;
    for (let at = 0; at < a.words.length; at++)
      for (let to = 0; to < b.words.length; to++) {
        const cell = at * WORDS_MAX + to;
        const one = a.words[at] as PreparedWord;
        const other = b.words[to] as PreparedWord;
        if (!compareTokens(one.token, other.token, editor, found, trade)) {
          worth[cell] = 0;
          continue;
        }
        any = true;
        worth[cell] = found.worth;
        likeness[cell] = found.likeness;
      }
    return any;
  }

  /** Best pairs first; of equals the one that keeps the order, then the weightier. */
  function pairUp(a: PreparedName, b: PreparedName): void {
    const columns = b.words.length;
    const rounds = Math.min(a.words.length, columns);
    for (let round = 0; round < rounds; round++) {
      let best = 0;
      let cell = -1;
      for (let at = 0; at < a.words.length; at++) {
        if (left[at] !== 0) continue;
        for (let to = 0; to < columns; to++) {
          const value = worth[at * WORDS_MAX + to] ?? 0;
          if (right[to] !== 0 || value === 0) continue;
          const one = a.words[at] as PreparedWord;
          const other = b.words[to] as PreparedWord;
          const fit = value + preference(one, other, at / a.words.length - to / columns);
          if (fit > best) {
            best = fit;
            cell = at * WORDS_MAX + to;
          }
        }
      }
      if (cell < 0) return;
      const at = Math.floor(cell / WORDS_MAX);
      add(at, cell % WORDS_MAX, worth[cell] ?? 0, likeness[cell] ?? 'exact');
    }
  }

  return {
    align(a, b) {
      alignment.count = 0;
      left.fill(0);
      right.fill(0);
      const trade = a.trade || b.trade;
      if (measure(a, b, trade)) pairUp(a, b);
      if ((rest(left, a) || rest(right, b)) && doubtful(left, a) && doubtful(right, b)) {
        joinWords(a, b, { left, right, add: replace, editor });
        if (rest(left, a) && rest(right, b)) matchInitials(a, b, left, right, add);
      }
      if (alignment.count === 0) matchAcronym(a, b, add);
      return alignment;
    },
  };
}

type Add = (at: number, to: number, worth: number, likeness: Likeness) => void;

function preference(one: PreparedWord, other: PreparedWord, shift: number): number {
  const roles = one.role !== null && other.role !== null;
  const given = (one.role === 'given') === (other.role === 'given');
  return (roles && !given ? -0.1 : 0) + 0.02 * (1 - Math.abs(shift)) + 0.01 * one.weight;
}

function rest(done: Float64Array, name: PreparedName): boolean {
  for (let at = 0; at < name.words.length; at++) if (done[at] === 0) return true;
  return false;
}

/** Whether a word is not accounted for, or not well. */
function doubtful(done: Float64Array, name: PreparedName): boolean {
  for (let at = 0; at < name.words.length; at++) if ((done[at] ?? 0) < SURE) return true;
  return false;
}

/** What no joining of words would improve. */
const SURE = 0.85;

interface Residue {
  readonly left: Float64Array;
  readonly right: Float64Array;
  readonly add: Add;
  readonly editor: EditCounter;
}

/** “van der bilt” and “vanderbilt”, “Patr ushev” and “Patrushev”, in both directions. */
function joinWords(a: PreparedName, b: PreparedName, residue: Residue): void {
  const { left, right, add, editor } = residue;
  joinSide(a, b, left, right, editor, add);
  joinSide(b, a, right, left, editor, (to, at, worth, kind) => add(at, to, worth, kind));
}

function joinSide(
  many: PreparedName,
  one: PreparedName,
  done: Float64Array,
  doneOne: Float64Array,
  editor: EditCounter,
  add: Add,
): void {
  if (many.sequence.length < 2) return;
  for (let to = 0; to < one.words.length; to++) {
    if ((doneOne[to] ?? 0) >= SURE) continue;
    const word = one.words[to] as PreparedWord;
    if (word.token.text.length < 3) continue;
    const from = joinStart(many, word, done, editor);
    if (from < 0) continue;
    const start = Math.floor(from / (JOIN_MAX + 1));
    const end = start + (from % (JOIN_MAX + 1));
    for (let at = 0; at < many.words.length; at++) {
      const place = (many.words[at] as PreparedWord).place;
      if (place >= start && place < end) add(at, to, WORTH.joined, 'joined');
    }
  }
}

/** Where a run of words starts (times JOIN_MAX + 1, plus its length) that spells `word`; or −1. */
function joinStart(
  many: PreparedName,
  word: PreparedWord,
  done: Float64Array,
  editor: EditCounter,
): number {
  const text = word.token.text;
  for (let start = 0; start + 1 < many.sequence.length; start++) {
    const first = many.sequence[start] ?? '';
    if (first[0] !== text[0] || first.length >= text.length) continue;
    let joined = first;
    for (let length = 2; length <= JOIN_MAX && start + length <= many.sequence.length; length++) {
      joined += many.sequence[start + length - 1];
      if (joined.length > text.length + 1) break;
      const near = joined === text || (text.length >= 6 && editor.count(joined, text, 1) <= 1);
      if (near && free(many, start, start + length, done)) return start * (JOIN_MAX + 1) + length;
    }
  }
  return -1;
}

/** Whether the words from `start` to `end` are there to be joined: none is surely another word. */
function free(name: PreparedName, start: number, end: number, done: Float64Array): boolean {
  let any = false;
  for (let at = 0; at < name.words.length; at++) {
    const place = (name.words[at] as PreparedWord).place;
    if (place < start || place >= end) continue;
    any = true;
    if ((done[at] ?? 0) >= SURE) return false;
  }
  return any;
}

/** “J.”, “Ma” and “JC” for words that begin so. Only words that nothing else accounts for. */
function matchInitials(
  a: PreparedName,
  b: PreparedName,
  left: Float64Array,
  right: Float64Array,
  add: Add,
): void {
  if (a.trade || b.trade) return;
  initialsOf(a, b, left, right, add);
  initialsOf(b, a, right, left, (to, at, worth, kind) => add(at, to, worth, kind));
}

function initialsOf(
  short: PreparedName,
  long: PreparedName,
  done: Float64Array,
  doneLong: Float64Array,
  add: Add,
): void {
  for (let at = 0; at < short.words.length; at++) {
    if (done[at] !== 0) continue;
    const text = (short.words[at] as PreparedWord).token.text;
    if (text.length === 1) {
      const to = unmatchedFrom(long, doneLong, text);
      if (to >= 0) add(at, to, WORTH.initial, 'initial');
      else if (long.small_initials.includes(text)) done[at] = WORTH.initial;
    } else if (text.length <= 3 && !/[aeiou]/.test(text)) lettersOf(at, text, long, doneLong, add);
  }
}

function unmatchedFrom(name: PreparedName, done: Float64Array, letter: string): number {
  for (let to = 0; to < name.words.length; to++) {
    if (done[to] !== 0) continue;
    if ((name.words[to] as PreparedWord).token.text[0] === letter) return to;
  }
  return -1;
}

/** “JC” for “Jean-Claude”: each letter begins a word, in order. */
function lettersOf(
  at: number,
  text: string,
  long: PreparedName,
  doneLong: Float64Array,
  add: Add,
): void {
  for (let to = 0; to + text.length <= long.words.length; to++) {
    let all = true;
    for (let step = 0; step < text.length && all; step++) {
      const word = long.words[to + step] as PreparedWord;
      all = doneLong[to + step] === 0 && word.token.text[0] === text[step];
    }
    if (!all) continue;
    for (let step = 0; step < text.length; step++) add(at, to + step, WORTH.initial, 'initial');
    return;
  }
}

/** “CJNG” for Cártel de Jalisco Nueva Generación: one word that is the other name’s initials. */
function matchAcronym(a: PreparedName, b: PreparedName, add: Add): void {
  if (!a.trade && !b.trade) return;
  const short = a.words.length === 1 ? a : b;
  const long = short === a ? b : a;
  const text = short.words[0]?.token.text ?? '';
  if (short.words.length !== 1 || long.words.length < 3 || text !== long.initials) return;
  for (let at = 0; at < long.words.length; at++)
    if (short === a) add(0, at, WORTH.acronym, 'acronym');
    else add(at, 0, WORTH.acronym, 'acronym');
}
