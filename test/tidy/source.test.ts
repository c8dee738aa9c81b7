import { expect, test } from 'vitest';
import { importsOf, lineAt, parseSource, resolveImport } from './source.js';

test('comments are found, and what looks like one inside a literal is not', () => {
  const text = [
    "const address = 'https://example.org'; // one",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the snippet is a template itself
    'const template = `// no ${address /* two */} // no`;',
    'const pattern = /\\/\\/ no/;',
    '/** three */',
  ].join('\n');
  expect(parseSource('a.ts', text).comments).toEqual([
    { line: 1, text: '// one' },
    { line: 2, text: '/* two */' },
    { line: 4, text: '/** three */' },
  ]);
});

test('every way to import is seen', () => {
  const text = `
    import { a } from './a.js';
    import type { B } from './b.js';
    export * from './c.js';
    export { d } from './d.js';
    const e = await import('./e.js');
    type F = import('./f.js').F;
    const g = new URL('./g.js', import.meta.url);
    const page = new URL('./not-code.html', import.meta.url);
    import 'package';`;
  const specifiers = importsOf(parseSource('src/x/y.ts', text)).map((entry) => entry.specifier);
  const files = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => `./${name}.js`);
  expect(specifiers).toEqual([...files, 'package']);
});

test('specifiers resolve from the importing file', () => {
  expect(resolveImport('src/x/y.ts', '../base/index.js')).toBe('src/base/index.ts');
  expect(resolveImport('src/x/y.ts', 'zod')).toBeNull();
});

test('lines count from 1, whatever characters stand before', () => {
  expect(lineAt('é😀\nb', 0)).toBe(1);
  expect(lineAt('é😀\nb', 4)).toBe(2);
});
