import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editDistance } from '../../base/index.js';
import { createEditIndex, REACH_ALONE, REACH_AMONG, REACH_WHOLE } from './edits.js';
import { createWordIndex } from './words.js';

const none = () => [];
const letter = fc.constantFrom(...'abcde');
const word = fc.string({ unit: letter, minLength: 1, maxLength: 9 });

describe('words within a few edits', () => {
  test('are those that a comparison with every word finds, no more and no fewer', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { maxLength: 60 }),
        word,
        fc.constantFrom(REACH_AMONG, REACH_ALONE, REACH_WHOLE),
        (words, w, table) => {
          const found = new Map<string, number>();
          createEditIndex(words, REACH_WHOLE).find(w, table, (number, edits) => {
            found.set(words[number] ?? '', edits);
          });
          const reach = (text: string) => table[Math.min(text.length, table.length - 1)] ?? 0;
          const expected = words
            .map((other): [string, number] => [other, editDistance(w, other)])
            .filter(([other, edits]) => edits <= Math.min(reach(w), reach(other)));
          expect([...found].sort()).toEqual(expected.sort());
        },
      ),
      { numRuns: 300 },
    );
  });

  test('a word longer than any row is compared by its beginning', () => {
    const long = 'ab'.repeat(400);
    const found: number[] = [];
    createEditIndex([long, 'ab']).find(`${long}x`, REACH_AMONG, (number) => found.push(number));
    expect(found).toEqual([]);
  });
});

describe('likeliest names', () => {
  const names = [
    ['guzman', 'loera', 'joaquin'],
    ['zambada', 'garcia', 'ismael'],
    ['garcia', 'lopez', 'jose'],
    ['garcia', 'lopez', 'maria'],
    ['li', 'wu'],
    ['jsc', 'argument'],
  ];
  const index = createWordIndex(names, (each) =>
    each === 'chapo' || each === 'joaquin' ? ['#'] : [],
  );
  const first = (...words: string[]) => index.find(words, 3)[0]?.name;

  test('by whole words, in any order', () => expect(first('joaquin', 'guzman')).toBe(0));
  test('by words with wrong letters', () => expect(first('zambda', 'ismeal')).toBe(1));
  test('by short words with wrong letters', () => expect(first('ly', 'wu')).toBe(4));
  test('by words run together, and torn apart', () => {
    expect(first('jscargument')).toBe(5);
    expect(first('gar', 'cia', 'lop', 'ez', 'maria')).toBe(3);
  });
  test('by a code that stands for a word', () => expect(first('chapo')).toBe(0));
  test('nothing in common is not found', () => expect(index.find(['xxxx', 'qqqq'], 3)).toEqual([]));
  test('of no words nothing', () => expect(index.find([], 3)).toEqual([]));
  test('an index of no names', () => {
    expect(createWordIndex([], none).find(['garcia'], 3)).toEqual([]);
  });
  test('one question leaves nothing behind for the next', () => {
    const before = index.find(['garcia', 'maria'], 9);
    index.find(['lopez', 'wu', 'li'], 9);
    expect(index.find(['garcia', 'maria'], 9)).toEqual(before);
  });
});

test('the best fifty of many are the fifty best', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(word, { minLength: 1, maxLength: 4 }), { maxLength: 300 }),
      fc.array(word, { minLength: 1, maxLength: 4 }),
      (names, asked) => {
        const index = createWordIndex(names, none);
        const all = index.find(asked, 1_000);
        expect(index.find(asked, 50)).toEqual(all.slice(0, 50));
        expect(index.find(asked, 5)).toEqual(all.slice(0, 5));
      },
    ),
    { numRuns: 100 },
  );
});
