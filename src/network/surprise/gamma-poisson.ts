/**
 * Counts whose rate is known only from other counts: a gamma prior over the population's rates and
 * Poisson arrivals make a negative binomial (Greenwood and Yule 1920, “An inquiry into the nature
 * of frequency distributions”). An account of which little is known may do much without surprise.
 */

/** How rates spread over accounts: below one, few accounts make most payments. */
export const RATE_SHAPE = 0.5;

/**
 * However long an account was known, its pace has seasons: one window's differs from the next by a
 * sixth or so.
 */
const SHAPE_MAX = 36;

/** Natural logarithm of the gamma function, x > 0; error below 10⁻⁹ (Stirling, shifted). */
export function lnGamma(x: number): number {
  let shift = 0;
  let y = x;
  while (y < 8) {
    shift -= Math.log(y);
    y++;
  }
  const inverse = 1 / (y * y);
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680))) / y;
  return shift + (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + series;
}

/**
 * Log probability of `count` arrivals in `days`, of an account with `known` arrivals in
 * `known_days`, where `prior_days` is how long an average account takes for `RATE_SHAPE` arrivals
 * and `dispersion` (rhythm.ts) tells whether its arrivals come in crowds.
 */
export function lnArrivals(
  count: number,
  days: number,
  known: number,
  known_days: number,
  prior_days: number,
  dispersion: number,
): number {
  const expected = expectedArrivals(days, known, known_days, prior_days);
  const crowded = dispersion > 1 ? expected / (dispersion - 1) : SHAPE_MAX;
  const shape = Math.min(SHAPE_MAX, RATE_SHAPE + known, crowded);
  const quiet = shape / (shape + expected);
  return (
    lnGamma(shape + count) -
    lnGamma(shape) -
    lnGamma(count + 1) +
    shape * Math.log(quiet) +
    count * Math.log(1 - quiet)
  );
}

/** Expected arrivals in `days`, as {@link lnArrivals} sees them. */
export function expectedArrivals(
  days: number,
  known: number,
  known_days: number,
  prior_days: number,
): number {
  return ((RATE_SHAPE + known) * days) / (prior_days + known_days);
}
