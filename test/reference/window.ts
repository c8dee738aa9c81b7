import type { Selection, Side, Typology, Window } from '../../src/typology/index.js';
import { calendarKey } from './calendar.js';
import { holds } from './filter.js';
import { type Entry, type Point, timeOf, type World } from './world.js';

/** What a measure is read from. */
export interface Case {
  readonly typology: Typology;
  readonly world: World;
  /** Every entry in scope, in order. */
  readonly entries: readonly Entry[];
}

/** "A rule asked at payment p sees the entries of its subject with order at or before p." */
export function isSeen(e: Entry, p: Point): boolean {
  return p.deadline ? timeOf(e.payment) <= p.t : e.payment.order_key <= p.payment.order_key;
}

/** Before p (order < p); a deadline comes after every payment of its instant. */
export function isBefore(e: Entry, p: Point): boolean {
  return isSeen(e, p) && (p.deadline || e.payment.order_key < p.payment.order_key);
}

/** Half-open: `t − before − length < time(e) ≤ t − before`. */
export function inWindow(window: Window, e: Entry, p: Point): boolean {
  const time = timeOf(e.payment);
  if (window.kind === 'all') return isSeen(e, p);
  if (window.kind === 'last') {
    const end = p.t - window.before_ms;
    return isSeen(e, p) && end - window.length_ms < time && time <= end;
  }
  const key = (ms: number) => calendarKey(ms, window.unit, window.zone);
  return isSeen(e, p) && key(time) === key(p.t);
}

export const isOf = (side: Side, e: Entry) => side === 'any' || side === e.direction;

/** The entries of p's subject that a measure counts, in order. */
export function select(selection: Selection, p: Point, { entries, world }: Case): readonly Entry[] {
  return entries
    .filter((e) => e.subject === p.subject && isOf(selection.of, e))
    .filter((e) => inWindow(selection.window, e, p))
    .filter((e) => holds(selection.where, e, world) === true);
}
