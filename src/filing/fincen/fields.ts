import { leaf } from '../document/node.js';
import type { Piece } from '../lens/lens.js';
import { type Codec, coded } from '../lens/pieces.js';
import { ABSENT } from './absent.js';
import type { Codes, FincenForm } from './forms.js';

/** What the lenses of all five forms are made of. */

/**
 * Pieces by the element that each reads and writes, without those that the form lacks. An element
 * that stands in a file where the form has none stays under details.
 */
export function fields<T>(form: FincenForm, byElement: Readonly<Record<string, Piece<T>>>) {
  const absent = ABSENT[form];
  return Object.entries(byElement)
    .filter(([element]) => !absent.has(element))
    .map(([, piece]) => piece);
}

const FILED_DAY = /^(?:19|20)\d{6}$/;

/** `20260430` ↔ `2026-04-30`. A 31st of February is not understood. */
export const day: Codec<string> = {
  read(text) {
    if (!FILED_DAY.test(text)) return null;
    const iso = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
    return isDay(iso) ? iso : null;
  },
  write: (iso) => iso.replaceAll('-', ''),
};

/** As `day`, with 00 for a month and day, or a day, that is not known: `1980` ↔ `19800000`. */
export const birthDay: Codec<string> = {
  read(text) {
    if (!FILED_DAY.test(text)) return null;
    const [year, month, date] = [text.slice(0, 4), text.slice(4, 6), text.slice(6)];
    if (date !== '00') return day.read(text);
    if (month === '00') return year;
    return Number(month) <= 12 ? `${year}-${month}` : null;
  },
  write: (iso) => iso.replaceAll('-', '').padEnd(8, '0'),
};

/** Whole dollars. */
export const dollars: Codec<string> = {
  read: (text) => (/^\d{1,15}$/.test(text) ? text : null),
  write: (amount) => amount,
};

/** A code that stands for a word of ours. A word that the form has no code for is not written. */
export function code<T>(key: keyof T & string, element: string, words: Codes): Piece<T> {
  const codes = new Map(Object.entries(words).map(([each, word]) => [word, each]));
  const piece = coded<T, string>(key, element, {
    read: (text) => words[text] ?? null,
    write: (word) => word,
  });
  return {
    read: (rest) => piece.read(rest),
    write(value) {
      const known = codes.get(value[key] as string);
      return known === undefined ? [] : [leaf(element, known)];
    },
  };
}

/** Of several boxes exactly one is marked: which. Where none or two are, they stay as they are. */
export function box<T>(
  key: keyof T & string,
  elements: Readonly<Record<string, string>>,
): Piece<T> {
  return {
    read(rest) {
      const marked = Object.keys(elements).filter((element) => rest.has(element));
      const [element] = marked;
      if (element === undefined || marked.length > 1) return {};
      const found = rest.take(element, (node) => (node.text === 'Y' ? elements[element] : null), 1);
      return found.length > 0 ? ({ [key]: found[0] } as Partial<T>) : {};
    },
    write(value) {
      const marked = Object.entries(elements).find(([, word]) => word === value[key]);
      return marked ? [leaf(marked[0], 'Y')] : [];
    },
  };
}

/** Whether a day exists in the calendar. */
function isDay(iso: string): boolean {
  const time = Date.parse(`${iso}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === iso;
}
