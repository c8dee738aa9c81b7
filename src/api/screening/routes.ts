import { Hono } from 'hono';
import { cors } from 'hono/cors';
import type { ScreeningDesk } from '../../screening/index.js';
import { type ApiEnv, refuse } from '../answer.js';
import { catalogOf } from './catalog.js';
import { entityRoute } from './entities.js';
import { ALGORITHMS, matchRoute } from './match.js';
import { manifestRoute, reconcileRoute, suggestTypeRoute } from './reconcile.js';
import { searchRoute } from './search.js';

/**
 * Screening over HTTP, in the contract of yente (OpenSanctions, read in its 2026 sources), so that
 * its clients work unchanged. Beyond it, each answer names the lists and versions it comes from.
 */
export function screeningRoutes(desk: ScreeningDesk): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();
  for (const path of ['/match/:dataset', '/search/:dataset', '/reconcile/:dataset']) {
    routes.use(path, async (context, next) => {
      // “No match” from no list at all would be taken for an answer.
      return desk.lists().length === 0 ? refuse(context, 503, 'api.no_list') : next();
    });
  }
  routes.post('/match/:dataset', (context) => matchRoute(context, desk));
  routes.get('/search/:dataset', (context) => searchRoute(context, desk));
  routes.use('/reconcile/:dataset/*', cors({ origin: loopbackOrigin }));
  routes.get('/reconcile/:dataset', (context) => manifestRoute(context, desk));
  routes.post('/reconcile/:dataset', (context) => reconcileRoute(context, desk));
  routes.get('/reconcile/:dataset/suggest/type', suggestTypeRoute);
  routes.get('/entities/:id{.+}', (context) => entityRoute(context, desk));
  routes.get('/catalog', (context) => {
    const { voice } = context.var;
    return context.json(catalogOf(desk, voice.language, voice.say('api.collection')));
  });
  routes.get('/algorithms', (context) => {
    const description = context.var.voice.say('api.matcher');
    const algorithms = ALGORITHMS.map((name) => ({ name, description, features: {} }));
    return context.json({ algorithms, default: 'puente', best: 'puente' });
  });
  routes.get('/readyz', (context) =>
    desk.lists().length > 0 ? context.json({ status: 'ok' }) : refuse(context, 503, 'api.no_list'),
  );
  routes.post('/updatez', async (context) => {
    await desk.refresh();
    return context.json({ status: 'ok' });
  });
  return routes;
}

/** OpenRefine runs on the user’s own machine; pages from elsewhere are not let in. */
function loopbackOrigin(origin: string): string | null {
  return /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(origin) ? origin : null;
}
