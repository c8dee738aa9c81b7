import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { packageRoot } from '../../src/base/index.js';

/** The compiled program, as a user starts it. `npm test` builds it. */
export const PROGRAM = join(packageRoot(), 'dist', 'src', 'main.js');

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly ended: Promise<Ended>;
  /** Resolves when the text stands in standard output or error; rejects when the program ends. */
  says(text: string): Promise<void>;
}

export interface Where {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the program with an environment that says nothing of language or folders. */
export function start(argv: readonly string[], { cwd, env = {} }: Where): Running {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [PROGRAM, ...argv], {
    cwd,
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const heard = { out: '', err: '' };
  child.stdout.on('data', (data) => {
    heard.out += String(data);
  });
  child.stderr.on('data', (data) => {
    heard.err += String(data);
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, ...heard }));
  });
  return {
    child,
    pid: child.pid ?? 0,
    ended,
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = () => (heard.out + heard.err).includes(text) && resolve();
        child.stdout.on('data', look);
        child.stderr.on('data', look);
        child.on('close', () => reject(new Error(`ended without “${text}”: ${heard.err}`)));
        look();
      }),
  };
}

/** Runs the program to its end. A stack trace is never what a user should see. */
export async function run(argv: readonly string[], where: Where): Promise<Ended> {
  const ended = await start(argv, where).ended;
  if (/\n\s+at .*:\d+:\d+/.test(ended.out + ended.err))
    throw new Error(`a stack trace:\n${ended.out}${ended.err}`);
  return ended;
}

/** What the program answers with `--json`: standard output holds that alone. */
export async function runJson(
  argv: readonly string[],
  where: Where,
): Promise<Ended & { readonly json: Record<string, never> }> {
  const ended = await run(['--json', ...argv], where);
  try {
    return { ...ended, json: JSON.parse(ended.out) };
  } catch {
    throw new Error(`no JSON from ${argv.join(' ')}:\n${ended.out}\n${ended.err}`);
  }
}

/** A temporary folder, removed after the tests of the file. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'puente-cli-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Living children of a process, where the system tells. */
export function childrenOf(pid: number): number[] {
  const file = `/proc/${pid}/task/${pid}/children`;
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8').trim().split(' ').filter(Boolean).map(Number);
}

export function lives(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** Waits until a condition holds, for at most ten seconds. */
export async function until(holds: () => boolean): Promise<boolean> {
  for (let tries = 0; tries < 200; tries++) {
    if (holds()) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return holds();
}

/** Who holds a data folder, as its newest lock says; null: nobody. */
export function holderOf(data: string): { readonly pid: number; readonly command: string } | null {
  const turns = readdirSync(join(data, 'lock')).filter((name) => /^\d+$/.test(name));
  const last = Math.max(...turns.map(Number));
  return JSON.parse(readFileSync(join(data, 'lock', String(last)), 'utf8'));
}

/** The files of a run, by name, without what changes from run to run. */
export function readRun(data: string, id: string): Record<string, string> {
  const folder = join(data, 'runs', id);
  return Object.fromEntries(
    readdirSync(folder)
      .filter((name) => /^(alerts|findings)\./.test(name))
      .map((name) => [name, readFileSync(join(folder, name)).toString('base64')]),
  );
}
