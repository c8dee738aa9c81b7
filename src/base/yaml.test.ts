import { expect, test } from 'vitest';
import { type Fault, formatPlace } from './fault.js';
import { readYaml } from './yaml.js';

const TYPED = { bytes_max: 1000, scalars: 'typed' } as const;
const TEXT = { bytes_max: 1000, scalars: 'text' } as const;

const doc = readYaml('a: 1\nb:\n  - x: "quoted"\n  - y\n', 'f.yaml', TYPED);

test.each([
  ['a', ['a'], 'value', 0, [1, 4]],
  ['a key', ['b'], 'key', 0, [2, 1]],
  ['an item', ['b', 1], 'value', 0, [4, 5]],
  ['inside quotes', ['b', 0, 'x'], 'value', 2, [3, 11]],
  ['what is missing: its parent', ['b', 0, 'z'], 'value', 0, [3, 5]],
] as const)('the place of %s', (_what, path, part, offset, [line, column]) => {
  expect(doc.placeOf(path, part, offset)).toEqual({ file: 'f.yaml', line, column });
});

const shown = (fault: Fault) => `${formatPlace(fault.place ?? { file: '' })} ${fault.code}`;

test.each([
  ['a: &x 1\nb: *x\n', ['f:1:7 yaml.anchor', 'f:2:4 yaml.anchor']],
  ['a: !!int 1\n', ['f:1:10 yaml.tag']],
  ['a: !mine {b: c}\n', ['f:1:10 yaml.tag']],
  ['a: 1\na: 2\n', ['f:2:1 yaml.duplicate_key']],
  ['a: [1\n', ['f:2:1 yaml.syntax']],
  [`a: ${'['.repeat(101)}`, ['f:1:1 yaml.depth']],
  [`a: ${'á'.repeat(500)}`, ['f yaml.size']],
  ['a: {<<: {b: 1}}\n', []],
])('%j is refused as %j', (text, faults) => {
  for (const options of [TYPED, TEXT]) {
    const read = readYaml(text, 'f', options);
    expect(read.faults.map(shown)).toEqual(faults);
    if (faults.length > 0) expect(read.value).toBeNull();
  }
});

test('scalars are typed, or text as it stands', () => {
  const text = 'zeros: 007\ncountry: NO\nnothing: null\nyes: true\n';
  expect(readYaml(text, 'f', TYPED).value).toEqual({
    zeros: 7,
    country: 'NO',
    nothing: null,
    yes: true,
  });
  expect(readYaml(text, 'f', TEXT).value).toEqual({
    zeros: '007',
    country: 'NO',
    nothing: 'null',
    yes: 'true',
  });
});
