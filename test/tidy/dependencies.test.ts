import { expect, test } from 'vitest';
import { checkDependencies, type Manifest } from './dependencies.js';
import { parseSource } from './source.js';

const manifest: Manifest = {
  dependencies: { zod: '4.6.7' },
  devDependencies: { '@scope/tool': '1.0.0' },
};
const rulesOf = (path: string, code: string, given = manifest) =>
  checkDependencies(given, [parseSource(path, code)]).map(({ rule }) => rule);

test('what ships is declared, used and held to one version', () => {
  expect(rulesOf('src/a.ts', "import 'zod'; import 'node:fs'; import './b.js';")).toEqual([]);
  expect(rulesOf('src/a.ts', "import 'zod/v4';")).toEqual([]);
});

test('an undeclared package, or a tool in what ships, is named', () => {
  expect(rulesOf('src/a.ts', "import 'zod'; import 'lodash';")).toEqual(['dependency/undeclared']);
  expect(rulesOf('src/a.ts', "import 'zod'; import '@scope/tool/x';")).toEqual([
    'dependency/undeclared',
  ]);
});

test('tests may use tools; what only they use does not ship', () => {
  expect(rulesOf('test/a.ts', "import '@scope/tool/x';")).toEqual(['dependency/idle']);
});

test('a range of versions is named', () => {
  const loose = { dependencies: { zod: '^4.6.7' }, devDependencies: {} };
  expect(rulesOf('src/a.ts', "import 'zod';", loose)).toEqual(['dependency/loose']);
});
