import type { Name, ProfileKind } from '../profile.js';
import { hasTradeWord } from './frequency.js';
import type { LegalForm } from './legal-forms.js';
import { type ReadName, readName, type Word } from './normalise.js';
import type { Rarity } from './rarity.js';
import type { Lexicon, Token } from './token.js';

/** What a word of a person’s name is, where the source or the comma tells. */
export type WordRole = 'given' | 'paternal' | 'maternal' | 'surname' | 'married' | null;

export interface PreparedWord {
  readonly token: Token;
  /** 0 to 1: what it tells (`Rarity`), where it is the very same word. */
  readonly weight: number;
  /** The same where a word only sounds or looks like it; never more. */
  readonly heard: number;
  readonly role: WordRole;
  /** Where it stands among all words, small ones included. */
  readonly place: number;
}

/** A name ready to be compared many times. */
export interface PreparedName {
  readonly full: string;
  readonly strength: Name['strength'];
  readonly trade: boolean;
  readonly vessel: boolean;
  readonly words: readonly PreparedWord[];
  /** Of each word, its place where given names go first, as people say them; null: not known. */
  readonly spoken: readonly number[] | null;
  /** All words in order, titles and particles included; to join what was split. */
  readonly sequence: readonly string[];
  /** First letters of the small words: “Wilder D. Alcaraz” may be Wilder de Jesús. */
  readonly small_initials: string;
  readonly forms: readonly LegalForm[];
  readonly weight: number;
  /** First letters of the words: what an acronym of the name would be. */
  readonly initials: string;
  readonly has_given: boolean;
  readonly has_surname: boolean;
}

/** Names of more words are compared by their first ones. */
const WORDS_MAX = 14;

export interface NameReader {
  readonly lexicon: Lexicon;
  readonly rarity: Rarity;
}

/** Reads and weighs a name. `kind` null: a name with words of trade is taken for a company’s. */
export function prepareName(name: Name, kind: ProfileKind, reader: NameReader): PreparedName {
  const trade = kind === null ? isTrade(name.full) : kind !== 'person';
  const vessel = kind === 'vessel' || kind === 'aircraft';
  const read = trade ? readTrade(name.full, kind) : readPerson(name);
  const words: PreparedWord[] = [];
  read.words.forEach((word, place) => {
    if (word.role !== 'word' || words.length >= WORDS_MAX) return;
    const token = reader.lexicon.token(word.text, word.script);
    const role = trade ? null : (read.roles[place] ?? null);
    const weight = reader.rarity.weightOf(word.text, trade);
    const heard = trade ? weight : Math.min(weight, reader.rarity.weightOfSound(token));
    words.push({ token, weight, heard, role, place });
  });
  if (words.length === 0) words.push(...smallWords(read.words, reader));
  return {
    full: name.full,
    strength: name.strength,
    trade,
    vessel,
    words,
    spoken: spokenOrder(words),
    sequence: read.words.map((word) => word.text),
    small_initials: read.words.map((word) => (word.role === 'word' ? '' : word.text[0])).join(''),
    forms: read.forms,
    weight: words.reduce((sum, word) => sum + word.weight, 0),
    initials: words.map((word) => word.token.text[0]).join(''),
    has_given: words.some((word) => word.role === 'given'),
    has_surname: words.some(({ role }) => role === 'paternal' || role === 'surname'),
  };
}

function spokenOrder(words: readonly PreparedWord[]): number[] | null {
  const given = words.filter(({ role }) => role === 'given').length;
  if (given === 0 || given === words.length || words.some(({ role }) => role === null)) return null;
  let [nextGiven, nextOther] = [0, given];
  return words.map(({ role }) => (role === 'given' ? nextGiven++ : nextOther++));
}

interface ReadWithRoles extends ReadName {
  readonly roles: readonly WordRole[];
}

function isTrade(full: string): boolean {
  const { words, forms } = readName(full, null);
  return forms.length > 0 || words.some((word) => hasTradeWord(word.text));
}

/** Phrases that are one word: the abbreviation that lists themselves use. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/\bdrug trafficking (?:and|&) money laundering organi[sz]ation\b/gi, 'dto mlo'],
  [/\b(?:drug|narcotics) trafficking (?:organi[sz]ation|group)\b/gi, 'dto'],
  [/\bmoney laundering organi[sz]ation\b/gi, 'mlo'],
  [/\btransnational criminal organi[sz]ation\b/gi, 'tco'],
  [/\borgani[sz]acion criminal\b/gi, 'tco'],
  [/\bbienes raices\b/gi, 'inmobiliaria'],
  [/\breal estate\b/gi, 'inmobiliaria'],
  [/\bunited states(?: of america)?\b|\bestados unidos\b/gi, 'us'],
  [/\bunited kingdom\b/gi, 'uk'],
];

function readTrade(full: string, kind: ProfileKind): ReadWithRoles {
  let text = full.length > 600 ? full.slice(0, 600) : full;
  for (const [phrase, short] of PHRASES) text = text.replaceAll(phrase, short);
  return { ...readName(text, kind ?? 'organisation'), roles: [] };
}

function readPerson(name: Name): ReadWithRoles {
  if (name.parts) {
    const { given, paternal, maternal, surnames } = name.parts;
    if (given && (paternal || surnames)) return readParts(name.parts);
    if (!maternal && !surnames && !given && !paternal)
      return byComma(readName(name.full, 'person'));
  }
  return byComma(readName(name.full, 'person'));
}

function readParts(parts: NonNullable<Name['parts']>): ReadWithRoles {
  const words: Word[] = [];
  const roles: WordRole[] = [];
  const forms: LegalForm[] = [];
  const add = (text: string | null, role: (at: number, read: readonly Word[]) => WordRole) => {
    if (!text) return;
    const read = readName(text.replaceAll(',', ' '), 'person');
    read.words.forEach((word, at) => {
      words.push(word);
      roles.push(role(at, read.words));
    });
    forms.push(...read.forms);
  };
  if (parts.surnames && !parts.paternal) add(parts.surnames, surnameRole);
  else {
    add(parts.paternal, () => 'paternal');
    add(parts.maternal, () => 'maternal');
  }
  const surnames = words.length;
  add(parts.given, () => 'given');
  return { words, forms, before_comma: surnames, roles };
}

function byComma(read: ReadName): ReadWithRoles {
  if (read.before_comma === 0) return { ...read, roles: read.words.map(marriedRole) };
  const surnames = read.words.slice(0, read.before_comma);
  const roles = read.words.map((_, at) =>
    at < read.before_comma ? surnameRole(at, surnames) : 'given',
  );
  return { ...read, roles };
}

/** “Ernesta Zubirán de Quiñones”: the last word may be a husband’s surname. */
function marriedRole(_: Word, at: number, words: readonly Word[]): WordRole {
  const before = words[at - 1];
  const last = at === words.length - 1 && before?.role === 'particle' && before.text === 'de';
  return last && words.filter(({ role }) => role === 'word').length > 2 ? 'married' : null;
}

/** The first of two surnames is the father’s; what follows “de” later is a husband’s. */
function surnameRole(at: number, words: readonly Word[]): WordRole {
  const before = words.slice(0, at).filter((word) => word.role === 'word').length;
  if (before === 0) return 'paternal';
  const last = words[at - 1];
  if (last?.role === 'particle' && last.text === 'de') return 'married';
  return before === 1 ? 'maternal' : 'surname';
}

function smallWords(words: readonly Word[], reader: NameReader): PreparedWord[] {
  return words.slice(0, WORDS_MAX).map((word, place) => {
    const token = reader.lexicon.token(word.text, word.script);
    const weight = reader.rarity.weightOf(word.text, true) / 2;
    return { token, weight, heard: weight, role: null, place };
  });
}
