import { expect, test } from 'vitest';
import { checkPath, checkWords } from './hygiene.js';

test.each([
  ['dist/src/main.js'],
  ['web/node_modules/x/index.js'],
  ['test/payments.csv.gz'],
  ['puente-data/puente.duckdb'],
  ['.env'],
  ['keys/bank.pem'],
])('%s does not enter the repository', (path) => {
  expect(checkPath(path, 10)).toMatchObject([{ rule: 'hygiene/path' }]);
});

test('source enters, a megabyte of it does not', () => {
  expect(checkPath('src/distance.ts', 1_000)).toEqual([]);
  expect(checkPath('test/environment.ts', 1_000)).toEqual([]);
  expect(checkPath('test/payments.csv', 1_000_001)).toHaveLength(1);
});

const beside = ['..', 'shared', 'data'].join('/');

test.each([[`read('/${'home'}/ana/x')`], [`"${beside}"`], ['the SECRET word']])(
  '%s names something that is not here',
  (line) => {
    expect(checkWords('a.md', `\n${line}`, ['SECRET'])).toMatchObject([{ line: 2 }]);
  },
);

test.each([['https://example.org/home/x'], ['src/home/a.ts'], ['/etc/passwd'], ['at work/home']])(
  '%s is fine',
  (line) => {
    expect(checkWords('a.md', line)).toEqual([]);
  },
);
