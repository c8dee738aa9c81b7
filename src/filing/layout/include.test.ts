import { expect, test } from 'vitest';
import { faultsOf, formatPlace } from '../../base/index.js';
import { elementsOf } from './layout.js';
import { readLayout } from './read-layout.js';

const LAYOUT = `form: xx-report
title: {en: A report, es: Un reporte}
from: 2020-01-01
source: nowhere
verified: false
unit: batch/report
include: common.yaml
groups:
  report: [who, line+]
values:
  line: {length: '1..40'}
`;
const COMMON = `groups:
  batch: [report+]
  report: [nothing]
  who: [name text, line]
  unused: [missing]
values:
  text: {length: '..9'}
  line: {length: '..1'}
`;

test('what forms share stands beside them, and each says otherwise where it differs', () => {
  const layout = readLayout(LAYOUT, 'forms/x.yaml', () => COMMON);
  const names = [...layout.groups].map(([name, { content }]) => [
    name,
    elementsOf(content).map((each) => each.name),
  ]);
  expect(Object.fromEntries(names)).toEqual({
    batch: ['report'],
    report: ['who', 'line'],
    who: ['name', 'line'],
  });
  expect(layout.values.get('line')).toMatchObject({ length_min: 1, length_max: 40 });
  expect(layout.values.get('text')).toMatchObject({ length_max: 9 });
});

test('a mistake in what is shared is told at its place there', () => {
  const told = (common: string) => {
    try {
      readLayout(LAYOUT, 'forms/x.yaml', () => common);
    } catch (error) {
      return faultsOf(error).map(({ code, place }) => `${code} ${place && formatPlace(place)}`);
    }
    return [];
  };
  expect(told(COMMON.replace('name text', 'name texts'))).toEqual([
    expect.stringMatching(/^filing\.layout\.type forms\/common\.yaml:4:/),
  ]);
  expect(told(`${COMMON}odd: 1\n`)).toEqual([
    expect.stringMatching(/^filing\.layout\.shape forms\/common\.yaml/),
  ]);
});
