import { expect, test } from 'vitest';
import { checkTypologies } from './typologies.js';

const rulesOf = (...files: readonly (readonly [name: string, text: string])[]) =>
  checkTypologies(files.map(([name, text]) => ({ path: `typologies/cash/${name}`, text }))).map(
    ({ file, rule }) => `${file.split('/').at(-1)} ${rule}`,
  );

test('a typology named after its id, in its area, with its cases, passes', () => {
  const head = 'id: fan\narea: cash';
  expect(rulesOf(['fan.yaml', head], ['fan.cases.yaml', 'cases: []'])).toEqual([]);
});

test('another id or area, missing cases and orphaned cases are named', () => {
  expect(rulesOf(['fan.yaml', 'id: fun\narea: trade'])).toEqual([
    'fan.yaml typology/cases',
    'fan.yaml typology/id',
    'fan.yaml typology/area',
  ]);
  expect(rulesOf(['fan.cases.yaml', ''])).toEqual(['fan.cases.yaml typology/cases']);
  expect(rulesOf(['fan.yaml', '{'], ['fan.cases.yaml', ''])).toContain('fan.yaml typology/id');
});

test('sources and lists are no typologies', () => {
  const path = 'typologies/sources/FIN-2024-A002.yaml';
  expect(checkTypologies([{ path, text: 'title: x' }])).toEqual([]);
});
