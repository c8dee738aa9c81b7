import { leaf } from '../document/node.js';
import type { Detail, Details } from '../filing.js';
import { nodeOf, type Piece } from '../lens/lens.js';
import { leafValue, verbatim } from '../lens/pieces.js';

interface Detailed {
  readonly details?: Details | undefined;
}

/**
 * A moment of which the model keeps the day. A time of the day other than midnight stays under the
 * details by the element's name, and is written as long as the day is still the same.
 */
export function moment<T extends Detailed>(key: keyof T & string, name: string): Piece<T> {
  return {
    holds: [name],
    read(rest) {
      const [text] = rest.take(name, (node) => leafValue(node, { ...verbatim, read: known }), 1);
      if (text === undefined) return {};
      const day = { [key]: text.slice(0, 10) };
      const own = text.endsWith(MIDNIGHT) ? day : { ...day, details: { [name]: text } };
      return own as unknown as Partial<T>;
    },
    write(value) {
      const day = value[key];
      const [kept, ...others] = listOf(value.details?.[name]);
      const more = others.map((each) => nodeOf(name, each));
      if (typeof day !== 'string') return kept === undefined ? more : [nodeOf(name, kept), ...more];
      const isSame = typeof kept === 'string' && kept.startsWith(`${day}T`);
      return [leaf(name, isSame ? kept : `${day}${MIDNIGHT}`), ...more];
    },
  };
}

const MIDNIGHT = 'T00:00:00';
/** What goAML writes of a birth whose day is not known. */
export const UNKNOWN_BIRTH = '1900-01-01T00:00:00';

function known(text: string): string | null {
  const isMoment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/.test(text) && text !== UNKNOWN_BIRTH;
  const day = text.slice(0, 10);
  const time = Date.parse(`${day}T00:00:00Z`);
  const isDay = !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
  return isMoment && isDay ? text : null;
}

/** Pieces of a record of its own that has no element: the first item of a list. */
export function firstOf<T, V extends object>(
  key: keyof T & string,
  pieces: readonly Piece<V>[],
): Piece<T> {
  return {
    read(rest) {
      const item = Object.assign({}, ...pieces.map((piece) => piece.read(rest)));
      return (Object.keys(item).length > 0 ? { [key]: [item] } : {}) as Partial<T>;
    },
    write(value) {
      const [item] = (value[key] ?? []) as readonly V[];
      return item ? pieces.flatMap((piece) => piece.write(item)) : [];
    },
  };
}

/** The number of one kind among identities, in an element of its own. */
export function numbered<T extends { readonly identities?: readonly Numbered[] | undefined }>(
  kind: string,
  name: string,
): Piece<T> {
  return {
    read(rest) {
      const [number] = rest.take(name, (node) => leafValue(node, verbatim), 1);
      return (number === undefined ? {} : { identities: [{ kind, number }] }) as Partial<T>;
    },
    write({ identities }) {
      const number = identities?.find((each) => each.kind === kind)?.number;
      return number === undefined ? [] : [leaf(name, number)];
    },
  };
}

interface Numbered {
  readonly kind?: string | undefined;
  readonly number?: string | undefined;
}

function listOf(detail: Detail | undefined): readonly (string | Details)[] {
  if (detail === undefined) return [];
  return Array.isArray(detail) ? detail : [detail as string | Details];
}
