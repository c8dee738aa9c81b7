/**
 * From log-odds to a score of 0 to 1 and back to points. A score of 0.7 is where a person should
 * look; above, evidence counts slower, so that scores do not pile up at 1.
 */

/** Log-odds at which the score is 0.7. */
const LOOK_AT = 0.5;
const SLOPE_ABOVE = 0.6;
const OFFSET = Math.log(0.7 / 0.3);
/** What a score reaches while anything more could be known. */
const SCORE_MAX = 0.999;

export function scoreOf(log_odds: number): number {
  const beyond = log_odds - LOOK_AT;
  const steep = beyond > 0 ? beyond * SLOPE_ABOVE : beyond;
  return Math.min(SCORE_MAX, 1 / (1 + Math.exp(-steep - OFFSET)));
}

/**
 * Shares a score among its evidence: each item gets what it moves the score by, in the order given,
 * so that the points add up to the score.
 */
export function pointsOf(evidence: readonly number[]): number[] {
  let sum = 0;
  let score = 0;
  return evidence.map((one) => {
    sum += one;
    const now = scoreOf(sum);
    const points = now - score;
    score = now;
    return points;
  });
}
