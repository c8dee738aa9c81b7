/** One pass over XML text: elements with places, flaws kept with the payment in which they are. */
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { LIMITS, present } from '../../base/index.js';
import type { MessageReject } from '../message-reader.js';
import { reject } from './draft.js';
import { BARE_AMPERSAND, guardAmpersands, restoreText } from './xml-text.js';

/** An element by its local name. One that is given out is no child of its parent any more. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly parent: XmlElement | null;
  readonly children: XmlElement[];
  text: string;
  readonly line: number;
  readonly column: number;
  /** What is broken in it: then it is no payment that can be trusted. */
  flaw: MessageReject | null;
}

export type XmlItem = { readonly element: XmlElement } | { readonly reject: MessageReject };

/** Local names: `give` are handed out and forgotten, `skip` are never kept (balances, charges). */
export interface XmlNames {
  readonly give: ReadonlySet<string>;
  readonly skip: ReadonlySet<string>;
}

/** An open element, whether it is kept, and what it holds besides the elements given out of it. */
interface Open {
  /** As the file writes it, with its prefix. */
  readonly tag: string;
  readonly element: XmlElement;
  readonly isGiven: boolean;
  readonly isKept: boolean;
  size: number;
}

/** Pushes what it finds to a queue. After `isStopped` nothing more of the text is looked at. */
export class XmlScanner {
  isStopped = false;
  readonly #parser = new SaxesParser({ xmlns: false, fragment: true });
  readonly #open: Open[] = [];
  /** What the close tag at hand closes, innermost first. */
  readonly #closing: Open[] = [];
  #isClosingMore = false;
  readonly #strays: string[] = [];
  readonly #names: XmlNames;
  readonly #queue: XmlItem[];
  readonly #lines_before: number;
  #start: { readonly line: number; readonly column: number } | null = null;
  #complaints = 0;
  #last_event = 0;
  #isEnding = false;

  constructor(names: XmlNames, queue: XmlItem[], lines_before = 0) {
    this.#names = names;
    this.#queue = queue;
    this.#lines_before = lines_before;
    this.#parser.on('opentagstart', (tag) => this.#begin(tag.name));
    this.#parser.on('opentag', (tag) => this.#enter(tag));
    this.#parser.on('closetag', () => this.#leave());
    this.#parser.on('text', (text) => this.#say(text));
    this.#parser.on('cdata', (text) => this.#say(text));
    this.#parser.on('doctype', () => this.#stop('xml_doctype', 'DOCTYPE'));
    this.#parser.on('error', (error) => this.#fail(error.message.replace(/^[\d:]+ /, '')));
  }

  write(text: string): void {
    if (this.isStopped) return;
    this.#parser.write(text);
    this.#finish();
    if (this.#parser.position - this.#last_event > LIMITS.line_characters_max)
      this.#stop('xml_too_long', this.#open.at(-1)?.element.name ?? '');
  }

  close(): void {
    if (this.isStopped) return;
    this.#isEnding = true;
    this.#parser.close();
    this.#finish();
    if (this.#open.length > 0) this.#truncated();
  }

  #place() {
    const { line, columnIndex } = this.#parser;
    return { line: line + this.#lines_before, column: columnIndex + 1 };
  }

  #stop(code: string, value: string): void {
    if (!this.isStopped) this.#queue.push(reject(code, value, this.#place()));
    this.isStopped = true;
  }

  /** The parser goes on after a mistake; the payment around it does not count as read. */
  #fail(message: string): void {
    if (this.isStopped) return;
    if (this.#isEnding) this.#truncated();
    else if (message === UNEXPECTED) this.#isClosingMore = true;
    else if (message.startsWith(UNMATCHED)) this.#close(message.slice(UNMATCHED.length, -1));
    else if (message.includes('doctype')) this.#stop('xml_doctype', 'DOCTYPE');
    else if (!HARMLESS.test(message)) this.#complain(message);
  }

  #complain(message: string, closing?: Open): void {
    const flaw = reject('xml_malformed', message, this.#place()).reject;
    const payment = closing?.isGiven ? closing : this.#open.findLast((open) => open.isGiven);
    if (payment) payment.element.flaw ??= flaw;
    else if (this.#complaints++ < COMPLAINTS_MAX) this.#queue.push({ reject: flaw });
  }

  #truncated(): void {
    this.#stop('xml_truncated', this.#open.at(-1)?.element.name ?? '');
  }

  #begin(name: string): void {
    const { line, column } = this.#place();
    const start = column - name.length - 2;
    this.#start = start < 1 ? { line: Math.max(1, line - 1), column: 1 } : { line, column: start };
  }

  #enter(tag: SaxesTagPlain): void {
    this.#finish();
    this.#last_event = this.#parser.position;
    if (this.isStopped) return;
    if (this.#open.length >= DEPTH_MAX) {
      this.#stop('xml_malformed', tag.name);
      return;
    }
    const outer = this.#open.at(-1);
    const name = localName(tag.name);
    const { line, column } = this.#start ?? this.#place();
    const attributes = attributesOf(tag);
    const parent = outer?.element ?? null;
    const element = { name, attributes, parent, children: [], text: '', line, column, flaw: null };
    const isGiven = this.#names.give.has(name);
    const isWanted = (outer?.isKept ?? true) && !this.#names.skip.has(name);
    const isKept = isWanted && (isGiven || this.#mayKeep(ELEMENT_SIZE));
    if (isKept) parent?.children.push(element);
    this.#open.push({ tag: tag.name, element, isGiven, isKept, size: 0 });
  }

  /** A given element stands among its parent's children only while it is open. */
  #leave(): void {
    if (!this.#isClosingMore) this.#finish();
    this.#isClosingMore = false;
    this.#last_event = this.#parser.position;
    const closed = this.#open.pop();
    if (closed) this.#closing.push(closed);
  }

  /**
   * A close tag that matches nothing makes the parser close everything: that is undone, and from
   * then on this stack says what a close tag closes.
   */
  #close(tag: string): void {
    while (this.#isClosingMore && this.#closing.length > 0)
      this.#open.push(present(this.#closing.pop(), 'what was closed'));
    this.#finish();
    this.#strays.push(`</${tag}>`);
    const from = this.#open.findLastIndex((open) => open.tag === tag);
    if (from < 0) this.#complain(`${UNMATCHED}${tag}`);
    else this.#closing.push(...this.#open.splice(from).reverse());
    this.#finish();
  }

  /** Gives out what has been closed; what an outer close tag had to close is broken. */
  #finish(): void {
    this.#isClosingMore = false;
    if (this.#closing.length > 1) this.#break();
    const closed = this.#closing.splice(0);
    for (const { element, isGiven, isKept } of closed) {
      if (this.isStopped) return;
      if (!isGiven || !isKept) continue;
      element.parent?.children.pop();
      this.#queue.push({ element });
    }
  }

  /** Marks the innermost payment that lacks a close tag, or else the one around. */
  #break(): void {
    const flaw = reject('xml_malformed', UNEXPECTED, this.#place()).reject;
    const lacking = this.#closing.slice(0, -1).find((open) => open.isGiven);
    if (lacking) lacking.element.flaw ??= flaw;
    else this.#complain(UNEXPECTED, this.#closing.at(-1));
  }

  #say(written: string): void {
    this.#finish();
    const strays = this.#strays.splice(0);
    const text = strays.reduce((rest, stray) => rest.replace(stray, ''), written);
    this.#last_event = this.#parser.position;
    const here = this.#open.at(-1);
    if (this.isStopped || !here?.isKept || text.trim() === '') return;
    if (ENVELOPED.test(text)) this.#readInside(text);
    else if (this.#mayKeep(text.length))
      here.element.text = [here.element.text, restoreText(text)].filter(Boolean).join(' ');
  }

  /** Wrappers put a whole document into text or CDATA: it is read like the rest. */
  #readInside(text: string): void {
    const lines_before = this.#place().line - text.split('\n').length;
    const inner = new XmlScanner(this.#names, this.#queue, Math.max(0, lines_before));
    inner.write(guardAmpersands(text.replaceAll(BARE_AMPERSAND, '&')));
    inner.close();
  }

  /** Counts what a payment holds; too much of it is dropped, and the payment refused. */
  #mayKeep(size: number): boolean {
    const scope = this.#open.findLast((open) => open.isGiven) ?? this.#open[0];
    if (!scope) return true;
    scope.size += size;
    if (scope.size <= LIMITS.line_characters_max) return true;
    scope.element.flaw ??= reject('xml_too_long', scope.element.name, this.#place()).reject;
    return false;
  }
}

const ENVELOPED = /<\/(?:[\w.-]+:)?(?:Document|SPEI_Tercero)\s*>\s*(?:<\/[\w.:-]+\s*>\s*)*$/;
const HARMLESS = /XML declaration|processing instruction|disallowed character\.|only one root/i;
/** How the parser says that a close tag closed more than itself, or matched nothing. */
const UNEXPECTED = 'unexpected close tag.';
const UNMATCHED = 'unmatched closing tag: ';
const COMPLAINTS_MAX = 100;
const DEPTH_MAX = 200;
/** What an element costs besides its text, in characters. */
const ELEMENT_SIZE = 100;

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function attributesOf(tag: SaxesTagPlain): Record<string, string> {
  const entries = Object.entries(tag.attributes);
  return Object.fromEntries(entries.map(([key, value]) => [localName(key), restoreText(value)]));
}
