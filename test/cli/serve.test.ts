import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { holderOf, makeFolder, type Running, run, runJson, start } from './program.js';
import { writeSmallBank } from './small-bank.js';

const cwd = makeFolder();
const data = join(cwd, 'puente-data');
const elsewhere = join(cwd, 'elsewhere');
let server: Running | null = null;

beforeAll(async () => {
  writeSmallBank(cwd);
  mkdirSync(elsewhere);
  expect(await run(['ingest', 'files/accounts.csv'], { cwd })).toMatchObject({ code: 0 });
  const rules = ['typology', 'new', 'structuring/my_rule', '--typologies', 'rules'];
  expect(await run(rules, { cwd })).toMatchObject({ code: 0 });
});

afterEach(() => {
  server?.child.kill('SIGKILL');
  server = null;
});

async function serve(): Promise<Running> {
  server = start(['serve'], { cwd });
  await server.says('Serving');
  return server;
}

describe('a server that holds the folder', () => {
  test('runs commands of others, from where they stand and in their language', async () => {
    const { child, ended, pid } = await serve();
    const far = { cwd: elsewhere, env: { LANG: 'es_MX.UTF-8', PUENTE_DATA: data } };
    const ingested = await run(['ingest', '../files/payments.csv'], far);
    expect(ingested).toMatchObject({ code: 0 });
    expect(ingested.out).toContain('10 filas de payment leídas');
    expect(ingested.err).toMatch(/^Ingiriendo 0% /);
    const rules = ['--typologies', '../rules', '--only', 'my_rule'];
    const detected = await runJson(['detect', ...rules], far);
    expect(detected).toMatchObject({ code: 0, err: '', json: { findings: 2 } });
    const reported = await run(['report', '--typologies', '../rules', '-o', 'page.html'], far);
    expect(reported).toMatchObject({ code: 0, out: 'Escrito: page.html\n' });
    expect(readFileSync(join(elsewhere, 'page.html'), 'utf8')).toMatch(/^<!doctype html>/i);
    // Faults and exit codes come through as well, and it still holds the folder.
    const missing = await runJson(['report', '--run', 'nothing'], far);
    expect(missing).toMatchObject({ code: 3, json: { faults: [{ code: 'report.run' }] } });
    expect(holderOf(data)).toMatchObject({ pid, command: 'serve' });
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0, err: '' });
    expect(holderOf(data)).toBeNull();
  });

  test('takes them one after another', async () => {
    await serve();
    const far = { cwd: elsewhere, env: { PUENTE_DATA: data } };
    const both = await Promise.all([
      runJson(['detect', '--typologies', '../rules', '--only', 'my_rule'], far),
      runJson(['detect', '--typologies', '../rules', '--only', 'my_rule'], far),
      run(['audit', 'verify'], far),
    ]);
    expect(both.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(both[0]?.json.run).not.toBe(both[1]?.json.run);
    expect(both[0]?.json.findings_hash).toBe(both[1]?.json.findings_hash);
  });

  test('a second server is told who holds the folder; other commands need neither', async () => {
    const { pid } = await serve();
    const second = await run(['serve', '--lang', 'es'], { cwd });
    expect(second.code).toBe(4);
    expect(second.err).toContain('folder.held');
    expect(second.err).toContain(String(pid));
    const list = await run(['typology', 'list', '--typologies', 'rules'], { cwd });
    expect(list).toMatchObject({ code: 0, err: '' });
  });

  test('says with --json what it serves', async () => {
    server = start(['serve', '--json'], { cwd });
    await server.says(data);
    server.child.kill('SIGINT');
    const { code, out } = await server.ended;
    expect({ code, json: JSON.parse(out) }).toEqual({ code: 0, json: { serving: data } });
  });
});

describe('without a server', () => {
  test('a second process is told who holds the folder', async () => {
    const first = start(['detect', '--typologies', 'rules', '--only', 'my_rule'], { cwd });
    await first.says('Detecting');
    // Held still while the second asks: on a quick machine it would be done before.
    first.child.kill('SIGSTOP');
    const second = await runJson(['audit', 'verify'], { cwd });
    first.child.kill('SIGCONT');
    expect(second.code).toBe(4);
    expect(second.json).toMatchObject({
      faults: [{ code: 'folder.held', params: { command: 'detect' } }],
    });
    expect(await first.ended).toMatchObject({ code: 0 });
  });
});
