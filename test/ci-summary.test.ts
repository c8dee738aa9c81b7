import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { packageRoot } from '../src/base/index.js';

const folder = mkdtempSync(join(tmpdir(), 'puente-summary-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What the last step of `.ci/run` prints and answers for a report of the test runner. */
function summarize(report: unknown): { readonly line: string; readonly status: number | null } {
  const path = join(folder, 'tests.json');
  rmSync(path, { force: true });
  if (report !== null) writeFileSync(path, JSON.stringify(report));
  const script = join(packageRoot(), '.ci', 'summary.js');
  const run = spawnSync(process.execPath, [script, path], { encoding: 'utf8' });
  return { line: run.stdout, status: run.status };
}

const counts = { numPassedTests: 12, numFailedTests: 0, numPendingTests: 2, numTodoTests: 1 };
const loaded = { status: 'passed', assertionResults: [{}] };

test('counts stand alone on one line', () => {
  const { line, status } = summarize({ ...counts, testResults: [loaded] });
  expect(line).toBe('12 passed, 0 failed, 3 skipped\n');
  expect(status).toBe(0);
});

test('a failed test, a file that does not load, and a missing report fail', () => {
  expect(summarize({ ...counts, numFailedTests: 1 }).status).toBe(1);
  const unloaded = { status: 'failed', assertionResults: [] };
  expect(summarize({ ...counts, testResults: [loaded, unloaded] })).toEqual({
    line: '12 passed, 1 failed, 3 skipped\n',
    status: 1,
  });
  expect(summarize(null)).toEqual({ line: '0 passed, 1 failed, 0 skipped\n', status: 1 });
});
