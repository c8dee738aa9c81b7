/**
 * Fan-in, fan-out and gather–scatter as candidates: bursts at one account, and those of both
 * directions where the account gathers first and scatters then (Altman et al. 2023, “Realistic
 * synthetic financial transactions for anti-money laundering models”, names the shapes).
 */
import type { Candidate } from '../instance.js';
import { type Burst, DAY_MS } from './bursts.js';
import { candidateOf } from './candidate.js';

/** Of bursts in accounts' windows, one in e^this was planned: most are people's busy weeks. */
const CHANCE_NATS = -10;
/** A hub that gathers and scatters is rarer than either. */
const JOINT_CHANCE_NATS = CHANCE_NATS - 3;
/** Money rests at most so long between the last that came and the first that went, in days. */
const REST_DAYS_MAX = 3;
/** The halves follow one another: their middles lie at least so far apart, in days. */
const MIDDLES_APART_DAYS = 1;
/** One half must say something by itself, or both together. */
const STRONGER_HALF_NATS = 9;
const BOTH_HALVES_NATS = 15;

/** Bursts that are stars by themselves; fewer than three payments are none. */
export function starsOf(bursts: readonly Burst[]): Candidate[] {
  return bursts
    .filter(({ payments, nats }) => payments.length > 2 && nats + CHANCE_NATS > 0)
    .map(({ direction, payments, parts }) =>
      candidateOf(direction === 'in' ? 'fan_in' : 'fan_out', payments, [
        ...parts,
        { step: 'chance', nats: CHANCE_NATS },
      ]),
    );
}

/** Pairs of bursts at one account, in before out. Both lists are in order of account. */
export function gatherScatters(ins: readonly Burst[], outs: readonly Burst[]): Candidate[] {
  const found: Candidate[] = [];
  let first = 0;
  for (const gather of ins) {
    while (first < outs.length && (outs[first]?.hub ?? 0) < gather.hub) first++;
    for (let at = first; outs[at]?.hub === gather.hub; at++) {
      const scatter = outs[at] as Burst;
      if (!mayFollow(gather, scatter)) continue;
      const candidate = join(gather, scatter);
      if (candidate.nats > 0) found.push(candidate);
    }
  }
  return found;
}

function mayFollow(gather: Burst, scatter: Burst): boolean {
  const stronger = Math.max(gather.nats, scatter.nats);
  return (
    (stronger >= STRONGER_HALF_NATS || gather.nats + scatter.nats >= BOTH_HALVES_NATS) &&
    scatter.middle_ms - gather.middle_ms >= MIDDLES_APART_DAYS * DAY_MS &&
    scatter.first_ms >= gather.first_ms - DAY_MS &&
    scatter.first_ms <= gather.last_ms + REST_DAYS_MAX * DAY_MS
  );
}

function join(gather: Burst, scatter: Burst): Candidate {
  const payments = Int32Array.from([...gather.payments, ...scatter.payments]).sort();
  const parts = gather.parts.map(({ step, nats }, i) => ({
    step,
    nats: nats + (scatter.parts[i]?.nats ?? 0),
  }));
  return candidateOf('gather_scatter', payments, [
    ...parts,
    { step: 'chance', nats: JOINT_CHANCE_NATS },
  ]);
}
