/** Inverted lists, number → numbers, as two typed arrays instead of a million small ones. */
export interface Postings {
  readonly starts: Uint32Array;
  readonly items: Uint32Array;
}

/** Lays pairs out by counting sort; pairs of one key keep their order. */
export function layOut(keys: number, from: Grown, to: Grown): Postings {
  const starts = new Uint32Array(keys + 1);
  for (let i = 0; i < from.length; i++) {
    const key = from.at(i);
    starts[key + 1] = (starts[key + 1] ?? 0) + 1;
  }
  for (let key = 0; key < keys; key++) {
    starts[key + 1] = (starts[key + 1] ?? 0) + (starts[key] ?? 0);
  }
  const items = new Uint32Array(from.length);
  const next = starts.slice(0, keys);
  for (let i = 0; i < from.length; i++) {
    const key = from.at(i);
    const place = next[key] ?? 0;
    items[place] = to.at(i);
    next[key] = place + 1;
  }
  return { starts, items };
}

/** How many numbers a key has. */
export function countOf(postings: Postings, key: number): number {
  return (postings.starts[key + 1] ?? 0) - (postings.starts[key] ?? 0);
}

/** A list of numbers that grows, without an object a number. */
export class Grown {
  #items = new Uint32Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.#items.length) {
      const larger = new Uint32Array(this.#items.length * 2);
      larger.set(this.#items);
      this.#items = larger;
    }
    this.#items[this.length] = value;
    this.length += 1;
  }

  at(i: number): number {
    return this.#items[i] ?? 0;
  }
}
