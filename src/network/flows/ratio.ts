const PPM = 1_000_000;

/** Whether a leg of value `next` may follow one of `prev`: both bounds included, exact. */
export function keepsValue(prev: number, next: number, min_ppm: number, max_ppm: number): boolean {
  return atLeast(next, PPM, prev, min_ppm) && atLeast(prev, max_ppm, next, PPM);
}

/**
 * Whether a·b ≥ c·d, exactly, for safe integers that are not negative. Rounding to a double never
 * turns an order round, so only products that round to the same double need big integers.
 */
function atLeast(a: number, b: number, c: number, d: number): boolean {
  const left = a * b;
  const right = c * d;
  if (left !== right || left <= Number.MAX_SAFE_INTEGER) return left >= right;
  return BigInt(a) * BigInt(b) >= BigInt(c) * BigInt(d);
}
