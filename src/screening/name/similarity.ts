import type { EditCounter } from './edit.js';
import { vowelsOf } from './sound.js';
import type { Token } from './token.js';

/** How two words are alike; what a sentence of the explanation will say. */
export type Likeness =
  | 'exact'
  | 'sound'
  | 'spelling'
  | 'translation'
  | 'nickname'
  | 'script'
  | 'typo'
  | 'reversed'
  | 'initial'
  | 'joined'
  | 'acronym';

/** What a likeness is worth where it is not a matter of degree. */
export const WORTH = {
  exact: 1,
  spelling: 0.96,
  sound: 0.94,
  joined: 0.97,
  joined_nearly: 0.85,
  within: 0.75,
  translation: 0.85,
  nickname: 0.85,
  acronym: 0.85,
  script: 0.9,
  reversed: 0.7,
  initial: 0.6,
} as const;

/** Below, two words are simply different. */
const LIKE_MIN = 0.5;

/** Made-up words of companies are near each other by chance more often than names are. */
const TRADE_LIKE_MIN = 0.6;

/** Result of the last comparison, so that comparing allocates nothing. */
export interface Similarity {
  worth: number;
  likeness: Likeness;
}

/** Compares two words; writes to `into`, and says whether they are alike. */
export function compareTokens(
  a: Token,
  b: Token,
  editor: EditCounter,
  into: Similarity,
  trade: boolean,
): boolean {
  if (a === b || a.text === b.text) return set(into, WORTH.exact, 'exact');
  if (trade && share(a.trade, b.trade)) return set(into, WORTH.spelling, 'translation');
  if (a.number || b.number) return false;
  if (share(a.spellings, b.spellings)) return set(into, WORTH.spelling, 'spelling');
  if (!trade) {
    if (share(a.translations, b.translations)) return set(into, WORTH.translation, 'translation');
    if (share(a.nicknames, b.nicknames)) return set(into, WORTH.nickname, 'nickname');
  }
  if (a.script !== b.script && (unvoiced(a) || unvoiced(b)))
    return acrossScripts(a, b, editor, into);
  const shortest = Math.min(a.text.length, b.text.length);
  if (shortest < 2) return false;
  if (differences(a.mask ^ b.mask) > 7) return soundsAlike(a, b, into);
  if (soundsAlike(a, b, into)) return true;
  if (a.script === 'pinyin' || b.script === 'pinyin') return false;
  if (nearlySpelled(a, b, editor, into)) return !trade || into.worth >= TRADE_LIKE_MIN;
  if (shortest >= 5 && a.text === b.backwards) return set(into, WORTH.reversed, 'reversed');
  if (shortest >= 5 && a.mask === b.mask && editor.count(a.text, b.backwards, 1) <= 1)
    return set(into, WORTH.reversed, 'reversed');
  return false;
}

function soundsAlike(a: Token, b: Token, into: Similarity): boolean {
  if (a.sound !== b.sound && a.spanish !== b.spanish) return false;
  const worth = Math.min(a.sound.length, b.sound.length) >= 4 ? WORTH.sound : 0.86;
  return set(into, worth, 'sound');
}

function nearlySpelled(a: Token, b: Token, editor: EditCounter, into: Similarity): boolean {
  const longest = Math.max(a.text.length, b.text.length);
  const max = longest <= 3 ? 1 : Math.min(4, Math.ceil(longest * 0.42));
  const edits = editor.count(a.text, b.text, max);
  let worth = edits > max ? 0 : 1 - edits / longest;
  const sounds = Math.max(a.sound.length, b.sound.length);
  if (sounds >= 4 && Math.min(a.sound.length, b.sound.length) >= 3) {
    const most = Math.min(3, Math.ceil(sounds * 0.42));
    const heard = editor.count(a.sound, b.sound, most);
    const seen = 1 - (edits > max ? max + 1 : edits) / longest;
    if (heard <= most) worth = Math.max(worth, Math.min(0.97 * (1 - heard / sounds), seen + 0.2));
  }
  if (a.text[0] !== b.text[0] && a.sound[0] !== b.sound[0]) worth -= 0.06;
  if (longest <= 3) worth -= 0.1;
  return worth >= LIKE_MIN && set(into, worth, 'typo');
}

/** One side writes consonants or near sounds only, so consonants are all there is to compare. */
function acrossScripts(a: Token, b: Token, editor: EditCounter, into: Similarity): boolean {
  const foreign = a.script === 'foreign' || b.script === 'foreign';
  const left = foreign ? a.syllabic : a.skeleton;
  const right = foreign ? b.syllabic : b.skeleton;
  const shortest = Math.min(left.length, right.length);
  if (shortest === 0) return false;
  if (left === right) {
    if (shortest < 2) return false;
    if (!foreign && !(a.script === 'consonants' ? vowelsFit(a, b) : vowelsFit(b, a)))
      return shortest >= 4 && set(into, 0.66, 'script');
    const worth = shortest >= 5 ? 0.94 : shortest === 4 ? 0.9 : shortest === 3 ? 0.83 : 0.7;
    return set(into, worth, 'script');
  }
  if (shortest < 4) return false;
  return editor.count(left, right, 1) <= 1 && set(into, 0.66, 'script');
}

/** What a long vowel that is written may be read as: w as u or o, y as i or e. */
const READ_AS: Readonly<Record<string, RegExp>> = { w: /[uovw]/, y: /[iyej]/, a: /[aeo]/ };

/** Whether each long vowel that is written is heard in the spelling with all vowels. */
function vowelsFit(written: Token, voiced: Token): boolean {
  const letters = vowelsOf(written.text);
  const heard = vowelsOf(voiced.text);
  const { length } = letters;
  if (length !== heard.length) return true;
  for (let at = 1; at < length; at++)
    for (const vowel of letters[at] ?? '') {
      if (vowel === 'a' && at === length - 1) continue;
      if (!(READ_AS[vowel]?.test(heard[at] ?? '') ?? true)) return false;
    }
  return true;
}

function unvoiced(token: Token): boolean {
  return token.script === 'consonants' || token.script === 'foreign';
}

function share(a: readonly number[], b: readonly number[]): boolean {
  if (a.length === 0 || b.length === 0) return false;
  for (const one of a) if (b.includes(one)) return true;
  return false;
}

function set(into: Similarity, worth: number, likeness: Likeness): true {
  into.worth = worth;
  into.likeness = likeness;
  return true;
}

function differences(bits: number): number {
  let rest = bits;
  let count = 0;
  while (rest !== 0) {
    rest &= rest - 1;
    count += 1;
  }
  return count;
}
