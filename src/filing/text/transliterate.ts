import anyAscii from 'any-ascii';
import { type Alphabet, isSpelledIn, maybeFirst, oneOf } from './alphabet.js';

/** One place of a text that was changed; `at` counts UTF-16 units of the text before. */
export interface Change {
  readonly at: number;
  readonly from: string;
  /** Empty: dropped. */
  readonly to: string;
}

export interface Transliterated {
  readonly text: string;
  readonly changes: readonly Change[];
  /** The end was cut off, because the field is shorter. */
  readonly isCut: boolean;
}

/**
 * A text in the characters of a field, with each change, so that it can be shown. What is in the
 * set already is not touched. Ñ stays where the form has it, other accents go, other scripts are
 * spelled by sound (any-ascii), line ends and hyphens that it lacks become spaces; emoji and
 * control characters are dropped.
 * The result is in the set: `isSpelledIn(transliterate(text, set).text, set)`.
 */
export function transliterate(text: string, set: Alphabet): Transliterated {
  if (isSpelledIn(text, set)) return { text, changes: [], isCut: false };
  const speller = new Speller(set);
  for (const { 0: cluster, index } of text.matchAll(CLUSTER)) {
    const isBeforeSpace = /^\s/u.test(text.slice(index + cluster.length));
    speller.add(cluster, index, isBeforeSpace);
  }
  speller.end();
  return { text: speller.text, changes: joined(speller.changes), isCut: speller.isCut };
}

/** A character with the marks that follow it. */
const CLUSTER = /[\s\S]\p{M}*/gu;
const UNSPEAKABLE = /^[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Cs}\p{Cf}\p{Co}]/u;
/** Signs that part words: where the set has none of them, a space does it. */
const PARTING = /^[\p{Pd}/\\_|,;:+&]/u;
const LATIN = /^\p{Script=Latin}/u;
const SPACE = /^[\s\p{Z}]+$/u;

class Speller {
  readonly changes: Change[] = [];
  readonly #set: Alphabet;
  readonly #allowed: RegExp;
  readonly #first: RegExp;
  /** What each cluster became, in order. */
  readonly #pieces: { at: number; from: string; to: string }[] = [];
  #length = 0;
  #last = '';
  isCut = false;

  constructor(set: Alphabet) {
    this.#set = set;
    this.#allowed = oneOf(set);
    this.#first = maybeFirst(set);
  }

  get text(): string {
    return this.#pieces.map((piece) => piece.to).join('');
  }

  add(cluster: string, at: number, isBeforeSpace: boolean): void {
    let to = '';
    let characters = spelled(cluster, this.#set, this.#allowed);
    const isParting = characters.length === 0 && PARTING.test(cluster) && this.#allowed.test(' ');
    if (isParting && !isBeforeSpace && this.#last !== ' ') characters = [' '];
    for (const character of characters) {
      if (!this.#mayFollow(character)) continue;
      if (this.#set.length_max !== null && this.#length >= this.#set.length_max) {
        this.isCut = true;
        break;
      }
      to += character;
      this.#last = character;
      this.#length += 1;
    }
    this.#pieces.push({ at, from: cluster, to });
  }

  /** Takes spaces off the end where the field may not end with one, and tells the changes. */
  end(): void {
    if (this.#set.trimmed) {
      for (const piece of [...this.#pieces].reverse()) {
        piece.to = piece.to.trimEnd();
        if (piece.to !== '') break;
      }
    }
    this.changes.push(...this.#pieces.filter((piece) => piece.from !== piece.to));
  }

  #mayFollow(character: string): boolean {
    if (this.#length === 0)
      return this.#first.test(character) && !(this.#set.trimmed && character.trim() === '');
    return !(this.#set.runs === false && character === ' ' && this.#last === ' ');
  }
}

/** The first spelling of a cluster that the set holds whole; else what it holds of the last. */
function spelled(cluster: string, set: Alphabet, allowed: RegExp): string[] {
  const holds = (text: string) => [...text].every((character) => allowed.test(character));
  let last = '';
  for (const spelling of spellings(cluster)) {
    last = set.capitals ? spelling.toUpperCase() : spelling;
    if (last !== '' && holds(last)) return [...last];
  }
  return [...last].filter((character) => allowed.test(character));
}

function* spellings(cluster: string): Generator<string> {
  yield cluster.normalize('NFC');
  if (SPACE.test(cluster)) return yield ' ';
  if (UNSPEAKABLE.test(cluster)) return yield '';
  yield cluster.normalize('NFKC');
  if (LATIN.test(cluster)) yield cluster.normalize('NFKD').replaceAll(/\p{M}/gu, '');
  yield anyAscii(cluster.normalize('NFC'));
}

/** Neighbouring changes as one, so that a lower-case word is one change and not ten. */
function joined(changes: readonly Change[]): Change[] {
  const all: Change[] = [];
  for (const change of changes) {
    const last = all.at(-1);
    const isNext = last !== undefined && last.at + last.from.length === change.at;
    if (isNext) all.pop();
    all.push(
      isNext ? { at: last.at, from: last.from + change.from, to: last.to + change.to } : change,
    );
  }
  return all;
}
