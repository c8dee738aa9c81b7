import { SaxesParser, type SaxesTagNS } from 'saxes';
import { Fault, LIMITS, type Place } from '../../base/index.js';
import type { NodePlace } from './node.js';
import { Utf8Text } from './utf8-text.js';

/** An element as it opens. */
export interface XmlTag {
  /** Local name. */
  readonly name: string;
  readonly prefix: string;
  /** Empty: none. */
  readonly namespace: string;
  /** Those that mean something. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly number: string | null;
  readonly place: NodePlace;
}

/** Hears what a file says. Text comes in pieces. */
export interface XmlListener {
  open(tag: XmlTag): void;
  text(text: string): void;
  close(): void;
}

export interface XmlSource {
  /** As messages name it. */
  readonly file: string;
  /** The attribute that only numbers; null: none does. */
  readonly numbered: string | null;
  /** The authority's limit for a file. */
  readonly bytes_max: number;
}

/**
 * Reads XML as it comes and refuses what no filing needs and attackers use: DOCTYPE and entities
 * (so nothing is fetched and nothing expands), other encodings than UTF-8, control characters,
 * endless texts and nesting, more bytes than the limit. Throws a `Fault` with its place at the
 * first of them; what came before was told.
 */
export class XmlScanner {
  /** Elements that are open. */
  depth = 0;
  readonly #parser = new SaxesParser({
    xmlns: true,
    defaultXMLVersion: '1.0',
    forceXMLVersion: true,
  });
  readonly #decoder = new Utf8Text();
  readonly #source: XmlSource;
  readonly #listener: XmlListener;
  readonly #names = new Map<string, string>();
  #bytes = 0;
  #last_event = 0;
  /** Where the line of the last event began: a tag's name may be followed by a line end. */
  #line = { number: 1, start: 0 };
  #start: NodePlace = { line: 1, column: 1 };
  #open_name = '';
  /** Characters that the parser was given. */
  #fed = 0;
  #stray: { readonly place: NodePlace; readonly position: number } | null = null;
  #isParsing = false;
  #isEnding = false;
  #hasRoot = false;
  #hasDoctype = false;

  constructor(source: XmlSource, listener: XmlListener) {
    this.#source = source;
    this.#listener = listener;
    const parser = this.#parser;
    parser.on('xmldecl', ({ encoding }) => this.#declare(encoding));
    parser.on('doctype', () => this.#refuse('filing.xml_doctype'));
    parser.on('error', (error) => this.#fail(error.message.replace(/^[\d:]+ /, '')));
    parser.on('opentagstart', (tag) => this.#begin(tag.name));
    parser.on('opentag', (tag) => this.#open(tag as SaxesTagNS));
    parser.on('closetag', () => this.#close());
    parser.on('text', (text) => this.#say(text));
    parser.on('cdata', (text) => this.#say(text));
    parser.on('comment', () => this.#mark());
    parser.on('processinginstruction', () => this.#mark());
  }

  /** Whether the file began with the byte-order mark of UTF-8. */
  get hasBom(): boolean {
    return this.#decoder.hasBom;
  }

  write(chunk: Uint8Array): void {
    for (let from = 0; from < chunk.length; from += STEP_BYTES) {
      const step = chunk.subarray(from, from + STEP_BYTES);
      this.#bytes += step.length;
      const { bytes_max } = this.#source;
      if (this.#bytes > bytes_max) throw this.#fault('filing.file_large', { bytes_max });
      this.#feed(this.#decoder.write(step));
    }
  }

  end(): void {
    this.#feed(this.#decoder.end());
    this.#isEnding = true;
    this.#parser.close();
  }

  #feed(text: string): void {
    const stray = text.search(STRAY);
    if (stray >= 0) {
      this.#parse(text.slice(0, stray));
      this.#stray = { place: this.#here(), position: this.#fed };
    }
    const rest = stray < 0 ? text : text.slice(stray);
    const control = rest.search(CONTROL);
    this.#parse(control < 0 ? rest : rest.slice(0, control));
    if (control >= 0) this.#refuse('filing.xml_control', { value: codePoint(rest, control) });
    const { flaw } = this.#decoder;
    if (flaw?.kind === 'utf16') this.#refuse('filing.xml_encoding', { value: 'UTF-16' });
    if (flaw) this.#refuse('filing.xml_utf8', { value: flaw.value, byte: flaw.offset + 1 });
    if (this.#fed - this.#last_event > LIMITS.line_characters_max) this.#refuseLong();
  }

  #parse(text: string): void {
    this.#isParsing = true;
    this.#parser.write(text);
    this.#isParsing = false;
    this.#fed += text.length;
    if (!this.#hasRoot) this.#hasDoctype ||= text.includes('<!DOCTYPE');
  }

  #refuseLong(): never {
    if (this.#hasDoctype && !this.#hasRoot) this.#refuse('filing.xml_doctype');
    const characters_max = LIMITS.line_characters_max;
    this.#refuseStray();
    this.#refuse('filing.xml_text_long', { value: this.#open_name, characters_max });
  }

  /** An ampersand that begins no reference makes the parser look for its end through the file. */
  #refuseStray(): void {
    const stray = this.#stray;
    if (stray && stray.position >= this.#last_event)
      this.#refuse('filing.xml_entity', {}, stray.place);
  }

  /** Where the parser stands; its own column is right only while it parses. */
  #here(): NodePlace {
    const { line, columnIndex, position } = this.#parser;
    const column = this.#isParsing ? columnIndex : this.#fed - (position - columnIndex);
    return { line, column: column + 1 };
  }

  #declare(encoding: string | undefined): void {
    if (encoding !== undefined && !READABLE.test(encoding))
      this.#refuse('filing.xml_encoding', { value: encoding });
  }

  /** The name of a tag has been read, and the character behind it. */
  #begin(name: string): void {
    const { line, columnIndex, position } = this.#parser;
    const start = columnIndex - name.length - 1;
    const isBroken = start < 1;
    this.#start = isBroken
      ? { line: line - 1, column: position - name.length - 1 - this.#line.start }
      : { line, column: start };
  }

  #open(tag: SaxesTagNS): void {
    this.#mark();
    this.#hasRoot = true;
    this.#open_name = tag.local;
    this.depth++;
    if (this.depth > DEPTH_MAX)
      this.#refuse('filing.xml_deep', { value: tag.local, depth_max: DEPTH_MAX });
    const { attributes, number } = this.#attributesOf(tag);
    const { prefix, uri: namespace } = tag;
    const name = this.#nameOf(tag.local);
    this.#listener.open({ name, prefix, namespace, attributes, number, place: this.#start });
  }

  #close(): void {
    this.#mark();
    this.depth--;
    this.#listener.close();
  }

  #say(text: string): void {
    this.#mark();
    if (this.depth > 0) this.#listener.text(text);
  }

  #mark(): void {
    const { line, columnIndex, position } = this.#parser;
    this.#last_event = position;
    if (line !== this.#line.number) this.#line = { number: line, start: position - columnIndex };
  }

  /** One text for all elements of a name: compared at once, and no piece of the file held by it. */
  #nameOf(local: string): string {
    const known = this.#names.get(local);
    if (known !== undefined) return known;
    if (this.#names.size < NAMES_MAX) this.#names.set(local, local);
    return local;
  }

  #attributesOf(tag: SaxesTagNS) {
    const attributes: Record<string, string> = {};
    let number: string | null = null;
    for (const name in tag.attributes) {
      const said = tag.attributes[name];
      if (!said) continue;
      const { prefix, uri, value } = said;
      if (prefix === 'xmlns' || name === 'xmlns' || uri === XSI) continue;
      if (name === this.#source.numbered) number = value;
      else if (prefix === '' || prefix === 'xml') attributes[name] = value;
      else this.#refuse('filing.xml_attribute', { value: name }, this.#start);
    }
    return { attributes, number };
  }

  /** What the parser found wrong. */
  #fail(message: string): never {
    if (/doctype/.test(message)) this.#refuse('filing.xml_doctype');
    if (message === NO_ROOT || (this.#isEnding && !this.#hasRoot))
      this.#refuse('filing.xml_no_root');
    if (/character entity/.test(message)) this.#refuse('filing.xml_reference');
    if (this.#isEnding || /entity/.test(message)) this.#refuseStray();
    if (this.#isEnding) this.#refuse('filing.xml_truncated', { value: this.#open_name });
    if (/entity/.test(message)) this.#refuse('filing.xml_entity');
    this.#refuse('filing.xml_malformed', { reason: message.replace(/\.$/, '') });
  }

  #refuse(
    code: string,
    params: Readonly<Record<string, string | number>> = {},
    place?: NodePlace,
  ): never {
    throw this.#fault(code, params, place ?? this.#here());
  }

  #fault(code: string, params: Readonly<Record<string, string | number>>, at?: NodePlace): Fault {
    const place: Place = { file: this.#source.file, ...at };
    return new Fault(code, params, place);
  }
}

export const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
/** Nested deeper than any form; a stack must not be the judge. */
const DEPTH_MAX = 100;
/** No form has as many; an attacker's file may. */
const NAMES_MAX = 10_000;
const STEP_BYTES = 1 << 16;
/** What XML 1.0 has no place for (section 2.2). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;
/** An ampersand that begins neither one of XML's own entities nor a character reference. */
const STRAY = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-fA-F]{1,6});)/;
/** ASCII is a part of UTF-8. */
const READABLE = /^(utf-?8|us-ascii|ascii)$/i;
const NO_ROOT = 'document must contain a root element.';

function codePoint(text: string, at: number): string {
  const code = text.charCodeAt(at).toString(16).toUpperCase();
  return `U+${code.padStart(4, '0')}`;
}
