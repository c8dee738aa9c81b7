import { present } from '../../src/base/index.js';
import type { Measure, Selection } from '../../src/typology/index.js';
import { closingBefore } from './calendar.js';
import { type Fraction, fraction, minus, order, over, times } from './exact.js';
import { read } from './field.js';
import { holds } from './filter.js';
import { type Counted, valueOver } from './total.js';
import { type Case, isOf } from './window.js';
import { type Entry, type Point, timeOf, type World } from './world.js';

const PEERS_MIN = 30;
/** Turns a MAD into a standard deviation, were the values normal. */
const SCALE = fraction(14_826n, 10_000n);

type PeerMeasure = Extract<Measure, { kind: 'peer_z' }>;

/** "(m − median) / (1.4826 · MAD)"; of fewer than 30 peers, or of a MAD of 0, unknown. */
export function peerScore(
  measure: PeerMeasure,
  value: Fraction,
  p: Point,
  of: Case,
): Fraction | null {
  const m = peerMeasure(measure, of);
  const closing = closingBefore(p.t, measure.closing);
  const cohort = cohortOf(measure, p, of.world);
  const values = peersAt(closing, m, of)
    .filter((peer) => cohortOf(measure, last(peer), of.world) === cohort)
    .map((peer) => valueOver(m, peer, of.world));
  if (values.length < PEERS_MIN) return null;
  const median = lowerMedian(values);
  const deviation = lowerMedian(values.map((value) => distance(value, median)));
  return over(minus(value, median), times(SCALE, deviation));
}

/** The measure of this file in which peers are compared. */
export function peerMeasure(measure: PeerMeasure, of: Case) {
  return of.typology.measures[measure.measure] as Measure & Counted & Selection;
}

/** Each peer's entries counted by m in [c − w, c), in order; without any, one is no peer. */
function peersAt(closing: number, m: Counted & Selection, of: Case): readonly (readonly Entry[])[] {
  if (m.window.kind !== 'last') throw new Error('peers need a plain window');
  const start = closing - m.window.length_ms;
  const counted = of.entries
    .filter((e) => start <= timeOf(e.payment) && timeOf(e.payment) < closing)
    .filter((e) => isOf(m.of, e) && holds(m.where, e, of.world) === true);
  const subjects = [...new Set(counted.map((e) => e.subject))];
  return subjects.map((subject) => counted.filter((e) => e.subject === subject));
}

/** "Unknown values are a cohort value of their own." */
function cohortOf(measure: PeerMeasure, e: Entry, world: World): string {
  const value = (field: string) => read(field, e, world);
  return JSON.stringify(measure.cohort.map((f) => [typeof value(f), String(value(f))]));
}

function lowerMedian(values: readonly Fraction[]): Fraction {
  const sorted = [...values].sort(order);
  return present(sorted[Math.floor((sorted.length - 1) / 2)], 'a value');
}

function distance(a: Fraction, b: Fraction): Fraction {
  return order(a, b) < 0 ? minus(b, a) : minus(a, b);
}

const last = (entries: readonly Entry[]) => present(entries.at(-1), 'an entry');
