import type { DocumentNode } from '../document/node.js';
import type { Detail, Details } from '../filing.js';
import { detailOf, type Lens, nodeOf, type Piece, readParts, writeParts } from './lens.js';

/** Pieces for elements that only group others, and for lists that several elements fill. */

type Key<T> = keyof T & string;
interface Detailed {
  readonly details?: Details | undefined;
}

/**
 * Pieces that stand inside one wrapping element and speak of the same record. What they do not
 * understand of it stays under the record's details, by the wrapper's name, and goes back into the
 * wrapper when it is written; so one bad value does not hide the rest. Where the wrapper repeats
 * against the layout, the first is read, and the details are a list that begins with it.
 */
export function under<T extends Detailed>(name: string, pieces: readonly Piece<T>[]): Piece<T> {
  return {
    holds: [name],
    read(rest) {
      const [node] = rest.take(name, (found) => found, 1);
      if (node === undefined) return {};
      const { details, ...parts } = readParts(node, pieces) as Partial<T> & Detailed;
      const kept = keptOf(node, details, Object.keys(parts).length > 0);
      const detail = kept ?? (rest.has(name) ? {} : undefined);
      const own = detail === undefined ? {} : { details: { [name]: detail } };
      return { ...parts, ...own } as unknown as Partial<T>;
    },
    write(value) {
      const [kept, ...repeats] = listOf(value.details?.[name]);
      const inside = { ...value, details: typeof kept === 'object' ? kept : undefined } as T;
      const { attributes, nodes } = writeParts(inside, pieces);
      const wrapper = { ...nodeOf(name, kept ?? {}), attributes, children: nodes };
      const isThere = kept !== undefined || nodes.length > 0;
      const others = repeats.map((each) => nodeOf(name, each));
      return isThere ? [wrapper, ...others] : others;
    },
  };
}

/** What a wrapper holds beside what was understood; undefined where there is nothing more. */
function keptOf(
  node: DocumentNode,
  details: Details | undefined,
  isRead: boolean,
): string | Details | undefined {
  if (node.text !== '' && node.children.length > 0) return { ...details, '@': node.text };
  if (details) return node.text === '' ? details : { ...details, '@': node.text };
  return isRead ? undefined : detailOf(node);
}

/** One of several wrappers, and what its standing there means. */
export interface Variant<T> {
  readonly name: string;
  /** Whether a record is written in this wrapper. */
  is(value: T): boolean;
  /** What the wrapper's name alone says. */
  readonly means: Partial<T>;
  readonly pieces: readonly Piece<T>[];
}

/** Exactly one of several wrappers. Where a file has more, the others stay under details. */
export function choice<T extends Detailed>(variants: readonly Variant<T>[]): Piece<T> {
  return {
    holds: variants.map((variant) => variant.name),
    read(rest) {
      const found = variants.find((variant) => rest.has(variant.name));
      return found ? { ...found.means, ...under(found.name, found.pieces).read(rest) } : {};
    },
    write(value) {
      const chosen = variants.find((variant) => variant.is(value));
      return variants.flatMap((variant) => {
        if (variant === chosen) return under(variant.name, variant.pieces).write(value);
        return listOf(value.details?.[variant.name]).map((each) => nodeOf(variant.name, each));
      });
    },
  };
}

/** A property that an element of this kind always has; nothing of it is written. */
export function always<T, K extends Key<T>>(key: K, fixed: T[K]): Piece<T> {
  return {
    read: () => ({ [key]: fixed }) as unknown as Partial<T>,
    write: () => [],
  };
}

/** Of a list that several elements fill: those of one name, which are the items that belong. */
export function someOf<T, V>(
  key: Key<T>,
  name: string,
  lens: Lens<V>,
  belongs: (item: V) => boolean,
  most = Infinity,
): Piece<T> {
  return {
    read(rest) {
      const found = rest.take(name, (node) => lens.read(node), most);
      return found.length > 0 ? ({ [key]: found } as Partial<T>) : {};
    },
    write(value) {
      const own = (value[key] ?? []) as readonly V[];
      const mine = own.filter(belongs).slice(0, most);
      return mine.map((item) => lens.write(item, name));
    },
  };
}

function listOf(detail: Detail | undefined): readonly (string | Details)[] {
  if (detail === undefined) return [];
  return Array.isArray(detail) ? detail : [detail as string | Details];
}
