/** The surprise of a lot: value kept, and more payments either way than the account's own pace. */
import type { SurprisePart } from '../instance.js';
import type { Background } from '../surprise/background.js';
import { lnGamma } from '../surprise/gamma-poisson.js';
import { type AccountLives, LN_CLASS_SHARES, type Way } from './layers-life.js';
import { MOST_ZEROS } from './layers-rows.js';

/** Of what came, the least and the most that may go on. */
export const KEPT_LEAST = 0.75;
export const KEPT_MOST = 1.02;
/** Commissions agreed on are round, in hundredths; published cases have 3 to 10. */
const COMMISSIONS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20] as const;
const IS_COMMISSION = Uint8Array.from({ length: 101 }, (_, hundredths) =>
  COMMISSIONS.some((commission) => commission === hundredths) ? 1 : 0,
);
const COMMISSION_SHARE = 0.4;
/** No sum agrees more closely than this. */
const ROUNDING_LEAST = 2e-6;
const TENS = Array.from({ length: MOST_ZEROS + 1 }, (_, zeros) => 10 ** zeros);
/** Sums of ordinary payments differ by a factor of e or so: density per unit of logarithm. */
const ORDINARY_DENSITY = 0.3;
const ANY_DENSITY = (1 - COMMISSION_SHARE) / Math.log(KEPT_MOST / KEPT_LEAST);
const ANY_NATS = Math.log(ANY_DENSITY / ORDINARY_DENSITY);
/** Each further payment of a side comes with this probability. */
const LN_MORE = Math.log(0.7);
const LN_LAST = Math.log(0.3);
const LN_FACTORIALS = Array.from({ length: 65 }, (_, n) => lnGamma(n + 1));
/** Room for what the rough score leaves out. */
const ROUGH_NATS = 1.5;

/** A lot's payments, and in how many days they came, and went after the last came. */
export interface Sides {
  readonly account: number;
  readonly came: Int32Array;
  readonly went: Int32Array;
  readonly came_days: number;
  readonly went_days: number;
}

/**
 * Of the share that went on: any in the bounds, or all but a round commission, as closely as the
 * amounts are told (all are multiples of ten to the power of `zeros`; of round amounts a round
 * share is no surprise).
 */
export function lnConserved(came: number, went: number, zeros: number, payments: number): number {
  const unit = TENS[zeros] as number;
  const rounding = Math.max(ROUNDING_LEAST, (unit * payments) / 4 / came);
  const hundredths = 100 * (1 - went / came);
  // Math.round would make minus zero of a small surplus, which is slow as an index.
  const commission = Math.floor(hundredths + 0.5);
  const off = Math.abs(hundredths - commission) / 100;
  if (off > 20 * rounding || IS_COMMISSION[commission] !== 1) return ANY_NATS;
  const kernel = Math.exp(-off / rounding) / (2 * rounding);
  const density = ANY_DENSITY + (COMMISSION_SHARE / COMMISSIONS.length) * kernel;
  return Math.log(density / ORDINARY_DENSITY);
}

/** Four bytes an account and way. */
export function createLotScore(background: Background, lives: AccountLives, accounts: number) {
  const seldom = (way: Way) =>
    Float32Array.from({ length: accounts }, (_, node) => {
      return lives.expected(way, node, 0, 1, 0) + lives.expected(way, node, 1, 1, 0);
    });
  const paces = [seldom(0), seldom(1)] as const;
  const counts = [background.outClass, background.inClass] as const;

  /** `free`: the first may come any time, and says nothing by being there. */
  function side(
    way: Way,
    account: number,
    payments: Int32Array,
    days: number,
    free: 0 | 1,
  ): number {
    const size = payments.length;
    let nats = LN_LAST + (size - 1) * LN_MORE;
    if (size <= free) return nats;
    const counts = [0, 0, 0];
    const aside = [0, 0, 0];
    for (const payment of payments) {
      const c = background.pairClass(payment);
      counts[c] = (counts[c] as number) + 1;
      if (payment < background.closed) aside[c] = (aside[c] as number) + 1;
      nats += LN_CLASS_SHARES[c] as number;
    }
    // The ends of the window are where payments are: it would have been longer.
    const window = (days * (size + 1 - free)) / (size - free);
    let pace = 0;
    counts.forEach((own, c) => {
      const counted = aside[c] as number;
      const expected = lives.expected(way, account, c, window, counted);
      pace += expected;
      if (own > 0) nats -= own * Math.log(expected) + lives.spread(way, account, c, own, counted);
    });
    return nats + lnGamma(size + 1 - free) + free * Math.log(pace);
  }

  return {
    parts({ account, came, went, came_days, went_days }: Sides, conserved: number) {
      return [
        { step: 'conservation', nats: conserved },
        { step: 'burst', nats: side(1, account, came, came_days, 1) },
        { step: 'delay', nats: side(0, account, went, went_days, 0) },
      ] as const satisfies readonly SurprisePart[];
    },
    /** About what a side adds at most, where the account's life is more than a few payments. */
    roughly(way: Way, account: number, size: number, days: number): number {
      if (size === 0) return 0;
      const row = (counts[way][3 * account] as number) + (counts[way][3 * account + 1] as number);
      const others = 1 - Math.min(0.9, size / (row + 1));
      const expected = ((paces[way][account] as number) * others * days * (size + 1)) / size;
      return (LN_FACTORIALS[size] as number) - size * (Math.log(expected) + 0.3) + ROUGH_NATS;
    },
  };
}
