import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SeenNumbers } from './seen-numbers.js';

const number = fc.oneof(
  fc.integer({ min: 0, max: 3_000 }).map(String),
  fc.bigInt({ min: 0n, max: 9_999_999_999_999_999_999n }).map(String),
  fc.constantFrom('x', '-1', '', '00000000000000000000'),
);

test('knows each number and where it stood first, however crowded the table', () => {
  fc.assert(
    fc.property(
      fc.array(number, { maxLength: 3_000, size: 'max' }),
      fc.constantFrom(1, 2, 256),
      (numbers, probes_max) => {
        const seen = new SeenNumbers(probes_max);
        const first = new Map<string, number>();
        for (const [index, each] of numbers.entries()) {
          const known = first.get(each);
          if (known === undefined) first.set(each, index);
          const place = known === undefined ? null : { line: known + 1, column: 7 };
          expect(seen.add(each, { line: index + 1, column: 7 })).toEqual(place);
        }
      },
    ),
    { numRuns: 30 },
  );
});

test('says when it can hold no more', () => {
  const seen = new SeenNumbers();
  for (let n = 0; n < 100_000; n++) seen.add(`x${n}`, { line: 1, column: 1 });
  expect(seen.isFull).toBe(true);
});
