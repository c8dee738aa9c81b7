import { type Equivalents, readEquivalents } from './equivalents.js';
import type { Script } from './script.js';
import { skeletonOf, soundOf, spanishSoundOf, syllabicSkeletonOf } from './sound.js';

/** A word with all that comparing it needs, computed once for all names that have it. */
export interface Token {
  readonly text: string;
  readonly script: Script;
  readonly sound: string;
  readonly spanish: string;
  /** Consonants; `syllabic` as Chinese characters would keep them. */
  readonly skeleton: string;
  readonly syllabic: string;
  readonly backwards: string;
  /** One bit a letter: words whose letters differ much cannot be near. */
  readonly mask: number;
  /** Has a digit: then only the same number is the same. */
  readonly number: boolean;
  readonly spellings: readonly number[];
  readonly translations: readonly number[];
  readonly nicknames: readonly number[];
  readonly trade: readonly number[];
}

/** Every token once: the same word is the same object. */
export interface Lexicon {
  token(text: string, script: Script): Token;
}

/** Beyond this many words the lexicon starts anew: queries of strangers must not fill memory. */
const TOKENS_MAX = 400_000;
const NONE: readonly number[] = [];

export function createLexicon(): Lexicon {
  const equivalents = readEquivalents();
  const tokens = new Map<string, Token>();
  return {
    token(text, script) {
      const key = script === 'latin' || script === 'alphabet' ? text : `${script} ${text}`;
      const known = tokens.get(key);
      if (known) return known;
      if (tokens.size >= TOKENS_MAX) tokens.clear();
      const made = makeToken(text, script, equivalents);
      tokens.set(key, made);
      return made;
    },
  };
}

function makeToken(text: string, script: Script, equivalents: Equivalents): Token {
  return {
    text,
    script,
    sound: soundOf(text),
    spanish: spanishSoundOf(text),
    skeleton: skeletonOf(text),
    syllabic: syllabicSkeletonOf(text),
    backwards: [...text].reverse().join(''),
    mask: maskOf(text),
    number: /\d/.test(text),
    spellings: equivalents.spellings.get(text) ?? NONE,
    translations: equivalents.translations.get(text) ?? NONE,
    nicknames: equivalents.nicknames.get(text) ?? NONE,
    trade: equivalents.trade.get(text) ?? NONE,
  };
}

function maskOf(text: string): number {
  let mask = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    mask |= 1 << (code >= 97 ? code - 97 : 26 + (code % 6));
  }
  return mask;
}
