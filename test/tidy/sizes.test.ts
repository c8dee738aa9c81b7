import { expect, test } from 'vitest';
import { checkFile, checkFunctions, checkLines, checkMedian } from './sizes.js';
import { parseSource } from './source.js';

const lines = (count: number) => 'f();\n'.repeat(count);

test('a line of 100 columns passes, one of 101 does not, an address may', () => {
  expect(checkLines('a.ts', `// ${'é'.repeat(97)}`)).toEqual([]);
  expect(checkLines('a.ts', `\n// ${'é'.repeat(98)}`)).toMatchObject([{ line: 2 }]);
  expect(checkLines('a.ts', `// https://example.org/${'x'.repeat(98)}`)).toEqual([]);
});

test('a file of 400 lines passes, one of 401 does not', () => {
  expect(checkFile(parseSource('a.ts', lines(400)))).toEqual([]);
  expect(checkFile(parseSource('a.ts', lines(401)))).toMatchObject([{ rule: 'size/file' }]);
});

test.each([
  ['function named() {', '}'],
  ['const arrow = () => {', '};'],
  ['class Long { method() {', '} }'],
  ['test("a name", () => {', '});'],
])('%s … of 70 lines passes, of 71 does not', (head, foot) => {
  const body = (count: number) => parseSource('a.ts', `\n${head}\n${lines(count)}${foot}\n`);
  expect(checkFunctions(body(68))).toEqual([]);
  expect(checkFunctions(body(69))).toMatchObject([{ line: 2, rule: 'size/function' }]);
});

test('what describe is given may be long', () => {
  const text = `describe.each([])('x', () => {\n${lines(200)}});`;
  expect(checkFunctions(parseSource('a.test.ts', text))).toEqual([]);
});

test('the median counts the files of src without their tests', () => {
  const file = (path: string, count: number) => parseSource(path, lines(count));
  const short = [file('src/a.ts', 80), file('src/b.ts', 300), file('src/c.ts', 10)];
  expect(checkMedian(short)).toEqual([]);
  expect(checkMedian([...short, file('src/a.test.ts', 90), file('bench/d.ts', 90)])).toEqual([]);
  expect(checkMedian([file('src/a.ts', 81)])).toMatchObject([{ rule: 'size/median' }]);
});
