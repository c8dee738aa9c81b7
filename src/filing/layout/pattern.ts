/**
 * The regular expressions of XML Schema (Part 2, appendix F), as a tree. They are not those of
 * JavaScript: they hold for the whole text, `^` and `$` are plain characters, `\d` is a digit of
 * any script, and a class can be taken from another (`[a-z-[aeiou]]`).
 */
export type Pattern =
  | { readonly kind: 'choice'; readonly options: readonly Pattern[] }
  | { readonly kind: 'sequence'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'repeat'; readonly part: Pattern; readonly min: number; readonly max: number }
  | CharacterSet;

export interface CharacterSet {
  readonly kind: 'set';
  readonly negated: boolean;
  /** First and last code point of each range. */
  readonly ranges: readonly (readonly [number, number])[];
  /** `d`, `D`, `s`, `S`, `w`, `W`, `i`, `I`, `c`, `C`, or a Unicode category: `p{Lu}`, `P{L}`. */
  readonly classes: readonly string[];
  readonly without: CharacterSet | null;
}

export type PatternMistake =
  | 'alone'
  | 'bracket'
  | 'category'
  | 'count'
  | 'early'
  | 'empty'
  | 'escape'
  | 'hyphen'
  | 'range'
  | 'subtraction'
  | 'unclosed'
  | 'unopened';

/** Why a text is no pattern, and behind which of its characters (from 0). */
export class PatternError extends Error {
  readonly reason: PatternMistake;
  readonly at: number;

  constructor(reason: PatternMistake, at: number) {
    super(reason);
    this.reason = reason;
    this.at = at;
  }
}

/** Throws `PatternError`. */
export function parsePattern(text: string): Pattern {
  const reader = new Reader(text);
  const pattern = choice(reader);
  if (!reader.done) throw reader.error('unopened');
  return pattern;
}

class Reader {
  readonly #characters: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#characters = [...text];
  }

  get done(): boolean {
    return this.#at >= this.#characters.length;
  }

  peek(ahead = 0): string {
    return this.#characters[this.#at + ahead] ?? '';
  }

  next(): string {
    const character = this.peek();
    if (character === '') throw this.error('early');
    this.#at += 1;
    return character;
  }

  takes(character: string): boolean {
    if (this.peek() !== character) return false;
    this.#at += 1;
    return true;
  }

  error(reason: PatternMistake): PatternError {
    return new PatternError(reason, this.#at);
  }
}

function choice(reader: Reader): Pattern {
  const options = [sequence(reader)];
  while (reader.takes('|')) options.push(sequence(reader));
  const [only] = options;
  return options.length === 1 && only ? only : { kind: 'choice', options };
}

function sequence(reader: Reader): Pattern {
  const parts: Pattern[] = [];
  while (!reader.done && reader.peek() !== '|' && reader.peek() !== ')')
    parts.push(repeated(reader));
  const [only] = parts;
  return parts.length === 1 && only ? only : { kind: 'sequence', parts };
}

function repeated(reader: Reader): Pattern {
  const part = atom(reader);
  if (reader.takes('?')) return { kind: 'repeat', part, min: 0, max: 1 };
  if (reader.takes('*')) return { kind: 'repeat', part, min: 0, max: Infinity };
  if (reader.takes('+')) return { kind: 'repeat', part, min: 1, max: Infinity };
  if (!reader.takes('{')) return part;
  const min = count(reader);
  let max = min;
  if (reader.takes(',')) max = reader.peek() === '}' ? Infinity : count(reader);
  if (!reader.takes('}') || max < min) throw reader.error('count');
  return { kind: 'repeat', part, min, max };
}

function count(reader: Reader): number {
  let digits = '';
  while (/^[0-9]$/.test(reader.peek())) digits += reader.next();
  if (digits === '' || digits.length > 6) throw reader.error('count');
  return Number(digits);
}

function atom(reader: Reader): Pattern {
  const character = reader.next();
  if (character === '(') {
    const inside = choice(reader);
    if (!reader.takes(')')) throw reader.error('unclosed');
    return inside;
  }
  if (character === '[') return classOf(reader);
  if (character === '.') return set({ negated: true, ranges: points('\n\r') });
  if (character === '\\') {
    const found = escaped(reader);
    return found.is_class ? set({ classes: [found.text] }) : set({ ranges: points(found.text) });
  }
  if ('?*+{}]'.includes(character)) throw reader.error('alone');
  return set({ ranges: points(character) });
}

/** Behind `[`. */
function classOf(reader: Reader): CharacterSet {
  const negated = reader.takes('^');
  const ranges: (readonly [number, number])[] = [];
  const classes: string[] = [];
  let is_first = true;
  for (; !reader.takes(']'); is_first = false) {
    if (reader.peek() === '-' && reader.peek(1) === '[' && !is_first) {
      reader.next();
      reader.next();
      const without = classOf(reader);
      if (!reader.takes(']')) throw reader.error('subtraction');
      return { kind: 'set', negated, ranges, classes, without };
    }
    const from = member(reader, is_first);
    if (from.is_class) {
      classes.push(from.text);
      continue;
    }
    const is_range = reader.peek() === '-' && reader.peek(1) !== ']' && reader.peek(1) !== '[';
    const to = is_range && reader.next() ? member(reader, false) : from;
    const low = codePoint(from.text);
    const high = codePoint(to.text);
    if (to.is_class || high < low) throw reader.error('range');
    ranges.push([low, high]);
  }
  if (is_first) throw reader.error('empty');
  return { kind: 'set', negated, ranges, classes, without: null };
}

interface Member {
  readonly text: string;
  /** Whether it stands for a class of characters. */
  readonly is_class: boolean;
}

function member(reader: Reader, is_first: boolean): Member {
  const character = reader.next();
  if (character === '\\') return escaped(reader);
  if (character === '[') throw reader.error('bracket');
  // What other programs take it for differs; XML Schema admits it first and last only.
  if (character === '-' && !is_first && reader.peek() !== ']') throw reader.error('hyphen');
  return { text: character, is_class: false };
}

const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** Behind a backslash. */
function escaped(reader: Reader): Member {
  const character = reader.next();
  if (/^[dDsSwWiIcC]$/.test(character)) return { text: character, is_class: true };
  if (character === 'p' || character === 'P') {
    let category = '';
    if (!reader.takes('{')) throw reader.error('category');
    while (!reader.takes('}')) category += reader.next();
    if (!/^(L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?)$/.test(category))
      throw reader.error('category');
    return { text: `${character}{${category}}`, is_class: true };
  }
  const control = CONTROLS[character];
  if (control !== undefined) return { text: control, is_class: false };
  if (!/^[\\|.\-^?*+{}()[\]]$/.test(character)) throw reader.error('escape');
  return { text: character, is_class: false };
}

function set(parts: Partial<Omit<CharacterSet, 'kind'>>): CharacterSet {
  return { kind: 'set', negated: false, ranges: [], classes: [], without: null, ...parts };
}

function points(text: string): (readonly [number, number])[] {
  return [...text].map((character) => [codePoint(character), codePoint(character)] as const);
}

function codePoint(character: string): number {
  return character.codePointAt(0) ?? 0;
}
