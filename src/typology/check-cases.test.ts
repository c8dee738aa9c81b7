import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { formatPlace } from '../base/index.js';
import { readCases } from './index.js';

const folder = mkdtempSync(join(tmpdir(), 'puente-cases-'));
afterAll(() => rmSync(folder, { recursive: true }));

const CASES = `typology: rule
defaults: {rail: cash, to: A, amount: 1500}
parties: [{id: P, sector: retail}]
cases:
  - case: one
    kind: hit
    payments:
      - {id: d, time: "2025-03-04T07:00:00Z", repeat: {times: 3, every: 1d}}
      - {from: A, conductor_id: P, amount: 4400, time: "2025-03-06T15:00:00Z"}
    expect: [{subject: A}]
`;

function faultsOf(text: string): string[] {
  const file = join(folder, 'rule.yaml');
  writeFileSync(file.replace('.yaml', '.cases.yaml'), text);
  return readCases(file).faults.map(({ place, code, params }) =>
    [formatPlace({ ...place, file: '' }).slice(1), code, params.suggestion].join(' ').trim(),
  );
}

/** What is written, what it is changed to, and what is said of it. */
const MISTAKES: readonly (readonly [string, string, string])[] = [
  ['rail: cash', 'raill: cash', '2:12 case.field rail'],
  ['rail: cash', 'rail: kash', '2:18 typology.choice cash'],
  ['typology: rule', 'typology: other', '1:11 typology.name'],
  ['sector: retail', 'secter: retail', '3:19 case.field sector'],
  ['conductor_id', 'conductor', '9:19 case.field conductor_id'],
  ['kind: hit', 'kind: hitt', '6:11 typology.choice hit'],
  ['"2025-03-06T15:00:00Z"', 'yesterday', '9:56 case.time'],
  ['amount: 4400', 'amount: much', '9:44 typology.value'],
  ['every: 1d', 'every: day', '8:73 typology.duration'],
  ['{id: d, time: "2025-03-04T07:00:00Z", repeat', '{id: d, repeat', '8:9 typology.missing'],
];

test('sound cases have no faults', () => {
  expect(faultsOf(CASES)).toEqual([]);
});

test.each(MISTAKES)('%s', (written, instead, said) => {
  expect(CASES).toContain(written);
  expect(faultsOf(CASES.replace(written, instead))).toEqual([said]);
});

test('all mistakes are told at once', () => {
  const text = CASES.replace('rail: cash', 'raill: cash').replace('from: A', 'frm: A');
  expect(faultsOf(text)).toEqual(['2:12 case.field rail', '9:10 case.field from']);
});
