import type { Context } from 'hono';
import { FACETS, type Facet } from '../../screening/index.js';
import { asked, detail, scopeOf } from './answer.js';
import type { ScreeningDesk } from './desk.js';
import { entityJson } from './entity-json.js';
import { searchParamsSchema } from './questions.js';
import { kindsOf } from './schemata.js';

const LABELS: Readonly<Record<Facet, string>> = {
  countries: 'Countries',
  topics: 'Topics',
  datasets: 'Data sources',
  schema: 'Entity types',
};

const SORTS: Readonly<Record<string, 'listed_on' | 'name'>> = {
  first_seen: 'listed_on',
  last_change: 'listed_on',
  caption: 'name',
};

/** `GET /search/{dataset}`: listings by words and filters, a page at a time, with facets. */
export async function searchRoute(context: Context, desk: ScreeningDesk): Promise<Response> {
  const read = searchParamsSchema.safeParse(asked(context));
  if (!read.success) return detail(context, 422, read.error.issues);
  const params = read.data;
  const kinds = kindsOf(params.schema);
  if (kinds === undefined) return detail(context, 400, `Invalid schema: ${params.schema}`);
  // Every entry of a list is somebody the list is about.
  const nobody = params.target === false;
  const scope = await scopeOf(context.req.param('dataset') ?? '', desk, {
    include_dataset: [...params.include_dataset, ...params.datasets],
    exclude_dataset: params.exclude_dataset,
  });
  if (scope === null) return detail(context, 404, 'No such dataset.');
  const excluded = params.exclude_schema.flatMap((schema) => kindsOf(schema) ?? []);
  const page = await desk.search({
    text: params.q,
    lists: nobody ? [] : scope.lists,
    kinds: kinds?.filter((kind) => !excluded.includes(kind)) ?? null,
    countries: params.countries.map((code) => code.toUpperCase()),
    topics: params.topics,
    listed_since: params.changed_since ?? null,
    offset: params.offset,
    limit: params.limit,
    sort: params.sort.flatMap((sort) => {
      const [written = '', direction] = sort.split(':');
      const property = SORTS[written];
      return property ? [{ property, falling: direction === 'desc' }] : [];
    }),
  });
  const facets = params.facets.length > 0 ? params.facets : ['countries', 'topics', 'datasets'];
  return context.json({
    limit: params.limit,
    offset: params.offset,
    total: { value: page.total, relation: 'eq' },
    results: page.listings.flatMap((listing) => {
      const list = scope.inForce.get(listing.list);
      return list ? [entityJson(listing, list)] : [];
    }),
    facets: Object.fromEntries(
      FACETS.filter((facet) => facets.includes(facet)).map((facet) => {
        const counted = Object.entries(page.facets[facet]).sort(([, a], [, b]) => b - a);
        const values = counted.map(([name, count]) => ({ name, label: name, count }));
        return [facet, { label: LABELS[facet], values }];
      }),
    ),
    lists: scope.versions,
  });
}
