import { expect, test } from 'vitest';
import { checkReach } from './reach.js';
import { parseSource } from './source.js';

const file = (path: string, ...imports: readonly string[]) =>
  parseSource(path, imports.map((specifier) => `import '${specifier}';`).join('\n'));

test('what an entry reaches is alive, at any distance', () => {
  const sources = [file('src/main.ts', './a.js'), file('src/a.ts', './b.js'), file('src/b.ts')];
  expect(checkReach(sources)).toEqual([]);
});

test('a file that only its own test imports is dead', () => {
  const sources = [file('src/a.ts'), file('src/a.test.ts', './a.js')];
  expect(checkReach(sources)).toMatchObject([{ file: 'src/a.ts', rule: 'reach/dead-file' }]);
});

test('a file that another test imports is alive', () => {
  const sources = [file('src/a.ts'), file('src/b.test.ts', './a.js')];
  expect(checkReach(sources)).toEqual([]);
});

test('a worker is reached by the URL that starts it', () => {
  const main = parseSource('src/main.ts', "new URL('./worker.js', import.meta.url);");
  expect(checkReach([main, file('src/worker.ts')])).toEqual([]);
});

test('a ring of files that nothing enters is dead', () => {
  const sources = [file('src/a.ts', './b.js'), file('src/b.ts', './a.js')];
  expect(checkReach(sources)).toHaveLength(2);
});
