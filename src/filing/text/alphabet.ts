import type { Bilingual } from '../../base/index.js';

/** The characters that a kind of field of a form takes, and how many. */
export interface Alphabet {
  readonly id: string;
  readonly title: Bilingual;
  /** Body of a character class: `A-ZÑ\d `. */
  readonly characters: string;
  /** The same for the first character, where the form is stricter there. */
  readonly first?: string;
  /** No space at either end and, where `runs` is false, never two in a row. */
  readonly trimmed?: boolean;
  readonly runs?: boolean;
  /** Small letters become capitals. */
  readonly capitals: boolean;
  /** In characters (code points); null: no limit known. */
  readonly length_max: number | null;
}

/** Whether a text may stand in a field as it is. The empty text may: it says nothing. */
export function isSpelledIn(text: string, set: Alphabet): boolean {
  if (text === '') return true;
  const { characters, first = characters } = set;
  if (!new RegExp(`^[${first}][${characters}]*$`, 'u').test(text)) return false;
  if (set.trimmed && text !== text.trim()) return false;
  if (set.runs === false && text.includes('  ')) return false;
  return set.length_max === null || [...text].length <= set.length_max;
}

/** Tests one character. */
export function oneOf(set: Alphabet): RegExp {
  return new RegExp(`^[${set.characters}]$`, 'u');
}

/** Tests the first character of a text. */
export function maybeFirst(set: Alphabet): RegExp {
  return new RegExp(`^[${set.first ?? set.characters}]$`, 'u');
}

/** The same characters, another length. */
export function ofLength(set: Alphabet, length_max: number): Alphabet {
  return { ...set, length_max };
}
