import { timingSafeEqual } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { Fault, sha256 } from '../base/index.js';
import type { ScreeningDesk } from './screening/desk.js';
import { screeningRoutes } from './screening/routes.js';

export interface ApiOptions {
  readonly desk: ScreeningDesk;
  /** Asked of every request, as `Authorization: Bearer …` or `ApiKey …`; null: none is asked. */
  readonly token: string | null;
  /** Told of mistakes of ours; the client learns only that there was one. */
  onError(error: Error): void;
}

export interface ApiServer {
  readonly host: string;
  readonly port: number;
  close(): Promise<void>;
}

/** A hundred profiles with every property filled are far smaller. */
const BODY_BYTES_MAX = 4 * 1024 * 1024;
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]', '::1'];

/** The whole of the HTTP interface. */
export function createApi(options: ApiOptions): Hono {
  const api = new Hono();
  const { token } = options;
  api.use(async (context, next) => {
    // Without a token a page in the user's browser must not reach us by a name of its own.
    const host = new URL(context.req.url).hostname;
    if (token === null && !LOOPBACK.includes(host))
      return context.json({ detail: 'Unknown host.' }, 403);
    if (token !== null && !hasToken(context.req.header('authorization'), token))
      return context.json({ detail: 'A token is needed.' }, 401);
    return next();
  });
  const onError = () => Response.json({ detail: 'The request is too large.' }, { status: 413 });
  api.use(bodyLimit({ maxSize: BODY_BYTES_MAX, onError }));
  api.route('/', screeningRoutes(options.desk));
  api.notFound((context) => context.json({ detail: 'Not found.' }, 404));
  api.onError((error, context) => {
    options.onError(error);
    return context.json({ detail: 'A mistake of this server; its log has more.' }, 500);
  });
  return api;
}

/**
 * Serves on an address; without a token only on this machine. Throws the Faults `api.open` and
 * `api.address`.
 */
export async function serveApi(
  options: ApiOptions,
  address: { readonly host: string; readonly port: number },
): Promise<ApiServer> {
  if (options.token === null && !LOOPBACK.includes(address.host))
    throw new Fault('api.open', { host: address.host });
  const api = createApi(options);
  return new Promise((resolve, reject) => {
    const server = serve(
      { fetch: api.fetch, hostname: address.host, port: address.port },
      (info: AddressInfo) => {
        resolve({
          host: address.host,
          port: info.port,
          close: () => new Promise((done) => server.close(() => done())),
        });
      },
    );
    server.on('error', (error: NodeJS.ErrnoException) => {
      const params = { ...address, port: String(address.port), reason: error.code ?? '' };
      reject(new Fault('api.address', params));
    });
  });
}

function hasToken(header: string | undefined, token: string): boolean {
  const given = /^(?:Bearer|ApiKey|Token) +(.+)$/i.exec(header ?? '')?.[1] ?? '';
  // Hashes have one length, so that comparing tells nothing of the token's.
  return timingSafeEqual(Buffer.from(sha256(given)), Buffer.from(sha256(token)));
}
