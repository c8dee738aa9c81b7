/** What the rows of a node add up to: gradients, second derivatives, and how many rows. */
export interface Totals {
  readonly gradient: number;
  readonly hessian: number;
  readonly rows: number;
}

/** Limits of a leaf's value, which keep monotone constraints across the whole tree. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

export interface SplitRules {
  /** L2 penalty on leaf values (λ of Chen & Guestrin, "XGBoost", KDD 2016, equation 2). */
  readonly l2: number;
  readonly hessian_min: number;
  readonly rows_min: number;
}

export interface Split {
  readonly feature: number;
  /** Rows of bins 0 … bin go left. */
  readonly bin: number;
  readonly gain: number;
  readonly left: Totals;
  readonly right: Totals;
}

/** One feature's sums by bin: gradient, second derivative, rows, three numbers a bin. */
export const HISTOGRAM_STRIDE = 3;

/** The Newton step of a leaf, −G / (H + λ), kept within its bounds. */
export function leafValue(totals: Totals, l2: number, bounds: Bounds): number {
  const free = -totals.gradient / (totals.hessian + l2);
  return Math.min(bounds.high, Math.max(bounds.low, free));
}

/**
 * The loss that a leaf of this value saves, doubled: −(2 G w + (H + λ) w²). At the free optimum it
 * is G² / (H + λ), equation 6 of Chen & Guestrin.
 */
export function leafSaving(totals: Totals, l2: number, value: number): number {
  return -(2 * totals.gradient * value + (totals.hessian + l2) * value * value);
}

/**
 * The best split of one feature's histogram, or null: all edges are tried. `direction` +1 asks that
 * the margin may only rise with the feature, −1 only fall: a split whose leaves stand the other way
 * round is not taken. Of equal gains the lowest bin wins.
 */
export function bestSplit(
  histogram: Float64Array,
  offset: number,
  bins: number,
  node: { feature: number; direction: number; totals: Totals; bounds: Bounds },
  rules: SplitRules,
): Split | null {
  const { totals, bounds, direction } = node;
  const whole = leafSaving(totals, rules.l2, leafValue(totals, rules.l2, bounds));
  let best: Split | null = null;
  let [gradient, hessian, rows] = [0, 0, 0];
  for (let bin = 0; bin < bins - 1; bin++) {
    const at = offset + bin * HISTOGRAM_STRIDE;
    if ((histogram[at + 2] as number) === 0) continue;
    gradient += histogram[at] as number;
    hessian += histogram[at + 1] as number;
    rows += histogram[at + 2] as number;
    const rows_right = totals.rows - rows;
    if (rows < rules.rows_min || hessian < rules.hessian_min) continue;
    if (rows_right < rules.rows_min) break;
    const hessian_right = totals.hessian - hessian;
    if (hessian_right < rules.hessian_min) break;
    const left = { gradient, hessian, rows };
    const right = {
      gradient: totals.gradient - gradient,
      hessian: hessian_right,
      rows: rows_right,
    };
    const low = leafValue(left, rules.l2, bounds);
    const high = leafValue(right, rules.l2, bounds);
    if ((high - low) * direction < 0) continue;
    const saved = leafSaving(left, rules.l2, low) + leafSaving(right, rules.l2, high);
    const gain = saved - whole;
    if (gain > (best?.gain ?? 1e-9)) best = { feature: node.feature, bin, gain, left, right };
  }
  return best;
}
