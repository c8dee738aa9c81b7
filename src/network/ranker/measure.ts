/** How well scores find what is marked, at one threshold. */
export interface Quality {
  readonly threshold: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/**
 * Average precision: the mean, over the marked rows, of the precision at their place in the order
 * of falling scores; rows of equal score share one place. 0 where nothing is marked.
 */
export function averagePrecision(scores: Float64Array, labels: Uint8Array): number {
  let [sum, previous] = [0, 0];
  for (const { found, flagged } of places(scores, labels)) {
    if (found > previous) sum += (found - previous) * (found / flagged);
    previous = found;
  }
  return previous > 0 ? sum / previous : 0;
}

/** Precision, recall and F1 where scores at or above the threshold are flagged. */
export function qualityAt(threshold: number, scores: Float64Array, labels: Uint8Array): Quality {
  let [found, flagged, marked] = [0, 0, 0];
  for (let i = 0; i < scores.length; i++) {
    const is_flagged = (scores[i] as number) >= threshold;
    marked += labels[i] as number;
    if (!is_flagged) continue;
    flagged++;
    found += labels[i] as number;
  }
  const precision = flagged > 0 ? found / flagged : 0;
  const recall = marked > 0 ? found / marked : 0;
  return { threshold, precision, recall, f1: f1Of(found, flagged, marked) };
}

/** The threshold of the highest F1; of equals the highest threshold. */
export function bestThreshold(scores: Float64Array, labels: Uint8Array): number {
  const marked = labels.reduce((sum, label) => sum + label, 0);
  let best = { threshold: Number.POSITIVE_INFINITY, f1: -1 };
  for (const { found, flagged, score } of places(scores, labels)) {
    const f1 = f1Of(found, flagged, marked);
    if (f1 > best.f1) best = { threshold: score, f1 };
  }
  return best.threshold;
}

function f1Of(found: number, flagged: number, marked: number): number {
  return flagged + marked > 0 ? (2 * found) / (flagged + marked) : 0;
}

/** For each distinct score, falling: how many rows stand at or above it, and how many marked. */
function* places(scores: Float64Array, labels: Uint8Array) {
  const order = new Float64Array(scores).sort();
  const marked = new Float64Array(scores.filter((_, i) => labels[i] === 1)).sort();
  let below = marked.length;
  for (let end = order.length; end > 0; ) {
    const score = order[end - 1] as number;
    while (end > 0 && (order[end - 1] as number) === score) end--;
    while (below > 0 && (marked[below - 1] as number) >= score) below--;
    yield { score, flagged: order.length - end, found: marked.length - below };
  }
}
