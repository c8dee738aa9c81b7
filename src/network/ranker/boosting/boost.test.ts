import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '../../../base/index.js';
import { bestThreshold, qualityAt } from '../measure.js';
import { binTable } from './bins.js';
import { BOOST_RULES, boost } from './boost.js';
import type { FeatureTable } from './feature-table.js';
import { type GrowRules, growTree } from './grow.js';
import { addTree, margins, type Tree } from './tree.js';

const cell = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constant(Number.NaN));
const row = fc.tuple(cell, cell, cell, fc.integer({ min: -8, max: 8 }));
const drawn = fc.array(row, { minLength: 4, maxLength: 40 });

const RULES: GrowRules = {
  l2: 1,
  hessian_min: 0,
  rows_min: 2,
  leaves_max: 2,
  depth_max: 5,
  directions: Int8Array.of(0, 0, 0),
};

function tableOf(rows: readonly (readonly number[])[]): FeatureTable {
  const columns = [0, 1, 2].map((f) => Float32Array.from(rows, (cells) => cells[f] as number));
  return { rows: rows.length, names: ['a', 'b', 'c'], columns };
}

/** All edges of all features, each counted from the start: the gain of the best, 0 if none. */
function slowBestGain(rows: readonly (readonly number[])[], { l2, rows_min }: GrowRules): number {
  const saving = (part: readonly (readonly number[])[]) =>
    part.reduce((sum, cells) => sum + (cells[3] as number), 0) ** 2 / (part.length + l2);
  let best = 0;
  for (const f of [0, 1, 2]) {
    for (const edge of [Number.NEGATIVE_INFINITY, -3, -2, -1, 0, 1, 2]) {
      const left = rows.filter((cells) => !((cells[f] as number) > edge));
      const right = rows.filter((cells) => (cells[f] as number) > edge);
      if (Math.min(left.length, right.length) < rows_min) continue;
      best = Math.max(best, saving(left) + saving(right) - saving(rows));
    }
  }
  return best;
}

function grow(rows: readonly (readonly number[])[], rules: GrowRules): Tree {
  const gradient = Float64Array.from(rows, (cells) => cells[3] as number);
  const hessian = new Float64Array(rows.length).fill(1);
  const all = Int32Array.from(rows.keys());
  return growTree(binTable(tableOf(rows)), all, { gradient, hessian }, [0, 1, 2], rules);
}

function outputs(tree: Tree, rows: readonly (readonly number[])[]): Float64Array {
  const values = new Float64Array(rows.length);
  addTree(values, tree, tableOf(rows).columns);
  return values;
}

test('a split is the best of all, as a count of every edge says', () => {
  fc.assert(
    fc.property(drawn, (rows) => {
      const values = outputs(grow(rows, RULES), rows);
      const saved = (output: (i: number) => number) =>
        rows.reduce(
          (sum, cells, i) => sum - 2 * (cells[3] as number) * output(i) - output(i) ** 2,
          0,
        );
      const leaves = new Set(values);
      const penalty = [...leaves].reduce((sum, value) => sum + RULES.l2 * value ** 2, 0);
      const whole = rows.reduce((sum, cells) => sum + (cells[3] as number), 0);
      const gain =
        saved((i) => values[i] as number) - penalty - whole ** 2 / (rows.length + RULES.l2);
      // Two leaves of one value gain nothing, and cannot be told apart here.
      if (leaves.size === 2) expect(gain).toBeCloseTo(slowBestGain(rows, RULES), 6);
      else expect(slowBestGain(rows, RULES)).toBeLessThan(1e-6);
    }),
  );
});

test('leaves of a deep tree are Newton steps of the rows that reach them', () => {
  fc.assert(
    fc.property(drawn, (rows) => {
      const values = outputs(grow(rows, { ...RULES, leaves_max: 8 }), rows);
      for (const value of new Set(values)) {
        const members = rows.filter((_, i) => values[i] === value);
        const sum = members.reduce((total, cells) => total + (cells[3] as number), 0);
        // Leaves may share a value only where their means agree, which the sums then show too.
        if (new Set(values).size > 1 && members.length < rows.length && sum === 0) continue;
        expect(Math.sign(value) * Math.sign(-sum)).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});

test('a monotone constraint holds between any two rows, at any depth', () => {
  fc.assert(
    fc.property(drawn, cell, cell, (rows, b, c) => {
      const directions = Int8Array.of(1, -1, 0);
      const tree = grow(rows, { ...RULES, leaves_max: 12, directions });
      const steps = [Number.NaN, -3, -2, -1, 0, 1, 2, 3];
      const rising = outputs(
        tree,
        steps.map((a) => [a, b, c, 0]),
      );
      const falling = outputs(
        tree,
        steps.map((a) => [b, a, c, 0]),
      );
      for (let k = 1; k < steps.length; k++) {
        expect(rising[k] as number).toBeGreaterThanOrEqual(rising[k - 1] as number);
        expect(falling[k] as number).toBeLessThanOrEqual(falling[k - 1] as number);
      }
    }),
  );
});

/** Rows whose label is a rule of two of three columns, with some noise. */
function ruled(rows: number, seed: string) {
  const random = seededRandom(seed);
  const cells = Array.from({ length: rows }, () => [random.unit(), random.unit(), random.unit()]);
  const labels = Uint8Array.from(cells, ([a = 0, b = 0]) =>
    (a > 0.6 && b > 0.5) !== random.unit() < 0.02 ? 1 : 0,
  );
  return { table: tableOf(cells), labels };
}

test('boosting learns a rule, stops by itself, and repeats exactly', () => {
  const training = ruled(2_000, 'training');
  const validation = ruled(1_000, 'validation');
  const rules = { ...BOOST_RULES, trees_max: 200, patience: 15, rows_min: 5 };
  const run = () => boost(training, validation, new Map(), rules, seededRandom('run'));
  const { ensemble, history, grown } = run();
  expect(grown).toBeLessThan(200);
  expect(Math.max(...history)).toBe(history[ensemble.trees.length / 5 - 1]);
  const scores = margins(ensemble, validation.table);
  const threshold = bestThreshold(scores, validation.labels);
  expect(qualityAt(threshold, scores, validation.labels).f1).toBeGreaterThan(0.93);
  expect(run().ensemble).toEqual(ensemble);
});
