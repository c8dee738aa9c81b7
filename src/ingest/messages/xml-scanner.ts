/** One pass over XML text: elements with places, flaws kept with the payment in which they are. */
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { LIMITS } from '../../base/index.js';
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
  readonly #names: XmlNames;
  readonly #queue: XmlItem[];
  readonly #lines_before: number;
  #start: { readonly line: number; readonly column: number } | null = null;
  #complaints = 0;
  #last_event = 0;
  #isClosing = false;

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
    if (this.#parser.position - this.#last_event > LIMITS.line_characters_max)
      this.#stop('xml_too_long', this.#open.at(-1)?.element.name ?? '');
  }

  close(): void {
    if (this.isStopped) return;
    this.#isClosing = true;
    this.#parser.close();
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
    if (this.#isClosing) this.#stop('xml_truncated', this.#open.at(-1)?.element.name ?? '');
    else if (message.includes('doctype')) this.#stop('xml_doctype', 'DOCTYPE');
    else if (!HARMLESS.test(message)) this.#complain(message);
  }

  #complain(message: string): void {
    const flaw = reject('xml_malformed', message, this.#place()).reject;
    const payment = this.#open.findLast((open) => open.isGiven);
    if (payment) payment.element.flaw ??= flaw;
    else if (this.#complaints++ < COMPLAINTS_MAX) this.#queue.push({ reject: flaw });
  }

  #begin(name: string): void {
    const { line, column } = this.#place();
    const start = column - name.length - 2;
    this.#start = start < 1 ? { line: Math.max(1, line - 1), column: 1 } : { line, column: start };
  }

  #enter(tag: SaxesTagPlain): void {
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
    this.#open.push({ element, isGiven, isKept, size: 0 });
  }

  /** A given element stands among its parent's children only while it is open. */
  #leave(): void {
    this.#last_event = this.#parser.position;
    const closed = this.#open.pop();
    if (this.isStopped || !closed?.isGiven || !closed.isKept) return;
    closed.element.parent?.children.pop();
    this.#queue.push({ element: closed.element });
  }

  #say(text: string): void {
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
