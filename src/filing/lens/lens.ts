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
  /** Takes its children out of `rest` and says what they mean. */
  read(rest: Rest): Partial<T>;
  write(value: T): readonly DocumentNode[];
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
    for (const [index, node] of this.#left.entries()) {
      if (taken.length >= most) break;
      if (node?.name !== name) continue;
      const value = understand(node);
      if (value === null) continue;
      taken.push(value);
      this.#left[index] = null;
    }
    return taken;
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
      const rest = new Rest(node);
      const parts = pieces.map((piece) => piece.read(rest));
      const details = detailsOf(rest.nodes, node.attributes);
      const value = Object.assign({}, ...parts, details ? { details } : {});
      return value as T;
    },
    write(value, name) {
      const own = pieces.flatMap((piece) => piece.write(value));
      const { attributes, nodes } = nodesOf(value.details ?? {});
      return branch(name, [...own, ...nodes], attributes);
    },
  };
}

/** What is left of an element, by name; null where nothing is. */
export function detailsOf(
  nodes: readonly DocumentNode[],
  attributes: Readonly<Record<string, string>> = {},
): Details | null {
  const found = new Map<string, (string | Details)[]>();
  for (const node of nodes) {
    const list = found.get(node.name) ?? [];
    found.set(node.name, [...list, detailOf(node)]);
  }
  const entries: [string, Detail][] = Object.entries(attributes).map(([name, value]) => [
    `@${name}`,
    value,
  ]);
  for (const [name, list] of found) {
    const [only] = list;
    entries.push([name, list.length === 1 && only !== undefined ? only : list]);
  }
  return entries.length > 0 ? Object.fromEntries(entries) : null;
}

function detailOf(node: DocumentNode): string | Details {
  const inside = detailsOf(node.children, node.attributes);
  if (inside === null) return node.text;
  return node.text === '' ? inside : { ...inside, '@': node.text };
}

/** The elements and attributes that details stand for. */
export function nodesOf(details: Details): {
  readonly attributes: Readonly<Record<string, string>>;
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
  return { attributes, nodes };
}

function nodeOf(name: string, value: string | Details): DocumentNode {
  if (typeof value === 'string') return leaf(name, value);
  const { attributes, nodes } = nodesOf(value);
  const text = value['@'];
  return { ...branch(name, nodes, attributes), text: typeof text === 'string' ? text : '' };
}
