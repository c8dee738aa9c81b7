import type { Shape } from '../../model/index.js';
import type { Candidate, SurprisePart } from '../instance.js';

/** A candidate whose surprise is the sum of its parts; parts of nothing are left out. */
export function candidateOf(
  shape: Shape,
  payments: Int32Array,
  parts: readonly SurprisePart[],
): Candidate {
  const told = parts.filter(({ nats }) => nats !== 0);
  return { shape, payments, nats: told.reduce((sum, { nats }) => sum + nats, 0), parts: told };
}
