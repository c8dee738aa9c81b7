import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { at, ENTRIES, type OpenApi, openApi, person } from './api-desk.js';

let open: OpenApi;
let sdn: string;
let un: string;

beforeAll(async () => {
  open = await openApi({
    lists: {
      us_ofac_sdn: ENTRIES,
      un_sc_sanctions: [person('QDi.001', 'Abdul Inventado')],
    },
    secret: { mx_lpb: [person('secreta-1', 'Reservada Bloqueada Secreta')] },
  });
  const versions = new Map(open.desk.lists().map(({ id, version }) => [id, version]));
  sdn = versions.get('us_ofac_sdn') ?? '';
  un = versions.get('un_sc_sanctions') ?? '';
});
afterAll(() => open.close());

const RUSSIAN = {
  schema: 'Person',
  properties: { name: ['Vladislav Petrovskiy'], birthDate: ['1952'], country: 'Russia' },
};

describe('POST /match', () => {
  test('answers each query by its key, as clients of the peers read it', async () => {
    const queries = { a: RUSSIAN, b: { ...RUSSIAN, id: 'mine' }, c: RUSSIAN };
    const { status, headers, json } = await open.post('/match/default', { queries });
    expect(status).toBe(200);
    expect(headers.get('x-batch-size')).toBe('3');
    expect(json).toMatchObject({ limit: 5, matcher: {} });
    expect(Object.keys(Object(at(json, 'responses')))).toEqual(['a', 'b', 'c']);
    expect(at(json, 'responses.a')).toMatchObject({
      status: 200,
      query: { schema: 'Person', properties: { country: ['ru'] } },
      total: { value: 1, relation: 'eq' },
    });
    expect(at(json, 'responses.b.query.id')).toBe('mine');
    const first = at(json, 'responses.a.results.0');
    expect(Object.keys(Object(first)).sort()).toEqual(
      [
        ...['caption', 'datasets', 'explanations', 'features', 'first_seen', 'id', 'last_change'],
        ...['last_seen', 'match', 'properties', 'referents', 'schema', 'score', 'target'],
      ].sort(),
    );
    expect(first).toMatchObject({
      id: 'ofac-5',
      caption: 'Vladislav Vymyshlennyy PETROVSKIY',
      schema: 'Person',
      datasets: ['us_ofac_sdn'],
      referents: ['us_ofac_sdn/ofac-5'],
      target: true,
      match: true,
      properties: { country: ['ru'], birthDate: ['1952'], topics: ['sanction'] },
    });
    expect(at(first, 'last_change')).toMatch(/^20\d\d-/);
    const points = at(first, 'explanations.*.score');
    expect(points).toEqual(at(first, 'features.*'));
    const sentences = at(first, 'explanations.*.detail') as string[];
    expect(sentences.length).toBeGreaterThan(1);
    for (const sentence of sentences) expect(sentence).toMatch(/\w+ .*\.$/);
  });

  test('explains in the language that the client reads', async () => {
    const body = { queries: { q: RUSSIAN } };
    const said = async (language: string) => {
      const { json } = await open.post('/match/default', body, { 'accept-language': language });
      return at(json, 'responses.q.results.0.explanations.*.detail') as string[];
    };
    const [english, spanish] = [await said('en-US'), await said('es-MX,es;q=0.9')];
    expect(spanish).toHaveLength(english.length);
    expect(spanish).not.toEqual(english);
  });

  test('counts matches from the threshold, and shows others from the cutoff', async () => {
    const body = { queries: { q: RUSSIAN } };
    const high = await open.post('/match/default?threshold=1&cutoff=0.1', body);
    expect(at(high.json, 'responses.q.total.value')).toBe(0);
    const below = at(high.json, 'responses.q.results.0');
    expect(below).toMatchObject({ id: 'ofac-5', match: false });
    const none = await open.post('/match/default?limit=0', body);
    expect(at(none.json, 'responses.q')).toMatchObject({ results: [], total: { value: 1 } });
  });

  test('finds companies, vessels, wallets, numbers and addresses', async () => {
    const queries = {
      company: {
        schema: 'LegalEntity',
        properties: { name: 'Comercializadora Ficticia Pacifico' },
      },
      vessel: { schema: 'Vessel', properties: { name: 'Estrela Ficticia' } },
      imo: { schema: 'Vessel', properties: { imoNumber: '9074729' } },
      wallet: {
        schema: 'CryptoWallet',
        properties: { publicKey: ['bc1qficticia0000000000000000000000000000'] },
      },
      rfc: { schema: 'Person', properties: { taxNumber: 'GALJ-700403-AB1' } },
      typed: { schema: 'Company', properties: { name: 'Jose Ejemplo Garcia Lopez' } },
    };
    const { json } = await open.post('/match/default', { queries });
    const found = Object.fromEntries(
      Object.keys(queries).map((key) => [key, at(json, `responses.${key}.results.0.id`)]),
    );
    expect(found).toEqual({
      company: 'ofac-2',
      vessel: 'ofac-3',
      imo: 'ofac-3',
      wallet: 'ofac-4',
      rfc: 'ofac-1',
      typed: undefined,
    });
  });

  test('filters by list, id, topic, schema and change', async () => {
    const count = async (query: string) => {
      const { json } = await open.post(`/match/${query}`, { queries: { q: RUSSIAN } });
      return at(json, 'responses.q.total.value');
    };
    expect(await count('us_ofac_sdn')).toBe(1);
    expect(await count('un_sc_sanctions')).toBe(0);
    expect(await count('default?exclude_dataset=us_ofac_sdn')).toBe(0);
    expect(await count('default?include_dataset=us_ofac_sdn&include_dataset=x')).toBe(1);
    expect(await count('default?exclude_entity_ids=ofac-5')).toBe(0);
    expect(await count('default?exclude_entity_ids=us_ofac_sdn/ofac-5')).toBe(0);
    expect(await count('default?topics=sanction')).toBe(1);
    expect(await count('default?topics=role.pep')).toBe(0);
    expect(await count('default?exclude_schema=Person')).toBe(0);
    expect(await count('default?changed_since=2020-01-01')).toBe(1);
    expect(await count('default?changed_since=2999-01-01T00:00')).toBe(0);
    // As Python’s clients write a truth that we have no use for.
    expect(await count('default?fuzzy=False&algorithm=logic-v2')).toBe(1);
  });

  test('refuses what it cannot read, with the peers’ codes', async () => {
    const one = (properties: object, schema?: string) => ({
      queries: { q: { schema, properties } },
    });
    const status = async (path: string, body: unknown) => (await open.post(path, body)).status;
    const good = one({ name: 'Banana' }, 'Person');
    expect(await status('/match/default', one({ name: 'Banana' }))).toBe(422);
    expect(await status('/match/default', one({ name: 'Banana' }, 'xxx'))).toBe(400);
    expect(await status('/match/default', one({ name: 'Banana' }, '__proto__'))).toBe(400);
    expect(await status('/match/default', { queries: {} })).toBe(400);
    expect(await status('/match/default', '{"queries": ')).toBe(422);
    expect(await status('/match/default', '')).toBe(422);
    expect(await status('/match/default', [])).toBe(422);
    expect(await status('/match/default?algorithm=magic', good)).toBe(400);
    expect(await status('/match/default?limit=501', good)).toBe(422);
    expect(await status('/match/default?threshold=2', good)).toBe(422);
    expect(await status('/match/nowhere', good)).toBe(404);
    const many = (n: number) => ({
      queries: Object.fromEntries(Array.from({ length: n }, (_, i) => [`q${i}`, good.queries.q])),
    });
    expect(await status('/match/default', many(100))).toBe(200);
    expect(await status('/match/default', many(101))).toBe(422);
    expect(await status('/match/default', 'x'.repeat(4 * 1024 * 1024 + 1))).toBe(413);
    const { json } = await open.post('/match/default', one({ name: 'Banana' }));
    expect(at(json, 'detail.0.loc')).toEqual(['body', 'queries', 'q', 'schema']);
    expect(at(json, 'detail.0.msg')).toMatch(/\w/);
  });
});

describe('GET /search', () => {
  test('finds by words, filters, pages and counts facets', async () => {
    const { status, json } = await open.get('/search/default?q=jose%20garcia%20lopez');
    expect(status).toBe(200);
    expect(json).toMatchObject({ limit: 10, offset: 0, results: [{ id: 'ofac-1' }] });
    expect(Object.keys(Object(at(json, 'facets')))).toEqual(['countries', 'topics', 'datasets']);
    expect(at(json, 'facets.countries')).toEqual({
      label: 'Countries',
      values: [{ name: 'mx', label: 'Mexico', count: 1 }],
    });
    const two = await open.get('/search/default?facets=schema&facets=topics');
    expect(Object.keys(Object(at(two.json, 'facets'))).sort()).toEqual(['schema', 'topics']);
    const names = at(two.json, 'facets.schema.values.*.name');
    expect(names).toEqual(expect.arrayContaining(['Person', 'Company', 'Vessel', 'CryptoWallet']));
    const page = await open.get('/search/us_ofac_sdn?limit=3&offset=5&sort=caption:desc');
    expect(at(page.json, 'results')).toHaveLength(3);
    expect(page.json).toMatchObject({ total: { value: ENTRIES.length }, offset: 5 });
    const captions = at(page.json, 'results.*.caption') as string[];
    expect(captions).toEqual([...captions].sort().reverse());
  });

  test('counts what each filter leaves', async () => {
    const count = async (query: string) =>
      at((await open.get(`/search/${query}`)).json, 'total.value');
    const all = ENTRIES.length + 1;
    expect(await count('default')).toBe(all);
    expect(await count('default?countries=co')).toBe(15);
    expect(await count('default?countries=co&countries=pa')).toBe(16);
    expect(await count('default?countries=co&countries=pa&filter_op=AND')).toBe(0);
    expect(await count('default?datasets=un_sc_sanctions')).toBe(1);
    expect(await count('default?topics=crime.traffick')).toBe(1);
    expect(await count('default?schema=Vessel')).toBe(1);
    expect(await count('default?schema=Address')).toBe(0);
    expect(await count('default?exclude_schema=Vessel')).toBe(all - 1);
    expect(await count('default?target=True')).toBe(all);
    expect(await count('default?target=false')).toBe(0);
    expect(await count('default?q=xqzw/kvjq&simple=true')).toBe(0);
    expect(await count('default?changed_since=2999-01-01')).toBe(0);
  });

  test('refuses pages and schemata that are not there', async () => {
    const status = async (query: string) => (await open.get(`/search/${query}`)).status;
    expect(await status('default?limit=10000')).toBe(422);
    expect(await status('default?offset=9999')).toBe(422);
    expect(await status('default?limit=500')).toBe(200);
    expect(await status('default?limit=0')).toBe(200);
    expect(await status('default?schema=Banana')).toBe(400);
    expect(await status('default?changed_since=yesterday')).toBe(422);
    expect(await status('nowhere')).toBe(404);
  });
});

describe('GET /entities', () => {
  test('nests the sanction, and gives it apart', async () => {
    const { status, json } = await open.get('/entities/ofac-1');
    expect(status).toBe(200);
    expect(json).toMatchObject({ id: 'ofac-1', schema: 'Person', target: true });
    expect(at(json, 'properties')).toMatchObject({
      name: ['José Ejemplo GARCÍA LÓPEZ'],
      alias: ['El Ejemplo'],
      weakAlias: ['Chepe'],
      taxNumber: ['GALJ700403AB1'],
    });
    expect(at(json, 'properties.sanctions.0')).toMatchObject({
      schema: 'Sanction',
      properties: { entity: ['ofac-1'], programId: ['SDNTK'], listingDate: ['2023-04-14'] },
    });
    const flat = await open.get('/entities/us_ofac_sdn%2Fofac-1?nested=False');
    expect(at(flat.json, 'properties.sanctions')).toBeUndefined();
    const apart = await open.get('/entities/ofac-1/adjacent');
    expect(at(apart.json, 'entity.id')).toBe('ofac-1');
    expect(at(apart.json, 'adjacent.sanctions')).toMatchObject({
      results: [{ schema: 'Sanction' }],
      total: { value: 1 },
    });
    const only = await open.get('/entities/us_ofac_sdn/ofac-1/adjacent/sanctions');
    expect(at(only.json, 'results')).toHaveLength(1);
  });

  test('does not know what no open list has', async () => {
    for (const id of ['unknown', 'mx_lpb/secreta-1', 'secreta-1', '%00', '..%2F..%2Fetc'])
      expect((await open.get(`/entities/${id}`)).status).toBe(404);
  });
});

describe('a body', () => {
  const send = async (path: string, body: string, type: string | null) => {
    const bytes = new TextEncoder().encode(body);
    const headers: Record<string, string> = type === null ? {} : { 'content-type': type };
    const answered = await fetch(`${open.api.url}${path}`, {
      method: 'POST',
      body: bytes,
      headers,
    });
    return { status: answered.status, json: await answered.json() };
  };
  const person = { schema: 'Person', properties: { name: ['Vladislav Petrovskiy'] } };
  const good = JSON.stringify({ queries: { q: person } });
  const asked = JSON.stringify({ q0: { query: 'Vladislav Petrovskiy' } });

  test.each([null, 'application/x-www-form-urlencoded', 'text/plain'])(
    'of JSON is read as JSON, whatever its content type: %s',
    async (type) => {
      expect((await send('/match/default', good, type)).status).toBe(200);
      for (const body of [asked, `{"queries": ${asked}}`]) {
        const { status, json } = await send('/reconcile/default', body, type);
        expect(status).toBe(200);
        expect(at(json, 'q0.result')).not.toEqual([]);
      }
    },
  );

  test('that is no JSON is told what it is, and what it should be', async () => {
    for (const [body, said] of [
      ['queries=x', /no JSON.*text\/plain.*application\/json/],
      ['', /no body.*application\/json/],
    ] as const) {
      const { status, json } = await send('/match/default', body, 'text/plain');
      expect([status, at(json, 'detail.0.loc')]).toEqual([422, ['body']]);
      expect(at(json, 'detail.0.msg')).toMatch(said);
    }
  });
});

describe('reconciliation for OpenRefine', () => {
  const post = (queries: unknown) => {
    const body = new URLSearchParams({ queries: JSON.stringify(queries) }).toString();
    return open.post('/reconcile/default', body, {
      'content-type': 'application/x-www-form-urlencoded',
    });
  };

  test('describes itself, and suggests types', async () => {
    const { json, headers } = await open.get('/reconcile/default', {
      origin: 'http://127.0.0.1:3333',
    });
    expect(json).toMatchObject({ versions: ['0.2'], batchSize: 20 });
    expect(at(json, 'view.url')).toBe(`${open.api.url}/entities/{{id}}`);
    expect(headers.get('access-control-allow-origin')).toBe('http://127.0.0.1:3333');
    const foreign = await open.get('/reconcile/default', { origin: 'https://evil.example' });
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
    const types = await open.get('/reconcile/default/suggest/type?prefix=organ');
    expect(at(types.json, 'result')).toEqual([{ id: 'Organization', name: 'Organization' }]);
    const none = await open.get('/reconcile/default/suggest/type');
    expect(at(none.json, 'result')).toEqual([]);
  });

  test('answers queries with types and properties', async () => {
    const { status, headers, json } = await post({
      q0: { query: 'Vladislav Petrovskiy', type: 'Person', limit: 1 },
      q1: {
        query: 'Vladislav Petrovskiy',
        type: [{ id: 'Company', name: 'Company' }],
        properties: [{ pid: 'Thing:country', v: { name: 'ru' } }],
      },
    });
    expect(status).toBe(200);
    expect(headers.get('x-batch-size')).toBe('2');
    expect(at(json, 'q0.result.0')).toMatchObject({
      id: 'ofac-5',
      name: 'Vladislav Vymyshlennyy PETROVSKIY',
      type: [{ id: 'Person' }],
    });
    expect(at(json, 'q0.result.0.score')).toBeGreaterThan(50);
    expect(at(json, 'q1.result')).toEqual([]);
    expect((await post({ q: { query: 37473874 } })).status).toBe(400);
    expect((await open.post('/reconcile/default', 'garbage')).status).toBe(400);
    expect((await open.get('/reconcile/nowhere')).status).toBe(404);
  });
});

test('the catalog describes each list and what stands for all', async () => {
  const { json } = await open.get('/catalog', { 'accept-language': 'es' });
  expect(at(json, 'datasets.*.name')).toEqual([
    ...['un_sc_sanctions', 'us_ofac_sdn'],
    ...['default', 'all', 'sanctions'],
  ]);
  expect(at(json, 'datasets.1')).toMatchObject({
    title: 'Entidades FollowTheMoney (us_ofac_sdn)',
    version: sdn,
    index_version: sdn,
    index_current: true,
    load: true,
    children: [],
    entity_count: ENTRIES.length,
  });
  expect(at(json, 'datasets.2')).toMatchObject({ children: ['un_sc_sanctions', 'us_ofac_sdn'] });
  expect(json).toMatchObject({ outdated: [], index_stale: false, withheld: 1 });
  expect(at(json, 'current')).toEqual(['un_sc_sanctions', 'us_ofac_sdn']);
});

test('every answer about lists names their versions', async () => {
  const both = { us_ofac_sdn: sdn, un_sc_sanctions: un };
  const match = await open.match('Abdul Inventado');
  expect(match.json).toMatchObject({ lists: both, outdated: [] });
  const listsOf = async (path: string) => at((await open.get(path)).json, 'lists');
  expect(await listsOf('/search/default')).toEqual(both);
  expect(await listsOf('/search/us_ofac_sdn')).toEqual({ us_ofac_sdn: sdn });
  expect(await listsOf('/entities/QDi.001')).toEqual({ un_sc_sanctions: un });
});

test('a confidential list is in no answer', async () => {
  const { json } = await open.match('Reservada Bloqueada Secreta');
  expect(at(json, 'responses.q.results')).toEqual([]);
  const asked = [
    await open.post('/match/mx_lpb', { queries: { q: RUSSIAN } }),
    await open.get('/search/mx_lpb'),
    await open.get('/search/default?q=Reservada%20Bloqueada'),
    await open.get('/search/default?include_dataset=mx_lpb'),
    await open.get('/search/default?limit=500'),
    await open.get('/catalog'),
    await open.get('/entities/secreta-1'),
    await open.get('/entities/mx_lpb/secreta-1'),
  ];
  for (const { json: told } of asked)
    expect(JSON.stringify(told)).not.toMatch(/mx_lpb|secreta-1|Reservada/);
});

test('probes, algorithms, and methods that do not fit', async () => {
  expect((await open.get('/healthz')).json).toEqual({ status: 'ok' });
  expect((await open.get('/readyz')).json).toEqual({ status: 'ok' });
  const { json } = await open.get('/algorithms');
  expect(json).toMatchObject({ best: 'puente', default: 'puente' });
  expect(at(json, 'algorithms.*.name')).toContain('logic-v2');
  expect((await open.get('/updatez')).status).toBe(405);
  expect((await open.post('/updatez', '')).json).toEqual({ status: 'ok' });
  expect((await open.get('/match/default')).status).toBe(405);
  const nothing = await open.get('/nothing', { 'accept-language': 'es' });
  expect(nothing).toMatchObject({
    status: 404,
    json: { detail: 'No hay nada en esta dirección.' },
  });
});
