import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '../../../base/index.js';
import { BOOST_RULES, boost } from './boost.js';
import { contributions } from './explain.js';
import { goesLeft, margins, type Tree } from './tree.js';

const FEATURES = 4;
const random = seededRandom('explain');
const columns = Array.from({ length: FEATURES }, () =>
  Float32Array.from({ length: 300 }, () => random.integer(0, 6)),
);
const table = { rows: 300, names: ['a', 'b', 'c', 'd'], columns };
const at = (f: number, i: number) => columns[f]?.[i] ?? 0;
const labels = Uint8Array.from({ length: 300 }, (_, i) =>
  at(0, i) + at(1, i) > 6 || (at(2, i) > 3 && at(0, i) < 2) ? 1 : 0,
);
const rules = { ...BOOST_RULES, trees_max: 8, rows_min: 5, feature_share: 1, leaves_max: 12 };
const both = { table, labels };
const { ensemble } = boost(both, both, new Map(), rules, random);

/** The tree's mean where only the features of a set are known, the others by training cover. */
function known(tree: Tree, node: number, row: readonly number[], set: number): number {
  const feature = tree.feature[node] as number;
  if (feature < 0) return tree.value[node] as number;
  const [left, right] = [tree.left[node] as number, tree.right[node] as number];
  if (set & (1 << feature)) {
    const goes = goesLeft(row[feature] as number, tree.edge[node] as number);
    return known(tree, goes ? left : right, row, set);
  }
  const [low, high] = [tree.cover[left] as number, tree.cover[right] as number];
  const sum = low * known(tree, left, row, set) + high * known(tree, right, row, set);
  return sum / (low + high);
}

/** Shapley's formula over all subsets. */
function slowShapley(row: readonly number[], feature: number): number {
  const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));
  let sum = 0;
  for (let set = 0; set < 1 << FEATURES; set++) {
    if (set & (1 << feature)) continue;
    const size = [0, 1, 2, 3].filter((f) => set & (1 << f)).length;
    const weight = (factorial(size) * factorial(FEATURES - size - 1)) / factorial(FEATURES);
    for (const tree of ensemble.trees) {
      sum += weight * (known(tree, 0, row, set | (1 << feature)) - known(tree, 0, row, set));
    }
  }
  return sum;
}

test('contributions are Shapley values and add up to the margin', () => {
  const cell = fc.oneof(fc.integer({ min: -1, max: 7 }), fc.constant(Number.NaN));
  fc.assert(
    fc.property(fc.tuple(cell, cell, cell, cell), (row) => {
      const { expected, parts } = contributions(ensemble, row);
      for (let f = 0; f < FEATURES; f++) expect(parts[f]).toBeCloseTo(slowShapley(row, f), 9);
      const one = { ...table, rows: 1, columns: row.map((value) => Float32Array.of(value)) };
      const sum = parts.reduce((total, part) => total + part, expected);
      expect(sum).toBeCloseTo(margins(ensemble, one)[0] as number, 9);
    }),
    { numRuns: 60 },
  );
});
