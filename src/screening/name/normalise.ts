import type { ProfileKind } from '../profile.js';
import { findLegalForms, type LegalForm } from './legal-forms.js';
import { asciiWords, type Script } from './script.js';
import { PARTICLES, STOP_WORDS, TITLES, WEAK_TITLES } from './titles.js';

/**
 * A name of any script as words that can be compared: lower-case ASCII, without marks, invisible
 * characters, look-alikes and emoji; forms of address and legal forms told apart.
 */

export interface Word {
  readonly text: string;
  readonly role: 'word' | 'title' | 'particle';
  readonly script: Script;
}

export interface ReadName {
  readonly words: readonly Word[];
  readonly forms: readonly LegalForm[];
  /** How many of `words` stood before the comma of “SURNAMES, Given”; 0 without a comma. */
  readonly before_comma: number;
}

/** Longer names are cut: no register knows one, and time must stay bounded. */
const NAME_CHARACTERS_MAX = 600;
const NAME_WORDS_MAX = 32;
const WORD_CHARACTERS_MAX = 40;

/** Marks of direction, zero-width characters, fillers, variation selectors. */
const INVISIBLE = /[\p{Cf}\p{Co}\p{Cs}]|\u034f|\u115f|\u1160|\u3164|\uffa0|[\ufe00-\ufe0f]/gu;
/** Marks that any script shares, accents above all; those of kana change the syllable and stay. */
const ACCENTS = /(?=\p{Script=Inherited})(?!\u3099|\u309a)\p{M}/gu;
/** Marks inside a word that are part of it: O’Brien, Ba‘asyir, So'ng. */
const INNER = /(?<=[\p{L}\p{N}])['’‘ʼʻ`´ʹ′ʾʿ](?=\p{L})/gu;
const EDGE = /['’‘ʼʻ`´ʹ′ʾʿ]/gu;
/** The dot that joins the words of a foreign name written in Chinese characters. */
const FOREIGN = /\p{Script=Han}[·・•‧]\p{Script=Han}/u;
const SPACED = /[\p{Script=Han}\p{Script=Hangul}]\s+[\p{Script=Han}\p{Script=Hangul}]/u;
const LETTERS_AND = /(?<![\p{L}\p{N}])(\p{L})\.? +(?:and|y|e|und|et) +(\p{L})(?![\p{L}\p{N}])/gu;
const LETTERS_APART = /(?<![\p{L}\p{N}])(\p{L})(?:\.| |\. )(?=\p{L}(?![\p{L}\p{N}]))/gu;
const SEPARATORS = /[^\p{L}\p{N}\p{M}]+/u;

/**
 * The words of a name without forms of address, legal forms and small words (unless nothing else
 * is left), in lower-case ASCII: what an index is built on. Order and repeats are kept.
 */
export function nameTokens(full: string, kind: ProfileKind): string[] {
  const { words } = readName(full, kind);
  const core = words.filter((word) => word.role === 'word');
  return (core.length > 0 ? core : words).map((word) => word.text);
}

/** A name as one word: all its letters and digits in their order, whatever parts it has. */
export function nameLetters(full: string): string {
  let letters = '';
  for (const piece of visible(full).split(SEPARATORS))
    for (const { text } of asciiWords(piece.slice(0, WORD_CHARACTERS_MAX), false)) letters += text;
  return letters;
}

/** Reads a name; empty where nothing in it can be read. Never throws, always bounded in time. */
export function readName(full: string, kind: ProfileKind): ReadName {
  const text = visible(full);
  const person = kind === 'person';
  const comma = person || kind === null ? text.indexOf(',') : -1;
  if (comma < 0) return { ...readPart(text, kind), before_comma: 0 };
  const surnames = readPart(text.slice(0, comma), kind);
  const given = readPart(text.slice(comma + 1).replaceAll(',', ' '), kind);
  if (given.words.length === 0 || surnames.words.length === 0)
    return { ...readPart(text.replaceAll(',', ' '), kind), before_comma: 0 };
  const words = [...surnames.words, ...given.words].slice(0, NAME_WORDS_MAX);
  const forms = [...surnames.forms, ...given.forms];
  return { words, forms, before_comma: forms.length > 0 ? 0 : surnames.words.length };
}

function visible(full: string): string {
  const cut = full.length > NAME_CHARACTERS_MAX ? full.slice(0, NAME_CHARACTERS_MAX) : full;
  return cut
    .normalize('NFKD')
    .replaceAll(ACCENTS, '')
    .normalize('NFC')
    .replaceAll(INVISIBLE, '')
    .toLowerCase()
    .replaceAll(INNER, '')
    .replaceAll(EDGE, ' ');
}

function readPart(text: string, kind: ProfileKind): Omit<ReadName, 'before_comma'> {
  const person = kind === 'person';
  const joined = person ? text : joinLetters(text);
  const han = FOREIGN.test(text) ? 'foreign' : SPACED.test(text) ? 'spaced' : 'whole';
  const raw: { text: string; script: Script }[] = [];
  for (const piece of joined.split(SEPARATORS)) {
    if (piece === '' || raw.length >= NAME_WORDS_MAX) continue;
    for (const one of asciiWords(piece.slice(0, WORD_CHARACTERS_MAX), person, han))
      if (one.text !== '') raw.push({ ...one, text: one.text.slice(0, WORD_CHARACTERS_MAX) });
  }
  const bounded = raw.slice(0, NAME_WORDS_MAX);
  const found = kind === 'vessel' || kind === 'aircraft' ? [] : findForms(bounded, person);
  const inForm = new Set(
    found.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, step) => from + step)),
  );
  const kept = bounded.filter((_, at) => !inForm.has(at));
  const words = kept.length > 0 ? kept : bounded;
  return {
    words: words.map((word) => ({ ...word, role: roleOf(word.text, kind, words.length) })),
    forms: found.map(({ form }) => form),
  };
}

/** A person's name has a legal form only by mistake, at its end, after two words at least. */
function findForms(words: readonly { text: string }[], person: boolean) {
  const found = findLegalForms(words.map((word) => word.text));
  if (!person) return found;
  return found.filter(({ from, to, form }) => {
    const unmistakable = ['LLC', 'LTD', 'SA', 'SACV', 'SRLCV', 'INC', 'GMBH'].includes(form.class);
    return unmistakable && from >= 2 && to === words.length;
  });
}

/** “S.A.”, “A & S”, “I A C” are SA, AS, IAC: letters apart are one word in a company’s name. */
function joinLetters(text: string): string {
  return text
    .replaceAll('&', ' and ')
    .replaceAll('№', ' no ')
    .replaceAll(LETTERS_AND, '$1$2')
    .replaceAll(LETTERS_APART, '$1');
}

function roleOf(text: string, kind: ProfileKind, words: number): Word['role'] {
  if (words === 1) return 'word';
  if (kind === 'person' || kind === null) {
    if (TITLES.has(text) && (words > 2 || !WEAK_TITLES.has(text))) return 'title';
    if (PARTICLES.has(text)) return 'particle';
    if (kind === 'person') return 'word';
  }
  return STOP_WORDS.has(text) ? 'particle' : 'word';
}
