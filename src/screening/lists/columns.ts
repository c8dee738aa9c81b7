/** The columns of a table by name, without regard to case, accents and marks. */
import { plainText } from '../../base/index.js';

export interface Columns {
  readonly width: number;
  readonly names: readonly string[];
  /** The position of a column, or null. The second of one name is `name#2`. */
  at(name: string): number | null;
}

export function findColumns(header: readonly string[]): Columns {
  const names = header.map((name) =>
    name
      .replace(/^\uFEFF/, '')
      .replace(/\s+/g, ' ')
      .trim(),
  );
  let width = names.length;
  while (width > 0 && names[width - 1] === '') width--;
  const index = new Map<string, number>();
  const seen = new Map<string, number>();
  for (const [at, name] of names.entries()) {
    const plain = plainText(name);
    const times = (seen.get(plain) ?? 0) + 1;
    seen.set(plain, times);
    index.set(times === 1 ? plain : `${plain}#${times}`, at);
  }
  return {
    width,
    names: names.slice(0, width),
    at: (name) => {
      const [stem = '', times] = name.split('#');
      return (
        index.get(times === undefined ? plainText(stem) : `${plainText(stem)}#${times}`) ?? null
      );
    },
  };
}
