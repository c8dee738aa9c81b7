import type { NodePlace } from './node.js';

/** More are in no file of a size that an authority takes: each costs its element 15 bytes. */
export const NUMBERS_MAX = 4_194_304;

/**
 * Numbers met so far, and where: an open-addressed table of typed arrays, sixteen bytes a slot, so
 * that a file at the size limit costs megabytes and not a map of objects.
 */
export class SeenNumbers {
  #slots = new Uint32Array(FIELDS * 1024);
  #size = 0;
  /** What is no number of at most 19 digits; forms refuse it anyway. */
  readonly #odd = new Map<string, NodePlace>();

  get size(): number {
    return this.#size;
  }

  /** The place where the number was met before; null: never, and now it has been. */
  add(number: string, place: NodePlace): NodePlace | null {
    const key = keyOf(number);
    if (key) return this.#addKey(key, place);
    const seen = this.#odd.get(number);
    if (!seen && this.#odd.size < ODD_MAX) this.#odd.set(number, place);
    return seen ?? null;
  }

  #addKey({ high, low }: Key, place: NodePlace): NodePlace | null {
    if ((this.#size + 1) * FIELDS * 2 > this.#slots.length) this.#grow();
    const at = find(this.#slots, high, low);
    const line = this.#slots[at + 2] ?? 0;
    if (line > 0) return { line, column: this.#slots[at + 3] ?? 0 };
    this.#slots.set([high, low, place.line, place.column], at);
    this.#size++;
    return null;
  }

  #grow(): void {
    const old = this.#slots;
    const slots = new Uint32Array(old.length * 2);
    for (let from = 0; from < old.length; from += FIELDS) {
      if (old[from + 2] === 0) continue;
      const at = find(slots, old[from] ?? 0, old[from + 1] ?? 0);
      slots.set(old.subarray(from, from + FIELDS), at);
    }
    this.#slots = slots;
  }
}

interface Key {
  readonly high: number;
  readonly low: number;
}

/** High and low half of the number, line, column; a line of 0 is a free slot. */
const FIELDS = 4;
const ODD_MAX = 10_000;
const HALF = 0x1_0000_0000;

function keyOf(number: string): Key | null {
  if (!/^\s*\+?\d{1,19}\s*$/.test(number)) return null;
  if (number.length > 15) {
    const value = BigInt(number.trim().replace('+', ''));
    return { high: Number(value / BigInt(HALF)), low: Number(value % BigInt(HALF)) };
  }
  const value = Number(number);
  return { high: Math.floor(value / HALF), low: value % HALF };
}

/** The slot of a number, or the free one where it belongs. */
function find(slots: Uint32Array, high: number, low: number): number {
  const count = slots.length / FIELDS;
  let slot = Math.floor((mixed(low ^ mixed(high)) / HALF) * count);
  for (;;) {
    const at = slot * FIELDS;
    if (slots[at + 2] === 0) return at;
    if (slots[at] === high && slots[at + 1] === low) return at;
    slot = (slot + 1) % count;
  }
}

/** Spreads numbers over 32 bits: the finaliser of MurmurHash3. */
function mixed(half: number): number {
  let bits = Math.imul(half ^ (half >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
