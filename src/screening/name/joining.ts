import type { EditCounter } from './edit.js';
import type { Add, Pairing } from './pairing.js';
import type { PreparedName, PreparedWord } from './prepare.js';
import { WORTH } from './similarity.js';

/** Words written together on one side and apart on the other. */

/** Words joined at most: “Plat Ono Vich” is three. */
const JOIN_MAX = 4;
/** Whether a word is not accounted for, or not well. */
export function doubtful(done: Float64Array, name: PreparedName): boolean {
  for (let at = 0; at < name.words.length; at++) if ((done[at] ?? 0) < SURE) return true;
  return false;
}

/** What no joining of words would improve. */
const SURE = 0.85;

/** “van der bilt” and “vanderbilt”, “Patr ushev” and “Patrushev”, in both directions. */
export function joinWords(
  a: PreparedName,
  b: PreparedName,
  pairing: Pairing,
  editor: EditCounter,
): void {
  const { left, right } = pairing.alignment;
  const add = pairing.replace;
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
    const exact = many.sequence.slice(start, end).join('') === word.token.text;
    const worth = exact ? WORTH.joined : WORTH.joined_nearly;
    for (let at = 0; at < many.words.length; at++) {
      const place = (many.words[at] as PreparedWord).place;
      if (place >= start && place < end) add(at, to, worth, 'joined');
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

/** “Petrobarrancos” and “Gasolineras Barrancos”: a long rare word within one of a company's. */
export function matchWithin(a: PreparedName, b: PreparedName, pairing: Pairing): void {
  if (!a.trade || !b.trade) return;
  const { left, right } = pairing.alignment;
  for (let at = 0; at < a.words.length; at++)
    for (let to = 0; to < b.words.length; to++) {
      if (left[at] !== 0 || right[to] !== 0) continue;
      const one = a.words[at] as PreparedWord;
      const other = b.words[to] as PreparedWord;
      if (within(one, other) || within(other, one)) pairing.add(at, to, WORTH.within, 'joined');
    }
}

const WITHIN_MIN = 5;
const WITHIN_WEIGHT = 0.4;

function within(short: PreparedWord, long: PreparedWord): boolean {
  const part = short.token.text;
  const whole = long.token.text;
  return (
    part.length >= WITHIN_MIN &&
    short.weight >= WITHIN_WEIGHT &&
    whole.length > part.length &&
    (whole.startsWith(part) || whole.endsWith(part))
  );
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
