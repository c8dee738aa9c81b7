import type { Book } from './book.js';
import { Matches } from './matches.js';
import { Pieces } from './pieces.js';
import type { TraceLimits, TraceQuery } from './query.js';
import { moves, type View } from './view.js';

/** From which payment to which other how much of the marked money went. */
export interface LotMoves {
  readonly from: number[];
  readonly to: number[];
  readonly minor: number[];
}

/** What lots tell beside the book. */
export interface LotTrace {
  readonly moved: LotMoves;
  /** What of each step rests where it came, in the order of the book. */
  readonly rests: readonly number[];
  readonly joined: number;
}

/**
 * Follows money lot by lot (FIFO, LIFO: `TRACE_METHODS`). Every minor unit of a payment is the same
 * unit of one later payment, or rests; so a set of stretches of the marked payments is carried from
 * payment to payment, each payment looked at once, in order. Backward follows the same pairs the
 * other way, so that what q has of p's money is the same asked from p and from q.
 *
 * Cost: the payments once, then what the money touches: accounts' payments and pieces.
 */
export function traceLots(
  view: View,
  query: TraceQuery,
  book: Book,
  limits: TraceLimits,
): LotTrace {
  const tracer = new LotTracer(view, query, book, limits);
  const { begin, end, forward } = view;
  for (let turn = begin; turn < end; turn++) {
    tracer.visit(forward ? turn : begin + end - 1 - turn);
  }
  return tracer;
}

class LotTracer implements LotTrace {
  readonly moved: LotMoves = { from: [], to: [], minor: [] };
  readonly rests: number[] = [];
  joined = 0;
  private made = 0;
  private readonly matches: Matches;
  private readonly pieces: Pieces;
  /** Of payments and of accounts, the least so far; 0: not reached. */
  private readonly hops: Int32Array;
  private readonly reached: Int32Array;
  private readonly place: 'before' | 'after';
  private readonly assumes: boolean;

  constructor(
    private readonly view: View,
    query: TraceQuery,
    private readonly book: Book,
    private readonly limits: TraceLimits,
  ) {
    const payments = view.columns.value_minor.length;
    this.matches = new Matches(view, query.method === 'lifo' ? 'lifo' : 'fifo');
    this.pieces = new Pieces(payments);
    this.hops = new Int32Array(payments);
    this.reached = new Int32Array(view.columns.accounts);
    // Lots come to a payment in the order of its minor units only in this case, else in reverse.
    this.place = view.forward && query.method === 'fifo' ? 'after' : 'before';
    this.assumes = view.forward && query.unknown_stock === 'tainted';
  }

  visit(payment: number): void {
    const { pieces, view, hops } = this;
    const isMarked = view.marked[payment] === 1;
    if (this.assumes && !isMarked) this.assume(payment);
    if (pieces.first(payment) === 0 && !isMarked) return;
    const hop = isMarked ? 0 : (hops[payment] as number);
    const tainted = this.book.pass(payment, pieces.total(payment), hop);
    if (isMarked) {
      pieces.clear(payment);
      pieces.add(0, tainted);
      pieces.putChain(payment, this.place);
    }
    if (tainted > 0) this.rests.push(this.follow(payment, tainted, hop));
    pieces.clear(payment);
  }

  /** What an account pays beyond what was seen, after marked money came there. */
  private assume(payment: number): void {
    const { giver, seen, columns } = this.view;
    const from = giver[payment] as number;
    if (from < 0 || this.reached[from] === 0 || !moves(this.view, payment)) return;
    const [known, value] = [seen[payment] as number, columns.value_minor[payment] as number];
    if (known === value) return;
    this.pieces.add(known, value);
    this.pieces.putChain(payment, 'after');
    this.book.bear(from, value - known, 'assumed');
    lower(this.hops, payment, this.reached[from] as number);
  }

  /** Hands a payment's pieces on; returns what of them rests with its taker. */
  private follow(payment: number, tainted: number, hop: number): number {
    const to = this.view.taker[payment] as number;
    if (to < 0) return 0;
    let rest = tainted;
    if (this.view.absorbs[to] === 0) {
      this.matches.need(to);
      lower(this.reached, to, hop + 1);
      rest -= this.handOn(payment, hop);
    }
    this.book.resting.add(to, rest);
    return rest;
  }

  /** Cuts pieces by matches, both ascending; returns how much went on. */
  private handOn(payment: number, hop: number): number {
    const { matches, pieces, view } = this;
    let piece = pieces.first(payment);
    let sum = 0;
    for (
      let match = matches.first[payment] as number;
      match !== 0 && piece !== 0;
      match = matches.next(match)
    ) {
      const until = matches.own(match) + matches.minor(match);
      while (piece !== 0 && pieces.until(piece) <= matches.own(match)) piece = pieces.next(piece);
      const other = matches.other(match);
      if (other < view.begin || other >= view.end) continue;
      const minor = this.cut(piece, match, until);
      if (minor === 0) continue;
      pieces.putChain(other, this.place);
      this.moved.from.push(payment);
      this.moved.to.push(other);
      this.moved.minor.push(minor);
      lower(this.hops, other, hop + 1);
      sum += minor;
    }
    return sum;
  }

  /** The part of pieces within a match, as a chain of the other payment; returns how much. */
  private cut(first: number, match: number, until: number): number {
    const { matches, pieces, limits } = this;
    const [own, far] = [matches.own(match), matches.far(match)];
    const joins = this.made > limits.pieces_max;
    let minor = 0;
    let count = 0;
    for (let piece = first; piece !== 0 && pieces.from(piece) < until; piece = pieces.next(piece)) {
      const from = Math.max(pieces.from(piece), own);
      const to = Math.min(pieces.until(piece), until);
      if (!joins) pieces.add(from - own + far, to - own + far);
      minor += to - from;
      count++;
    }
    if (joins && count > 0) pieces.add(far, far + minor);
    if (joins && count > 1) this.joined++;
    this.made += count;
    return minor;
  }
}

function lower(hops: Int32Array, index: number, hop: number): void {
  const known = hops[index] as number;
  if (known === 0 || hop < known) hops[index] = hop;
}
