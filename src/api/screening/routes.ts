import { type Context, Hono } from 'hono';
import { detail } from './answer.js';
import type { ScreeningDesk } from './desk.js';
import { nestedJson } from './entity-json.js';
import { ALGORITHMS, matchRoute } from './match.js';
import { searchRoute } from './search.js';

/**
 * Screening over HTTP, in the contract of yente (OpenSanctions, read in its 2026 sources), so that
 * its clients work unchanged. Beyond it, each answer names the lists and versions it comes from.
 */
export function screeningRoutes(desk: ScreeningDesk): Hono {
  const routes = new Hono();
  routes.post('/match/:dataset', (context) => matchRoute(context, desk));
  routes.get('/search/:dataset', (context) => searchRoute(context, desk));
  routes.get('/entities/:list/:id', (context) =>
    entityRoute(context, desk, `${context.req.param('list')}/${context.req.param('id')}`),
  );
  routes.get('/entities/:id', (context) => entityRoute(context, desk, context.req.param('id')));
  routes.get('/catalog', async (context) => context.json(await catalog(desk)));
  routes.get('/algorithms', (context) =>
    context.json({
      algorithms: ALGORITHMS.map((name) => ({ name, description: ANSWERED_BY, features: {} })),
      default: 'puente',
      best: 'puente',
    }),
  );
  routes.get('/healthz', (context) => context.json({ status: 'ok' }));
  routes.get('/readyz', async (context) => {
    const ready = (await desk.lists()).length > 0;
    return context.json({ status: ready ? 'ok' : 'no list is loaded' }, ready ? 200 : 503);
  });
  routes.post('/updatez', async (context) => {
    await desk.refresh();
    return context.json({ status: 'ok' });
  });
  routes.notFound((context) => detail(context, 404, 'Not found.'));
  return routes;
}

const ANSWERED_BY =
  'Answered by the one matcher of this server, whatever its name: names of several scripts, ' +
  'Spanish double surnames, and evidence for and against, each point explained.';

async function entityRoute(context: Context, desk: ScreeningDesk, id: string): Promise<Response> {
  const found = await desk.listing(id);
  const lists = await desk.lists();
  const list = lists.find((each) => each.id === found?.list);
  if (found === null || list === undefined || list.confidential)
    return detail(context, 404, 'No such entity.');
  const body = nestedJson(found, list);
  return context.json({ ...body, lists: { [list.id]: list.version } });
}

/** The lists in force as the peers describe their datasets. */
async function catalog(desk: ScreeningDesk) {
  const open = (await desk.lists()).filter(({ confidential }) => !confidential);
  const datasets = open.map((list) => ({
    name: list.id,
    title: list.title,
    version: list.version,
    index_version: list.version,
    index_current: list.stale_since === null,
    load: true,
    children: [],
    entity_count: list.entries,
    updated_at: list.imported_at,
    published_on: list.published_on,
  }));
  const whole = { name: 'default', title: 'Every list in force', version: '', load: false };
  const stale = open.filter(({ stale_since }) => stale_since !== null).map(({ id }) => id);
  return {
    datasets: [...datasets, { ...whole, children: datasets.map(({ name }) => name) }],
    current: open.map(({ id }) => id).filter((id) => !stale.includes(id)),
    outdated: stale,
    index_stale: stale.length > 0,
  };
}
