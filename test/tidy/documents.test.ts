import { expect, test } from 'vitest';
import { checkDocument, checkPages } from './documents.js';

const files = new Set(['README.md', 'docs/guide.md', 'src/base/index.ts']);
const rulesOf = (text: string, path = 'docs/guide.md') =>
  checkDocument({ path, text }, files).map(({ line, rule }) => `${line} ${rule}`);

test('one title at the top passes; a comment in a shell example is no title', () => {
  expect(rulesOf('# Guide\n\n```sh\n# a comment\n```\n')).toEqual([]);
});

test('no title, a late one and a second one are named', () => {
  expect(rulesOf('Guide\n')).toEqual(['1 document/title']);
  expect(rulesOf('\n# Guide\n')).toEqual(['2 document/title']);
  expect(rulesOf('# Guide\n\n# More\n')).toEqual(['3 document/title']);
});

test('relative links lead to files or folders of the repository', () => {
  expect(rulesOf('# A\n[r](../README.md#x) [s](../src/base/) [w](https://a.org) [h](#a)')).toEqual(
    [],
  );
  expect(rulesOf('# A\n\n[gone](gone.md)')).toEqual(['3 document/link']);
});

test('pages for users come in pairs, pages for contributors need not', () => {
  expect(checkPages(['README.md', 'README.es.md', 'SECURITY.md', 'docs/internals/a.md'])).toEqual(
    [],
  );
  expect(checkPages(['README.md', 'docs/a.es.md']).map(({ sentence }) => sentence)).toEqual([
    'has no twin README.es.md',
    'has no twin docs/a.md',
  ]);
});
