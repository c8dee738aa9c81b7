import { fork } from 'node:child_process';
import { Fault, type Progress } from '../base/index.js';
import type { FlowKernel } from '../model/index.js';
import { type Engine, type EngineOptions, openEngine } from '../store/index.js';
import { BANK, text } from './duckdb/sql.js';
import type { RunOutcome } from './results.js';
import { type RunRequest, runTypologies } from './run.js';

/** What the walled process is told: the store's file, its resources, the run. */
export interface WallRequest {
  readonly store_file: string;
  readonly resources: Omit<EngineOptions, 'path' | 'read_only'>;
  readonly run: RunRequest;
}

/** A run's outcome, the most memory that the walled process held, and its processor time. */
export type WalledOutcome = RunOutcome & {
  readonly memory_bytes_max: number;
  readonly cpu_seconds: number;
};

type Told =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'outcome'; readonly outcome: WalledOutcome }
  | { readonly kind: 'failed'; readonly reason: string };

/**
 * Opens an engine that can read one store and nothing else: files, extensions, network and settings
 * are out of reach of every statement that follows. This is where the SQL of typologies runs.
 */
export async function openWalledEngine(
  store_file: string,
  resources: WallRequest['resources'],
): Promise<Engine> {
  const engine = await openEngine({ ...resources, path: ':memory:' });
  await engine.run(`ATTACH ${text(store_file)} AS ${BANK} (READ_ONLY)`);
  await engine.run('SET enable_external_access = false');
  await engine.run('SET lock_configuration = true');
  return engine;
}

/**
 * The walled process's side: takes one request from its parent, answers, and ends. It calls `end`,
 * which stops the process at once, when its parent is gone; Ctrl C, which a terminal sends to both,
 * is the parent's to answer.
 */
export async function serveWall(findFlows: FlowKernel, end: () => void): Promise<void> {
  process.once('disconnect', end);
  process.on('SIGINT', () => {});
  const request = await new Promise<WallRequest>((resolve) => process.once('message', resolve));
  const tell = (told: Told) =>
    new Promise<void>((resolve) => process.send?.(told, undefined, {}, () => resolve()));
  const progress: Progress = {
    update: (done, total) => void tell({ kind: 'progress', done, total }),
    end() {},
  };
  try {
    const engine = await openWalledEngine(request.store_file, request.resources);
    const outcome = await runTypologies(engine, findFlows, request.run, progress);
    engine.close();
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    const memory_bytes_max = maxRSS * 1024;
    const cpu_seconds = (userCPUTime + systemCPUTime) / 1e6;
    await tell({ kind: 'outcome', outcome: { ...outcome, memory_bytes_max, cpu_seconds } });
  } catch (error) {
    await tell({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
  }
  process.off('disconnect', end);
  process.disconnect?.();
}

/**
 * Runs typologies in a process of their own, behind the wall. `entry` is the script that calls
 * {@link serveWall}. Killing either process leaves the store as it was: it is open read only.
 * Throws Fault `run.failed` with the engine's reason (out of memory, disk full, overflow).
 */
export function runBehindWall(
  entry: string,
  request: WallRequest,
  progress: Progress,
): Promise<WalledOutcome> {
  return new Promise((resolve, reject) => {
    const child = fork(entry, [], {
      serialization: 'advanced',
      execArgv: ['--max-old-space-size=4096'],
    });
    const kill = () => child.kill('SIGKILL');
    process.once('exit', kill);
    let settled = false;
    const settle = (act: () => void) => {
      if (settled) return;
      settled = true;
      process.off('exit', kill);
      progress.end();
      act();
    };
    child.on('message', (told: Told) => {
      if (told.kind === 'progress') progress.update(told.done, told.total);
      else if (told.kind === 'outcome') settle(() => resolve(told.outcome));
      else settle(() => reject(new Fault('run.failed', { reason: told.reason })));
    });
    child.on('error', (error) =>
      settle(() => reject(new Fault('run.failed', { reason: error.message }))),
    );
    child.on('exit', (code, signal) => {
      const reason = signal ?? `exit ${code}`;
      settle(() => reject(new Fault('run.failed', { reason })));
    });
    child.send(request);
  });
}
