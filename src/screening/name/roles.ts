import { genderOf } from './gender.js';
import type { Alignment, Pair } from './pairing.js';
import type { PreparedName, PreparedWord } from './prepare.js';

/** What the parts of two people’s names say: given names, the father’s surname, the mother’s. */

/** How well one given name is accounted for where it is surely the same; and surely another. */
const GIVEN_SAME = 0.8;
const GIVEN_OTHER = 0.5;
/** Two given names that are a letter apart and that both are common: Mario and Maria. */
const GIVEN_DOUBTFUL = 0.65;
const KNOWN_WEIGHT = 0.75;
const LIKE_ENOUGH = 0.55;
/** Weight of a given name that is so common that it is often left out. */
const OFTEN_LEFT_OUT = 0.3;

/** Another given name says most of two whose surnames are all the same: kin have their own. */
const KIN = 1.3;
/** It says less of two who need not be kin: they may be one person with another surname too. */
const STRANGER = 0.5;
/** Doubt where both surnames are the same and each has a given name of its own. */
const BROTHERS = 3.3;

/** Who gives one surname gives the father’s: the mother’s alone is another family’s. */
const NOT_FATHERS = 2;

interface Parts {
  /** What of the given names, and of the surnames, is accounted for at best; −1 where none is. */
  given: number;
  surname: number;
  /** Words of each that nothing accounts for. */
  given_spare: number;
  surname_spare: number;
  surname_count: number;
  first_given: number;
  /** Not a José or a María, whom people leave out. */
  first_given_rare: boolean;
  paternal: number;
  /** Of the first given name of which it is known. */
  gender: ReturnType<typeof genderOf>;
  /** Weight of the rarest given name that is accounted for. */
  given_weight: number;
}

/** Given names and surnames apart, where at least one side says which is which. */
export function writeRoles(
  a: PreparedName,
  b: PreparedName,
  alignment: Alignment,
  into: Float64Array,
): void {
  const left = a.has_given && a.has_surname ? partsOf(a, alignment.left) : null;
  const right = b.has_given && b.has_surname ? partsOf(b, alignment.right) : null;
  if (left && right) {
    into[1] = into[2] = into[19] = 0;
    writeBoth(left, right, otherGiven(a, b, alignment), into);
    into[16] = swaps(a, b, alignment);
    if (left.gender && right.gender && left.gender !== right.gender) into[23] = 1;
    return;
  }
  const known = left ?? right;
  if (!known) return;
  const spare = (into[19] ?? 0) > 0 ? 1 : 0.5;
  if (known.given < LIKE_ENOUGH) into[12] = spare;
  else if (known.first_given < LIKE_ENOUGH && (spare === 1 || known.first_given_rare))
    into[14] = 0.5;
  if (nearOfOther(a, b, alignment)) into[23] = 0.5;
  if (known.surname < LIKE_ENOUGH) into[13] = spare;
  else if (known.paternal < LIKE_ENOUGH) into[15] = NOT_FATHERS;
}

function writeBoth(left: Parts, right: Parts, other: boolean, into: Float64Array): void {
  const best = Math.max(left.given, right.given);
  const given = other ? Math.min(best, GIVEN_DOUBTFUL) : best;
  into[12] = Math.max(0, Math.min(1, (GIVEN_SAME - given) / (GIVEN_SAME - GIVEN_OTHER)));
  if (into[12] < 1 && left.given_spare > 0 && right.given_spare > 0)
    into[14] = spareGiven(left, right);
  into[12] *= areKin(left, right) ? KIN : STRANGER;
  if (Math.max(left.surname, right.surname) < LIKE_ENOUGH) into[13] = 1;
  else if (left.surname_spare > 0 && right.surname_spare > 0)
    into[Math.min(left.paternal, right.paternal) >= LIKE_ENOUGH ? 22 : 15] = 1;
  else if (left.paternal < LIKE_ENOUGH && right.paternal < LIKE_ENOUGH) into[15] = NOT_FATHERS;
}

/** Whether the given names agree by a slip of the pen alone, and both spellings are names. */
function otherGiven(a: PreparedName, b: PreparedName, alignment: Alignment): boolean {
  let other = false;
  for (let at = 0; at < alignment.count; at++) {
    const pair = alignment.pairs[at] as Pair;
    const one = a.words[pair.left] as PreparedWord;
    const two = b.words[pair.right] as PreparedWord;
    if (one.role !== 'given' || two.role !== 'given') continue;
    if (pair.likeness !== 'typo' || Math.max(one.weight, two.weight) > KNOWN_WEIGHT) return false;
    other = true;
  }
  return other;
}

/** All surnames of each, and as many. */
function areKin(left: Parts, right: Parts): boolean {
  return (
    left.surname_count === right.surname_count && left.surname_spare + right.surname_spare === 0
  );
}

/** Whether a given name is nearly spelled as one of the other gender: Mario and Maria. */
function nearOfOther(a: PreparedName, b: PreparedName, alignment: Alignment): boolean {
  for (let at = 0; at < alignment.count; at++) {
    const pair = alignment.pairs[at] as Pair;
    const one = a.words[pair.left] as PreparedWord;
    const two = b.words[pair.right] as PreparedWord;
    if (pair.likeness !== 'typo' || (one.role !== 'given' && two.role !== 'given')) continue;
    const [left, right] = [genderOf(one.token.text), genderOf(two.token.text)];
    if (left && right && left !== right) return true;
  }
  return false;
}

/** Both surnames, the father’s and the mother’s, on both sides. */
function sameSurnames(left: Parts, right: Parts): boolean {
  return (
    Math.min(left.surname_count, right.surname_count) >= 2 &&
    left.surname_spare + right.surname_spare === 0
  );
}

/**
 * Both have a given name that the other has not: José Luis and José Alfredo are brothers, and what
 * they share tells little; so are Eduardo Ramón and Ramón Fernando, who begin with another.
 */
function spareGiven(left: Parts, right: Parts): number {
  if (sameSurnames(left, right)) return BROTHERS;
  const first = Math.min(left.first_given, right.first_given) >= LIKE_ENOUGH;
  const telling = Math.max(left.given_weight, right.given_weight) > OFTEN_LEFT_OUT;
  return first && telling ? 1 : 2;
}

function swaps(a: PreparedName, b: PreparedName, alignment: Alignment): number {
  let count = 0;
  for (let at = 0; at < alignment.count; at++) {
    const pair = alignment.pairs[at] as Pair;
    const one = (a.words[pair.left] as PreparedWord).role === 'given';
    const other = (b.words[pair.right] as PreparedWord).role === 'given';
    if (one !== other) count += 1;
  }
  return Math.min(1, count / 2);
}

function partsOf(name: PreparedName, done: Float64Array): Parts {
  const parts = {
    given: -1,
    surname: -1,
    given_spare: 0,
    surname_spare: 0,
    surname_count: 0,
    first_given: -1,
    first_given_rare: false,
    paternal: -1,
    gender: null as Parts['gender'],
    given_weight: 0,
  };
  for (let at = 0; at < name.words.length; at++) {
    const word = name.words[at] as PreparedWord;
    const value = done[at] ?? 0;
    if (word.role === 'given') {
      parts.given = Math.max(parts.given, value);
      parts.gender ??= genderOf(word.token.text);
      if (parts.first_given < 0) {
        parts.first_given = value;
        parts.first_given_rare = word.weight > OFTEN_LEFT_OUT;
      }
      if (value === 0) parts.given_spare += 1;
      else parts.given_weight = Math.max(parts.given_weight, word.weight);
    } else if (word.role !== 'married') {
      parts.surname = Math.max(parts.surname, value);
      if (parts.paternal < 0) parts.paternal = value;
      parts.surname_count += 1;
      if (value === 0) parts.surname_spare += 1;
    }
  }
  return parts;
}
