import fc from 'fast-check';
import { expect, test } from 'vitest';
import { averagePrecision, bestThreshold, qualityAt } from './measure.js';

const drawn = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.boolean()), {
  minLength: 1,
  maxLength: 30,
});

/** By definition: the sum over thresholds of precision times the recall gained there. */
function slowAveragePrecision(scores: Float64Array, labels: Uint8Array): number {
  const thresholds = [...new Set(scores)].sort((a, b) => b - a);
  let [sum, recall] = [0, 0];
  for (const threshold of thresholds) {
    const quality = qualityAt(threshold, scores, labels);
    sum += quality.precision * (quality.recall - recall);
    recall = quality.recall;
  }
  return sum;
}

test('average precision and the best threshold are as their definitions say', () => {
  fc.assert(
    fc.property(drawn, (rows) => {
      const scores = Float64Array.from(rows, ([score]) => score);
      const labels = Uint8Array.from(rows, ([, label]) => (label ? 1 : 0));
      expect(averagePrecision(scores, labels)).toBeCloseTo(
        slowAveragePrecision(scores, labels),
        12,
      );
      const best = qualityAt(bestThreshold(scores, labels), scores, labels).f1;
      for (const score of scores) {
        expect(best).toBeGreaterThanOrEqual(qualityAt(score, scores, labels).f1);
      }
    }),
  );
});

test('precision, recall and F1 of a worked case', () => {
  const scores = Float64Array.of(4, 3, 2, 1);
  const labels = Uint8Array.of(1, 0, 1, 1);
  expect(qualityAt(2, scores, labels)).toEqual({
    threshold: 2,
    precision: 2 / 3,
    recall: 2 / 3,
    f1: 2 / 3,
  });
  expect(averagePrecision(scores, labels)).toBeCloseTo((1 + 2 / 3 + 3 / 4) / 3, 12);
});
