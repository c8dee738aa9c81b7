import { expect, test } from 'vitest';
import { formatComplaints, unexcused } from './complaint.js';

const wide = { file: 'src/a.ts', line: 7, rule: 'size/line', sentence: 'is too wide' };
const long = { file: 'src/a.ts', line: 1, rule: 'size/file', sentence: 'is too long' };

test('an exception excuses one rule in one file and nothing else', () => {
  const exception = { rule: 'size/line', file: 'src/a.ts', reason: 'a table' };
  expect(unexcused([wide, long], [exception])).toEqual([long]);
});

test('an exception that excuses nothing is reported', () => {
  const [complaint] = unexcused([], [{ rule: 'size/line', file: 'src/a.ts', reason: 'a table' }]);
  expect(complaint).toMatchObject({ file: 'src/a.ts', rule: 'exception/idle' });
});

test('complaints read as file:line  rule  sentence, in order', () => {
  expect(formatComplaints(unexcused([wide, long], []))).toBe(
    'src/a.ts:1  size/file  is too long\nsrc/a.ts:7  size/line  is too wide',
  );
});
