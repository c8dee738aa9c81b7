import type { Payment } from '../../src/model/index.js';
import type { Measure, Ratio } from '../../src/typology/index.js';
import { fraction, order } from './exact.js';
import { inOrder, type Point, timeOf, type World } from './world.js';

type PathMeasure = Extract<Measure, { kind: 'chain' | 'cycle' }>;
type ScatterGather = Extract<Measure, { kind: 'scatter_gather' }>;
type Path = readonly Payment[];

/** Every time-respecting chain or cycle of the asked lengths that ends with p. */
export function pathsTo(measure: PathMeasure, p: Point, world: World): readonly Path[] {
  if (p.deadline || !isLeg(p.payment)) return [];
  const [shortest, longest] = measure.hops;
  const legs = inOrder(world.payments).filter(isLeg);
  return extended([p.payment], longest, measure, legs).filter(
    (path) =>
      path.length >= shortest &&
      closes(path) === (measure.kind === 'cycle') &&
      isFirstRotation(path, measure.ratio) &&
      timeOf(first(path)) > p.t - measure.within_ms,
  );
}

/** The path itself and all that begin earlier; nothing goes on from a closed one. */
function extended(path: Path, longest: number, measure: PathMeasure, legs: Path): readonly Path[] {
  if (closes(path) || path.length === longest) return [path];
  const longer = legs.filter((leg) => mayBegin(leg, path, measure));
  return [path, ...longer.flatMap((leg) => extended([leg, ...path], longest, measure, legs))];
}

/**
 * "Of the rotations of one ring at one instant that are all paths, the one whose first leg is first
 * in order counts." They are where the last leg may be followed by the first.
 */
function isFirstRotation(path: Path, ratio: Ratio): boolean {
  const rotates = closes(path) && follows(last(path), first(path), ratio);
  return !rotates || path.every((leg) => first(path).order_key <= leg.order_key);
}

/** A leg leads into the path's first one, and its start is new, unless it closes a cycle. */
function mayBegin(leg: Payment, path: Path, measure: PathMeasure): boolean {
  const met = path.flatMap((p) => [p.debtor_account, p.creditor_account]);
  const isNew = !met.includes(leg.debtor_account);
  const isClosing = measure.kind === 'cycle' && leg.debtor_account === last(path).creditor_account;
  return (
    leg.creditor_account === first(path).debtor_account &&
    follows(leg, first(path), measure.ratio) &&
    (isNew || isClosing)
  );
}

/** Scatter–gather at p: every pair of legs of the source with the most middlemen. */
export function gathered(measure: ScatterGather, p: Point, world: World): readonly Path[] {
  if (p.deadline || p.direction !== 'in' || !isLeg(p.payment)) return [];
  const pairs = inOrder(world.payments)
    .filter(isLeg)
    .flatMap((a) => secondLegs(a, measure, p, world).map((b): Path => [a, b]));
  const sources = pairs.filter((pair) => last(pair) === p.payment).map(sourceOf);
  return [...new Set(sources)]
    .sort()
    .map((u) => pairs.filter((pair) => sourceOf(pair) === u))
    .reduce((most, of) => (middlemen(of) > middlemen(most) ? of : most), []);
}

export function middlemen(pairs: readonly Path[]): number {
  return new Set(pairs.map((pair) => first(pair).creditor_account)).size;
}

/** Of each middleman the latest pair of legs: the second leg decides, then the first. */
export function latestPairs(pairs: readonly Path[]): readonly Path[] {
  const isLater = (a: Path, b: Path) =>
    last(a) === last(b)
      ? first(a).order_key > first(b).order_key
      : last(a).order_key > last(b).order_key;
  const sameMiddleman = (a: Path, b: Path) =>
    first(a).creditor_account === first(b).creditor_account;
  return pairs.filter((a) => !pairs.some((b) => sameMiddleman(a, b) && isLater(b, a)));
}

/** b: m′→v for a: u→m′, with u, m′, v different, a in the window, b at or before p. */
function secondLegs(a: Payment, measure: ScatterGather, p: Point, world: World): Path {
  return world.payments.filter(
    (b) =>
      isLeg(b) &&
      b.debtor_account === a.creditor_account &&
      b.creditor_account === p.payment.creditor_account &&
      a.debtor_account !== b.creditor_account &&
      follows(a, b, measure.ratio) &&
      timeOf(a) > p.t - measure.within_ms &&
      b.order_key <= p.payment.order_key,
  );
}

/** The next leg comes later, and carries an amount within `ratio` of the one before. */
function follows(previous: Payment, next: Payment, ratio: Ratio): boolean {
  const share = fraction(next.value_minor ?? 0n, previous.value_minor ?? 1n);
  return (
    isLater(previous, next) &&
    order(fraction(BigInt(ratio.min_ppm), 1_000_000n), share) <= 0 &&
    order(share, fraction(BigInt(ratio.max_ppm), 1_000_000n)) <= 0
  );
}

/** "A greater order; at day precision" (of both) "the same instant is enough." */
function isLater(previous: Payment, next: Payment): boolean {
  const tied = previous.precision === 'day' && next.precision === 'day';
  return (
    next.order_key > previous.order_key ||
    (tied && next !== previous && next.time === previous.time)
  );
}

/** "All payments with both ends and a known positive amount, and not self-payments." */
function isLeg(payment: Payment): boolean {
  const { debtor_account: from, creditor_account: to, value_minor: value } = payment;
  return from !== null && to !== null && from !== to && value !== null && value > 0n;
}

const first = (path: Path) => path[0] as Payment;
const last = (path: Path) => path[path.length - 1] as Payment;
const closes = (path: Path) => first(path).debtor_account === last(path).creditor_account;
const sourceOf = (pair: Path) => first(pair).debtor_account;
