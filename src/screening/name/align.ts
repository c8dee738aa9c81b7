import { createEditCounter, type EditCounter } from './edit.js';
import { matchAcronym, matchAcronymWithin, matchInitials } from './initials.js';
import { doubtful, joinWords, matchWithin } from './joining.js';
import { type Alignment, createPairing, type Pairing, WORDS_MAX } from './pairing.js';
import type { PreparedName, PreparedWord } from './prepare.js';
import { compareTokens, type Likeness, type Similarity } from './similarity.js';

/** Finds which words of two names stand for each other. */
export interface Aligner {
  /** The next call overwrites what this one returns. */
  align(left: PreparedName, right: PreparedName): Alignment;
}

/** How alike each word of one name is to each of the other. */
interface Table {
  readonly worth: Float64Array;
  readonly likeness: Likeness[];
  readonly found: Similarity;
  readonly editor: EditCounter;
}

/** An aligner with its own scratch memory: one for each thread. */
export function createAligner(): Aligner {
  const editor = createEditCounter();
  const table: Table = {
    worth: new Float64Array(WORDS_MAX * WORDS_MAX),
    likeness: new Array(WORDS_MAX * WORDS_MAX).fill('exact'),
    found: { worth: 0, likeness: 'exact' },
    editor,
  };
  const pairing = createPairing();
  return {
    align(a, b) {
      pairing.clear();
      const { alignment, add } = pairing;
      const { left, right } = alignment;
      if (measure(a, b, table)) pairUp(a, b, table, pairing);
      if ((rest(left, a) || rest(right, b)) && doubtful(left, a) && doubtful(right, b)) {
        joinWords(a, b, pairing, editor);
        if (rest(left, a) && rest(right, b)) matchInitials(a, b, pairing);
      }
      if (alignment.count === 0) matchAcronym(a, b, add);
      matchAcronymWithin(a, b, pairing);
      matchWithin(a, b, pairing);
      return alignment;
    },
  };
}

/** Compares each word with each; whether any two are alike. */
function measure(a: PreparedName, b: PreparedName, table: Table): boolean {
  const { worth, likeness, found, editor } = table;
  const trade = a.trade || b.trade;
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
function pairUp(a: PreparedName, b: PreparedName, table: Table, pairing: Pairing): void {
  const { worth, likeness } = table;
  const { left, right } = pairing.alignment;
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
    pairing.add(at, cell % WORDS_MAX, worth[cell] ?? 0, likeness[cell] ?? 'exact');
  }
}

function preference(one: PreparedWord, other: PreparedWord, shift: number): number {
  const roles = one.role !== null && other.role !== null;
  const given = (one.role === 'given') === (other.role === 'given');
  return (roles && !given ? -0.1 : 0) + 0.02 * (1 - Math.abs(shift)) + 0.01 * one.weight;
}

function rest(done: Float64Array, name: PreparedName): boolean {
  for (let at = 0; at < name.words.length; at++) if (done[at] === 0) return true;
  return false;
}
