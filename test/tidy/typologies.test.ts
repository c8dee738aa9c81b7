import { expect, test } from 'vitest';
import { checkTypologies } from './typologies.js';

const rulesOf = (...files: readonly (readonly [name: string, text: string])[]) =>
  checkTypologies(files.map(([name, text]) => ({ path: `typologies/cash/${name}`, text }))).map(
    ({ file, rule }) => `${file.split('/').at(-1)} ${rule}`,
  );

test('a typology named after its id, with its cases, passes', () => {
  expect(rulesOf(['fan.yaml', 'id: fan'], ['fan.cases.yaml', 'cases: []'])).toEqual([]);
});

test('another id, missing cases and orphaned cases are named', () => {
  expect(rulesOf(['fan.yaml', 'id: fun'])).toEqual([
    'fan.yaml typology/cases',
    'fan.yaml typology/id',
  ]);
  expect(rulesOf(['fan.cases.yaml', ''])).toEqual(['fan.cases.yaml typology/cases']);
  expect(rulesOf(['fan.yaml', '{'], ['fan.cases.yaml', ''])).toEqual(['fan.yaml typology/id']);
});
