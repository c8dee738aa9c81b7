/** The columns of a file by name, found without regard to case, accents and separators. */
import { plainName } from './suggest.js';

/** Names a column of the line's number, which every file has. */
export const LINE_HEADER = '#line';

/** Positions by plain name. The second column of one name is `name#2`, the third `name#3`. */
export type Headers = ReadonlyMap<string, number>;

export function indexHeaders(names: readonly string[]): Headers {
  const index = new Map<string, number>();
  const seen = new Map<string, number>();
  for (const [i, name] of names.entries()) {
    const plain = plainName(name);
    const times = (seen.get(plain) ?? 0) + 1;
    seen.set(plain, times);
    index.set(times === 1 ? plain : `${plain}#${times}`, i);
  }
  return index;
}

/** The position of a column; −1 for {@link LINE_HEADER}; undefined where the file has none. */
export function findHeader(headers: Headers, name: string): number | undefined {
  return name === LINE_HEADER ? -1 : headers.get(plainName(name));
}

/** Whether a file has these headers and no others, in any order. */
export function hasJust(headers: Headers, wanted: string): boolean {
  const names = wanted.trim().split(/\s+/).map(plainName);
  return names.length === headers.size && names.every((name) => headers.has(name));
}
