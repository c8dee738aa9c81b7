import { present } from '../../../base/index.js';
import { type Ensemble, goesLeft, type Tree } from './tree.js';

/** What each feature adds to a row's margin; `expected` plus all parts is the margin. */
export interface Contributions {
  readonly expected: number;
  /** By feature, in the order of the ensemble's names. */
  readonly parts: Float64Array;
}

/**
 * Shapley values of one row by TreeSHAP (Lundberg, Erion & Lee, "Consistent Individualized Feature
 * Attribution for Tree Ensembles", arXiv:1802.03888, algorithm 2), exact for the expectation that
 * follows each tree's training cover where a feature is left out. They add up to the margin.
 */
export function contributions(ensemble: Ensemble, row: readonly number[]): Contributions {
  const parts = new Float64Array(ensemble.names.length);
  let expected = ensemble.base;
  for (const tree of ensemble.trees) {
    expected += expectedValue(tree, 0);
    walk({ tree, row, parts }, 0, extend([], 1, 1, -1));
  }
  return { expected, parts };
}

/** A tree's mean value under its training cover. */
function expectedValue(tree: Tree, node: number): number {
  if ((tree.feature[node] as number) < 0) return tree.value[node] as number;
  const [left, right] = [tree.left[node] as number, tree.right[node] as number];
  const [low, high] = shares(tree, left, right);
  return low * expectedValue(tree, left) + high * expectedValue(tree, right);
}

function shares(tree: Tree, left: number, right: number): [number, number] {
  const [low, high] = [tree.cover[left] as number, tree.cover[right] as number];
  return [low / (low + high), high / (low + high)];
}

/** A feature on the path: the share of rows that pass when it is left out, and when it is known. */
interface Step {
  readonly feature: number;
  readonly out: number;
  readonly known: number;
  /** Weight of subsets of each size. */
  weight: number;
}

interface Walk {
  readonly tree: Tree;
  readonly row: readonly number[];
  readonly parts: Float64Array;
}

function walk(state: Walk, node: number, path: Step[]): void {
  const { tree, row, parts } = state;
  const feature = tree.feature[node] as number;
  if (feature < 0) {
    for (let k = 1; k < path.length; k++) {
      const { feature: on, known, out } = present(path[k], 'step');
      const add = unwoundSum(path, k) * (known - out) * (tree.value[node] as number);
      parts[on] = (parts[on] as number) + add;
    }
    return;
  }
  const children = [tree.left[node] as number, tree.right[node] as number] as const;
  const [low, high] = shares(tree, ...children);
  const left = goesLeft(row[feature] ?? Number.NaN, tree.edge[node] as number);
  const before = path.findIndex((step) => step.feature === feature);
  const earlier = before < 0 ? { out: 1, known: 1 } : present(path[before], 'step');
  const rest = before < 0 ? path : unwind(path, before);
  const [known_left, known_right] = left ? [earlier.known, 0] : [0, earlier.known];
  walk(state, children[0], extend(rest, earlier.out * low, known_left, feature));
  walk(state, children[1], extend(rest, earlier.out * high, known_right, feature));
}

function extend(path: readonly Step[], out: number, known: number, feature: number): Step[] {
  const length = path.length;
  const longer = path.map((step) => ({ ...step }));
  longer.push({ feature, out, known, weight: length === 0 ? 1 : 0 });
  for (let i = length - 1; i >= 0; i--) {
    const [here, next] = [present(longer[i], 'step'), present(longer[i + 1], 'step')];
    next.weight += (known * here.weight * (i + 1)) / (length + 1);
    here.weight = (out * here.weight * (length - i)) / (length + 1);
  }
  return longer;
}

/** The path without its step `at`, as if it had never been taken. */
function unwind(path: readonly Step[], at: number): Step[] {
  const last = path.length - 1;
  const { out, known } = present(path[at], 'step');
  const weights = path.map((step) => step.weight);
  let carried = weights[last] as number;
  for (let j = last - 1; j >= 0; j--) {
    const old = weights[j] as number;
    if (known !== 0) {
      weights[j] = (carried * (last + 1)) / ((j + 1) * known);
      carried = old - ((weights[j] as number) * out * (last - j)) / (last + 1);
    } else {
      weights[j] = (old * (last + 1)) / (out * (last - j));
    }
  }
  return path
    .filter((_, i) => i !== at)
    .map((step, i) => ({ ...step, weight: weights[i] as number }));
}

function unwoundSum(path: readonly Step[], at: number): number {
  return unwind(path, at).reduce((sum, step) => sum + step.weight, 0);
}
