import type { Loss } from '../format.js';
import { type Alphabet, ofLength, transliterate } from '../text/index.js';

/** Texts as FinCEN's fields hold them, and each change told. */
export class Fitting {
  readonly losses: Loss[] = [];

  /** A text of one line, without spaces at its ends, within its length; undefined: none is left. */
  text(path: string, given: string, length_max: number): string | undefined {
    if (PLAIN.test(given) && lengthOf(given) <= length_max) return given;
    const { text } = transliterate(given, LINE);
    const cut = transliterate(text, ofLength(LINE, length_max)).text;
    this.#tell(path, given, text, 'transliterated');
    this.#tell(path, text, cut, 'cut');
    return cut === '' ? undefined : cut;
  }

  /** The digits of a number that people write with hyphens, dots, brackets and spaces. */
  number(path: string, given: string, length_max: number): string | undefined {
    const bare = /^[\d\s().+-]*\d[\d\s().+-]*$/u.test(given) ? given.replaceAll(/\D/gu, '') : given;
    this.#tell(path, given, bare, 'transliterated');
    return bare === '' ? undefined : this.text(path, bare, length_max);
  }

  /** Whole dollars: cents are rounded up, as FinCEN's instructions ask. */
  dollars(path: string, given: string): string | undefined {
    const [whole = '0', cents = ''] = given.split('.');
    const rounded = /[1-9]/.test(cents) ? (BigInt(whole) + 1n).toString() : whole;
    const isHeld = rounded.length <= 15;
    this.#tell(path, given, isHeld ? rounded : '', isHeld ? 'transliterated' : 'dropped');
    return isHeld ? rounded : undefined;
  }

  /** Days before 1900 and from 2100 on have no place in any form. */
  day(path: string, given: string): string | undefined {
    if (/^(?:19|20)/.test(given)) return given;
    this.drop(path, given);
    return undefined;
  }

  /** Blocks of a narrative, within the form's number and length of them. */
  narrative(given: readonly string[], limits: BlockLimits): string[] {
    const blocks: string[] = [];
    for (const [index, block] of given.entries()) {
      const path = `narrative[${index}]`;
      const clean = transliterate(block, limits.is_one_line ? LINE : LINES).text;
      this.#tell(path, block, clean, 'transliterated');
      const parts = split(clean, limits.length_max);
      if (parts.length > 1) this.#tell(path, shown(clean), `${parts.length} blocks`, 'split');
      blocks.push(...parts);
    }
    const over = blocks.slice(limits.blocks_max);
    if (over.length > 0) {
      this.losses.push({ path: 'narrative', kind: 'cut', from: over.join(''), to: '' });
    }
    return blocks.slice(0, limits.blocks_max);
  }

  drop(path: string, from: string): void {
    this.losses.push({ path, kind: 'dropped', from, to: '' });
  }

  /** Something that stands elsewhere in the file, or under another word. */
  change(path: string, from: string, to: string): void {
    this.losses.push({ path, kind: 'transliterated', from, to });
  }

  #tell(path: string, from: string, to: string, kind: Loss['kind']): void {
    if (from !== to) this.losses.push({ path, kind: to === '' ? 'dropped' : kind, from, to });
  }
}

export interface BlockLimits {
  readonly blocks_max: number;
  /** In characters (code points). */
  readonly length_max: number;
  /** The form's narrative may not break lines. */
  readonly is_one_line: boolean;
}

/** What XML 1.0 can carry and a reader can see; FinCEN takes UTF-8. */
const VISIBLE = '\\x20-\\x7E\\xA0-\\u{D7FF}\\u{E000}-\\u{FFFD}\\u{10000}-\\u{10FFFF}';
const PLAIN = new RegExp(`^(?! )[${VISIBLE}]+(?<! )$`, 'u');
const LINE: Alphabet = {
  id: 'fincen.line',
  title: { en: 'FinCEN field', es: 'campo de FinCEN' },
  characters: VISIBLE,
  trimmed: true,
  capitals: false,
  length_max: null,
};
const LINES: Alphabet = { ...LINE, characters: `${VISIBLE}\\n\\t\\r`, trimmed: false };

function lengthOf(text: string): number {
  return text.length <= 35 ? text.length : [...text].length;
}

/** Parts within a length, broken after a blank in the last tenth where there is one. */
function split(text: string, length_max: number): string[] {
  if (text.length <= length_max) return [text];
  let left = [...text];
  const parts: string[] = [];
  while (left.length > length_max) {
    const tail = left.slice(0, length_max).findLastIndex((character) => /\s/u.test(character));
    const end = tail >= length_max * 0.9 ? tail + 1 : length_max;
    parts.push(left.slice(0, end).join(''));
    left = left.slice(end);
  }
  return [...parts, left.join('')];
}

function shown(text: string): string {
  return [...text].slice(0, 60).join('');
}
