import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editDistance } from '../../base/index.js';
import { createWholeIndex } from './wholes.js';

const names = [['pjscmmk'], ['alhabumuhammad', 'muhammadalhabu'], ['fdlr'], ['drl'], ['k2doo']];
const index = createWholeIndex(names);
const first = (letters: string) => index.find(letters, 9)[0]?.name;

test('two wrong letters in a short name, wherever they fall', () => {
  expect(first('pjscmh')).toBe(0);
  expect(first('alhakutmuhammad')).toBe(1);
  expect(first('fldr')).toBe(2);
});
test('a name in each of its orders', () => expect(first('muhamadalhab')).toBe(1));
test('nothing to look for, and a name too long, find nothing', () => {
  expect(index.find('', 9)).toEqual([]);
  expect(index.find('a'.repeat(400), 9)).toEqual([]);
});

test('finds what is within two edits, the nearer first', () => {
  const word = fc.string({ unit: fc.constantFrom(...'abc'), minLength: 3, maxLength: 8 });
  fc.assert(
    fc.property(fc.uniqueArray(word, { maxLength: 40 }), word, (all, asked) => {
      const found = createWholeIndex(all.map((one) => [one])).find(asked, 99);
      const near = all.filter((one) => editDistance(one, asked) <= 2);
      expect(found.map(({ name }) => all[name]).sort()).toEqual(near.sort());
      const best = found[0] && editDistance(all[found[0].name] ?? '', asked);
      if (near.includes(asked)) expect(best).toBe(0);
    }),
    { numRuns: 200 },
  );
});
