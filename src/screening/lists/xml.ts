/** Streams the records of a list's XML: elements of given names, each with all that it holds. */
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { Fault, type Place } from '../../base/index.js';
import { BOUNDS } from './bounds.js';
import type { XmlElement } from './element.js';
import type { Tally } from './tally.js';

export interface XmlInput {
  readonly file: string;
  readonly text: AsyncIterable<string>;
  /** Local names of the elements to give out; what lies outside them is passed over. */
  readonly records: ReadonlySet<string>;
  readonly tally: Tally;
}

/** A record, and where it is broken: then its content cannot be trusted. */
export interface XmlRecord {
  readonly element: XmlElement;
  readonly flaw: string | null;
  /** Characters of it were damaged, and it is given as well as they could be repaired. */
  readonly is_repaired: boolean;
  /** What it holds, in characters. */
  readonly size: number;
}

/**
 * Refuses a DOCTYPE, so that no entity can be defined, expanded or fetched. Control characters,
 * which XML forbids and official files contain, are repaired and counted; bare ampersands are
 * taken as text. A document that does not end is a fault: the file was cut short.
 */
export async function* readXml(input: XmlInput): AsyncGenerator<XmlRecord> {
  const scanner = new RecordScanner(input);
  const clean = createCleaner(input);
  let rest = '';
  for await (const piece of input.text) {
    const whole = rest + piece;
    const cut = whole.lastIndexOf('&');
    const keep = cut >= 0 && whole.length - cut < REFERENCE_CHARACTERS_MAX ? cut : whole.length;
    rest = whole.slice(keep);
    scanner.write(clean(whole.slice(0, keep)));
    yield* scanner.found.splice(0);
  }
  scanner.write(clean(rest));
  scanner.close();
  yield* scanner.found.splice(0);
}

class RecordScanner {
  readonly found: XmlRecord[] = [];
  readonly #parser = new SaxesParser({ xmlns: false, fragment: false });
  readonly #open: XmlElement[] = [];
  readonly #input: XmlInput;
  #depth = 0;
  #size = 0;
  #flaw: string | null = null;
  #is_repaired = false;
  #fault: Fault | null = null;
  #is_ending = false;

  constructor(input: XmlInput) {
    this.#input = input;
    this.#parser.on('opentag', (tag) => this.#enter(tag));
    this.#parser.on('closetag', () => this.#leave());
    this.#parser.on('text', (text) => this.#say(text));
    this.#parser.on('cdata', (text) => this.#say(text));
    this.#parser.on('doctype', () => this.#stop(new Fault('lists.doctype', {}, this.#place())));
    this.#parser.on('error', (error) => this.#complain(error.message.replace(/^[\d:]+ /, '')));
  }

  write(text: string): void {
    this.#parser.write(text);
    if (this.#fault) throw this.#fault;
  }

  close(): void {
    this.#is_ending = true;
    this.#parser.close();
    if (this.#fault) throw this.#fault;
  }

  #place(): Place {
    return { file: this.#input.file, line: this.#parser.line };
  }

  #stop(fault: Fault): void {
    this.#fault ??= fault;
  }

  #complain(message: string): void {
    if (/doctype/i.test(message)) this.#stop(new Fault('lists.doctype', {}, this.#place()));
    else if (this.#is_ending) {
      const where = this.#open.at(-1)?.name ?? '';
      this.#stop(new Fault('lists.cut_short', { where }, this.#place()));
    } else if (this.#open.length > 0) this.#flaw ??= message;
    else if (!HARMLESS.test(message)) {
      this.#stop(new Fault('lists.xml_broken', { reason: message }, this.#place()));
    }
  }

  #enter(tag: SaxesTagPlain): void {
    if (++this.#depth > BOUNDS.xml_depth_max)
      this.#stop(new Fault('lists.xml_deep', { max: BOUNDS.xml_depth_max }, this.#place()));
    const name = localName(tag.name);
    const outer = this.#open.at(-1);
    if (!outer && !this.#input.records.has(name)) return;
    const attributes = this.#restored(tag.attributes as Record<string, string>);
    const { line } = this.#parser;
    const element = { name, attributes, children: [], text: '', line, was_used: false };
    outer?.children.push(element);
    this.#open.push(element);
    this.#grow(name.length + ELEMENT_SIZE);
  }

  #leave(): void {
    this.#depth--;
    const element = this.#open.pop();
    if (!element) return;
    element.text = element.text.replace(/\s+/g, ' ').trim();
    if (this.#open.length > 0) return;
    const is_repaired = this.#is_repaired || this.#isForeign(element.line);
    this.found.push({ element, flaw: this.#flaw, is_repaired, size: this.#size });
    this.#flaw = null;
    this.#is_repaired = false;
    this.#size = 0;
  }

  #say(text: string): void {
    const here = this.#open.at(-1);
    if (!here) return;
    here.text += this.#restore(text);
    this.#grow(text.length);
  }

  #restored(attributes: Readonly<Record<string, string>>): Record<string, string> {
    return Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [name, this.#restore(value)]),
    );
  }

  #restore(text: string): string {
    if (!MARKED.test(text)) return text;
    this.#is_repaired ||= REPAIRED.test(text);
    return text.replace(MARKS, (mark) => {
      const character = String.fromCharCode(mark.charCodeAt(0) - MARK);
      return TYPOGRAPHIC[character] ?? character;
    });
  }

  /** A line of another encoding in a file that says it is UTF-8, or says nothing, is a guess. */
  #isForeign(first: number): boolean {
    const { lines } = this.#input.tally.damageOf(this.#input.file);
    if (lines.size === 0 || !/^(utf-?8)?$/i.test(this.#parser.xmlDecl.encoding ?? '')) return false;
    for (let line = first; line <= this.#parser.line; line++) if (lines.has(line)) return true;
    return false;
  }

  #grow(size: number): void {
    this.#size += size;
    const max = BOUNDS.record_characters_max;
    if (this.#size > max) this.#stop(new Fault('lists.record_long', { max }, this.#place()));
  }
}

/** What stands for a character on its way through the parser lies this far above it. */
const MARK = 0xe000;
const BARE_AMPERSAND = '\uE026';
const BARE_LESS = '\uE03C';
const MARKS = /[\uE013-\uE01D\uE026\uE03C]/g;
const MARKED = /[\uE013-\uE01D\uE026\uE03C\uFFFD]/;
/** A bare ampersand is bad style; all others were something else once. */
const REPAIRED = /[\uE013-\uE01D\uE03C\uFFFD]/;
const REFERENCE_CHARACTERS_MAX = 12;
const ELEMENT_SIZE = 60;
const HARMLESS = /XML declaration|processing instruction|only one root|text data outside/i;

/**
 * A publisher cut each character to its low byte: typographic quotes became control characters,
 * Cyrillic letters became `<`. Quotes are put back, other control characters become the
 * replacement character; once such a character was seen, a `<` that begins no tag is text.
 */
function createCleaner({ tally, file }: XmlInput): (text: string) => string {
  let is_damaged = false;
  const forbidden = new RegExp(FORBIDDEN, 'g');
  return (text) => {
    const guarded = text.includes('&') ? text.replace(NO_REFERENCE, BARE_AMPERSAND) : text;
    is_damaged ||= FORBIDDEN.test(guarded);
    if (!is_damaged) return guarded;
    const repaired = guarded.replace(forbidden, (character) => {
      tally.note('control_characters', { file });
      const known = TYPOGRAPHIC[character] !== undefined;
      return known ? String.fromCharCode(MARK + character.charCodeAt(0)) : '\uFFFD';
    });
    return repaired.replace(NO_TAG, BARE_LESS);
  };
}

const NO_REFERENCE = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-fA-F]{1,6});)/g;
const NO_TAG = /<(?![!?]|\/?[A-Za-z_][\w.:-]*(?:\s[^<>]*)?\/?>)/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point.
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;
const TYPOGRAPHIC: Readonly<Record<string, string>> = {
  '\u0013': '\u2013',
  '\u0014': '\u2014',
  '\u0018': '\u2018',
  '\u0019': '\u2019',
  '\u001C': '\u201C',
  '\u001D': '\u201D',
};

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
