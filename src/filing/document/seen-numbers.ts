import type { NodePlace } from './node.js';

/**
 * Numbers met so far, and where: an open-addressed table of typed arrays, sixteen bytes a slot, so
 * that a file at the size limit costs megabytes and not a map of objects. What would need a long
 * search, which nobody but an attacker would number so, lies in a map of the language's own.
 */
export class SeenNumbers {
  #slots = new Uint32Array(FIELDS * 1024);
  #size = 0;
  readonly #others = new Map<string, NodePlace>();
  readonly #probes_max: number;

  constructor(probes_max = 256) {
    this.#probes_max = probes_max;
  }

  /** No more can be held; an authority would not take a file with so many. */
  get isFull(): boolean {
    return this.#size >= NUMBERS_MAX || this.#others.size >= OTHERS_MAX;
  }

  /** The place where the number was met before; null: never, and now it has been. */
  add(number: string, place: NodePlace): NodePlace | null {
    const key = keyOf(number);
    if (key && (this.#size + 1) * FIELDS * 2 > this.#slots.length) this.#grow();
    const at = key ? this.#find(this.#slots, key) : NOWHERE;
    if (at !== NOWHERE && this.#slots[at + 2]) return placeAt(this.#slots, at);
    const name = key ? nameOf(key) : number;
    const seen = this.#others.size > 0 ? this.#others.get(name) : undefined;
    if (seen) return seen;
    if (key && at !== NOWHERE) this.#put(this.#slots, at, key, place);
    else this.#others.set(name, place);
    return null;
  }

  #put(slots: Uint32Array, at: number, { high, low }: Key, { line, column }: NodePlace): void {
    slots[at] = high;
    slots[at + 1] = low;
    slots[at + 2] = line;
    slots[at + 3] = column;
    this.#size++;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Uint32Array(old.length * 2);
    this.#size = 0;
    for (let from = 0; from < old.length; from += FIELDS) {
      if (!old[from + 2]) continue;
      const key = { high: old[from] ?? 0, low: old[from + 1] ?? 0 };
      const at = this.#find(this.#slots, key);
      const place = placeAt(old, from);
      if (at === NOWHERE) this.#others.set(nameOf(key), place);
      else this.#put(this.#slots, at, key, place);
    }
  }

  /** The slot of a number, or the free one where it belongs. */
  #find(slots: Uint32Array, { high, low }: Key): number {
    const count = slots.length / FIELDS;
    let slot = Math.floor((mixed(low ^ mixed(high)) / HALF) * count);
    for (let probe = 0; probe < this.#probes_max; probe++) {
      const at = slot * FIELDS;
      if (!slots[at + 2] || (slots[at] === high && slots[at + 1] === low)) return at;
      slot = (slot + 1) % count;
    }
    return NOWHERE;
  }
}

interface Key {
  readonly high: number;
  readonly low: number;
}

/** In a file of 60 MB: fifteen bytes an element. */
const NUMBERS_MAX = 4_194_304;
const OTHERS_MAX = 100_000;
/** High and low half of the number, line, column; a line of 0 is a free slot. */
const FIELDS = 4;
const NOWHERE = -1;
const HALF = 0x1_0000_0000;

/** Null: no number of at most 19 digits, which forms refuse anyway. */
function keyOf(number: string): Key | null {
  if (!/^\s*\+?\d{1,19}\s*$/.test(number)) return null;
  if (number.length > 15) {
    const value = BigInt(number.trim().replace('+', ''));
    return { high: Number(value / BigInt(HALF)), low: Number(value % BigInt(HALF)) };
  }
  const value = Number(number);
  return { high: Math.floor(value / HALF), low: value % HALF };
}

function nameOf({ high, low }: Key): string {
  return `${high}:${low}`;
}

function placeAt(slots: Uint32Array, at: number): NodePlace {
  return { line: slots[at + 2] ?? 0, column: slots[at + 3] ?? 0 };
}

/** Spreads numbers over 32 bits: the finaliser of MurmurHash3. */
function mixed(half: number): number {
  let bits = Math.imul(half ^ (half >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
