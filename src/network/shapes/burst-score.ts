/**
 * How surprising it is that so many different counterparties paid (or were paid by) one account in
 * a window, against the account's own life: by class of pair, since who is met once comes at
 * another pace than who pays every month. A scan statistic in the manner of Kulldorff (1997,
 * “A spatial scan statistic”) with rates that are themselves uncertain (gamma-poisson.ts).
 */
import { expectedArrivals, lnArrivals, lnGamma } from '../surprise/gamma-poisson.js';

/**
 * Habits, and pairs that pay often (class 2), are no part of a burst: a payroll, a rent day and a
 * savings circle come in crowds by themselves.
 */
const CLASSES = [0, 1] as const;
/**
 * Whom launderers' bursts meet: once, or a few payments of the pair. Chosen on AMLworld LI-Medium;
 * people are recruited for it, yet some pay each other in ordinary life as well.
 */
const CLASS_SHARE = [0.6, 0.4] as const;
const LN_CLASS_SHARE = CLASS_SHARE.map(Math.log);
/** Sizes of bursts are about equally likely up to some thirty: e⁻³ each. */
const LN_SIZE = -3;

/** Windows with less are not worth the exact score: they would not reach the floor of bursts. */
const POISSON_NATS_MIN = 2.5;

/** An account's counts outside the window, by class, and how long it was seen. */
export interface OrdinaryLife {
  readonly known: Float64Array;
  known_days: number;
  readonly prior_days: readonly number[];
  /** How much the class’s payments crowd, without the window: see rhythm.ts. */
  dispersion(class_index: number): number;
}

/** What {@link scoreBurst} found: bit c of `keep` says that class c belongs to the burst. */
export interface BurstScore {
  nats: number;
  burst: number;
  novelty: number;
  keep: number;
  /** Different counterparties in the kept classes. */
  partners: number;
}

/**
 * Scores counts of different counterparties by class in a window of `days` into `score`. Classes
 * that the account's ordinary life explains better are not kept.
 */
export function scoreBurst(
  counts: Int32Array,
  days: number,
  life: OrdinaryLife,
  score: BurstScore,
): void {
  const all = (counts[0] as number) + (counts[1] as number);
  let keep = 0;
  let partners = 0;
  let share = 0;
  let expected = 0;
  for (const c of CLASSES) {
    const count = counts[c] as number;
    const usual = usualOf(c, days, life);
    if (count === 0 || CLASS_SHARE[c] * all <= usual) continue;
    keep |= 1 << c;
    partners += count;
    share += CLASS_SHARE[c];
    expected += usual;
  }
  score.nats = 0;
  score.burst = 0;
  score.novelty = 0;
  score.keep = keep;
  score.partners = partners;
  // Poisson arrivals at the expected pace are never less surprised: most windows end here.
  if (partners < 2 || poissonNats(partners, expected) < POISSON_NATS_MIN) return;
  score.burst = LN_SIZE + lnGamma(partners + 1);
  for (const c of CLASSES) {
    if ((keep & (1 << c)) === 0) continue;
    const count = counts[c] as number;
    const among = (LN_CLASS_SHARE[c] as number) - Math.log(share);
    const novelty = count * (among - Math.log(usualOf(c, days, life) / expected));
    const ordinary = lnArrivals(
      count,
      days,
      life.known[c] as number,
      life.known_days,
      life.prior_days[c] as number,
      life.dispersion(c),
    );
    score.novelty += novelty;
    score.burst += count * among - novelty - lnGamma(count + 1) - ordinary;
  }
  score.nats = score.burst + score.novelty;
}

function poissonNats(count: number, expected: number): number {
  return count <= expected ? 0 : count * Math.log(count / expected) - (count - expected);
}

function usualOf(c: 0 | 1, days: number, life: OrdinaryLife): number {
  const known = life.known[c] as number;
  return expectedArrivals(days, known, life.known_days, life.prior_days[c] as number);
}
