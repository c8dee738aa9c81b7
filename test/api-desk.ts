/** An API on a free port, over a real ledger, real lists and real threads. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type ApiServer, serveApi } from '../src/api/index.js';
import { createSpeaker, packageRoot, present, systemClock } from '../src/base/index.js';
import {
  createScreeningDesk,
  createScreenPool,
  importList,
  type ListInput,
  type ListVersion,
  listInput,
  readList,
  readSettings,
  type ScreeningDesk,
  type ScreenPool,
} from '../src/screening/index.js';
import { LEDGER_KINDS } from './ledgers.js';

export interface OpenApi {
  readonly api: ApiServer;
  readonly desk: ScreeningDesk;
  readonly pool: ScreenPool;
  readonly threads: readonly Worker[];
  /** Folder of the snapshots. */
  readonly folder: string;
  /** What the server had to complain of. */
  readonly errors: readonly unknown[];
  /** Imports entities as the whole of a list. */
  importEntities(list: string, entities: readonly object[]): Promise<ListVersion>;
  /** The same for a list that may not leave. */
  importSecret(list: string, entities: readonly object[]): Promise<ListVersion>;
  get(path: string, headers?: Record<string, string>): Promise<Answered>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answered>;
  match(name: string, schema?: string): Promise<Answered>;
  close(): Promise<void>;
}

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly json: unknown;
}

/**
 * What a client finds at a path of an answer: `facets.topics`, `results.0.id`, `results.*.id` of
 * all. Undefined where there is nothing.
 */
export function at(json: unknown, path: string): unknown {
  let found: unknown = json;
  const steps = path.split('.');
  for (const [i, step] of steps.entries()) {
    if (step === '*') {
      const rest = steps.slice(i + 1).join('.');
      return Object.values(Object(found)).map((each) => (rest === '' ? each : at(each, rest)));
    }
    if (!Object.hasOwn(Object(found), step)) return undefined;
    found = (found as Record<string, unknown>)[step];
  }
  return found;
}

/** The thread that `npm test` has built. */
const THREAD = join(packageRoot(), 'dist', 'src', 'screen-process.js');

export interface ApiWith {
  readonly token?: string;
  /** How often it looks for other versions by itself; default: not within a test. */
  readonly check_ms?: number;
  /** Entities by list, imported before it opens; some that may not leave. */
  readonly lists?: Readonly<Record<string, readonly object[]>>;
  readonly secret?: Readonly<Record<string, readonly object[]>>;
}

export async function openApi({
  token,
  lists,
  secret,
  check_ms = 3_600_000,
}: ApiWith): Promise<OpenApi> {
  const root = mkdtempSync(join(tmpdir(), 'puente-api-'));
  const ledger = await present(LEDGER_KINDS[0], 'PGlite').open();
  const folder = join(root, 'lists');
  const archive = { ledger, folder, clock: systemClock };
  const take = async (list: string, entities: readonly object[], confidential: boolean) => {
    const file = join(root, `${list}.json`);
    writeFileSync(file, entities.map((entity) => `${JSON.stringify(entity)}\n`).join(''));
    const input = await listInput(await readList([file], { list }), { paths: [file] });
    const asked: ListInput = { ...input, list: { ...input.list, confidential } };
    const options = { actor: 'test', drop_max_ppm: 500_000, force: true };
    const { version, faults } = await importList(archive, asked, options);
    return present(version, faults.map(({ code }) => code).join(' '));
  };
  for (const [list, entities] of Object.entries(lists ?? {})) await take(list, entities, false);
  for (const [list, entities] of Object.entries(secret ?? {})) await take(list, entities, true);
  const threads: Worker[] = [];
  const errors: unknown[] = [];
  const onError = (error: unknown) => void errors.push(error);
  const pool = createScreenPool(() => {
    const thread = new Worker(THREAD);
    threads.push(thread);
    return thread;
  }, 2);
  const settings = readSettings(join(packageRoot(), 'screening', 'settings.yaml'));
  const desk = await createScreeningDesk({ archive, settings, pool, check_ms, onError });
  const voices = { en: createSpeaker('en'), es: createSpeaker('es') };
  const api = await serveApi(
    { desk, voices, token: token ?? null, onError },
    { host: '127.0.0.1', port: 0 },
  );
  const ask = async (path: string, init: RequestInit): Promise<Answered> => {
    const response = await fetch(`${api.url}${path}`, init);
    return { status: response.status, headers: response.headers, json: await response.json() };
  };
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const all = { 'content-type': 'application/json', ...headers };
    return ask(path, { method: 'POST', body: text, headers: all });
  };
  return {
    ...{ api, desk, pool, threads, folder, errors, post },
    importEntities: (list, entities) => take(list, entities, false),
    importSecret: (list, entities) => take(list, entities, true),
    get: (path, headers = {}) => ask(path, { headers }),
    match: (name, schema = 'Person') =>
      post('/match/default', { queries: { q: { schema, properties: { name: [name] } } } }),
    async close() {
      await api.close();
      await desk.close();
      await ledger.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** A request with headers that `fetch` would not send. */
export function rawRequest(
  { port }: ApiServer,
  path: string,
  headers: Record<string, string>,
): Promise<{ readonly status: number; readonly headers: IncomingHttpHeaders }> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, headers }, (response) => {
      response.resume();
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers }),
      );
    });
    asked.on('error', reject);
    asked.end();
  });
}

/** A person as a line of a list; nobody of these lives. */
export function person(id: string, name: string, properties: object = {}): object {
  return { id, schema: 'Person', caption: name, properties: { name: [name], ...properties } };
}

const SANCTION = {
  id: 'sanction-1',
  schema: 'Sanction',
  properties: { programId: ['SDNTK'], authority: ['OFAC'], listingDate: ['2023-04-14'] },
};

/** A list of every kind of entry, and of enough people to turn pages. */
export const ENTRIES: readonly object[] = [
  person('ofac-1', 'José Ejemplo GARCÍA LÓPEZ', {
    alias: ['El Ejemplo'],
    weakAlias: ['Chepe'],
    birthDate: ['1970-04-03'],
    nationality: ['mx'],
    topics: ['sanction', 'crime.traffick'],
    taxNumber: ['GALJ700403AB1'],
    sanctions: [SANCTION],
  }),
  {
    id: 'ofac-2',
    schema: 'Company',
    caption: 'Comercializadora Ficticia del Pacífico',
    properties: {
      name: ['Comercializadora Ficticia del Pacífico, S.A. de C.V.'],
      jurisdiction: ['mx'],
      address: ['Calle Inventada 123, Culiacán, Sinaloa'],
      topics: ['sanction'],
    },
  },
  {
    id: 'ofac-3',
    schema: 'Vessel',
    caption: 'ESTRELLA FICTICIA',
    properties: { name: ['ESTRELLA FICTICIA'], imoNumber: ['IMO9074729'], flag: ['pa'] },
  },
  {
    id: 'ofac-4',
    schema: 'CryptoWallet',
    caption: 'bc1qficticia0000000000000000000000000000',
    properties: { publicKey: ['bc1qficticia0000000000000000000000000000'], currency: ['XBT'] },
  },
  person('ofac-5', 'Vladislav Vymyshlennyy PETROVSKIY', { country: ['ru'], birthDate: ['1952'] }),
  ...Array.from({ length: 15 }, (_, i) =>
    person(`ofac-${i + 10}`, `Persona${'abcdefghijklmno'[i]} Inventada Zutano`, {
      nationality: ['co'],
    }),
  ),
];
