import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Compiled, compileSources } from '../../test/compiled.js';
import { createSpeaker, Fault, fixedClock, LANGUAGES } from '../base/index.js';
import { folderPaths, holderOf, takeFolder } from './folder.js';

const clock = fixedClock(1_770_552_000_000);
const me = { command: 'puente ingest', clock };
let compiled: Compiled;
let holder: string;
let contender: string;
let root: string;
const children: ChildProcess[] = [];

beforeAll(() => {
  compiled = compileSources(['src/store/folder.ts']);
  holder = compiled.script(
    'holder.js',
    `import { takeFolder } from './src/store/folder.js';
    const [path] = process.argv.slice(2);
    const options = { command: 'puente serve', clock: { now: () => Date.now() } };
    try {
      takeFolder(path, options);
      process.stdout.write('held\\n');
      process.stdin.resume();
    } catch (error) {
      process.stdout.write(error.code + '\\n');
    }`,
  );
  // Takes the folder as often as it can for two seconds. Whoever is inside with another says so;
  // every other time it leaves a lock behind as one that died would.
  contender = compiled.script(
    'contender.js',
    `import { closeSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
    import { takeFolder } from './src/store/folder.js';
    const [path] = process.argv.slice(2);
    const options = { command: 'contend', clock: { now: () => Date.now() } };
    const end = Date.now() + 2_000;
    const report = { taken: 0, together: 0, errors: [] };
    while (Date.now() < end) {
      let folder;
      try {
        folder = takeFolder(path, options);
      } catch (error) {
        if (error.code !== 'folder.held') report.errors.push(String(error));
        continue;
      }
      report.taken++;
      try {
        closeSync(openSync(path + '/inside', 'wx'));
      } catch {
        report.together++;
      }
      rmSync(path + '/inside', { force: true });
      if (report.taken % 2 === 0) {
        folder.release();
      } else {
        const lock = path + '/lock/' + folder.turn;
        const dead = { ...JSON.parse(readFileSync(lock, 'utf8')), pid: 999_999_999 };
        writeFileSync(path + '/' + process.pid, JSON.stringify(dead));
        renameSync(path + '/' + process.pid, lock);
      }
    }
    process.stdout.write(JSON.stringify(report));`,
  );
});
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'puente-folder-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(root, { recursive: true });
});
afterAll(() => compiled.remove());

test('a folder has one holder at a time, who is named', () => {
  const folder = takeFolder(root, me);
  let fault: Fault | undefined;
  try {
    takeFolder(root, me);
  } catch (error) {
    if (error instanceof Fault) fault = error;
  }
  expect(fault).toMatchObject({
    code: 'folder.held',
    params: { pid: `${process.pid}`, command: 'puente ingest', since: '2026-02-08T12:00:00.000Z' },
  });
  for (const language of LANGUAGES) {
    const sentence = createSpeaker(language).say('fault.folder.held', fault?.params);
    expect(sentence).toContain(`${process.pid}`);
  }
  folder.release();
  folder.release();
  expect(holderOf(root)).toBeNull();
  const next = takeFolder(root, me);
  expect(next.turn).toBe(folder.turn + 1);
  folder.release();
  expect(holderOf(root)).toMatchObject({ pid: process.pid });
});

test('of processes that race for a folder one gets it', async () => {
  for (let round = 0; round < 3; round++) {
    const racers = await Promise.all(Array.from({ length: 4 }, () => start(holder, root)));
    const words = racers.map(({ word }) => word).sort();
    expect(words).toEqual(['folder.held', 'folder.held', 'folder.held', 'held']);
    // The next round races to succeed a holder that was killed.
    for (const { child } of racers) await kill(child);
  }
  expect(readdirSync(folderPaths(root).lock).sort()).toEqual(['2', '3']);
});

test('however often it changes hands, two are never inside together', async () => {
  const reports = await Promise.all(
    Array.from({ length: 4 }, async () => JSON.parse((await start(contender, root)).word)),
  );
  const taken = reports.reduce((sum, report) => sum + report.taken, 0);
  expect(reports.map(({ together, errors }) => ({ together, errors }))).toEqual(
    reports.map(() => ({ together: 0, errors: [] })),
  );
  expect(holderOf(root)).toBeNull();
  expect(takeFolder(root, me).turn).toBe(taken + 1);
});

test('a killed holder is succeeded at once', async () => {
  const { child, word } = await start(holder, root);
  expect(word).toBe('held');
  expect(holderOf(root)).toMatchObject({ pid: child.pid, command: 'puente serve' });
  expect(() => takeFolder(root, me)).toThrow('folder.held');
  await kill(child);
  takeFolder(root, me).release();
});

test.skipIf(process.platform !== 'linux')(
  'a process that has a dead holder’s number, or its machine started anew, holds nothing',
  () => {
    for (const other of [{ began: '1' }, { boot: 'an earlier one' }]) {
      rewriteLock({ ...other });
      expect(holderOf(root)).toBeNull();
      takeFolder(root, me).release();
    }
  },
);

test('a holder on another host or in another container is believed', () => {
  rewriteLock({ host: 'elsewhere', pid: 999_999_999 });
  expect(() => takeFolder(root, me)).toThrow('elsewhere');
});

test('a lock that is no lock is said, not taken', () => {
  takeFolder(root, me).release();
  writeFileSync(join(folderPaths(root).lock, '7'), '{"pid": 1');
  expect(() => takeFolder(root, me)).toThrow('folder.unwritable');
});

test('who lost its lock by hand does not take it from the next', () => {
  const first = takeFolder(root, me);
  rmSync(join(first.paths.lock, `${first.turn}`));
  const second = takeFolder(root, me);
  first.announce('/tmp/first.sock');
  first.release();
  expect(holderOf(root)).toMatchObject({ socket: null });
  second.release();
});

test('a folder that cannot be made is a fault, and keys are for us alone', () => {
  writeFileSync(join(root, 'file'), '');
  expect(() => takeFolder(join(root, 'file'), me)).toThrow('folder.unwritable');
  const folder = takeFolder(root, me);
  expect(statSync(folder.paths.keys).mode & 0o777).toBe(0o700);
  expect(statSync(folder.paths.lock).mode & 0o777).toBe(0o700);
});

/** Makes the lock say something else of its holder, who is this living process. */
function rewriteLock(change: object): void {
  const folder = takeFolder(root, me);
  const file = join(folder.paths.lock, `${folder.turn}`);
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), ...change }));
}

/** Starts a script; returns with the first thing that it says. */
async function start(script: string, path: string): Promise<{ child: ChildProcess; word: string }> {
  const child = spawn(process.execPath, [script, path], { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  const word = await new Promise<string>((resolve) => {
    child.stdout?.once('data', (data) => resolve(String(data).trim()));
  });
  return { child, word };
}

function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}
