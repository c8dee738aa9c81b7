import { assert, present, type Random } from '../../../base/index.js';
import { averagePrecision } from '../measure.js';
import { binTable } from './bins.js';
import type { FeatureTable } from './feature-table.js';
import { type GrowRules, growTree } from './grow.js';
import { addTree, type Ensemble, probability, type Tree } from './tree.js';

export interface BoostRules extends Omit<GrowRules, 'directions'> {
  readonly trees_max: number;
  readonly learning_rate: number;
  /** Trees without a better validation measure before it ends. */
  readonly patience: number;
  /** Share of features that each tree may use. */
  readonly feature_share: number;
  /** Rows of the largest gradients that every tree sees, as a share of all. */
  readonly top_share: number;
  /** Share of the other rows, drawn for each tree and weighed up. */
  readonly rest_share: number;
}

/** Trees from one look at the validation rows to the next. */
const LOOK_EVERY = 5;
const QUANTILE_SAMPLE = 50_000;

export const BOOST_RULES: BoostRules = {
  trees_max: 600,
  learning_rate: 0.05,
  leaves_max: 31,
  depth_max: 8,
  patience: 60,
  l2: 5,
  hessian_min: 1e-3,
  rows_min: 20,
  feature_share: 0.5,
  top_share: 0.05,
  rest_share: 0.1,
};

export interface Labelled {
  readonly table: FeatureTable;
  /** 1 where the row is what is looked for, else 0. */
  readonly labels: Uint8Array;
}

export interface Boosted {
  readonly ensemble: Ensemble;
  /** Average precision on the validation rows, after every fifth tree. */
  readonly history: readonly number[];
  /** Trees grown before it ended. */
  readonly grown: number;
}

/**
 * Gradient boosting (Friedman, "Greedy Function Approximation", Annals of Statistics 29, 2001) with
 * second-order logistic loss (Chen & Guestrin, KDD 2016), histograms, best-leaf growth and
 * gradient-based one-side sampling (Ke et al., NIPS 2017). It ends when the average precision on
 * the validation rows has not risen for `patience` trees, and keeps the trees up to the best. The
 * same rows, rules and random stream give the same trees. `directions` names monotone features.
 */
export function boost(
  training: Labelled,
  validation: Labelled,
  directions: ReadonlyMap<string, 1 | -1>,
  rules: BoostRules,
  random: Random,
): Boosted {
  const { table, labels } = training;
  const marked = labels.reduce((sum, label) => sum + label, 0);
  assert(marked > 0 && marked < table.rows, 'training needs rows of both kinds');
  const binned = binTable(table);
  const grow_rules: GrowRules = {
    ...rules,
    directions: Int8Array.from(table.names, (name) => directions.get(name) ?? 0),
  };
  const base = Math.log(marked / (table.rows - marked));
  const margin = new Float64Array(table.rows).fill(base);
  const margin_validation = new Float64Array(validation.table.rows).fill(base);
  const trees: Tree[] = [];
  const history: number[] = [];
  let best = { trees: 0, measure: -1 };
  for (let round = 0; round < rules.trees_max; round++) {
    const slopes = slopesOf(margin, labels);
    const rows = sampleRows(slopes, rules, random);
    const features = sampleFeatures(table.names.length, rules.feature_share, random);
    const tree = shrunk(growTree(binned, rows, slopes, features, grow_rules), rules.learning_rate);
    trees.push(tree);
    addTree(margin, tree, table.columns);
    addTree(margin_validation, tree, validation.table.columns);
    if (trees.length % LOOK_EVERY !== 0 && trees.length < rules.trees_max) continue;
    const measure = averagePrecision(margin_validation, validation.labels);
    history.push(measure);
    if (measure > best.measure) best = { trees: trees.length, measure };
    if (best.measure === 1 || trees.length - best.trees >= rules.patience) break;
  }
  const ensemble = { names: table.names, base, trees: trees.slice(0, best.trees) };
  return { ensemble, history, grown: trees.length };
}

interface Slopes {
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
}

function slopesOf(margin: Float64Array, labels: Uint8Array): Slopes {
  const gradient = new Float64Array(margin.length);
  const hessian = new Float64Array(margin.length);
  for (let i = 0; i < margin.length; i++) {
    const p = probability(margin[i] as number);
    gradient[i] = p - (labels[i] as number);
    hessian[i] = Math.max(p * (1 - p), 1e-12);
  }
  return { gradient, hessian };
}

/**
 * All rows whose gradient is among the largest, and a draw of the rest whose slopes are multiplied
 * to stand for those left out (Ke et al. 2017, algorithm 2). Rows come in ascending order.
 */
function sampleRows(
  { gradient, hessian }: Slopes,
  { top_share, rest_share }: BoostRules,
  random: Random,
): Int32Array {
  const rows = gradient.length;
  if (top_share + rest_share >= 1) return Int32Array.from({ length: rows }, (_, i) => i);
  const least = upperQuantile(gradient, top_share);
  const weight = (1 - top_share) / rest_share;
  const chance = rest_share / (1 - top_share);
  const taken = new Int32Array(rows);
  let count = 0;
  for (let i = 0; i < rows; i++) {
    if (Math.abs(gradient[i] as number) < least) {
      if (random.unit() >= chance) continue;
      gradient[i] = (gradient[i] as number) * weight;
      hessian[i] = (hessian[i] as number) * weight;
    }
    taken[count++] = i;
  }
  return taken.slice(0, count);
}

/** The absolute value that about a share of the numbers reach, judged by an even sample of them. */
function upperQuantile(numbers: Float64Array, share: number): number {
  const step = Math.ceil(numbers.length / QUANTILE_SAMPLE);
  const sample = Float64Array.from({ length: Math.ceil(numbers.length / step) }, (_, k) =>
    Math.abs(numbers[k * step] as number),
  ).sort();
  return present(sample[Math.floor(sample.length * (1 - share))] ?? sample.at(-1), 'number');
}

function sampleFeatures(features: number, share: number, random: Random): number[] {
  const all = Array.from({ length: features }, (_, f) => f);
  const wanted = Math.max(1, Math.round(features * share));
  for (let i = 0; i < wanted; i++) {
    const at = random.integer(i, features - 1);
    const [a, b] = [present(all[i], 'feature'), present(all[at], 'feature')];
    [all[i], all[at]] = [b, a];
  }
  return all.slice(0, wanted).sort((a, b) => a - b);
}

function shrunk(tree: Tree, rate: number): Tree {
  return { ...tree, value: tree.value.map((value) => value * rate) };
}
