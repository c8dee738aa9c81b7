import { expect, test } from 'vitest';
import { checkExports } from './exports.js';
import { parseSource } from './source.js';

const a = parseSource(
  'src/x/a.ts',
  'export function f() {}\nexport const c = 1;\nexport interface T {}\nfunction own() {}',
);
const deadBeside = (code: string, path = 'src/x/b.ts') =>
  checkExports([a, parseSource(path, code)]).map(({ line, sentence }) => `${line} ${sentence}`);

test.each([
  ["import { f, c } from './a.js';"],
  ["import { f as g } from './a.js'; import { type T, c } from './a.js';"],
  ["export { f, c as d } from './a.js';"],
  ["export * from './a.js';"],
  ["import * as all from './a.js';"],
  ["const a = await import('./a.js');"],
])('%s keeps both alive', (code) => {
  expect(deadBeside(code)).toEqual([]);
});

test('a value that nobody imports is dead; types and doors are left alone', () => {
  expect(deadBeside("import { f } from './a.js';")).toEqual([
    '2 exports c, which no other file imports',
  ]);
  expect(
    deadBeside("import { f, c } from './a.js'; export const open = 1;", 'src/x/index.ts'),
  ).toEqual([]);
});

test('a test counts as another file', () => {
  expect(deadBeside("import { f, c } from './a.js';", 'src/x/a.test.ts')).toEqual([]);
});
