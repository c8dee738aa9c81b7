/** The records of an XML file of any size, each as a small tree of local names. */
import { TextDecoder } from 'node:util';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import type { RecordPlace } from './reader.js';

/** Prefixes and namespaces are left off. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

/** An element that was asked for, or why none can be read from here on. */
export type XmlRecord = RecordPlace &
  ({ readonly element: XmlElement } | { readonly code: string; readonly value: string });

/** `records`: names of the elements to give out; `skip`: names of what is never looked at. */
export interface XmlNames {
  readonly records: readonly string[];
  readonly skip: readonly string[];
}

/**
 * Streams with the memory of one record. A DOCTYPE ends the reading (`xml_doctype`): no entity is
 * expanded, no file fetched. So does XML that is broken (`xml_malformed`) or ends too soon
 * (`xml_truncated`); what came before was given out.
 */
export async function* readXmlRecords(
  bytes: AsyncIterable<Uint8Array>,
  names: XmlNames,
): AsyncGenerator<XmlRecord> {
  const found: XmlRecord[] = [];
  const scanner = new RecordScanner(names, found);
  let decoder: TextDecoder | null = null;
  for await (const chunk of bytes) {
    decoder ??= decoderFor(chunk);
    scanner.write(decoder.decode(chunk, { stream: true }));
    yield* found.splice(0);
    if (scanner.is_stopped) return;
  }
  scanner.close(decoder?.decode() ?? '');
  yield* found;
}

/** The first element at a path of names below this one. */
export function elementAt(
  element: XmlElement | null,
  ...path: readonly string[]
): XmlElement | null {
  let found = element;
  for (const name of path) found = found?.children.find((each) => each.name === name) ?? null;
  return found;
}

/** Its text; null where there is no such element, or nothing in it. */
export function xmlTextAt(element: XmlElement | null, ...path: readonly string[]): string | null {
  return elementAt(element, ...path)?.text || null;
}

/** All children of a name. */
export function elementsOf(element: XmlElement | null, name: string): readonly XmlElement[] {
  return element?.children.filter((each) => each.name === name) ?? [];
}

const CHARACTERS_MAX = 4_000_000;
const DEPTH_MAX = 100;

class RecordScanner {
  is_stopped = false;
  readonly #parser = new SaxesParser({ xmlns: false });
  readonly #names: XmlNames;
  readonly #found: XmlRecord[];
  /** Open elements of the record at hand, outermost first. */
  #open: XmlElement[] = [];
  #depth = 0;
  #skipped_from = Number.POSITIVE_INFINITY;
  #line = 1;
  #size = 0;
  #is_ending = false;

  constructor(names: XmlNames, found: XmlRecord[]) {
    this.#names = names;
    this.#found = found;
    this.#parser.on('opentagstart', () => {
      if (this.#open.length === 0) this.#line = this.#parser.line;
    });
    this.#parser.on('opentag', (tag) => this.#enter(tag));
    this.#parser.on('closetag', () => this.#leave());
    this.#parser.on('text', (text) => this.#say(text));
    this.#parser.on('cdata', (text) => this.#say(text));
    this.#parser.on('doctype', () => this.#stop('xml_doctype', 'DOCTYPE'));
    this.#parser.on('error', (error) => this.#fail(error.message));
  }

  write(text: string): void {
    if (this.is_stopped) return;
    this.#parser.write(text);
    this.#size += text.length;
    if (this.#size > CHARACTERS_MAX) this.#stop('record_long', this.#open[0]?.name ?? '');
  }

  close(rest: string): void {
    this.write(rest);
    this.#is_ending = true;
    if (!this.is_stopped) this.#parser.close();
  }

  #enter(tag: SaxesTagPlain): void {
    this.#depth++;
    if (this.is_stopped || this.#depth > this.#skipped_from) return;
    if (this.#depth > DEPTH_MAX) this.#stop('xml_malformed', tag.name);
    const name = localName(tag.name);
    if (this.#names.skip.includes(name)) {
      this.#skipped_from = this.#depth;
      return;
    }
    const outer = this.#open.at(-1);
    if (!outer && !this.#names.records.includes(name)) {
      this.#size = 0;
      return;
    }
    const element = { name, attributes: attributesOf(tag), children: [], text: '' };
    outer?.children.push(element);
    this.#open.push(element);
  }

  #leave(): void {
    const depth = this.#depth--;
    if (this.is_stopped || depth > this.#skipped_from) return;
    if (depth === this.#skipped_from) {
      this.#skipped_from = Number.POSITIVE_INFINITY;
      return;
    }
    const element = this.#open.pop();
    if (!element || this.#open.length > 0) return;
    this.#found.push({ element, line: this.#line });
    this.#size = 0;
  }

  #say(text: string): void {
    const here = this.#depth >= this.#skipped_from ? undefined : this.#open.at(-1);
    if (here) here.text = [here.text, text.trim()].filter(Boolean).join(' ');
  }

  #fail(message: string): void {
    const reason = message.replace(/^[\d:]+ /, '');
    if (/doctype/i.test(reason)) this.#stop('xml_doctype', 'DOCTYPE');
    else if (this.#is_ending) this.#stop('xml_truncated', this.#open[0]?.name ?? '');
    else this.#stop('xml_malformed', reason);
  }

  #stop(code: string, value: string): void {
    if (!this.is_stopped) this.#found.push({ code, value, line: this.#parser.line });
    this.is_stopped = true;
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function attributesOf(tag: SaxesTagPlain): Record<string, string> {
  const entries = Object.entries(tag.attributes);
  return Object.fromEntries(entries.map(([name, value]) => [localName(name), value.trim()]));
}

/** By byte-order mark, else as the declaration says; an unknown name is UTF-8. */
function decoderFor(head: Uint8Array): TextDecoder {
  if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le');
  if (head[0] === 0xfe && head[1] === 0xff) return new TextDecoder('utf-16be');
  const text = Buffer.from(head.subarray(0, 200)).toString('latin1');
  const name = /<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)["']/.exec(text)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(/^utf-?16/i.test(name) ? 'utf-8' : name);
  } catch {
    return new TextDecoder('utf-8');
  }
}
