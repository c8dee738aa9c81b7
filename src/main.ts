#!/usr/bin/env node
/** The only place that constructs anything: clock, ids, engines, ledgers, streams. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { packageRoot, randomIds, systemClock } from './base/index.js';
import { EXIT, runCli } from './cli/index.js';

const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as {
  version: string;
};

const GROUP_THREADS_MAX = 8;
/** Of what a process beside this one has written, the end. */
const TEXT_MAX = 1 << 20;

// Whoever reads our output may stop reading (`puente model | head`): that is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT.done);
    throw error;
  });
}

// Engines and the example are loaded when a command asks for them: `--help` should not wait.
const code = await runCli(process.argv.slice(2), {
  clock: systemClock,
  ids: randomIds,
  env: process.env,
  version,
  cwd: process.cwd(),
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  terminal: { isTTY: process.stderr.isTTY === true, columns: process.stderr.columns ?? 80 },
  width: process.stdout.columns ?? 100,
  openEngine: async (options) => (await import('./store/index.js')).openEngine(options),
  openLedger: async (source) => (await import('./store/index.js')).openLedger(source),
  fetch: globalThis.fetch,
  startScreenWorker: () => new Worker(new URL('./screen-process.js', import.meta.url)),
  startGroup: async () => {
    const { workOnThreads } = await import('./exchange/index.js');
    const start = () => new Worker(new URL('./exchange-thread.js', import.meta.url));
    return workOnThreads(start, Math.min(GROUP_THREADS_MAX, availableParallelism()));
  },
  random: (count) => randomBytes(count),
  serveApi: async (options, address) => (await import('./api/index.js')).serveApi(options, address),
  loadFlowKernel: async () => (await import('./network/index.js')).findFlows,
  detect_process: fileURLToPath(new URL('./detect-process.js', import.meta.url)),
  writeExample: async (folder, options) =>
    (await import('../examples/demo.js')).writeExample(folder, options),
  startProcess: (argv) => {
    const child = spawn(process.execPath, [fileURLToPath(import.meta.url), ...argv]);
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (part: Buffer) => {
        text = (text + part.toString()).slice(-TEXT_MAX);
      });
    }
    const ended = new Promise<number>((resolve) => {
      child.once('error', () => resolve(EXIT.broken));
      child.once('exit', (exit) => resolve(exit ?? EXIT.broken));
    });
    return { text: () => text, ended, stop: () => void child.kill('SIGTERM') };
  },
  stopped: () =>
    new Promise((resolve) => {
      process.once('SIGINT', () => resolve('SIGINT'));
      process.once('SIGTERM', () => resolve('SIGTERM'));
    }),
});
process.exitCode = code;
// What was stopped in the middle still has work under way.
if (code === EXIT.SIGINT || code === EXIT.SIGTERM) process.exit();
