/** Shares as whole numbers, so that sums of them are exact in machine numbers. */
import type { Ratio } from './statement.js';

/**
 * Parts of a whole: divisible by 10^9, 3², 7, 11 and 13, so that percentages to seven decimals,
 * thirds, sevenths and their like are whole numbers. Nearly a thousand wholes add up exactly.
 */
export const WHOLE = 9_009_000_000_000;

const WHOLE_BIG = BigInt(WHOLE);

/** The fraction in parts; null where it is no whole number of them, or far beyond a whole. */
export function wholeParts({ num, den }: Ratio): number | null {
  if (num < 0n || num > 10n * den) return null;
  const [small, part] = [Number(den), Number(num)];
  if (small <= 1_000_000) return WHOLE % small === 0 ? part * (WHOLE / small) : null;
  return WHOLE_BIG % den === 0n ? Number(num * (WHOLE_BIG / den)) : null;
}
