/**
 * What an account does for its network, read off its flow: FATF (2018, “Professional money
 * laundering”, chapter III) names those who collect, carry, layer, distribute and cash out.
 */
import type { NetworkRole } from '../../model/index.js';
import type { AccountFlow } from './flow.js';

/** So many payers for one payee make a collector, and the reverse a distributor. */
export const STAR_MIN = 3;
/** A beneficiary that takes so much of what it got out as cash is where the money leaves. */
const CASHED_SHARE = 0.5;

/**
 * The role of an account. `cashed_minor` is what it paid out as cash soon after; `inCirculation`
 * says that it lies on a cycle or a chain, rather than between a scatterer and a gatherer.
 */
export function roleOf(
  flow: AccountFlow,
  cashed_minor: number,
  inCirculation: boolean,
): NetworkRole {
  const { payers, payees, in_minor, out_minor } = flow;
  if (payers > 0 && cashed_minor >= CASHED_SHARE * (in_minor - out_minor) && cashed_minor > 0) {
    return 'cash_out';
  }
  if (payers === 0) return payees >= STAR_MIN ? 'distributor' : 'source';
  if (payees === 0) return payers >= STAR_MIN ? 'collector' : 'beneficiary';
  if (payers >= STAR_MIN && payers >= payees) return 'collector';
  if (payees >= STAR_MIN) return 'distributor';
  return inCirculation ? 'layerer' : 'carrier';
}
