/** Prints `N passed, N failed, N skipped` from Vitest's JSON report; no report is one failure. */
import { existsSync, readFileSync } from 'node:fs';

const [path = ''] = process.argv.slice(2);
const report = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;

/** A file that could not be loaded failed, though none of its tests ran. */
const unloaded = (report?.testResults ?? []).filter(
  (file) => file.status === 'failed' && file.assertionResults.length === 0,
).length;
const passed = report?.numPassedTests ?? 0;
const failed = report ? report.numFailedTests + unloaded : 1;
const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);

process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
process.exitCode = failed > 0 ? 1 : 0;
