import { moves, type View } from './view.js';

/** Twice a payment's number, + 1 where the account received it; account a's row by `starts`. */
interface Rows {
  readonly starts: Int32Array;
  readonly events: Int32Array;
}

/**
 * Which stretch of an incoming payment became which stretch of an outgoing one. That depends on the
 * amounts alone and not on what is marked, so it is worked out once an account, when money first
 * comes there, and forward and backward use the same.
 *
 * One pass over the account's payments: each incoming payment is a lot, each outgoing one takes
 * lots from the front (first in, first out) or the back. A payment's minor units leave in the order
 * in which they came. Matches are at most as many as the account's payments: 32 bytes each.
 */
export class Matches {
  /** A giver's payment's first match, in the order of its minor units; 0: none. */
  readonly first: Int32Array;
  private readonly last: Int32Array;
  private readonly done: Uint8Array;
  private readonly rows: Rows;
  private links = new Int32Array(1 << 12);
  private stretches = new Float64Array(3 << 11);
  private count = 1;
  private readonly lots: number[] = [];
  private readonly remaining: number[] = [];

  constructor(
    private readonly view: View,
    private readonly method: 'fifo' | 'lifo',
  ) {
    const { accounts, value_minor } = view.columns;
    this.first = new Int32Array(value_minor.length);
    this.last = new Int32Array(value_minor.length);
    this.done = new Uint8Array(accounts);
    this.rows = rowsOf(view);
  }

  next(match: number): number {
    return this.links[2 * match] as number;
  }

  /** The payment at the match's other end. */
  other(match: number): number {
    return this.links[2 * match + 1] as number;
  }

  /** Where the stretch begins in this payment. */
  own(match: number): number {
    return this.stretches[3 * match] as number;
  }

  /** Where it begins in the other. */
  far(match: number): number {
    return this.stretches[3 * match + 1] as number;
  }

  /** How long it is. */
  minor(match: number): number {
    return this.stretches[3 * match + 2] as number;
  }

  /** Works out an account's matches, if they are not yet. */
  need(account: number): void {
    if (this.done[account] === 1) return;
    this.done[account] = 1;
    const { starts, events } = this.rows;
    const [start, end] = [starts[account] as number, starts[account + 1] as number];
    this.makeRoom(end - start);
    this.lots.length = 0;
    this.remaining.length = 0;
    let front = 0;
    for (let at = start; at < end; at++) {
      const payment = (events[at] as number) >> 1;
      if (((events[at] as number) & 1) === 0) {
        front = this.takeLots(payment, front);
      } else {
        this.lots.push(payment);
        this.remaining.push(this.view.columns.value_minor[payment] as number);
      }
    }
  }

  /** Takes an outgoing payment from the lots; returns where the lots begin from now on. */
  private takeLots(payment: number, first: number): number {
    const { value_minor } = this.view.columns;
    const { lots, remaining } = this;
    const value = value_minor[payment] as number;
    let front = first;
    let taken = 0;
    while (taken < value && lots.length > front) {
      const index = this.method === 'fifo' ? front : lots.length - 1;
      const lot = lots[index] as number;
      const there = remaining[index] as number;
      const minor = Math.min(there, value - taken);
      this.add(lot, payment, (value_minor[lot] as number) - there, taken, minor);
      taken += minor;
      remaining[index] = there - minor;
      if (there > minor) break;
      if (this.method === 'fifo') front++;
      else lots.length = remaining.length = index;
    }
    return front;
  }

  private add(lot: number, payment: number, lotAt: number, at: number, minor: number): void {
    const { forward } = this.view;
    const match = this.count++;
    const own = forward ? lot : payment;
    const before = this.last[own] as number;
    if (before === 0) this.first[own] = match;
    else this.links[2 * before] = match;
    this.last[own] = match;
    this.links[2 * match + 1] = forward ? payment : lot;
    this.stretches[3 * match] = forward ? lotAt : at;
    this.stretches[3 * match + 1] = forward ? at : lotAt;
    this.stretches[3 * match + 2] = minor;
  }

  private makeRoom(more: number): void {
    const room = this.links.length / 2;
    if (this.count + more <= room) return;
    const wanted = Math.max(2 * room, this.count + more);
    const { links, stretches } = this;
    this.links = new Int32Array(2 * wanted);
    this.links.set(links);
    this.stretches = new Float64Array(3 * wanted);
    this.stretches.set(stretches);
  }
}

/** What each account paid and received, in order. */
function rowsOf(view: View): Rows {
  const { accounts, debtor, creditor } = view.columns;
  const starts = new Int32Array(accounts + 1);
  for (let i = 0; i < view.end; i++) {
    if (!moves(view, i)) continue;
    const [from, to] = [debtor[i] as number, creditor[i] as number];
    if (from >= 0) starts[from + 1] = (starts[from + 1] as number) + 1;
    if (to >= 0) starts[to + 1] = (starts[to + 1] as number) + 1;
  }
  for (let account = 0; account < accounts; account++) {
    starts[account + 1] = (starts[account + 1] as number) + (starts[account] as number);
  }
  const events = new Int32Array(starts[accounts] as number);
  const filled = starts.slice(0, accounts);
  for (let i = 0; i < view.end; i++) {
    if (!moves(view, i)) continue;
    const [from, to] = [debtor[i] as number, creditor[i] as number];
    if (from >= 0) put(events, filled, from, 2 * i);
    if (to >= 0) put(events, filled, to, 2 * i + 1);
  }
  return { starts, events };
}

function put(events: Int32Array, filled: Int32Array, account: number, event: number): void {
  events[filled[account] as number] = event;
  filled[account] = (filled[account] as number) + 1;
}
