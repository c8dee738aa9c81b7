import { branch, type DocumentNode, leaf } from '../document/node.js';
import type { Detail, Details } from '../filing.js';

/**
 * Reads an element into a value and writes the value as an element again, from one declaration: a
 * list of pieces, each of which takes the children that it understands. What no piece takes, and
 * what a piece cannot understand (a 31st of February, an unknown code), stays under `details` word
 * for word, so `write(read(element))` says what the element said, up to the order of the layout.
 */
export interface Lens<T> {
  read(node: DocumentNode): T;
  write(value: T, name: string): DocumentNode;
}

/** A part of a record's lens. `T` is the record, all its properties optional. */
export interface Piece<T> {
  /**
   * Takes its children out of `rest` and says what they mean. Lists of several pieces become one;
   * so do `details`, where a wrapping piece keeps what it did not understand of its wrapper.
   */
  read(rest: Rest): Partial<T>;
  write(value: T): readonly DocumentNode[];
  /** Names of children whose details this piece writes itself. */
  readonly holds?: readonly string[];
}

/** The children of an element that no piece has taken yet. */
export class Rest {
  readonly #left: (DocumentNode | null)[];

  constructor(node: DocumentNode) {
    this.#left = [...node.children];
  }

  /** Takes the children of a name that `understand` makes something of, in order. */
  take<V>(name: string, understand: (node: DocumentNode) => V | null, most = Infinity): V[] {
    const taken: V[] = [];
    for (let index = 0; index < this.#left.length && taken.length < most; index++) {
      const node = this.#left[index];
      if (node?.name !== name) continue;
      const value = understand(node);
      if (value === null) continue;
      taken.push(value);
      this.#left[index] = null;
    }
    return taken;
  }

  has(name: string): boolean {
    return this.#left.some((node) => node?.name === name);
  }

  get nodes(): DocumentNode[] {
    return this.#left.filter((node) => node !== null);
  }
}

/** The lens of a record: its pieces, and `details` for the rest. */
export function record<T extends { readonly details?: Details | undefined }>(
  pieces: readonly Piece<T>[],
): Lens<T> {
  return {
    read(node) {
      const value = readParts(node, pieces) as T;
      return node.text === '' ? value : { ...value, details: { ...value.details, '@': node.text } };
    },
    write(value, name) {
      const { attributes, nodes } = writeParts(value, pieces);
      const text = value.details?.['@'];
      const node = branch(name, nodes, attributes);
      return typeof text === 'string' ? { ...node, text } : node;
    },
  };
}

/** What the pieces make of an element, and what is left of it under details. */
export function readParts<T>(node: DocumentNode, pieces: readonly Piece<T>[]): Partial<T> {
  const rest = new Rest(node);
  const all: Record<string, unknown> = {};
  for (const piece of pieces) {
    const read = piece.read(rest);
    for (const key in read) all[key] = combined(all[key], read[key], key === 'details');
  }
  const left = detailsOf(rest.nodes, node.attributes);
  if (left) all.details = withRepeats(all.details as Details | undefined, left);
  return all as Partial<T>;
}

/** The children of an element again: of the pieces, then of the details that no piece holds. */
export function writeParts<T extends { readonly details?: Details | undefined }>(
  value: T,
  pieces: readonly Piece<T>[],
): {
  readonly attributes: Readonly<Record<string, string>>;
  readonly nodes: readonly DocumentNode[];
} {
  const written: DocumentNode[] = [];
  for (const piece of pieces) for (const node of piece.write(value)) written.push(node);
  if (value.details === undefined) return { attributes: {}, nodes: written };
  const held = new Set(pieces.flatMap((piece) => piece.holds ?? []));
  const rest = Object.entries(value.details).filter(([name]) => !held.has(name));
  const { attributes, nodes } = nodesOf(Object.fromEntries(rest));
  return { attributes, nodes: [...written, ...nodes] };
}

function combined(before: unknown, after: unknown, isDetails: boolean): unknown {
  if (Array.isArray(before) && Array.isArray(after)) return [...before, ...after];
  return isDetails ? { ...(before as Details | undefined), ...(after as Details) } : after;
}

/** Elements that stand beside a wrapper of the same name come after what is kept of that one. */
function withRepeats(kept: Details | undefined, left: Details): Details {
  const all: Record<string, Detail> = { ...kept };
  for (const [name, detail] of Object.entries(left)) {
    const first = all[name];
    all[name] = first === undefined ? detail : ([first, detail].flat() as Detail);
  }
  return all;
}

/** What is left of an element, by name; null where nothing is. */
export function detailsOf(
  nodes: readonly DocumentNode[],
  attributes: Readonly<Record<string, string>> = {},
  text = '',
): Details | null {
  const found = new Map<string, (string | Details)[]>();
  for (const node of nodes) {
    const list = found.get(node.name);
    if (list) list.push(detailOf(node));
    else found.set(node.name, [detailOf(node)]);
  }
  const entries: [string, Detail][] = Object.entries(attributes).map(([name, value]) => [
    `@${name}`,
    value,
  ]);
  if (text !== '') entries.push(['@', text]);
  for (const [name, list] of found) {
    const [only] = list;
    entries.push([name, list.length === 1 && only !== undefined ? only : list]);
  }
  return entries.length > 0 ? Object.fromEntries(entries) : null;
}

/** One element as a detail. */
export function detailOf(node: DocumentNode): string | Details {
  const isPlain = node.children.length === 0 && Object.keys(node.attributes).length === 0;
  return isPlain ? node.text : (detailsOf(node.children, node.attributes, node.text) ?? '');
}

/** The elements and attributes that details stand for. */
function nodesOf(details: Details): {
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly nodes: readonly DocumentNode[];
} {
  const attributes: Record<string, string> = {};
  const nodes: DocumentNode[] = [];
  for (const [name, value] of Object.entries(details)) {
    if (name.startsWith('@')) {
      if (name !== '@' && typeof value === 'string') attributes[name.slice(1)] = value;
      continue;
    }
    const list = Array.isArray(value) ? (value as readonly (string | Details)[]) : [value];
    for (const each of list) nodes.push(nodeOf(name, each as string | Details));
  }
  const own = details['@'];
  return { attributes, text: typeof own === 'string' ? own : '', nodes };
}

/** One detail as an element. */
export function nodeOf(name: string, value: string | Details): DocumentNode {
  if (typeof value === 'string') return leaf(name, value);
  const { attributes, text, nodes } = nodesOf(value);
  return { ...branch(name, nodes, attributes), text };
}
