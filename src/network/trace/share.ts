/** Products below this are exact in doubles. */
const EXACT_MAX = 2 ** 53;

/**
 * `minor · part / whole` in whole minor units, by largest remainder between this share and the rest
 * of `part`: a half goes to the rest. `minor` and `part` are at most `whole`; exact.
 */
export function shareOf(minor: number, part: number, whole: number): number {
  const product = minor * part;
  if (product >= EXACT_MAX) return largeShareOf(minor, BigInt(part), BigInt(whole));
  const share = Math.floor(product / whole);
  return 2 * (product - share * whole) > whole ? share + 1 : share;
}

/** The same where an account holds more than a double does. */
export function largeShareOf(minor: number, part: bigint, whole: bigint): number {
  const product = BigInt(minor) * part;
  const share = product / whole;
  return Number(2n * (product - share * whole) > whole ? share + 1n : share);
}
