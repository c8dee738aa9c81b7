import { type Random, seededRandom } from '../../src/base/index.js';

/** Random draws in the shapes that behaviours need. Amounts are whole minor units. */
export interface Draw extends Random {
  chance(probability: number): boolean;
  between(low: number, high: number): number;
  /** Near-normal, mean 0, deviation 1: a sum of uniforms, the same on every machine. */
  normal(): number;
  /** Log-normal around a median. */
  amount(median_minor: number, sigma: number): number;
  poisson(mean: number): number;
  /** `n` different items, or all where there are fewer. */
  sample<T>(items: readonly T[], n: number): T[];
  /** `minor` in `parts` uneven parts that add up to it exactly. */
  split(minor: number, parts: number): number[];
  fork(label: string): Draw;
}

export function createDraw(seed: string): Draw {
  return drawOf(seededRandom(seed));
}

/** `minor` rounded to a multiple of `step`, never to zero. */
export function roundTo(minor: number, step: number): number {
  return Math.max(step, Math.round(minor / step) * step);
}

function drawOf(random: Random): Draw {
  const { unit, integer, pick } = random;
  const between = (low: number, high: number) => low + unit() * (high - low);
  const normal = () => (unit() + unit() + unit() + unit() - 2) * 1.7320508;
  return {
    unit,
    integer,
    pick,
    between,
    normal,
    chance: (probability) => unit() < probability,
    amount: (median, sigma) => Math.max(1, Math.round(median * Math.exp(sigma * normal()))),
    poisson: (mean) => poisson(mean, unit, normal),
    sample: (items, n) => sample(items, n, integer),
    split: (minor, parts) => split(minor, parts, between),
    fork: (label) => drawOf(random.fork(label)),
  };
}

function poisson(mean: number, unit: () => number, normal: () => number): number {
  if (mean > 20) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
  const floor = Math.exp(-mean);
  let count = 0;
  for (let product = unit(); product > floor; product *= unit()) count++;
  return count;
}

function sample<T>(items: readonly T[], n: number, integer: Random['integer']): T[] {
  const chosen = new Set<number>();
  const wanted = Math.min(n, items.length);
  while (chosen.size < wanted) chosen.add(integer(0, items.length - 1));
  return [...chosen].map((index) => items[index] as T);
}

function split(minor: number, parts: number, between: Draw['between']): number[] {
  const weights = Array.from({ length: parts }, () => between(0.6, 1.4));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = weights.map((weight) => Math.floor((minor * weight) / total));
  const rest = minor - shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share, index) => (index === 0 ? share + rest : share));
}
