import { moves, type View } from './view.js';

/** Rounds within one instant before its tied payments get the widest bound. */
const ROUNDS_MAX = 32;

/**
 * How much of each payment can be the marked money, whatever the accounts did: the least of the
 * payment, all that is marked, and the sum of what can have come to its giver before by the same
 * bounds. Each is the capacity of a cut, so no time-respecting flow is above it. 0: not reached,
 * as in the earliest-arrival pass of Wu, Cheng, Huang, Ke, Lu and Xu, “Path Problems in Temporal
 * Graphs” (VLDB 2014), of which this is the weighted form. Payments of one instant whose order is
 * not known may follow one another in any order.
 *
 * Cost: one pass; over instants with ties as often as one payment there lets another grow.
 */
export function cutBounds(view: View): Float64Array {
  const { columns, forward, begin, end, marked } = view;
  const { time_ms, value_minor, ties } = columns;
  const bounds = new Float64Array(value_minor.length);
  const arrived = new Float64Array(columns.accounts);
  let whole = 0;
  for (let i = begin; i < end; i++)
    if (marked[i] === 1) whole = plus(whole, value_minor[i] as number);
  const grow = createGrow(view, bounds, arrived, whole);
  const at = (turn: number) => (forward ? turn : begin + end - 1 - turn);
  let first = begin;
  while (first < end) {
    const time = time_ms[at(first)];
    let tied = false;
    let next = first;
    let grew = false;
    for (; next < end && time_ms[at(next)] === time; next++) {
      if (grow(at(next), false)) grew = true;
      if (ties[at(next)] === 1) tied = true;
    }
    for (let round = 1; tied && grew && next - first > 1; round++) {
      grew = false;
      for (let turn = first; turn < next; turn++)
        if (grow(at(turn), round >= ROUNDS_MAX)) grew = true;
      if (round >= ROUNDS_MAX) break;
    }
    first = next;
  }
  return bounds;
}

/** Raises a payment's bound to what has arrived, or to the widest; says whether it grew. */
function createGrow(view: View, bounds: Float64Array, arrived: Float64Array, whole: number) {
  const { giver, taker, marked, absorbs, columns } = view;
  return (payment: number, widest: boolean): boolean => {
    const from = giver[payment] as number;
    const isMarked = marked[payment] === 1;
    const there = from < 0 ? 0 : widest ? whole : (arrived[from] as number);
    if ((there === 0 && !isMarked) || !moves(view, payment)) return false;
    const value = columns.value_minor[payment] as number;
    const bound = isMarked ? value : Math.min(value, there, whole);
    const more = bound - (bounds[payment] as number);
    if (more <= 0) return false;
    bounds[payment] = bound;
    const to = taker[payment] as number;
    if (to >= 0 && absorbs[to] === 0) arrived[to] = plus(arrived[to] as number, more);
    return true;
  };
}

/** A sum that stays where doubles are exact: beyond, the payments themselves are the bound. */
function plus(a: number, b: number): number {
  return Math.min(Number.MAX_SAFE_INTEGER, a + b);
}
