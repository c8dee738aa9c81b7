import type { Candidate } from './candidate.js';

/** Steps into which weights are counted: as many as keep few too many. */
const STEPS = 1024;

/** The heaviest of many, without putting the others in order. */
export function heaviest(
  holders: Uint32Array,
  weights: Float32Array,
  count: number,
  limit: number,
): Candidate[] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < count; i++) {
    const weight = weights[i] ?? 0;
    if (weight < least) least = weight;
    if (weight > most) most = weight;
  }
  const floor = floorOf(weights, count, limit, least, most);
  const found: Candidate[] = [];
  for (let i = 0; i < count; i++) {
    const weight = weights[i] ?? 0;
    if (weight >= floor) found.push({ name: holders[i] ?? 0, weight });
  }
  return found.sort((a, b) => b.weight - a.weight || a.name - b.name).slice(0, limit);
}

/** A value that at least `limit` of the weights reach, and few more: counted, not sorted. */
function floorOf(
  weights: Float32Array,
  count: number,
  limit: number,
  least: number,
  most: number,
): number {
  if (count <= limit || most <= least) return least;
  const width = (most - least) / STEPS;
  const steps = new Uint32Array(STEPS + 1);
  for (let i = 0; i < count; i++) {
    const step = Math.floor(((weights[i] ?? 0) - least) / width);
    steps[step] = (steps[step] ?? 0) + 1;
  }
  let above = 0;
  let step = STEPS;
  for (; step > 0; step--) {
    above += steps[step] ?? 0;
    if (above >= limit) break;
  }
  return least + step * width - width * 1e-3;
}
