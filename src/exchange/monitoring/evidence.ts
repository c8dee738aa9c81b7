/**
 * What an institution's own detection says of its own customers, and who is over the threshold. The
 * detector is another subject's: it is handed in, and meets these interfaces.
 */
import type { Engine } from '../../store/index.js';
import type { MonitoringPolicy } from './policy.js';

/** Evidence by family, in nats: amounts, pace, and counterparties. */
export interface Evidence {
  readonly value: number;
  readonly pace: number;
  readonly partners: number;
  /** The families' sum. */
  readonly nats: number;
}

/** A customer was paid by `first` and paid on by `second`, less `peel` (−1: nothing). */
export interface HopEvidence extends Evidence {
  readonly first: number;
  readonly second: number;
  readonly peel: number;
}

/** Payments that crowd at a customer. */
export interface StarEvidence extends Evidence {
  readonly direction: 'in' | 'out';
  readonly payments: readonly number[];
}

/** By numbers of payments, whose places in the ledger's order are in `order_key`. */
export interface OwnEvidence {
  readonly order_key: BigInt64Array;
  readonly hops: readonly HopEvidence[];
  readonly stars: readonly StarEvidence[];
  aim(payment: number): number;
  start(payment: number): number;
  about(star: Pick<StarEvidence, 'direction' | 'payments'>): readonly number[];
}

/** Weighs what an institution sees of the accounts that it holds. */
export type Weigh = (engine: Engine, institution: string) => Promise<OwnEvidence>;

type Threshold = MonitoringPolicy['threshold'];

/** Whether evidence of at least `nats_min` comes from enough families to name a customer. */
export function isOver(evidence: Evidence, nats_min: number, threshold: Threshold): boolean {
  const families = [evidence.value, evidence.pace, evidence.partners];
  const indicators = families.filter((nats) => nats >= threshold.indicator_nats_min).length;
  return evidence.nats >= nats_min && indicators >= threshold.families_min;
}
