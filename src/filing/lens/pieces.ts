import { branch, type DocumentNode, leaf } from '../document/node.js';
import { type Lens, type Piece, Rest } from './lens.js';

/** The property of `T` that a piece reads and writes. */
type Key<T> = keyof T & string;
/** A property whose value is a `V`. */
type KeyOf<T, V> = {
  [K in Key<T>]-?: NonNullable<T[K]> extends V ? (V extends NonNullable<T[K]> ? K : never) : never;
}[Key<T>];

/** Reads the text of one element into a value; null: not understood, and left as it stands. */
export interface Codec<V> {
  read(text: string): V | null;
  write(value: V): string;
}

/** A value of a codec in one element. */
export function coded<T, V>(key: Key<T>, name: string, codec: Codec<V>): Piece<T> {
  return {
    read: (rest) =>
      only<T>(
        key,
        rest.take(name, (node) => leafValue(node, codec), 1),
      ),
    write(value) {
      const own = value[key];
      return own === undefined ? [] : [leaf(name, codec.write(own as V))];
    },
  };
}

export const verbatim: Codec<string> = {
  read: (text) => (text === '' ? null : text),
  write: (value) => value,
};

/** A text, word for word. An empty element is left under details. */
export function text<T>(key: KeyOf<T, string>, name: string): Piece<T> {
  return coded(key, name, verbatim);
}

/** Several elements of one name, each a text. */
export function texts<T>(key: Key<T>, name: string): Piece<T> {
  return {
    read: (rest) =>
      all<T>(
        key,
        rest.take(name, (node) => leafValue(node, verbatim)),
      ),
    write: (value) => list<string>(value[key]).map((each) => leaf(name, each)),
  };
}

/** A code that stands for a word of ours. */
export function word<T>(
  key: Key<T>,
  name: string,
  words: Readonly<Record<string, string>>,
): Piece<T> {
  return coded<T, string>(key, name, wordCodec(words));
}

/** `words`: code → word, one to one. A value that is no word of ours is written as it stands. */
function wordCodec(words: Readonly<Record<string, string>>): Codec<string> {
  const codes = new Map(Object.entries(words).map(([code, own]) => [own, code]));
  return {
    read: (code) => words[code] ?? null,
    write: (own) => codes.get(own) ?? own,
  };
}

/** An element that is there to say yes: `yes` is its text. */
export function mark<T>(key: KeyOf<T, true>, name: string, yes: string): Piece<T> {
  return coded<T, true>(key, name, {
    read: (text) => (text === yes ? true : null),
    write: () => yes,
  });
}

/** One element with parts. */
export function one<T, V>(key: Key<T>, name: string, lens: Lens<V>): Piece<T> {
  return {
    read: (rest) =>
      only<T>(
        key,
        rest.take(name, (node) => lens.read(node), 1),
      ),
    write: (value) => (value[key] === undefined ? [] : [lens.write(value[key] as V, name)]),
  };
}

/** Several elements of one name with parts. */
export function many<T, V>(key: Key<T>, name: string, lens: Lens<V>): Piece<T> {
  return {
    read: (rest) =>
      all<T>(
        key,
        rest.take(name, (node) => lens.read(node)),
      ),
    write: (value) => list<V>(value[key]).map((each) => lens.write(each, name)),
  };
}

/**
 * Pieces that stand inside one wrapping element. Taken only where the pieces understand all of it;
 * otherwise the whole element stays under details.
 */
export function within<T>(name: string, pieces: readonly Piece<T>[]): Piece<T> {
  return {
    read(rest) {
      const [found] = rest.take(name, (node) => whole(node, pieces), 1);
      return found ?? {};
    },
    write(value) {
      const children = pieces.flatMap((piece) => piece.write(value));
      return children.length > 0 ? [branch(name, children)] : [];
    },
  };
}

function whole<T>(node: DocumentNode, pieces: readonly Piece<T>[]): Partial<T> | null {
  const rest = new Rest(node);
  const parts = pieces.map((piece) => piece.read(rest));
  const isWhole = rest.nodes.length === 0 && Object.keys(node.attributes).length === 0;
  return isWhole && node.children.length > 0 ? Object.assign({}, ...parts) : null;
}

/** The value of an element that carries nothing but text; null where it is not understood. */
export function leafValue<V>(node: DocumentNode, codec: Codec<V>): V | null {
  const isPlain = node.children.length === 0 && Object.keys(node.attributes).length === 0;
  return isPlain ? codec.read(node.text) : null;
}

function only<T>(key: Key<T>, found: readonly unknown[]): Partial<T> {
  return found.length > 0 ? ({ [key]: found[0] } as Partial<T>) : {};
}

function all<T>(key: Key<T>, found: readonly unknown[]): Partial<T> {
  return found.length > 0 ? ({ [key]: found } as Partial<T>) : {};
}

function list<V>(value: unknown): readonly V[] {
  return Array.isArray(value) ? value : [];
}
