import { Fault } from '../../base/index.js';
import { type DocumentNode, NO_FRAME, type NodePlace } from './node.js';
import { type PrefixUse, PrefixUses } from './prefix-uses.js';
import { SeenNumbers } from './seen-numbers.js';
import { XmlScanner, type XmlSource, type XmlTag } from './xml-scanner.js';

/** What a filing's file gives, in its order. `path` has ordinals: `archivo/informe[1]/aviso[2]`. */
export type XmlPart = XmlUnit | XmlFrame | XmlEnd;

/** One filing, and what stands around it as far as it was read. */
export interface XmlUnit {
  readonly kind: 'unit';
  readonly unit: DocumentNode;
  /** The root and what it holds down to the unit's parent, without units; see {@link NO_FRAME}. */
  readonly frame: DocumentNode;
  /** Which of the elements that hold units, from 0. */
  readonly frame_index: number;
  readonly path: string;
  readonly prefixes: readonly PrefixUse[];
}

/**
 * A frame at its end: one without units (`frame`: a report of nothing), or one that says more after
 * its last unit than before it (`rest`).
 */
export interface XmlFrame {
  readonly kind: 'frame' | 'rest';
  readonly frame: DocumentNode;
  readonly frame_index: number;
  readonly path: string;
}

/** The whole file was read and is well-formed. */
export interface XmlEnd {
  readonly kind: 'end';
  /** With its attributes and what is neither unit nor frame. */
  readonly root: DocumentNode;
  readonly namespace: string;
  readonly prefix: string;
  readonly has_bom: boolean;
  readonly units: number;
  /** Of the whole file. */
  readonly prefixes: readonly PrefixUse[];
  /** Numbers that stand twice: the first hundred, and how many there are. */
  readonly repeated: readonly RepeatedNumber[];
  readonly repeated_count: number;
}

export interface RepeatedNumber {
  readonly number: string;
  readonly path: string;
  readonly place: NodePlace;
  /** Where it stood first. */
  readonly first: NodePlace;
}

/**
 * Reads a filing's XML one unit at a time; memory is one unit and not the file. `unit_path`: the
 * names from the root down to the unit, the root alone where it is the unit itself.
 * @throws Fault `filing.xml_…` and `filing.file_large` with their place, after what came before.
 */
export async function* readXmlUnits(
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  unit_path: readonly string[],
  source: XmlSource,
): AsyncGenerator<XmlPart> {
  const collector = new Collector(unit_path, source);
  const scanner = new XmlScanner(source, collector);
  for await (const chunk of bytes) {
    for (let from = 0; from < chunk.length; from += BLOCK_BYTES) {
      const block = chunk.subarray(from, from + BLOCK_BYTES);
      yield* collector.after(() => scanner.write(block));
    }
  }
  yield* collector.after(() => scanner.end());
  yield collector.end(scanner.hasBom);
}

/** An element that is open. */
interface Open {
  readonly tag: XmlTag;
  readonly role: 'frame' | 'unit' | 'part';
  readonly children: DocumentNode[];
  text: string;
  /** How many children of each name it has had; a frame's units are not kept. */
  counts: Map<string, number> | null;
  ordinal: number;
  /** Characters held, about. */
  size: number;
}

const BLOCK_BYTES = 1 << 16;
const REPEATED_MAX = 100;
/** Of a unit, in characters; a node counts for {@link NODE_SIZE} besides its text. */
const UNIT_SIZE_MAX = 32_000_000;
/** Of what stands around units, which stays in memory to the end. */
const FRAME_SIZE_MAX = 2_000_000;
const NODE_SIZE = 50;
const BLANK = /^[ \t\r\n]*$/;

class Collector {
  readonly #path: readonly string[];
  readonly #source: XmlSource;
  readonly #open: Open[] = [];
  readonly #parts: XmlPart[] = [];
  readonly #seen = new SeenNumbers();
  readonly #repeated: RepeatedNumber[] = [];
  #repeated_count = 0;
  readonly #prefixes = new PrefixUses();
  #unit_prefixes = new PrefixUses();
  #units = 0;
  #frame_index = -1;
  /** The frame as it was told last, as long as nothing was added to it. */
  #frame: DocumentNode | null = null;
  #units_in_frame = 0;
  #root: Open | null = null;
  /** The unit that is open. */
  #unit: Open | null = null;
  readonly #where = () => this.#pathOf();

  constructor(path: readonly string[], source: XmlSource) {
    this.#path = path;
    this.#source = source;
  }

  /** What a step found, also where it then failed. */
  *after(step: () => void): Generator<XmlPart> {
    try {
      step();
    } finally {
      yield* this.#parts.splice(0);
    }
  }

  end(has_bom: boolean): XmlEnd {
    const root = this.#root;
    if (!root) throw new Fault('filing.xml_no_root', {}, { file: this.#source.file });
    return {
      kind: 'end',
      root: nodeOf(root),
      namespace: root.tag.namespace,
      prefix: root.tag.prefix,
      has_bom,
      units: this.#units,
      prefixes: this.#prefixes.all,
      repeated: this.#repeated,
      repeated_count: this.#repeated_count,
    };
  }

  open(tag: XmlTag): void {
    const outer = this.#open.at(-1);
    const role = this.#roleOf(tag, outer);
    const ordinal = outer ? count(outer, tag.name) : 1;
    this.#open.push({ tag, role, children: [], text: '', counts: null, ordinal, size: 0 });
    if (role === 'unit') this.#unit = this.#open.at(-1) ?? null;
    if (!outer) this.#root = this.#open[0] ?? null;
    if (role === 'unit') this.#unit_prefixes = new PrefixUses();
    if (role === 'frame') this.#frame = null;
    if (role === 'frame' && this.#open.length === this.#path.length - 1) {
      this.#frame_index++;
      this.#units_in_frame = 0;
    }
    this.#hold(NODE_SIZE);
    this.#prefixes.add(tag, this.#where);
    this.#unit_prefixes.add(tag, this.#where);
    if (tag.number !== null && outer) this.#number(tag.number, tag.place);
  }

  text(text: string): void {
    const here = this.#open.at(-1);
    const isFrameWithChildren = here?.role === 'frame' && here.counts !== null;
    if (!here || (isFrameWithChildren && BLANK.test(text))) return;
    here.text += text;
    this.#hold(text.length);
  }

  close(): void {
    const closed = this.#open.at(-1);
    if (!closed) return;
    if (closed.role === 'unit') this.#giveUnit(nodeOf(closed));
    if (closed.role === 'frame') this.#endFrame();
    this.#open.pop();
    if (closed.role === 'unit') this.#unit = null;
    const outer = this.#open.at(-1);
    if (closed.role !== 'part' || !outer) return;
    outer.children.push(nodeOf(closed));
    if (outer.role === 'frame') this.#frame = null;
  }

  #roleOf(tag: XmlTag, outer: Open | undefined): Open['role'] {
    const depth = this.#open.length;
    const isOnPath = !outer || outer.role === 'frame';
    if (!isOnPath || this.#path[depth] !== tag.name) return 'part';
    return depth === this.#path.length - 1 ? 'unit' : 'frame';
  }

  #giveUnit(unit: DocumentNode): void {
    const path = this.#pathOf();
    const frame = this.#snapshot();
    const { all: prefixes } = this.#unit_prefixes;
    const frame_index = Math.max(0, this.#frame_index);
    this.#parts.push({ kind: 'unit', unit, frame, frame_index, path, prefixes });
    this.#units++;
    this.#units_in_frame++;
  }

  /** Of the frames only the innermost, which holds units, is told of. */
  #endFrame(): void {
    if (this.#open.length !== this.#path.length - 1) {
      this.#frame = null;
      return;
    }
    const isRest = this.#units_in_frame > 0;
    const isTold = isRest && this.#frame !== null;
    const frame_index = this.#frame_index;
    const [frame, path] = [this.#snapshot(), this.#pathOf()];
    if (!isTold) this.#parts.push({ kind: isRest ? 'rest' : 'frame', frame, frame_index, path });
  }

  /** The open frames as a tree, each the last child of the one around it. */
  #snapshot(): DocumentNode {
    this.#frame ??= this.#open
      .filter((open) => open.role === 'frame')
      .reduceRight<DocumentNode | null>((inner, open) => nodeOf(open, inner), null);
    return this.#frame ?? NO_FRAME;
  }

  #pathOf(): string {
    const [root, ...rest] = this.#open;
    const steps = rest.map(({ tag, ordinal }) => `${tag.name}[${ordinal}]`);
    return [root?.tag.name ?? '', ...steps].join('/');
  }

  #number(number: string, place: NodePlace): void {
    if (this.#seen.isFull)
      throw new Fault('filing.xml_numbers', {}, { file: this.#source.file, ...place });
    const first = this.#seen.add(number, place);
    if (!first) return;
    this.#repeated_count++;
    if (this.#repeated.length < REPEATED_MAX)
      this.#repeated.push({ number, path: this.#pathOf(), place, first });
  }

  /** Counts what stays in memory until the unit, or the file, ends. */
  #hold(size: number): void {
    const unit = this.#unit;
    const holder = unit ?? this.#open[0];
    if (!holder) return;
    holder.size += size;
    const size_max = unit ? UNIT_SIZE_MAX : FRAME_SIZE_MAX;
    if (holder.size <= size_max) return;
    const { name, place } = (this.#open.at(-1) ?? holder).tag;
    const code = unit ? 'filing.xml_unit_large' : 'filing.xml_frame_large';
    throw new Fault(code, { value: name, size_max }, { file: this.#source.file, ...place });
  }
}

function nodeOf(open: Open, inner: DocumentNode | null = null): DocumentNode {
  const { name, attributes, number, place } = open.tag;
  // A frame goes on after it was told; what is closed gains no more.
  const children = open.role === 'frame' ? [...open.children] : open.children;
  if (inner) children.push(inner);
  const text = open.counts !== null && BLANK.test(open.text) ? '' : open.text;
  return number === null
    ? { name, attributes, text, children, place }
    : { name, attributes, text, children, place, number };
}

function count(outer: Open, name: string): number {
  outer.counts ??= new Map();
  const ordinal = (outer.counts.get(name) ?? 0) + 1;
  outer.counts.set(name, ordinal);
  return ordinal;
}
