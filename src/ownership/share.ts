/** Bounds of a share: what is certain at least, what is possible at most. */
import {
  addRatios,
  compareRatios,
  formatRatio,
  greaterRatio,
  lesserRatio,
  multiplyRatios,
  ONE,
  parseRatio,
  sumRatios,
  ZERO,
} from './ratio.js';
import type { Ratio, Share } from './statement.js';

/** Nothing is known of the share but that it is one. */
export const UNKNOWN_SHARE: Share = { least: ZERO, most: ONE, above: false, below: false };
export const NO_SHARE: Share = { least: ZERO, most: ZERO, above: false, below: false };
export const WHOLE_SHARE: Share = { least: ONE, most: ONE, above: false, below: false };

export function exactShare(value: Ratio): Share {
  return { least: value, most: value, above: false, below: false };
}

export function isExact(share: Share): boolean {
  return compareRatios(share.least, share.most) === 0;
}

export function isUnknown(share: Share): boolean {
  return share.least.num === 0n && !share.above && compareRatios(share.most, ONE) >= 0;
}

export function sameShare(a: Share, b: Share): boolean {
  return (
    compareRatios(a.least, b.least) === 0 &&
    compareRatios(a.most, b.most) === 0 &&
    a.above === b.above &&
    a.below === b.below
  );
}

/** The sum of two independent shares: a bound is excluded where either of its parts is. */
export function addShares(a: Share, b: Share): Share {
  if (a === NO_SHARE) return b;
  return {
    least: addRatios(a.least, b.least),
    most: addRatios(a.most, b.most),
    above: a.above || b.above,
    below: a.below || b.below,
  };
}

/** The sum of many independent shares. */
export function sumShares(shares: readonly Share[]): Share {
  const [only = NO_SHARE] = shares;
  if (shares.length <= 1) return only;
  return {
    least: sumRatios(shares.map(({ least }) => least)),
    most: sumRatios(shares.map(({ most }) => most)),
    above: shares.some(({ above }) => above),
    below: shares.some(({ below }) => below),
  };
}

/** A share of a share. A bound stays excluded where the other factor cannot make it zero. */
export function multiplyShares(a: Share, b: Share): Share {
  if (b === WHOLE_SHARE) return a;
  const isAbove = (x: Share, y: Share) => x.above && (y.least.num > 0n || y.above);
  const isBelow = (x: Share, y: Share) => x.below && y.most.num > 0n;
  return {
    least: multiplyRatios(a.least, b.least),
    most: multiplyRatios(a.most, b.most),
    above: isAbove(a, b) || isAbove(b, a),
    below: isBelow(a, b) || isBelow(b, a),
  };
}

/** What both say; null where they contradict one another. */
export function intersectShares(a: Share, b: Share): Share | null {
  const low = compareRatios(a.least, b.least);
  const high = compareRatios(a.most, b.most);
  const both: Share = {
    least: greaterRatio(a.least, b.least),
    most: lesserRatio(a.most, b.most),
    above: (low >= 0 && a.above) || (low <= 0 && b.above),
    below: (high <= 0 && a.below) || (high >= 0 && b.below),
  };
  const width = compareRatios(both.least, both.most);
  return width < 0 || (width === 0 && !both.above && !both.below) ? both : null;
}

/** The narrowest bounds that hold whichever of the two is right. */
export function hullOfShares(a: Share, b: Share): Share {
  const low = compareRatios(a.least, b.least);
  const high = compareRatios(a.most, b.most);
  return {
    least: lesserRatio(a.least, b.least),
    most: greaterRatio(a.most, b.most),
    above: low < 0 ? a.above : low > 0 ? b.above : a.above && b.above,
    below: high > 0 ? a.below : high < 0 ? b.below : a.below && b.below,
  };
}

/** What a share must reach: `at_least` admits the bound itself, `above` does not. */
export interface Threshold {
  readonly share: Ratio;
  readonly comparison: 'at_least' | 'above';
}

/** Whether the share reaches it for certain, possibly, or not. */
export function reach(share: Share, { share: bound, comparison }: Threshold): Reached {
  const low = compareRatios(share.least, bound);
  if (low > 0 || (low === 0 && (comparison === 'at_least' || share.above))) return 'yes';
  if (share.least === share.most) return 'no';
  const high = compareRatios(share.most, bound);
  if (high > 0 || (high === 0 && comparison === 'at_least' && !share.below)) return 'possible';
  return 'no';
}
export type Reached = 'yes' | 'possible' | 'no';

/** `[1/4,1/4]`, `(1/4,1/2]`: an interval, its excluded bounds with a round bracket. */
export function formatShare(share: Share): string {
  const [open, close] = [share.above ? '(' : '[', share.below ? ')' : ']'];
  return `${open}${formatRatio(share.least)},${formatRatio(share.most)}${close}`;
}

/** Reads {@link formatShare}; null where it is none. */
export function parseShare(text: string): Share | null {
  const match = /^([[(])([^,]+),([^,]+)([\])])$/.exec(text);
  const least = parseRatio(match?.[2] ?? '');
  const most = match?.[3] === match?.[2] ? least : parseRatio(match?.[3] ?? '');
  if (!match || !least || !most) return null;
  return { least, most, above: match[1] === '(', below: match[4] === ')' };
}
