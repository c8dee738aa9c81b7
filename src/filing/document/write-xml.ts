import { assert, Fault, present } from '../../base/index.js';
import { chainOf, type Level, sameLevel } from './frame-levels.js';
import type { DocumentNode } from './node.js';
import { attributesText, escapeText } from './xml-escape.js';
import { XSI } from './xml-scanner.js';

export interface XmlStyle {
  /** Empty or null: none. */
  readonly namespace: string | null;
  /** On every tag; empty: the namespace is the default one. */
  readonly prefix: string;
  /** Names from the root down to the unit. */
  readonly unit_path: readonly string[];
  /** The attribute that numbers each element with children, in order; null: none. */
  readonly numbered: string | null;
  /** What `xsi:schemaLocation` says; left out: nothing. */
  readonly schema_location?: string;
}

/**
 * A unit in its frame, as `readXmlUnits` gives it or a lens writes it. Units whose frames say the
 * same stand in one frame; `frame_index`, where given, decides instead. Without a unit: a frame
 * that holds none, or (`rest`) what stands after the units of the last one.
 */
export interface XmlEntry {
  readonly kind?: 'unit' | 'frame' | 'rest';
  readonly unit?: DocumentNode | null;
  readonly frame: DocumentNode;
  readonly frame_index?: number;
}

/** What else the root holds, as `readXmlUnits` gives it last. */
export interface XmlRootEntry {
  readonly kind: 'end';
  readonly root: DocumentNode;
}

/** Attributes of the root that are known beforehand. */
export type RootAttributes = Readonly<Record<string, string>>;

/**
 * Writes a file's text piece by piece, of what a reader gives or lenses write; memory is one unit.
 * Where the root's attributes count what comes (`TotalAmount`), count in a first pass and give
 * them, or use {@link XmlWriter}, whose head can be asked for last.
 * @throws Fault `filing.xml_write_…` where the entries cannot stand in one file.
 */
export async function* writeXml(
  entries: AsyncIterable<XmlEntry | XmlRootEntry> | Iterable<XmlEntry | XmlRootEntry>,
  style: XmlStyle,
  attributes: RootAttributes = {},
): AsyncGenerator<string> {
  const writer = new XmlWriter(style);
  let isFirst = true;
  for await (const entry of entries) {
    const body = writer.write(entry);
    if (isFirst) yield writer.head(attributes);
    isFirst = false;
    yield body;
  }
  assert(!isFirst, 'a file holds at least a frame');
  yield writer.end();
}

/**
 * Writes the body first and the head whenever it is asked for, after the first entry: so totals may
 * be counted on the way, and the head be put in front of a body that lies in a file.
 */
export class XmlWriter {
  readonly #style: XmlStyle;
  #levels: Level[] = [];
  #frame_index: number | undefined;
  #root: DocumentNode | null = null;
  #number = 0;

  constructor(style: XmlStyle) {
    this.#style = style;
  }

  /** The declaration and the root's opening tag. `attributes` override the frame's own. */
  head(attributes: RootAttributes = {}): string {
    const root = present(this.#root, 'root, known from the first entry on');
    const { namespace, prefix, schema_location } = this.#style;
    const spaces: [string, string][] = [];
    if (namespace) spaces.push([prefix === '' ? 'xmlns' : `xmlns:${prefix}`, namespace]);
    if (schema_location !== undefined) spaces.push(['xmlns:xsi', XSI]);
    const own = Object.entries({ ...root.attributes, ...attributes });
    const after: [string, string][] =
      schema_location === undefined ? [] : [['xsi:schemaLocation', schema_location]];
    const tag = `${this.#name(root.name)}${attributesText([...spaces, ...own, ...after])}`;
    const isEmpty = this.#levels.length === 0 && root.children.length === 0 && root.text === '';
    return `${DECLARATION}\n<${tag}${isEmpty ? '/' : ''}>`;
  }

  /** The text of one more entry, to be added to the body. */
  write(given: XmlEntry | XmlRootEntry): string {
    const { unit_path } = this.#style;
    if (given.kind === 'end' && unit_path.length === 1) return '';
    const entry: XmlEntry = given.kind === 'end' ? { kind: 'rest', frame: given.root } : given;
    if (unit_path.length === 1) return this.#writeRoot(present(entry.unit, 'unit, the root'));
    const chain = chainOf(entry.frame, unit_path);
    const shared = this.#sharedLevels(chain, entry);
    if (this.#root && shared === 0)
      throw new Fault('filing.xml_write_roots', { root: entry.frame.name });
    this.#root ??= entry.frame;
    let text = this.#closeTo(shared);
    for (const [depth, level] of chain.entries()) {
      const open = this.#levels[depth];
      if (open) open.own = level.own.length > open.own.length ? level.own : open.own;
      else {
        text += depth > 0 ? this.#openTag(level.node, depth) : escapeText(level.node.text);
        this.#levels.push(level);
      }
      text += this.#ownOf(depth);
    }
    for (const level of entry.unit ? this.#levels : this.#levels.slice(0, -1))
      level.isEmpty = false;
    this.#frame_index = entry.frame_index;
    if (entry.unit) text += this.#element(entry.unit, this.#levels.length);
    return text;
  }

  end(): string {
    if (this.#levels.length > 0) return `${this.#closeTo(0)}\n`;
    const root = present(this.#root, 'root');
    if (root.children.length === 0 && root.text === '') return '\n';
    const lead = root.children.length > 0 ? '\n' : '';
    return `${lead}</${this.#name(root.name)}>\n`;
  }

  #writeRoot(root: DocumentNode): string {
    if (this.#root) throw new Fault('filing.xml_write_roots', { root: root.name });
    this.#root = root;
    return escapeText(root.text) + root.children.map((child) => this.#element(child, 1)).join('');
  }

  /** How many of the open levels the entry stands in as well. */
  #sharedLevels(chain: readonly Level[], entry: XmlEntry): number {
    const isSame = entry.frame_index !== undefined && entry.frame_index === this.#frame_index;
    const isNumbered = entry.frame_index !== undefined;
    const isOther = isNumbered ? !isSame : !entry.unit && entry.kind !== 'rest';
    let shared = 0;
    for (const [depth, level] of chain.entries()) {
      const open = this.#levels[depth];
      const isInnermost = depth > 0 && depth === chain.length - 1;
      if (!open || (isInnermost && isOther)) break;
      if (!isSame && !sameLevel(open, level, isNumbered || entry.kind === 'rest')) break;
      shared++;
    }
    return shared;
  }

  #closeTo(depth: number): string {
    let text = '';
    while (this.#levels.length > depth) {
      const { node, isEmpty } = present(this.#levels.pop(), 'level');
      text += `${isEmpty ? '' : indent(this.#levels.length)}</${this.#name(node.name)}>`;
    }
    return text;
  }

  /** What a level says besides units, as far as it is not yet written. */
  #ownOf(depth: number): string {
    const level = present(this.#levels[depth], 'level');
    const fresh = level.own.slice(level.written);
    level.written = level.own.length;
    level.isEmpty &&= fresh.length === 0;
    return fresh.map((node) => this.#element(node, depth + 1)).join('');
  }

  #openTag(node: DocumentNode, depth: number): string {
    const text = escapeText(node.text);
    return `${indent(depth)}<${this.#name(node.name)}${this.#attributes(node, true)}>${text}`;
  }

  #element(node: DocumentNode, depth: number): string {
    const name = this.#name(node.name);
    const hasChildren = node.children.length > 0;
    const start = `${indent(depth)}<${name}${this.#attributes(node, hasChildren)}`;
    const text = escapeText(node.text);
    if (!hasChildren) return text === '' ? `${start}/>` : `${start}>${text}</${name}>`;
    const children = node.children.map((child) => this.#element(child, depth + 1)).join('');
    return `${start}>${text}${children}${indent(depth)}</${name}>`;
  }

  #attributes(node: DocumentNode, hasChildren: boolean): string {
    const { numbered } = this.#style;
    const own = Object.entries(node.attributes);
    if (numbered !== null && (hasChildren || node.number !== undefined))
      own.unshift([numbered, String(++this.#number)]);
    return attributesText(own);
  }

  #name(local: string): string {
    const { prefix } = this.#style;
    return prefix === '' ? local : `${prefix}:${local}`;
  }
}

export const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';
export const INDENT = '  ';

function indent(depth: number): string {
  return `\n${INDENT.repeat(depth)}`;
}
