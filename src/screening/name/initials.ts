import type { Add, Pairing } from './pairing.js';
import type { PreparedName, PreparedWord } from './prepare.js';
import { WORTH } from './similarity.js';

/** Letters that stand for words. */

/** “J.”, “Ma” and “JC” for words that begin so. Only words that nothing else accounts for. */
export function matchInitials(a: PreparedName, b: PreparedName, pairing: Pairing): void {
  const { add } = pairing;
  const { left, right } = pairing.alignment;
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

/** “ADB Arquitectos” for Arquitectura y Diseño en Balance: a word that is a run's initials. */
export function matchAcronymWithin(a: PreparedName, b: PreparedName, pairing: Pairing): void {
  if (!a.trade || !b.trade) return;
  const { left, right } = pairing.alignment;
  acronymSide(a, b, left, pairing.replace);
  acronymSide(b, a, right, (to, at, worth, kind) => pairing.replace(at, to, worth, kind));
}

const ACRONYM_MIN = 3;

function acronymSide(short: PreparedName, long: PreparedName, done: Float64Array, add: Add): void {
  for (let at = 0; at < short.words.length; at++) {
    const { text } = (short.words[at] as PreparedWord).token;
    if (done[at] !== 0 || text.length < ACRONYM_MIN || text.length > 6) continue;
    const from = long.initials.indexOf(text);
    if (from < 0) continue;
    for (let to = from; to < from + text.length; to++) add(at, to, WORTH.acronym, 'acronym');
    return;
  }
}

/** “CJNG” for Cártel de Jalisco Nueva Generación: one word that is the other name’s initials. */
export function matchAcronym(a: PreparedName, b: PreparedName, add: Add): void {
  if (!a.trade && !b.trade) return;
  const short = a.words.length === 1 ? a : b;
  const long = short === a ? b : a;
  const text = short.words[0]?.token.text ?? '';
  if (short.words.length !== 1 || long.words.length < 3 || text !== long.initials) return;
  for (let at = 0; at < long.words.length; at++)
    if (short === a) add(0, at, WORTH.acronym, 'acronym');
    else add(at, 0, WORTH.acronym, 'acronym');
}
