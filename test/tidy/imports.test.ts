import { expect, test } from 'vitest';
import { checkCycles, checkImports, IMPORT_TABLE, importTableMarkdown } from './imports.js';
import { parseSource } from './source.js';

function rulesOf(path: string, specifier: string): string[] {
  return checkImports([parseSource(path, `import { x } from '${specifier}';`)]).map(
    (complaint) => complaint.rule,
  );
}

test.each([
  ['src/model/party.ts', '../base/index.js'],
  ['src/model/party.ts', './field.js'],
  ['src/typology/run.ts', '../store/index.js'],
  ['src/filing/sar.ts', '../casework/index.js'],
  ['src/cli/detect.ts', '../typology/index.js'],
  ['src/main.ts', './cli/index.js'],
  ['src/main.ts', '../examples/demo-bank/index.js'],
  ['src/main.ts', './detect-process.js'],
  ['src/detect-process.ts', './network/index.js'],
  ['src/typology/run.test.ts', './run.js'],
  ['src/typology/run.test.ts', '../network/index.js'],
  ['src/typology/run.test.ts', '../../test/shared.js'],
  ['bench/ingest.ts', '../src/ingest/index.js'],
  ['src/model/party.ts', 'zod'],
])('%s may import %s', (path, specifier) => {
  expect(rulesOf(path, specifier)).toEqual([]);
});

test.each([
  ['src/base/money.ts', '../model/index.js', 'import/table'],
  ['src/model/party.ts', '../store/index.js', 'import/table'],
  ['src/typology/run.ts', '../network/index.js', 'import/table'],
  ['src/casework/case.ts', '../filing/index.js', 'import/table'],
  ['src/cli/detect.ts', '../api/index.js', 'import/table'],
  ['src/ingest/csv.ts', '../main.js', 'import/table'],
  ['src/cli/detect.ts', '../detect-process.js', 'import/table'],
  ['src/detect-process.ts', './store/index.js', 'import/table'],
  ['src/ingest/csv.ts', '../../test/shared.js', 'import/table'],
  ['src/model/party.ts', '../base/money.js', 'import/door'],
  ['src/typology/run.test.ts', '../network/flows.js', 'import/door'],
  ['bench/ingest.ts', '../src/ingest/csv.js', 'import/door'],
  ['src/model/party.ts', './field.ts', 'import/extension'],
  ['src/helpers/strings.ts', '../base/index.js', 'import/module'],
])('%s may not import %s: %s', (path, specifier, rule) => {
  expect(rulesOf(path, specifier)).toEqual([rule]);
});

test('a ring is reported once, however it is entered', () => {
  const file = (name: string, ...imports: readonly string[]) =>
    parseSource(
      `src/base/${name}.ts`,
      imports.map((other) => `import { x } from './${other}.js';`).join('\n'),
    );
  const ring = [file('a', 'b'), file('b', 'c'), file('c', 'a'), file('d', 'b')];
  const [complaint, ...more] = checkCycles(ring);
  expect(more).toEqual([]);
  expect(complaint).toMatchObject({
    file: 'src/base/a.ts',
    sentence: 'imports itself by way of src/base/b.ts → src/base/c.ts → src/base/a.ts',
  });
  expect(checkCycles([file('a', 'b', 'c'), file('b', 'c'), file('c')])).toEqual([]);
});

test('no row of the table lets two modules import each other', () => {
  const mayImport = (from: string, to: string) =>
    IMPORT_TABLE.some((row) => row.modules.includes(from) && row.imports.includes(to));
  const modules = IMPORT_TABLE.flatMap((row) => row.modules);
  const mutual = modules.flatMap((a) =>
    modules.filter((b) => a < b && mayImport(a, b) && mayImport(b, a)).map((b) => `${a} ${b}`),
  );
  expect(mutual).toEqual(['bench test']);
});

test('the table prints as Markdown', () => {
  expect(importTableMarkdown()).toContain('| `store` | `base` `model` |');
  expect(importTableMarkdown()).toContain('| `base` | nothing of ours |');
});
