import { present } from '../../src/base/index.js';
import type { Measure, Ratio, Selection } from '../../src/typology/index.js';
import {
  both,
  type Fraction,
  floor,
  fraction,
  larger,
  minus,
  order,
  over,
  smaller,
  times,
  whole,
} from './exact.js';
import { read } from './field.js';
import { gathered, middlemen, pathsTo } from './path.js';
import { peerMeasure, peerScore } from './peer.js';
import { amount, amounts, distinct, sum, valueOver } from './total.js';
import { type Case, isBefore, select } from './window.js';
import { type Entry, type Point, timeOf, type World } from './world.js';

/** The exact value of a measure at p: durations in ms, money in minor units; null is unknown. */
export function measured(measure: Measure, p: Point, of: Case): Fraction | null {
  const selected = (selection: Selection) => select(selection, p, of);
  switch (measure.kind) {
    case 'count':
    case 'sum':
      return valueOver({ kind: measure.kind }, selected(measure), of.world);
    case 'distinct':
      return valueOver(measure, selected(measure), of.world);
    case 'min':
      return known(amounts(selected(measure)), (all) => all.reduce(smaller));
    case 'max':
      return known(amounts(selected(measure)), (all) => all.reduce(larger));
    case 'avg':
      return over(sum(amounts(selected(measure))), whole(amounts(selected(measure)).length));
    case 'gather_scatter':
      return smaller(fan(measure, 'in', p, of), fan(measure, 'out', p, of));
    case 'share':
      return over(
        totalBy(measure.by, selected(measure.part)),
        totalBy(measure.by, selected(measure.whole)),
      );
    case 'turnover':
      return turnover(flow(measure, 'in', p, of), flow(measure, 'out', p, of));
    case 'pass_through':
      return passThrough(measure, flow(measure, 'in', p, of), flow(measure, 'out', p, of));
    case 'since_first':
      return sinceTime(p, selected(measure)[0]);
    case 'since_last':
      return sinceTime(p, earlier(measure, p, of).at(-1));
    case 'dormancy':
      return dormancy(measure, p, of);
    case 'sequence':
      return whole(preceding(measure, p, of).length);
    case 'peer_z':
      return peerScore(measure, present(measured(peerMeasure(measure, of), p, of), 'm'), p, of);
    case 'chain':
    case 'cycle':
      return whole(pathsTo(measure, p, of.world).length);
    case 'scatter_gather':
      return whole(middlemen(gathered(measure, p, of.world)));
  }
}

type Kind<K extends Measure['kind']> = Extract<Measure, { kind: K }>;
function known<V>(values: readonly V[], of: (values: readonly V[]) => Fraction): Fraction | null {
  return values.length === 0 ? null : of(values);
}

function fan(measure: Kind<'gather_scatter'>, side: 'in' | 'out', p: Point, of: Case): Fraction {
  const entries = select({ ...measure, of: side }, p, of);
  return distinct('counterparty.account', entries, of.world);
}

function totalBy(by: 'amount' | 'count', entries: readonly Entry[]): Fraction {
  return by === 'amount' ? sum(amounts(entries)) : whole(entries.length);
}

type Flow = Kind<'turnover' | 'pass_through'>;

function flow(measure: Flow, side: 'in' | 'out', p: Point, of: Case): readonly Entry[] {
  return select({ ...measure, of: side }, p, of);
}

/** "Smaller over larger of amount in and amount out; both 0 is unknown." */
function turnover(ins: readonly Entry[], outs: readonly Entry[]): Fraction | null {
  const [a, b] = [sum(amounts(ins)), sum(amounts(outs))];
  return over(smaller(a, b), larger(a, b));
}

/** "⌊10⁶ · min(A,B) · max(0, w − |R − S|) / (max(A,B) · w)⌋ / 10⁶" */
function passThrough(
  measure: Flow,
  ins: readonly Entry[],
  outs: readonly Entry[],
): Fraction | null {
  const [s, r] = [meanTime(ins), meanTime(outs)];
  const part = turnover(ins, outs);
  if (part === null) return null;
  if (s === null || r === null) return whole(0);
  const w = fraction(BigInt(windowLength(measure)), 1000n);
  const apart = minus(larger(s, r), smaller(s, r));
  const near = present(over(larger(whole(0), minus(w, apart)), w), 'a window');
  return fraction(floor(times(times(whole(1_000_000), part), near)), 1_000_000n);
}

/** The amount-weighted mean time, whole seconds rounded down; unknown where the amount is 0. */
function meanTime(entries: readonly Entry[]): Fraction | null {
  const weighted = entries.map((e) =>
    times(amount(e) ?? whole(0), whole(Math.floor(timeOf(e.payment) / 1000))),
  );
  const mean = over(sum(weighted), sum(amounts(entries)));
  return mean && whole(floor(mean));
}

function windowLength({ window }: Flow): number {
  if (window.kind !== 'last') throw new Error('pass_through has a window of a fixed length');
  return window.length_ms;
}

function sinceTime(p: Point, e: Entry | undefined): Fraction | null {
  return e ? whole(p.t - timeOf(e.payment)) : null;
}

/** The entries before p (order < p) that hold. */
function earlier(measure: Kind<'since_last'>, p: Point, of: Case): readonly Entry[] {
  const all = select({ ...measure, window: { kind: 'all' } }, p, of);
  return all.filter((e) => isBefore(e, p));
}

/** "The first such entry in (t − W, t] minus time of the last one at or before t − W." */
function dormancy(measure: Kind<'dormancy'>, p: Point, of: Case): Fraction | null {
  const all = select({ ...measure, window: { kind: 'all' } }, p, of);
  const awake = select(measure, p, of)[0];
  const asleep = all.filter((e) => timeOf(e.payment) <= p.t - dormantFor(measure)).at(-1);
  return awake && asleep ? whole(timeOf(awake.payment) - timeOf(asleep.payment)) : null;
}

function dormantFor({ window }: Kind<'dormancy'>): number {
  if (window.kind !== 'last') throw new Error('dormancy has a window of a fixed length');
  return window.length_ms;
}

/** The entries of a sequence: before p, in the window, like p in amount and in `same` fields. */
export function preceding(measure: Kind<'sequence'>, p: Point, of: Case): readonly Entry[] {
  const window = { kind: 'last', length_ms: measure.within_ms, before_ms: 0 } as const;
  return select({ ...measure, window }, p, of)
    .filter((e) => isBefore(e, p))
    .filter((e) => measure.ratio === null || isWithin(measure.ratio, e, p))
    .filter((e) => measure.same.every((field) => isSame(field, e, p, of.world)));
}

/** lo ≤ amount(p)/amount(e) ≤ hi; over nothing and of the unknown it does not hold. */
function isWithin(ratio: Ratio, e: Entry, p: Point): boolean {
  const share = both(amount(p), amount(e), over);
  if (share === null) return false;
  const [lo, hi] = [ratio.min_ppm, ratio.max_ppm].map((ppm) => fraction(BigInt(ppm), 1_000_000n));
  return order(present(lo, 'bound'), share) <= 0 && order(share, present(hi, 'bound')) <= 0;
}

function isSame(field: string, e: Entry, p: Point, world: World): boolean {
  const value = read(field, e, world);
  return value !== null && value === read(field, p, world);
}
