import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packageRoot } from '../src/base/index.js';
import { at, ENTRIES } from './api-desk.js';
import { makeFolder, type Running, run, start } from './cli/program.js';

/** The program itself: another process imports lists while this one answers from them. */
const cwd = makeFolder();
const headers = { authorization: 'Bearer right', 'content-type': 'application/json' };
let server: Running;
let url = '';

beforeAll(async () => {
  mkdirSync(join(cwd, 'lists'));
  server = start(['serve', '--http', '0', '--json'], { cwd, env: { PUENTE_API_TOKEN: 'right' } });
  let out = '';
  server.child.stdout?.on('data', (data) => {
    out += String(data);
  });
  await server.says('"http"');
  url = /"http": "([^"]+)"/.exec(out)?.[1] ?? '';
});
afterAll(() => void server.child.kill('SIGKILL'));

async function importList(entries: readonly object[]): Promise<void> {
  const file = join(cwd, 'lists', 'sdn.json');
  writeFileSync(file, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  const ended = await run(['lists', 'import', file, '--list', 'us_ofac_sdn'], { cwd });
  expect(ended).toMatchObject({ code: 0, err: '' });
}

async function match(name: string, queries = 1) {
  const one = { schema: 'Person', properties: { name: [name] } };
  const all = Object.fromEntries(Array.from({ length: queries }, (_, i) => [`q${i}`, one]));
  const body = JSON.stringify({ queries: all });
  const response = await fetch(`${url}/match/default`, { method: 'POST', headers, body });
  const json: unknown = await response.json();
  const ids = at(json, 'responses.q0.results.*.id');
  return { status: response.status, ids, version: at(json, 'lists.us_ofac_sdn') };
}

const NAME = 'José Ejemplo García López';

test('says where it answers, and answers nobody without the token', async () => {
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect((await fetch(`${url}/catalog`)).status).toBe(401);
  expect((await fetch(`${url}/readyz`)).status).toBe(503);
  expect((await match(NAME)).status).toBe(503);
});

test('what another process imports is answered from, and what is taken off is gone', async () => {
  await importList(ENTRIES);
  const before = await match(NAME);
  expect(before).toMatchObject({ status: 200, ids: ['ofac-1'] });
  await importList(ENTRIES.slice(1));
  const after = await match(NAME);
  expect(after).toMatchObject({ status: 200, ids: [] });
  expect(after.version).not.toBe(before.version);
  const gone = await fetch(`${url}/entities/ofac-1`, { headers });
  expect(gone.status).toBe(404);
});

test('a confidential list stays in this machine', async () => {
  const lists = join(packageRoot(), 'test', 'lists');
  const argv = ['lists', 'import', join(lists, 'lpb.csv'), '--map', join(lists, 'lpb.yaml')];
  // One of its three rows is refused: more than an import takes without being told.
  expect(await run([...argv, '--force'], { cwd })).toMatchObject({ code: 1 });
  const local = await run(['screen', '--name', 'Juan Pérez López', '--list', 'mx_lpb'], { cwd });
  expect(local).toMatchObject({ code: 1 });
  expect(await match('Juan Pérez López')).toMatchObject({ status: 200, ids: [] });
  const catalog: unknown = await (await fetch(`${url}/catalog`, { headers })).json();
  expect(JSON.stringify(catalog)).not.toContain('mx_lpb');
  expect(at(catalog, 'withheld')).toBe(1);
});

test('stopped, it finishes what it is asked, gives the folder back and ends', async () => {
  const asked = match(NAME, 100);
  await match(NAME);
  server.child.kill('SIGTERM');
  expect((await asked).status).toBe(200);
  expect(await server.ended).toMatchObject({ code: 0, err: '' });
  const alone = await run(['lists', 'status'], { cwd });
  expect(alone.out).toContain('us_ofac_sdn');
});

test('says it in both languages, and what makes no sense', async () => {
  const spanish = start(['serve', '--http', '0', '--lang', 'es'], { cwd });
  await spanish.says('La revisión contra listas responde en http://127.0.0.1:');
  await spanish.says('1 lista confidencial se queda en esta máquina');
  spanish.child.kill('SIGTERM');
  expect(await spanish.ended).toMatchObject({ code: 0, err: '' });
  const open = await run(['serve', '--http', '0', '--host', '0.0.0.0'], { cwd });
  expect(open).toMatchObject({ code: 3 });
  expect(open.err).toContain('PUENTE_API_TOKEN');
  expect(await run(['serve', '--host', '::1'], { cwd })).toMatchObject({ code: 3 });
  expect(await run(['serve', '--http', '70000'], { cwd })).toMatchObject({ code: 2 });
});
