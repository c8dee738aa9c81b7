/**
 * How often a finding of so many nats is chance: the search was run again on payments whose times
 * and amounts had changed places (bench/network-null.ts, AMLworld LI-Medium, seed 2), which leaves
 * who pays whom, amounts and busy weeks, and no plan. Where labels say that more are false, they
 * count: plans that are innocent do not come by chance, and no shuffle shows them. Target and decoy
 * findings compared by score: Elias and Gygi 2007, “Target-decoy search strategy”.
 */
import type { Shape } from '../../model/index.js';

/** From so many nats on, one in so many. */
const BANDS = [
  { nats: 16, one_in: 14 },
  { nats: 8, one_in: 9 },
  { nats: 6, one_in: 4 },
  { nats: 4, one_in: 2 },
] as const;

/** No labelled payments that we know have places or two currencies. */
const NOT_MEASURED: ReadonlySet<Shape> = new Set(['funnel', 'mirror']);

/** Of findings as surprising, about one in so many is chance; 1: most are. */
export function chanceIn(shape: Shape, nats: number): number | null {
  if (NOT_MEASURED.has(shape)) return null;
  return BANDS.find((band) => nats >= band.nats)?.one_in ?? 1;
}
