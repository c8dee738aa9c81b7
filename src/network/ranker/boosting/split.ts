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
export function leafValue({ gradient, hessian }: Totals, l2: number, bounds: Bounds): number {
  return newton(gradient, hessian, l2, bounds);
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
  const { l2, rows_min, hessian_min } = rules;
  const whole = saving(totals.gradient, totals.hessian, l2, bounds);
  let best = { bin: -1, gain: GAIN_MIN, gradient: 0, hessian: 0, rows: 0 };
  let [gradient, hessian, rows] = [0, 0, 0];
  for (let bin = 0; bin < bins - 1; bin++) {
    const at = offset + bin * HISTOGRAM_STRIDE;
    if ((histogram[at + 2] as number) === 0) continue;
    gradient += histogram[at] as number;
    hessian += histogram[at + 1] as number;
    rows += histogram[at + 2] as number;
    if (rows < rows_min || hessian < hessian_min) continue;
    const far_gradient = totals.gradient - gradient;
    const far_hessian = totals.hessian - hessian;
    if (totals.rows - rows < rows_min || far_hessian < hessian_min) break;
    if (direction !== 0) {
      const low = newton(gradient, hessian, l2, bounds);
      const high = newton(far_gradient, far_hessian, l2, bounds);
      if ((high - low) * direction < 0) continue;
    }
    const gain =
      saving(gradient, hessian, l2, bounds) + saving(far_gradient, far_hessian, l2, bounds) - whole;
    if (gain > best.gain) best = { bin, gain, gradient, hessian, rows };
  }
  if (best.bin < 0) return null;
  const left = { gradient: best.gradient, hessian: best.hessian, rows: best.rows };
  const right = {
    gradient: totals.gradient - left.gradient,
    hessian: totals.hessian - left.hessian,
    rows: totals.rows - left.rows,
  };
  return { feature: node.feature, bin: best.bin, gain: best.gain, left, right };
}

/** Less is rounding. */
const GAIN_MIN = 1e-9;

function newton(gradient: number, hessian: number, l2: number, { low, high }: Bounds): number {
  const free = -gradient / (hessian + l2);
  return free < low ? low : free > high ? high : free;
}

/**
 * The loss that a leaf saves, doubled: −(2 G w + (H + λ) w²). At the free optimum it is
 * G² / (H + λ), equation 6 of Chen & Guestrin.
 */
function saving(gradient: number, hessian: number, l2: number, bounds: Bounds): number {
  const value = newton(gradient, hessian, l2, bounds);
  return -(2 * gradient * value + (hessian + l2) * value * value);
}
