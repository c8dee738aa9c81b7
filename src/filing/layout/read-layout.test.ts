import { describe, expect, test } from 'vitest';
import { createSpeaker, faultsOf, formatPlace } from '../../base/index.js';
import { elementsOf, layoutOn } from './layout.js';
import { memberText, parseMember } from './member-text.js';
import { readLayout } from './read-layout.js';

const GOOD = `form: xx-report
title: {en: A report, es: Un reporte}
from: 2020-01-01
until: 2021-12-31
source: nowhere
verified: false
namespace: urn:x
unit: batch/report
groups:
  batch:
    attributes: {count: digits, note?: string}
    members: [kind, report+]
    unique: [{of: report, by: number}]
  report: [number digits, 'line{2,5}', {choice: [yes mark, no mark], min: 0, max: many}]
values:
  kind: {codes: {007: {en: Agent, es: Agente}, NO: ''}}
  digits: {pattern: '\\d+', length: '..3'}
  line: {length: '1..40'}
  mark: {codes: [Y, '']}
`;

describe('a layout', () => {
  test('says its elements, how often they stand, and what may stand in them', () => {
    const layout = readLayout(GOOD, 'x.yaml');
    expect(layout).toMatchObject({ unit: ['batch', 'report'], prefix: '', numbered: null });
    const report = layout.groups.get('report');
    expect(report && elementsOf(report.content).map(memberText)).toEqual([
      'number digits',
      'line{2,5}',
      'yes mark',
      'no mark',
    ]);
    const batch = layout.groups.get('batch');
    expect(batch?.attributes).toEqual([
      { name: 'count', type: 'digits', required: true },
      { name: 'note', type: 'string', required: false },
    ]);
    const { codes } = layout.values.get('kind') ?? {};
    expect(codes).toEqual(
      new Map([
        ['007', { en: 'Agent', es: 'Agente' }],
        ['NO', null],
      ]),
    );
    expect(layout.values.get('digits')).toMatchObject({ length_min: null, length_max: 3 });
  });

  test('applies from its first day to its last', () => {
    const layout = readLayout(GOOD, 'x.yaml');
    const on = (day: string) => layoutOn([layout], 'xx-report', day)?.form ?? null;
    expect(['2019-12-31', '2020-01-01', '2021-12-31', '2022-01-01'].map(on)).toEqual([
      null,
      'xx-report',
      'xx-report',
      null,
    ]);
  });

  test.each([
    ['kind, report+', 'kind, rep ort+ x', '12:21', 'is no member of a group'],
    ['number digits', 'number digts', '14:12', 'Did you mean digits?'],
    ["pattern: '\\d+'", "pattern: '[a-b-c]'", '17:27', 'a hyphen in the middle of a class'],
    ['until: 2021-12-31', 'until: 2021-13-31', '4:1', '“until” is not as it should be'],
    ['unit: batch/report', 'unit: batch/kind', '8:7', 'leads to no group'],
    ["[Y, '']}", "[Y, '']}\n  report: {}", '20:3', 'a group and a value'],
  ])('with %s → %s is told at %s', (from, to, place, sentence) => {
    const faults = (() => {
      try {
        readLayout(GOOD.replace(from, to), 'x.yaml');
        return [];
      } catch (error) {
        return faultsOf(error);
      }
    })();
    const english = createSpeaker('en');
    const told = faults.map(({ code, params, place: at }) => {
      const said = english.say(`fault.${code}`, params);
      return `${at && formatPlace(at)} ${said}`;
    });
    expect(told[0]).toContain(`x.yaml:${place} `);
    expect(told[0]).toContain(sentence);
  });

  test.each(['a', 'a?', 'a* b', 'a+ b-c.1', 'a{2}', 'a{2,} t', 'a{2,7} t', 'a{0,3}'])(
    'reads and writes the member %s',
    (text) => {
      const member = parseMember(text);
      expect(member && memberText(member)).toBe(text);
    },
  );

  test.each(['', 'a{3,2}', 'a{0}', '?', 'a?b', 'a{x}', 'a b c'])('“%s” is no member', (text) => {
    expect(parseMember(text)).toBeNull();
  });
});
