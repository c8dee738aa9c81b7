/** The records of a JSON file of any size: an array, lines, or objects one after another. */
import type { RecordPlace } from './reader.js';
import { readTextLines } from './text-lines.js';

export type JsonObject = Readonly<Record<string, unknown>>;

/** A JSON object with its place, or why there is none. */
export type JsonRecord = RecordPlace &
  ({ readonly object: JsonObject } | { readonly code: string; readonly value: string });

/**
 * Yields each element of a file that is an array, each line of a file of lines, else each object.
 * What is broken costs one record; a file that ends inside a record yields `json_truncated` with
 * the line where that record begins. Memory is that of one record.
 */
export async function* readJsonRecords(
  bytes: AsyncIterable<Uint8Array>,
  head: string,
): AsyncGenerator<JsonRecord> {
  if (isLines(head)) {
    for await (const { number, text, is_cut } of readTextLines(bytes, RECORD_CHARACTERS_MAX))
      if (is_cut) yield { code: 'record_long', value: shown(text), line: number };
      else if (text.trim() !== '') yield parseRecord(text, number);
    return;
  }
  const decoder = new TextDecoder();
  const splitter = new ElementSplitter();
  for await (const chunk of bytes) yield* splitter.write(decoder.decode(chunk, { stream: true }));
  yield* splitter.write(decoder.decode());
  yield* splitter.end();
}

/** The first line is an object of its own: so is each of the others, or it is broken. */
function isLines(head: string): boolean {
  const line = head.replace(/^[\uFEFF\s]+/, '').split('\n', 1)[0] ?? '';
  return line.startsWith('{') && 'object' in parseRecord(line, 1);
}

/** Longer text is no record: a file of ten gigabytes without line ends must not fill the memory. */
const RECORD_CHARACTERS_MAX = 32_000_000;
const NESTING_MAX = 100;
const VALUE_SHOWN = 200;

/** Counts brackets outside strings; an element is what lies between two commas at no depth. */
class ElementSplitter {
  #array: 'none' | 'open' | 'closed' = 'none';
  #depth = 0;
  #is_string = false;
  #is_escaped = false;
  #is_begun = false;
  #line = 1;
  #began = 1;
  #text = '';
  #is_long = false;

  *write(text: string): Generator<JsonRecord> {
    let from = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === NEWLINE) this.#line++;
      if (this.#is_string) this.#passString(code);
      else if (code > SPACE && code !== BYTE_ORDER_MARK) {
        const is_between = this.#depth === 0 && this.#separates(code);
        if (is_between && this.#is_begun) yield this.#finish(text.slice(from, i));
        if (is_between) continue;
        if (!this.#is_begun) {
          this.#is_begun = true;
          this.#began = this.#line;
          from = i;
        }
        this.#pass(code);
        if (this.#depth > 0 || (code !== CLOSE_OBJECT && code !== CLOSE_ARRAY)) continue;
        this.#depth = 0;
        yield this.#finish(text.slice(from, i + 1));
      }
    }
    if (this.#is_begun) this.#keep(text.slice(from));
  }

  *end(): Generator<JsonRecord> {
    const is_cut = this.#depth > 0 || this.#is_string || this.#array === 'open';
    const line = this.#is_begun ? this.#began : this.#line;
    if (is_cut) yield { code: 'json_truncated', value: shown(this.#text), line };
    else if (this.#is_begun) yield this.#finish('');
  }

  /** The brackets of the outermost array and its commas are no elements. */
  #separates(code: number): boolean {
    if (code === OPEN_ARRAY && this.#array === 'none' && !this.#is_begun) {
      this.#array = 'open';
      return true;
    }
    if (this.#array === 'none') this.#array = 'closed';
    if (code === CLOSE_ARRAY && this.#array === 'open') {
      this.#array = 'closed';
      return true;
    }
    return code === COMMA;
  }

  #passString(code: number): void {
    if (this.#is_escaped) this.#is_escaped = false;
    else if (code === BACKSLASH) this.#is_escaped = true;
    else if (code === QUOTE) this.#is_string = false;
  }

  #pass(code: number): void {
    if (code === QUOTE) this.#is_string = true;
    else if (code === OPEN_OBJECT || code === OPEN_ARRAY) this.#depth++;
    else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) this.#depth--;
  }

  #keep(text: string): void {
    this.#is_long ||= this.#text.length + text.length > RECORD_CHARACTERS_MAX;
    if (!this.#is_long) this.#text += text;
  }

  #finish(rest: string): JsonRecord {
    this.#keep(rest);
    const [text, is_long, line] = [this.#text, this.#is_long, this.#began];
    this.#text = '';
    this.#is_long = false;
    this.#is_begun = false;
    return is_long ? { code: 'record_long', value: shown(text), line } : parseRecord(text, line);
  }
}

const NEWLINE = 10;
const SPACE = 32;
const QUOTE = 34;
const COMMA = 44;
const OPEN_ARRAY = 91;
const BACKSLASH = 92;
const CLOSE_ARRAY = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const BYTE_ORDER_MARK = 0xfeff;

function parseRecord(text: string, line: number): JsonRecord {
  if (isDeep(text)) return { code: 'json_deep', value: shown(text), line };
  try {
    const object = JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
    if (isObject(object)) return { object, line };
    return { code: 'json_no_object', value: shown(text), line };
  } catch {
    return { code: 'json_broken', value: shown(text), line };
  }
}

/** Brackets inside strings count too: an upper bound is enough. Few brackets cannot be deep. */
function isDeep(text: string): boolean {
  if (count(text, '{') + count(text, '[') <= NESTING_MAX) return false;
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth += bracket === '{' || bracket === '[' ? 1 : -1;
    if (depth > NESTING_MAX) return true;
  }
  return false;
}

/** How often a character stands in the text, up to where it matters. */
function count(text: string, character: string): number {
  let found = 0;
  let at = text.indexOf(character);
  while (at >= 0 && found <= NESTING_MAX) {
    found++;
    at = text.indexOf(character, at + 1);
  }
  return found;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(text: string): string {
  return text.trim().slice(0, VALUE_SHOWN);
}
