import { describe, expect, test } from 'vitest';
import { createSpeaker } from '../../base/index.js';
import { branch, type DocumentNode, leaf } from '../document/node.js';
import { layoutChecker } from './layout-checker.js';
import { layoutOrder } from './layout-order.js';
import { readLayout } from './read-layout.js';

const LAYOUT = readLayout(
  `form: xx-report
title: {en: A report, es: Un reporte}
from: 2020-01-01
source: the book
verified: false
namespace: urn:x
unit: batch/report
numbered: Num
groups:
  batch:
    attributes: {count: whole, note?: string}
    members: [kind, report+, total? string]
  report:
    members: [
      number digits, empty? mark, blank mark, 'line{1,2}', {choice: [cash amount, wire]},
      {sequence: [day, place? string], min: 0},
      {sequence: [key string, value string], min: 0, max: many},
    ]
    unique: [{of: wire, by: code}]
  wire: [code whole, amount?]
values:
  kind: {codes: [XX]}
  whole: {base: whole, least: '1', most: '50'}
  digits: {pattern: '\\d+', length: '..3'}
  line: {length: '1..4'}
  mark: {codes: {Y: {en: Yes, es: Sí}, '': ''}}
  amount: {base: decimal, digits: 5, fraction: 2}
  day: {base: moment}
`,
  'x.yaml',
);
const voices = { en: createSpeaker('en'), es: createSpeaker('es') };
const checker = layoutChecker(LAYOUT, voices);
const order = layoutOrder(LAYOUT);

const [number, blank, line] = [leaf('number', '7'), leaf('blank', ''), leaf('line', 'ab')];
const [cash, day] = [leaf('cash', '1.50'), leaf('day', '2024-02-29T24:00:00')];
const key = leaf('key', 'a');
const value = leaf('value', 'b');
const wire = (code: string) => branch('wire', [leaf('code', code)]);
const report = (...children: DocumentNode[]) => branch('report', children);
const said = (node: DocumentNode) =>
  checker
    .unit(node, 'batch/report[3]')
    .map(({ rule, path, sentence }) => `${rule} ${path.slice(15)} ${sentence.en}`);

describe('a layout', () => {
  test.each([
    ['the least', report(number, blank, line, cash)],
    ['all there is', report(number, leaf('empty', 'Y'), blank, line, line, wire('07'), day)],
    ['what repeats as a whole', report(number, blank, line, cash, key, value, key, value)],
  ])('has nothing to say of %s', (_what, node) => {
    expect(said(node)).toEqual([]);
  });

  test.each<readonly [DocumentNode, string]>([
    [
      report(number, blank, line, cash, leaf('lime', '')),
      'layout.unexpected /lime[1] lime has no place in report. Did you mean line?',
    ],
    [
      report(number, line, blank, cash),
      'layout.order /blank[1] In report, blank belongs before line.',
    ],
    [report(blank, line, cash), 'layout.missing  report needs number.'],
    [report(number, blank, line), 'layout.missing  report needs cash, wire.'],
    [
      report(number, blank, line, line, line, cash),
      'layout.count /line[3] line stands 3 times in report; at most 2 may.',
    ],
    [
      report(number, blank, line, cash, wire('1')),
      'layout.choice  Of cash, wire only one may stand in report; there are cash, wire.',
    ],
    [report(number, blank, line, cash, leaf('place', 'x')), 'layout.missing  report needs day.'],
    [report(number, blank, line, cash, key), 'layout.missing  report needs value.'],
    [
      report(number, blank, line, cash, value, key),
      'layout.order /value[1] In report, value cannot stand here: expected day, key.',
    ],
    [
      report(leaf('number', '7x'), blank, line, cash),
      'layout.value /number[1] number is not of the form that is asked for (\\d+): “7x”.',
    ],
    [
      report(leaf('number', '7777'), blank, line, cash),
      'layout.length /number[1] number has 4 characters; between 0 and 3 are allowed.',
    ],
    [
      report(number, leaf('blank', 'N'), line, cash),
      'layout.code /blank[1] “N” is no code of blank. Allowed: Y.',
    ],
    [
      report(number, blank, line, leaf('cash', 'x')),
      'layout.value /cash[1] cash must be a number, not “x”.',
    ],
    [
      report(number, blank, line, leaf('cash', '1.505')),
      'layout.value /cash[1] cash has too many digits (1.505): at most 5 in all',
    ],
    [
      report(number, blank, line, wire('51')),
      'layout.value /wire[1]/code[1] code must lie between 1 and 50, and is 51.',
    ],
    [
      report(number, blank, line, cash, leaf('day', '2023-02-29T00:00:00')),
      'layout.value /day[1] day must be a moment such as 2026-04-30T00:00:00, not',
    ],
    [
      report(number, blank, { ...line, attributes: { a: '1' } }, cash),
      'layout.attribute /line[1]/@a line has no attribute a.',
    ],
    [
      report(number, blank, { ...line, text: '', children: [cash] }, cash),
      'layout.unexpected /line[1]/cash[1] cash has no place in line.',
    ],
    [
      { ...report(number, blank, line, cash), text: 'and so on' },
      'layout.unexpected  report holds text beside its elements; only elements may stand there.',
    ],
    [
      report(number, blank, line, branch('wire', [])),
      'layout.attribute /wire[1] wire needs the attribute Num.',
    ],
    [
      branch('rapport', []),
      'layout.unexpected  rapport has no place in batch/report[3]. Did you mean report?',
    ],
  ])('%#: says what is wrong, and what was expected', (node, sentence) => {
    expect(said(node)[0]).toContain(sentence);
  });

  test('says it in Spanish too, with the place, the source and no more than the beginning', () => {
    const long = { ...leaf('line', 'é'.repeat(100_000)), place: { line: 9, column: 4 } };
    const [found] = checker.unit(report(number, blank, long, cash), 'batch/report[1]');
    expect(found).toMatchObject({
      ...{ rule: 'layout.length', severity: 'reject', path: 'batch/report[1]/line[1]' },
      ...{ place: { line: 9, column: 4 }, source: 'the book', verified: false },
    });
    expect(found?.value).toBe(`${'é'.repeat(60)}…`);
    expect(found?.sentence.es).toBe('line tiene 100,000 caracteres; se admiten entre 1 y 4.');
  });

  test('counts characters, not their halves', () => {
    expect(said(report(number, blank, leaf('line', '🙂🙂🙂🙂'), cash))).toEqual([]);
  });

  test('says which of two is the second of its value', () => {
    const two = readLayout(
      `form: xx-two
title: {en: x, es: x}
from: 2020-01-01
source: x
verified: true
unit: report
groups:
  report: {members: [wire*], unique: [{of: wire, by: code}]}
  wire: [code]
values:
  code: {base: whole}
`,
      'x.yaml',
    );
    const findings = layoutChecker(two, voices).unit(
      report(wire('1'), wire('2'), wire('01')),
      'report',
    );
    expect(findings.map(({ rule, path, sentence }) => [rule, path, sentence.en])).toEqual([
      [
        'layout.unique',
        'report/wire[3]/code[1]',
        'code 01 stands here a second time; first at report/wire[1]/code[1].',
      ],
    ]);
  });

  test('asks nothing of a frame that only units could say', () => {
    const frame = branch('batch', [leaf('kind', 'XX')], { count: '1' });
    expect(checker.frame(frame)).toEqual([]);
    expect(checker.whole(frame).map(({ rule }) => rule)).toEqual(['layout.missing']);
    const wrong = branch('batch', [leaf('kind', 'YY')], { nota: '1' });
    expect(checker.frame(wrong).map(({ rule, path }) => [rule, path])).toEqual([
      ['layout.attribute', 'batch'],
      ['layout.attribute', 'batch/@nota'],
      ['layout.code', 'batch/kind[1]'],
    ]);
  });

  test('hears what a frame says behind its units', () => {
    const before = branch('batch', [], { count: '1' });
    const after = (name: string, text: string) =>
      branch('batch', [leaf(name, text)], { count: '1' });
    const rules = (node: DocumentNode) =>
      checker.rest(node, before).map(({ rule, path }) => `${rule} ${path}`);
    expect(rules(after('kind', 'XX'))).toEqual(['layout.order batch/kind[1]']);
    const head = branch('batch', [leaf('kind', 'XX')], { count: '1' });
    const whole = branch('batch', [leaf('kind', 'XX'), leaf('total', '5')], { count: '1' });
    expect(checker.rest(whole, head)).toEqual([]);
  });

  test('orders what is written, and adds what must be there though empty', () => {
    const mixed = report(leaf('other', ''), value, key, cash, line, number);
    expect(order.unit(mixed).children.map(({ name }) => name)).toEqual([
      ...['number', 'blank', 'line', 'cash', 'value', 'key', 'other'],
    ]);
    expect(order.frame(branch('batch', [mixed, leaf('kind', 'XX')])).children[0]?.name).toBe(
      'kind',
    );
  });
});
