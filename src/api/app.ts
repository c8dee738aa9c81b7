import { timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { type Language, languageOf, type Speaker, sha256 } from '../base/index.js';
import type { ScreeningDesk } from '../screening/index.js';
import { type ApiEnv, refuse } from './answer.js';
import { screeningRoutes } from './screening/routes.js';

export interface ApiOptions {
  readonly desk: ScreeningDesk;
  readonly voices: Readonly<Record<Language, Speaker>>;
  /** Asked of every request, as `Authorization: Bearer …` or `ApiKey …`; null: none is asked. */
  readonly token: string | null;
  /** Told of mistakes of ours; the client learns only that there was one. */
  onError(error: unknown): void;
}

/** A hundred profiles with every property filled are far smaller. */
const BODY_BYTES_MAX = 4 * 1024 * 1024;
/** Requests at work; the next is told to come back. */
const AT_WORK_MAX = 256;
/** What a load balancer asks, which has no token. */
const PROBES = ['/healthz', '/readyz'];
const METHODS = { '/match/:dataset': 'POST', '/updatez': 'POST' } as const;

export function isLoopback(host: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]', '::1'].includes(host.toLowerCase());
}

/** The whole of the HTTP interface. */
export function createApi(options: ApiOptions): Hono<ApiEnv> {
  const { token, voices } = options;
  const api = new Hono<ApiEnv>();
  let at_work = 0;
  api.use(async (context, next) => {
    context.set('voice', voices[languageOf(context.req.header('accept-language'))]);
    const { path } = context.req;
    // Without a token a page in the user’s browser must not reach us by a name of its own.
    const host = (context.req.header('host') ?? '').replace(/:\d+$/, '');
    if (token === null && !isLoopback(host)) return refuse(context, 403, 'api.host');
    const header = context.req.header('authorization');
    if (token !== null && !PROBES.includes(path) && !hasToken(header, token)) {
      context.header('www-authenticate', 'Bearer');
      return refuse(context, 401, 'api.token');
    }
    context.header('cache-control', 'no-store');
    context.header('x-content-type-options', 'nosniff');
    if (at_work >= AT_WORK_MAX) {
      context.header('retry-after', '1');
      return refuse(context, 503, 'api.busy');
    }
    at_work++;
    try {
      return await next();
    } finally {
      at_work--;
    }
  });
  api.use(
    bodyLimit({
      maxSize: BODY_BYTES_MAX,
      onError: (context) =>
        refuse(context, 413, 'api.large', { megabytes: BODY_BYTES_MAX / 1024 / 1024 }),
    }),
  );
  api.get('/healthz', (context) => context.json({ status: 'ok' }));
  api.route('/', screeningRoutes(options.desk));
  for (const [path, method] of Object.entries(METHODS)) {
    api.all(path, (context) => {
      context.header('allow', method);
      return refuse(context, 405, 'api.method', { method });
    });
  }
  api.notFound((context) => refuse(context, 404, 'api.not_found'));
  api.onError((error, context) => {
    options.onError(error);
    return refuse(context, 500, 'api.mistake');
  });
  return api;
}

function hasToken(header: string | undefined, token: string): boolean {
  const given = /^(?:Bearer|ApiKey|Token) +(.+)$/i.exec(header ?? '')?.[1] ?? '';
  // Hashes have one length, so that comparing tells nothing of the token’s.
  return timingSafeEqual(Buffer.from(sha256(given)), Buffer.from(sha256(token)));
}
