import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { at, ENTRIES, type OpenApi, openApi, person } from './api-desk.js';

let open: OpenApi;
const [, ...others] = ENTRIES;
const FIRST = 'José Ejemplo García López';
const SDN = 'lists.us_ofac_sdn';
const TOTAL = 'responses.q.total.value';
const OTHER = 'Abdul Inventado Segundo';

beforeAll(async () => {
  open = await openApi({
    lists: {
      us_ofac_sdn: ENTRIES,
      un_sc_sanctions: [person('QDi.001', 'Abdul Inventado')],
    },
  });
});
afterAll(() => open.close());

test('no request fails in a swap, and each answer is of the version it names', async () => {
  const whole = at((await open.match(FIRST)).json, SDN);
  let is_over = false;
  const seen = new Set<unknown>();
  const client = async () => {
    while (!is_over) {
      const { status, json } = await open.match(FIRST);
      expect(status).toBe(200);
      const found = at(json, 'responses.q.results.0.id') === 'ofac-1';
      expect(found).toBe(at(json, SDN) === whole);
      seen.add(at(json, SDN));
      const { json: entity, status: known } = await open.get('/entities/ofac-1');
      expect(known === 404 || at(entity, SDN) === whole).toBe(true);
    }
  };
  const clients = Array.from({ length: 6 }, client);
  for (const entries of [others, ENTRIES]) {
    await open.importEntities('us_ofac_sdn', entries);
    await open.desk.refresh();
    const { json } = await open.match(FIRST);
    expect(at(json, TOTAL)).toBe(entries === ENTRIES ? 1 : 0);
  }
  is_over = true;
  await Promise.all(clients);
  expect(seen.size).toBe(2);
  expect(open.errors).toEqual([]);
});

test('a version that is damaged leaves the one before it, and holds up no other list', async () => {
  const good = at((await open.match(FIRST)).json, SDN);
  const { hash } = await open.importEntities('us_ofac_sdn', [...others, person('x', 'Nuevo')]);
  const folder = join(open.folder, 'us_ofac_sdn');
  const file = readdirSync(folder).find((name) => name.startsWith(hash)) ?? '';
  writeFileSync(join(folder, file), 'no snapshot');
  const un = await open.importEntities('un_sc_sanctions', [person('QDi.002', OTHER)]);
  await open.desk.refresh();
  const { json } = await open.match(OTHER);
  expect(at(json, 'responses.q.results.0.id')).toBe('QDi.002');
  expect(at(json, 'lists')).toEqual({ us_ofac_sdn: good, un_sc_sanctions: un.hash });
  expect(at(json, 'outdated')).toEqual(['us_ofac_sdn']);
  expect(open.errors.length).toBeGreaterThan(0);
  const { json: catalog } = await open.get('/catalog');
  expect(catalog).toMatchObject({ outdated: ['us_ofac_sdn'], index_stale: true });
  // The same again, whole: importing mends its copy.
  await open.importEntities('us_ofac_sdn', [...others, person('x', 'Nuevo')]);
  await open.desk.refresh();
  expect((await open.match(OTHER)).json).toMatchObject({ lists: { us_ofac_sdn: hash } });
  expect(at((await open.match(OTHER)).json, 'outdated')).toEqual([]);
});

test('a removal that nobody tells of is noticed', async () => {
  const alone = await openApi({ lists: { us_ofac_sdn: ENTRIES }, check_ms: 50 });
  try {
    expect(at((await alone.match(FIRST)).json, TOTAL)).toBe(1);
    await alone.importEntities('us_ofac_sdn', others);
    await expect
      .poll(async () => at((await alone.match(FIRST)).json, TOTAL), { timeout: 50_000 })
      .toBe(0);
  } finally {
    await alone.close();
  }
});

test('a list that becomes confidential is gone from the answers', async () => {
  await open.importEntities('us_ofac_sdn', ENTRIES);
  await open.importEntities('eu_fsf', [person('eu-1', 'Guillermina Ficticia')]);
  await open.desk.refresh();
  expect(at((await open.match('Guillermina Ficticia')).json, TOTAL)).toBe(1);
  await open.importSecret('eu_fsf', [person('eu-2', 'Guillermina Ficticia')]);
  await open.desk.refresh();
  const { json } = await open.match('Guillermina Ficticia');
  expect(at(json, TOTAL)).toBe(0);
  expect(at(json, 'lists.eu_fsf')).toBeUndefined();
  expect(open.desk.withheld()).toBe(1);
});

test('a thread that dies is replaced, and meanwhile the other one answers', async () => {
  await open.threads.at(-1)?.terminate();
  expect(open.pool.is_whole).toBe(false);
  expect((await open.match(FIRST)).status).toBe(200);
  await open.desk.refresh();
  expect(open.pool.is_whole).toBe(true);
  expect(at((await open.match(FIRST)).json, TOTAL)).toBe(1);
});

test('closing finishes the request at work, and takes nothing new', async () => {
  const body = JSON.stringify({
    queries: { q: { schema: 'Person', properties: { name: [FIRST] } } },
  });
  const headers = { expect: '100-continue', 'content-length': `${Buffer.byteLength(body)}` };
  const { port } = open.api;
  const asked = request({
    host: '127.0.0.1',
    port,
    path: '/match/default',
    method: 'POST',
    headers,
  });
  const answered = once(asked, 'response') as Promise<[IncomingMessage]>;
  asked.flushHeaders();
  // It is at work when the server asks for its body.
  await once(asked, 'continue');
  const closed = open.api.close();
  await expect(open.match(FIRST)).rejects.toThrow();
  asked.end(body);
  const [response] = await answered;
  expect(response.statusCode).toBe(200);
  response.resume();
  await closed;
});
