import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Fault, faultsOf } from '../../base/index.js';
import { download } from './download.js';
import { chooseSources, readSources, SOURCES_FILE } from './sources.js';

let folder = '';
let server: Server | null = null;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'puente-download-'));
});
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function serve(handler: RequestListener): Promise<string> {
  const listening = createServer(handler);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}/list.xml`;
}

const file = () => join(folder, 'list.xml');
const options = (known: { etag: string | null; modified: string | null } | null = null) => ({
  file: file(),
  known,
  bytes_max: 10_000,
  silence_ms: 400,
  onBytes: () => {},
});
const codeOf = (work: Promise<unknown>) => work.then(String, (error: Fault) => error.code);

function faultsIn(work: () => unknown): readonly Fault[] {
  try {
    work();
  } catch (error) {
    return faultsOf(error);
  }
  return [];
}

describe('a published list', () => {
  test('is fetched whole, and not again while it is the same', async () => {
    const url = await serve((request, response) => {
      if (request.headers['if-none-match'] === '"7"') return response.writeHead(304).end();
      return response.writeHead(200, { etag: '"7"' }).end('<list/>');
    });
    const first = await download(url, fetch, options());
    expect(first).toMatchObject({ state: 'fetched', bytes: 7, validators: { etag: '"7"' } });
    expect(readFileSync(file(), 'utf8')).toBe('<list/>');
    const second = await download(url, fetch, options(first.validators));
    expect(second).toMatchObject({ state: 'unchanged', validators: first.validators });
  });

  test.each<[string, RequestListener]>([
    ['lists.download_refused', (_, response) => response.writeHead(403).end('no')],
    ['lists.download_large', (_, response) => response.end('x'.repeat(20_000))],
    [
      'lists.download_lost',
      (_, response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('<list>', () => response.destroy());
      },
    ],
    ['lists.download_lost', (_, response) => void response.writeHead(200).write('<list>')],
    [
      'lists.download_scheme',
      (_, response) => response.writeHead(302, { location: 'http://example.invalid/' }).end(),
    ],
  ])('%s leaves nothing behind', async (code, handler) => {
    const url = await serve(handler);
    const world: typeof fetch = async (input, init) => {
      const response = await fetch(input, { ...init, redirect: 'manual' });
      if (response.status !== 302) return response;
      return Object.defineProperty(new Response('<list/>'), 'url', {
        value: response.headers.get('location'),
      });
    };
    expect(await codeOf(download(url, world, options()))).toBe(code);
    expect(existsSync(file())).toBe(false);
  });

  test('is not fetched over a line that others can write on', async () => {
    const asked = download('http://example.org/sdn.xml', fetch, options());
    expect(await codeOf(asked)).toBe('lists.download_scheme');
  });

  test('a broken file of sources is a fault with its place', () => {
    const broken = join(folder, 'sources.yaml');
    for (const text of ['sources: [', 'sources:\n  - list: 7\n']) {
      writeFileSync(broken, text);
      expect(faultsIn(() => readSources(broken)).map(({ place }) => place?.file)).toContain(broken);
    }
  });

  test('has an https address in the file that comes with the program', () => {
    const sources = readSources(SOURCES_FILE);
    for (const url of sources.flatMap(({ files }) => files)) expect(url).toMatch(/^https:/);
    expect(chooseSources(sources, ['us_ofac_sdn'])).toHaveLength(1);
    expect(() => chooseSources(sources, ['us_ofac_sdm'])).toThrow('source_unknown');
  });
});
