import { type NovelGraph, near } from './novel-graph.js';
import { AHEAD_DAYS, DAY_MS, meaning, type Sheet, type Sight } from './sheet.js';

/** A carrier passes on within these days of receiving. */
const HOLD_DAYS = 45;

/**
 * Scatter–gather from its middle: through how many carriers the same source reaches the same
 * target (paths of two novel payments, counted by their ends in a window; the shape of Altman et
 * al., "Realistic Synthetic Financial Transactions for AML", NeurIPS 2023, in a wide window). For
 * a second leg, the best of its sources; for one who looks back, also for a first leg, the best of
 * its targets. Each carrier has one path between two ends, for a novel payment is its pair's
 * first.
 */
export function addCarriers(sheet: Sheet, novel: NovelGraph, sight: Sight): void {
  const back = sight === 'looking_back';
  const values = { days: HOLD_DAYS, ahead: AHEAD_DAYS };
  const second = sheet.add('carriers_shared', meaning('carriers_shared', values));
  const first = back ? sheet.add('carriers_ahead', meaning('carriers_ahead', values)) : null;
  const { time_ms } = novel.graph;
  const ahead_ms = back ? AHEAD_DAYS * DAY_MS : 0;
  for (const legs of pathsByEnds(novel).values()) {
    const done = Float64Array.from(
      { length: legs.length / 2 },
      (_, k) => time_ms[legs[2 * k + 1] as number] as number,
    );
    const around = (now: number) =>
      below(done, now + ahead_ms) - below(done, now - HOLD_DAYS * DAY_MS);
    for (let k = 0; k < legs.length; k += 2) {
      const [leg1, leg2] = [legs[k] as number, legs[k + 1] as number];
      const [t1, t2] = [time_ms[leg1] as number, time_ms[leg2] as number];
      second[leg2] = Math.max(second[leg2] as number, around(t2));
      if (!first || t2 > t1 + ahead_ms) continue;
      first[leg1] = Math.max(first[leg1] as number, around(t1));
    }
  }
}

/** First and second legs source → carrier → target by source and target, in order of the second. */
function pathsByEnds(novel: NovelGraph): Map<number, number[]> {
  const { debtor, creditor, accounts } = novel.graph;
  const paths = new Map<number, number[]>();
  for (let leg2 = 0; leg2 < novel.novel.length; leg2++) {
    const carrier = debtor[leg2] as number;
    const target = creditor[leg2] as number;
    if (novel.novel[leg2] === 0 || carrier < 0 || target < 0) continue;
    const around = { payment: leg2, days_before: HOLD_DAYS, days_after: -1 };
    for (const leg1 of near(novel, novel.incoming, carrier, around)) {
      const source = debtor[leg1] as number;
      if (source === target) continue;
      const key = source * accounts + target;
      const known = paths.get(key);
      if (known) known.push(leg1, leg2);
      else paths.set(key, [leg1, leg2]);
    }
  }
  return paths;
}

/** How many of the ascending times are at or below the instant. */
function below(times_ms: Float64Array, instant_ms: number): number {
  let [low, high] = [0, times_ms.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times_ms[middle] as number) <= instant_ms) low = middle + 1;
    else high = middle;
  }
  return low;
}
