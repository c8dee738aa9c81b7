import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveApi } from '../src/api/index.js';
import { createSpeaker, faultsOf } from '../src/base/index.js';
import { at, ENTRIES, type OpenApi, openApi, rawRequest } from './api-desk.js';

const VOICES = { en: createSpeaker('en'), es: createSpeaker('es') };
let open: OpenApi;
let locked: OpenApi;

beforeAll(async () => {
  open = await openApi({ lists: { us_ofac_sdn: ENTRIES } });
  locked = await openApi({ token: 'right' });
});
afterAll(async () => {
  await open.close();
  await locked.close();
});

const NAMES: Readonly<Record<string, string>> = {
  long: 'Ejemplo García '.repeat(267).slice(0, 4_000),
  'one long word': 'a'.repeat(4_000),
  emoji: '👩🏽‍💻🇲🇽💸',
  'right to left marks': '\u202eGarcía\u202c \u2067López\u2069',
  'combining marks': `e${'\u0301'.repeat(2_000)}`,
  sql: `'; DROP TABLE list_version; --`,
  regex: '(a+)+$ [[:alpha:]]{1,99999} \\',
  html: '<script>alert(1)</script>',
  empty: '',
  blank: ' \t\n',
  nul: 'a\u0000b',
  'half a character': '\ud83d',
  'only legal forms': 'S.A. de C.V. LLC S. de R.L.',
  proto: '__proto__',
  digits: '9'.repeat(500),
};

describe('names that mean harm', () => {
  test.each(Object.entries(NAMES))('%s', async (_, name) => {
    for (const schema of ['Person', 'Company', 'Thing']) {
      const { status, json } = await open.match(name, schema);
      expect(status).toBe(200);
      const results = at(json, 'responses.q.results') as unknown[];
      expect(results.length).toBeLessThanOrEqual(5);
    }
    const words = encodeURIComponent(Buffer.from(name).toString());
    expect((await open.get(`/search/default?q=${words}`)).status).toBe(200);
  });

  test('nothing of it was a mistake of ours, and the next client is answered', async () => {
    expect(open.errors).toEqual([]);
    const { json } = await open.match('José Ejemplo García López');
    expect(at(json, 'responses.q.results.0.id')).toBe('ofac-1');
  });
});

test('properties that mean harm are refused or read, never a mistake of ours', async () => {
  const ask = async (properties: unknown) =>
    (await open.post('/match/default', { queries: { q: { schema: 'Person', properties } } }))
      .status;
  expect(await ask({ name: ['x'.repeat(10_001)] })).toBe(422);
  expect(await ask({ name: Array.from({ length: 501 }, () => 'x') })).toBe(422);
  expect(await ask({ name: [{ deep: 1 }] })).toBe(422);
  expect(await ask({ name: null })).toBe(422);
  expect(await ask(['name'])).toBe(422);
  expect(await ask({ birthDate: ['0000-99-99'], country: ['☃'], constructor: ['x'] })).toBe(200);
  expect(await ask({})).toBe(200);
  const full = { schema: 'Person', properties: { alias: Array.from({ length: 500 }, () => 'x') } };
  const queries = Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`q${i}`, full]));
  expect((await open.post('/match/default', { queries })).status).toBe(422);
  expect(open.errors).toEqual([]);
});

test('fifty clients at once are all answered, each with its own', async () => {
  const letters = 'abcdefghijklmno';
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, i) => open.match(`Persona${letters[i % 15]} Inventada Zutano`)),
  );
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  expect(answers.map(({ json }) => at(json, 'responses.q.results.0.id'))).toEqual(
    answers.map((_, i) => `ofac-${(i % 15) + 10}`),
  );
});

describe('who may ask', () => {
  test('with a token nobody without it, except for a probe', async () => {
    const status = async (path: string, authorization?: string) =>
      (await locked.get(path, authorization === undefined ? {} : { authorization })).status;
    expect(await status('/catalog')).toBe(401);
    expect(await status('/catalog', 'Bearer wrong')).toBe(401);
    expect(await status('/catalog', 'Bearer')).toBe(401);
    expect(await status('/catalog', 'Bearer right')).toBe(200);
    expect(await status('/catalog', 'ApiKey right')).toBe(200);
    expect(await status('/nothing')).toBe(401);
    expect(await status('/healthz')).toBe(200);
    expect(await status('/readyz')).toBe(503);
    // With a token it may stand behind a name of the bank’s own.
    const named = { host: 'screening.bank.example', authorization: 'Bearer right' };
    expect((await rawRequest(locked.api, '/catalog', named)).status).toBe(200);
  });

  test('without a token only by a name of this machine, against rebinding of names', async () => {
    const status = async (host: string) =>
      (await rawRequest(open.api, '/catalog', { host })).status;
    expect(await status('evil.example')).toBe(403);
    expect(await status('127.0.0.1.evil.example:8000')).toBe(403);
    expect(await status('localhost:1234')).toBe(200);
    expect(await status('[::1]:80')).toBe(200);
  });

  test('no page of another origin is let in', async () => {
    const { headers } = await rawRequest(open.api, '/catalog', { origin: 'https://evil.example' });
    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect(headers['cache-control']).toBe('no-store');
  });

  test('without a token it does not listen beyond this machine', async () => {
    const { desk } = open;
    const options = { desk, voices: VOICES, token: null, onError: () => {} };
    const told = async (host: string, port: number) =>
      serveApi(options, { host, port }).then(
        () => 'served',
        (error: unknown) => faultsOf(error)[0]?.code,
      );
    expect(await told('0.0.0.0', 0)).toBe('api.open');
    expect(await told('127.0.0.1', open.api.port)).toBe('api.address');
  });
});

test('without any list there is no answer that could be taken for “not listed”', async () => {
  const headers = { authorization: 'Bearer right' };
  const queries = { q: { schema: 'Person', properties: { name: ['x'] } } };
  expect((await locked.post('/match/default', { queries }, headers)).status).toBe(503);
  expect((await locked.get('/search/default?q=x', headers)).status).toBe(503);
});
