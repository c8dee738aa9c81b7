import { expect, test } from 'vitest';
import { checkBanned, checkName } from './banned.js';
import { parseSource } from './source.js';

function rulesOf(text: string, path = 'src/typology/run.ts'): string[] {
  return checkBanned(parseSource(path, text)).map((complaint) => complaint.rule);
}

test.each([
  ['console.log(1)', 'banned/console'],
  ['const say = console.error', 'banned/console'],
  ['Date.now()', 'banned/clock'],
  ['const d = new Date()', 'banned/clock'],
  ['const d = Date()', 'banned/clock'],
  ['Math.random()', 'banned/random'],
  ['process.env.HOME', 'banned/process'],
  ['process.exit(1)', 'banned/process'],
  ['const x: any = 1', 'banned/any'],
  ['const x = y as any', 'banned/any'],
  ['const x = y!.z', 'banned/non-null'],
  ['export default 1', 'banned/default-export'],
  ['test.only("x", f)', 'banned/only'],
  ['describe.concurrent.only("x", f)', 'banned/only'],
  ['let cache = null', 'banned/module-state'],
  ['export let cache = null', 'banned/module-state'],
  [`// ${'TO'}DO: later`, 'banned/promise'],
  ['/** FIXME */', 'banned/promise'],
  ['// @ts-expect-error', 'banned/ts-ignore'],
  ['// const x = compute(y);', 'banned/dead-code'],
  ['// if (x) {', 'banned/dead-code'],
  ['// engine.run(sql);', 'banned/dead-code'],
  ['/* total += amount; */', 'banned/dead-code'],
])('%s is %s', (text, rule) => {
  expect(rulesOf(text)).toEqual([rule]);
});

test.each([
  ['const d = new Date(at_ms)'],
  ['const x = y as unknown as Z'],
  ['const x = !y'],
  ['const text = "console.log(Date.now())"'],
  ['function f() { let n = 0; return n; }'],
  ['const company = { many: 1 }'],
  ['// Returns early: if it is empty, nothing is lost; for the rest see below.'],
  ['// for a cohort of fewer than thirty'],
  ['/** Example:\n * const x = compute(y);\n */'],
])('%s is fine', (text) => {
  expect(rulesOf(text)).toEqual([]);
});

test('each ban holds where it is meant to', () => {
  expect(rulesOf('Date.now()', 'src/base/clock.ts')).toEqual([]);
  expect(rulesOf('Math.random()', 'src/base/random.ts')).toEqual([]);
  expect(rulesOf('process.exit(1)', 'src/main.ts')).toEqual([]);
  expect(rulesOf('process.env.LANG', 'src/cli/options.ts')).toEqual([]);
  expect(rulesOf('process.env.LANG', 'test/shared.ts')).toEqual([]);
  expect(rulesOf('Date.now()', 'bench/main.ts')).toEqual(['banned/clock']);
});

test('a complaint names the line', () => {
  const source = parseSource('src/a.ts', 'f();\n\n/*\n * a.b(c);\n */\nconsole.log(1);');
  expect(checkBanned(source).map(({ line }) => line)).toEqual([6, 4]);
});

test('file names are in kebab-case', () => {
  expect(checkName('src/base/package-root.test.ts')).toEqual([]);
  expect(checkName('src/base/packageRoot.ts')).toMatchObject([{ rule: 'banned/name' }]);
  expect(checkName('src/base/package_root.ts')).toMatchObject([{ rule: 'banned/name' }]);
});
