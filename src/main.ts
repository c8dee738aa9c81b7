#!/usr/bin/env node
/** The only place that constructs anything: clock, ids, engines, ledgers, streams. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeExample } from '../examples/demo.js';
import { packageRoot, randomIds, systemClock } from './base/index.js';
import { runCli } from './cli/index.js';
import { findFlows } from './network/index.js';
import { openEngine, openLedger } from './store/index.js';

const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as {
  version: string;
};

process.exitCode = await runCli(process.argv.slice(2), {
  clock: systemClock,
  ids: randomIds,
  env: process.env,
  version,
  cwd: process.cwd(),
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  terminal: { isTTY: process.stderr.isTTY === true, columns: process.stderr.columns ?? 80 },
  openEngine,
  openLedger,
  findFlows,
  detect_process: fileURLToPath(new URL('./detect-process.js', import.meta.url)),
  writeExample,
  stopped: () =>
    new Promise((resolve) => {
      process.once('SIGINT', () => resolve());
      process.once('SIGTERM', () => resolve());
    }),
});
