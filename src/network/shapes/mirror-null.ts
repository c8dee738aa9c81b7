/**
 * Whether two series of amounts match more than chance would: how many legs match in value and
 * time, against the same count after one series was moved by whole weeks, which keeps amounts,
 * weekdays and what each account does (a permutation test: Pitman 1937, “Significance tests which
 * may be applied to samples from any populations”). The tail beyond the shifts is that of a
 * negative binomial with their mean and spread.
 */
import type { PaymentGraph } from '../graph/payment-graph.js';
import { lnGamma } from '../surprise/gamma-poisson.js';
import { DAY_MS } from './bursts.js';
import { AFTER_DAYS, BEFORE_DAYS, LEAST_RATIO, MOST_RATIO } from './mirror-legs.js';

/** A fee is steady within this much of the logarithm; bands overlap by half. */
const BAND = 0.02;
const SHIFT_DAYS = 7;
/** With fewer shifts nothing can be said; with more the answer hardly changes. */
const SHIFTS_MIN = 12;
const SHIFTS_MAX = 99;

export interface MirrorScore {
  /** Payments that match, each once. */
  readonly payments: readonly number[];
  readonly matches: number;
  /** Mean number of matches of the shifted series. */
  readonly expected: number;
  /** −ln of the probability of so many matches or more. */
  readonly nats: number;
}

/**
 * Payments that come in at one account, and that go out of another. Null where the series are too
 * short to judge, or surprise by no more than `nats_min`.
 */
export function scoreMirror(
  graph: PaymentGraph,
  ins: readonly number[],
  outs: readonly number[],
  nats_min: number,
): MirrorScore | null {
  const alike = alikeLegs(graph, ins, outs);
  const times = [...ins, ...outs].map((payment) => graph.time_ms[payment] as number);
  const span = Math.max(...times) - Math.min(...times) + DAY_MS;
  const weeks = Math.floor(span / (SHIFT_DAYS * DAY_MS)) - 1;
  if (weeks < SHIFTS_MIN) return null;
  const step = Math.max(1, weeks / SHIFTS_MAX);
  const matched = best(alike, 0, span);
  // As if shifted matches came evenly: most pairs end here.
  const evenly = ((BEFORE_DAYS + AFTER_DAYS) * DAY_MS * matched.alike) / span;
  if (-lnTail(matched.size, evenly + 0.01, 0) <= nats_min) return null;
  const shifted: number[] = [];
  for (let at = 1; at <= weeks; at += step) {
    shifted.push(best(alike, Math.round(at) * SHIFT_DAYS * DAY_MS, span).size);
  }
  const { mean, variance } = spreadOf(shifted);
  const nats = -lnTail(matched.size, mean, variance);
  if (nats <= nats_min) return null;
  return { payments: matched.payments, matches: matched.size, expected: mean, nats };
}

/** Legs of like value, by the time of the one that comes in and then of the other. */
interface Alike {
  readonly first: number;
  readonly second: number;
  readonly lag_ms: number;
  readonly ratio: number;
  /** Amounts as they were paid: a price that comes again matches but once. */
  readonly faces: readonly [number, number];
}

function alikeLegs(graph: PaymentGraph, ins: readonly number[], outs: readonly number[]): Alike[] {
  const { value_minor, time_ms, face } = graph;
  const byValue = [...outs].sort(
    (a, b) => (value_minor[a] as number) - (value_minor[b] as number) || a - b,
  );
  const alike: Alike[] = [];
  for (const first of ins) {
    const value = value_minor[first] as number;
    const least = value * Math.exp(LEAST_RATIO);
    let at = lowerBound(byValue, (out) => (value_minor[out] as number) >= least);
    const own: Alike[] = [];
    for (; at < byValue.length; at++) {
      const second = byValue[at] as number;
      const ratio = Math.log((value_minor[second] as number) / value);
      if (ratio > MOST_RATIO) break;
      const lag_ms = (time_ms[second] as number) - (time_ms[first] as number);
      const faces = [face[first] as number, face[second] as number] as const;
      own.push({ first, second, lag_ms, ratio, faces });
    }
    alike.push(...own.sort((a, b) => a.second - b.second));
  }
  return alike;
}

/** Most matches of one steady fee, or of any, when the second series is `shift_ms` later. */
function best(alike: readonly Alike[], shift_ms: number, span_ms: number) {
  const [before, after] = [BEFORE_DAYS * DAY_MS, AFTER_DAYS * DAY_MS];
  const near = alike.filter(({ lag_ms }) => {
    const lag = (((lag_ms + shift_ms + before) % span_ms) + span_ms) % span_ms;
    return lag <= before + after;
  });
  let most: readonly Alike[] = [];
  let width: readonly [number, number] = [0, 0];
  const bands: (readonly [number, number])[] = [[LEAST_RATIO, MOST_RATIO]];
  for (let low = LEAST_RATIO; low + BAND <= MOST_RATIO + 1e-9; low += BAND / 2) {
    bands.push([low, low + BAND]);
  }
  for (const [low, high] of bands) {
    const used = [new Set<number>(), new Set<number>()] as const;
    const taken = near.filter(({ ratio, faces }) => {
      if (ratio < low || ratio > high || used[0].has(faces[0]) || used[1].has(faces[1])) {
        return false;
      }
      used[0].add(faces[0]);
      used[1].add(faces[1]);
      return true;
    });
    if (taken.length <= most.length) continue;
    most = taken;
    width = [low, high];
  }
  return {
    size: most.length,
    payments: most.flatMap(({ first, second }) => [first, second]),
    /** Of all times, in the band of the most. */
    alike: alike.filter(({ ratio }) => ratio >= width[0] && ratio <= width[1]).length,
  };
}

/** Mean and variance, drawn towards half a match more than was seen. */
function spreadOf(counts: readonly number[]): { mean: number; variance: number } {
  const n = counts.length + 1;
  const sum = counts.reduce((total, count) => total + count, 0.5);
  const mean = sum / n;
  const squares = counts.reduce((total, count) => total + (count - mean) ** 2, 0.25);
  return { mean, variance: squares / (n - 1) };
}

/** ln P(N ≥ count) of a negative binomial; of a Poisson where counts spread no more than that. */
export function lnTail(count: number, mean: number, variance: number): number {
  const shape = variance > mean * 1.001 ? (mean * mean) / (variance - mean) : 1e6;
  const share = mean / (shape + mean);
  const lnAt = (k: number) =>
    lnGamma(shape + k) -
    lnGamma(shape) -
    lnGamma(k + 1) +
    shape * Math.log1p(-share) +
    k * Math.log(share);
  const first = lnAt(count);
  let sum = 1;
  let term = 1;
  for (let k = count; term > 1e-12 * sum && k < count + 10_000; k++) {
    term *= (share * (shape + k)) / (k + 1);
    sum += term;
  }
  return Math.min(0, first + Math.log(sum));
}

function lowerBound(items: readonly number[], holds: (item: number) => boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(items[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}
