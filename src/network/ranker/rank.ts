import { Fault, present } from '../../base/index.js';
import { contributions } from './boosting/explain.js';
import type { FeatureTable } from './boosting/feature-table.js';
import { margins } from './boosting/tree.js';
import { paymentFeatures } from './features/features.js';
import type { FeatureInput, FeatureMeaning } from './features/sheet.js';
import type { RankerModel } from './model.js';

/** Scores of a graph's payments by a model. */
export interface Ranking {
  /** Log odds, by payment. */
  readonly margins: Float64Array;
  /** Numbers of the payments at or above the model's threshold, highest first. */
  readonly flagged: Int32Array;
  /** Why one payment has its score. */
  explain(payment: number): Explanation;
}

/** A score as a sum: `expected` and every part's `adds`, all in log odds. */
export interface Explanation {
  readonly margin: number;
  /** What the model says before it knows anything of the payment. */
  readonly expected: number;
  /** Largest effect first; features without effect are left out. */
  readonly parts: readonly ExplanationPart[];
}

export interface ExplanationPart {
  readonly feature: string;
  readonly meaning: FeatureMeaning;
  /** The payment's value of the feature, NaN where unknown. */
  readonly value: number;
  readonly adds: number;
}

/**
 * Scores all payments of a graph. Throws the fault `network.ranker.features` where this program no
 * longer makes the features that the model was trained on.
 */
export function rankPayments(model: RankerModel, input: Omit<FeatureInput, 'sight'>): Ranking {
  const { crosses } = input;
  const table = paymentFeatures({
    graph: input.graph,
    sight: model.sight,
    ...(model.with_crossing && crosses ? { crosses } : {}),
  });
  const wanted = model.features.map(({ name }) => name);
  const missing = wanted.filter((name) => !table.names.includes(name));
  if (missing.length > 0) throw new Fault('network.ranker.features', { names: missing.join(', ') });
  const columns = wanted.map((name) => present(table.columns[table.names.indexOf(name)], 'column'));
  const ordered = { rows: table.rows, names: wanted, columns };
  const scores = margins(model.ensemble, ordered);
  const flagged = Int32Array.from(scores.keys())
    .filter((i) => (scores[i] as number) >= model.threshold)
    .sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b);
  return { margins: scores, flagged, explain: (payment) => explain(model, ordered, payment) };
}

function explain(model: RankerModel, table: FeatureTable, payment: number): Explanation {
  const row = table.columns.map((column) => present(column[payment], 'a payment of the graph'));
  const { expected, parts } = contributions(model.ensemble, row);
  const named = model.features.map(({ name, meaning }, f) => ({
    feature: name,
    meaning,
    value: row[f] as number,
    adds: parts[f] as number,
  }));
  return {
    margin: named.reduce((sum, { adds }) => sum + adds, expected),
    expected,
    parts: named
      .filter(({ adds }) => adds !== 0)
      .sort((a, b) => Math.abs(b.adds) - Math.abs(a.adds)),
  };
}
