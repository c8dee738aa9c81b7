import { assert } from '../../base/index.js';

/**
 * Which minor units of a payment are the marked money: stretches `[from, until)` of its amount,
 * apart from one another and ascending, as linked lists over shared memory. New stretches are made
 * as a chain, which is then put before or after a payment's pieces.
 */
export class Pieces {
  private readonly firsts: Int32Array;
  private readonly lasts: Int32Array;
  /** Piece 0 is none. */
  private readonly froms: number[] = [0];
  private readonly untils: number[] = [0];
  private readonly nexts: number[] = [0];
  private free = 0;
  private head = 0;
  private tail = 0;

  constructor(payments: number) {
    this.firsts = new Int32Array(payments);
    this.lasts = new Int32Array(payments);
  }

  /** First piece of a payment; 0: none. */
  first(payment: number): number {
    return this.firsts[payment] as number;
  }

  next(piece: number): number {
    return this.nexts[piece] as number;
  }

  from(piece: number): number {
    return this.froms[piece] as number;
  }

  until(piece: number): number {
    return this.untils[piece] as number;
  }

  total(payment: number): number {
    let sum = 0;
    for (let piece = this.first(payment); piece !== 0; piece = this.next(piece))
      sum += this.until(piece) - this.from(piece);
    return sum;
  }

  /** Adds a stretch to the end of the chain; one that touches the last makes it longer. */
  add(from: number, until: number): void {
    if (this.tail !== 0 && this.untils[this.tail] === from) {
      this.untils[this.tail] = until;
      return;
    }
    const piece = this.free === 0 ? this.froms.length : this.free;
    if (this.free !== 0) this.free = this.next(this.free);
    this.froms[piece] = from;
    this.untils[piece] = until;
    this.nexts[piece] = 0;
    if (this.tail === 0) this.head = piece;
    else this.nexts[this.tail] = piece;
    this.tail = piece;
  }

  /** Puts the chain before or after all of a payment's pieces, and begins another. */
  putChain(payment: number, place: 'before' | 'after'): void {
    const { head, tail } = this;
    const [first, last] = [this.first(payment), this.lasts[payment] as number];
    this.head = 0;
    this.tail = 0;
    if (head === 0) return;
    if (first === 0) {
      this.firsts[payment] = head;
      this.lasts[payment] = tail;
    } else if (place === 'after') {
      const merged = this.join(last, head);
      this.lasts[payment] = merged && head === tail ? last : tail;
    } else {
      const merged = this.join(tail, first);
      this.firsts[payment] = head;
      if (merged && first === last) this.lasts[payment] = tail;
    }
  }

  /** Forgets a payment's pieces; their memory is used again. */
  clear(payment: number): void {
    const last = this.lasts[payment] as number;
    if (last === 0) return;
    this.nexts[last] = this.free;
    this.free = this.first(payment);
    this.firsts[payment] = 0;
    this.lasts[payment] = 0;
  }

  /** Links two pieces, or makes them one where they touch: then the second is free. */
  private join(left: number, right: number): boolean {
    assert(this.until(left) <= this.from(right), 'pieces of a payment are in order');
    if (this.until(left) < this.from(right)) {
      this.nexts[left] = right;
      return false;
    }
    this.untils[left] = this.until(right);
    this.nexts[left] = this.next(right);
    this.nexts[right] = this.free;
    this.free = right;
    return true;
  }
}
