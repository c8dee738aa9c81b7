/**
 * How much more likely it is that an account passes on what it got than that it pays so anyway:
 * each a density over delay and amount. The account's own pace and the commonness of the amount are
 * what is ordinary (background.ts).
 */
import type { PaymentGraph } from '../graph/payment-graph.js';
import { type Background, FINE_SCALE } from '../surprise/background.js';

/** How amounts are passed on: nearly whole, within a fifth, or anyhow (chosen on LI-Medium). */
const SAME_SHARE = 0.2;
const NEAR_SHARE = 0.6;
const ANY_SHARE = 0.2;
/** Mules keep or add up to this part of the logarithm: 0.79–1.26 of what came. */
const NEAR_SPREAD = 0.23;
const NEAR_KEPT = Math.exp(-NEAR_SPREAD);
/** Beyond ten scales the kernel of equal amounts is nothing. */
const SAME_KEPT = 1 - 10 * FINE_SCALE;
/** Classes of the pair that takes the money on: once, few, many payments. */
const CLASS_SHARE = [0.57, 0.36, 0.07] as const;
/** An account's pace is not below so many payments in the whole slice. */
const FEWEST_PAYMENTS = 0.3;
/** A repeated amount proves less than its rarity says. */
const MOST_NATS = 8;

/** Log-likelihood ratios of one passage; they add up. */
export interface Passage {
  conservation: number;
  delay: number;
  novelty: number;
}

export interface PassageScorer {
  /**
   * Scores that `next` passes on what `payment` brought, into `passage`; the sum, or nothing worth
   * looking at (`passage` is stale) where it is below `least`.
   */
  score(payment: number, next: number, least: number, passage: Passage): number;
}

/** Prepares what does not depend on the pair: 4 bytes a payment and 24 a node. */
export function createPassageScorer(
  { value_minor, debtor, accounts }: PaymentGraph,
  background: Background,
  days: number,
): PassageScorer {
  const rarity = Float32Array.from(value_minor, (value) => 1 / background.density(value));
  const delayBeside = (others: number) => {
    const pace = Math.max(FEWEST_PAYMENTS, others + FEWEST_PAYMENTS) / background.days;
    return -Math.log(days * pace);
  };
  const delay = new Float64Array(3 * accounts);
  for (let at = 0; at < delay.length; at++) {
    delay[at] = delayBeside((background.outClass[at] as number) - 1);
  }
  const novelty = CLASS_SHARE.map(Math.log);
  return {
    score(payment, next, least, passage) {
      const c = background.pairClass(next);
      const at = 3 * (debtor[next] as number) + c;
      // A payment after the closed history is not one of those that were counted.
      const timing =
        next < background.closed
          ? (delay[at] as number)
          : delayBeside(background.outClass[at] as number);
      const met = novelty[c] as number;
      if (MOST_NATS + timing + met < least) return Number.NEGATIVE_INFINITY;
      const went = value_minor[next] as number;
      const came = value_minor[payment] as number;
      if (!(went > 0 && came > 0)) return Number.NEGATIVE_INFINITY;
      const ratio = went / came;
      const kept = Math.min(ratio, 1 / ratio);
      const near = kept >= NEAR_KEPT ? NEAR_SHARE / (2 * NEAR_SPREAD) : 0;
      let odds = (near + (ANY_SHARE / 2) * kept) * (rarity[next] as number);
      if (kept > SAME_KEPT) {
        const same = (SAME_SHARE / (2 * FINE_SCALE)) * Math.exp((kept - 1) / FINE_SCALE);
        odds += same / background.fineDensity(went);
      }
      passage.conservation = Math.min(MOST_NATS, Math.log(odds));
      passage.delay = timing;
      passage.novelty = met;
      return passage.conservation + timing + met;
    },
  };
}
