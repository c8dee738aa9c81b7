import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { writeExample } from '../../examples/demo.js';
import {
  childrenOf,
  holderOf,
  lives,
  makeFolder,
  readRun,
  run,
  runJson,
  start,
  until,
} from './program.js';
import { FEW_RULES } from './small-bank.js';

const cwd = makeFolder();
const data = join(cwd, 'puente-data');
const DETECT = ['detect', '--threads', '1', '--only', ...FEW_RULES];
let undisturbed: Record<string, string> = {};

beforeAll(async () => {
  const options = { seed: 'killed', scale: 0.05, schemes: true };
  const { files } = await writeExample(join(cwd, 'example'), options);
  expect(await run(['ingest', ...files], { cwd })).toMatchObject({ code: 0 });
  const { json } = await runJson(DETECT, { cwd });
  undisturbed = readRun(data, String(json.run));
});

/** The walled process, as soon as it works on typologies. */
async function startDetecting(): Promise<ReturnType<typeof start> & { readonly wall: number }> {
  const running = start(DETECT, { cwd });
  await running.says('Detecting');
  const [wall = 0] = childrenOf(running.pid);
  expect(lives(wall)).toBe(true);
  return { ...running, wall };
}

/** No half run lies about, and a new run is as the undisturbed one. */
async function expectWhole(): Promise<void> {
  const { code, json } = await runJson(DETECT, { cwd });
  expect(code).toBe(0);
  expect(json).toMatchObject({ added: 0, revised: 0 });
  expect(readRun(data, String(json.run))).toEqual(undisturbed);
  expect(readdirSync(join(data, 'runs')).filter((name) => name.endsWith('.part'))).toEqual([]);
  expect(readdirSync(join(data, 'temp'))).toEqual([]);
  expect(await run(['audit', 'verify'], { cwd })).toMatchObject({ code: 0 });
}

describe.skipIf(!existsSync('/proc/self/task'))('detect in the middle', () => {
  test('SIGKILL of the program: its child ends too, the store is whole', async () => {
    const { child, ended, wall } = await startDetecting();
    child.kill('SIGKILL');
    expect(await ended).toMatchObject({ signal: 'SIGKILL' });
    expect(await until(() => !lives(wall))).toBe(true);
  });

  test('SIGKILL of the walled process: a fault says so', async () => {
    const { ended, wall } = await startDetecting();
    process.kill(wall, 'SIGKILL');
    const { code, err } = await ended;
    expect(code).toBe(3);
    expect(err).toMatch(/run\.failed {2}.*SIGKILL/);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s: it stops, gives the folder back and says so', async (signal, code) => {
    const { child, ended, wall } = await startDetecting();
    // A terminal sends Ctrl C to both.
    if (signal === 'SIGINT') process.kill(wall, signal);
    child.kill(signal);
    const told = await ended;
    expect(told.code).toBe(code);
    expect(told.err).toContain('Stopped. The store is whole');
    expect(holderOf(data)).toBeNull();
    expect(await until(() => !lives(wall))).toBe(true);
  });

  test('after all that the store is whole', expectWhole);
});

describe('ingest in the middle', () => {
  test('SIGINT: it stops, and the next ingest loads everything', async () => {
    const files = ['party', 'account', 'payment'].map((name) => `example/${name}.csv`);
    const argv = ['ingest', ...files, '--data', 'other'];
    const running = start(argv, { cwd });
    await running.says('Ingesting');
    running.child.kill('SIGINT');
    expect(await running.ended).toMatchObject({ code: 130 });
    const { code, json } = await runJson(argv, { cwd });
    expect(code).toBe(0);
    expect(json.failed).toEqual([]);
    // What was loaded before the kill is in the audit log too.
    const audit = await runJson(['audit', 'verify', '--data', 'other'], { cwd });
    expect(audit).toMatchObject({ code: 0, json: { size: 3 } });
  });
});
