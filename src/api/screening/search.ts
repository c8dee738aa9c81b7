import type { Speaker } from '../../base/index.js';
import {
  entityOf,
  FACETS,
  type Facet,
  kindsOfSchema,
  type ListingPage,
  type ScreeningDesk,
} from '../../screening/index.js';
import { type Asked, paramsOf, readAs, refuse } from '../answer.js';
import { seenOf } from './entities.js';
import { searchParamsSchema } from './questions.js';
import { type Scope, scopeOf } from './scope.js';

const SORTS: Readonly<Record<string, 'listed_on' | 'name'>> = {
  first_seen: 'listed_on',
  caption: 'name',
};
/** Of what is nobody but a part of somebody there is no listing. */
const UNLISTED = ['Address'];

/** `GET /search/{dataset}`: listings by words and filters, a page at a time, with facets. */
export async function searchRoute(context: Asked, desk: ScreeningDesk): Promise<Response> {
  const asked = readAs(context, searchParamsSchema, 'query', paramsOf(context));
  if ('refused' in asked) return asked.refused;
  const params = asked.read;
  const { schema } = params;
  const kinds = UNLISTED.includes(schema) ? [] : kindsOfSchema(schema);
  if (kinds === undefined) return refuse(context, 400, 'api.schema', { schema });
  const scope = scopeOf(context.req.param('dataset') ?? '', desk, {
    ...params,
    include_dataset: [...params.include_dataset, ...params.datasets],
  });
  if (scope === null) return refuse(context, 404, 'api.no_dataset');
  // Every entry of a list is somebody whom the list is about.
  const is_nobody = params.target === false || (kinds !== null && kinds.length === 0);
  const page = await desk.search({
    text: params.q,
    lists: is_nobody ? [] : scope.lists,
    kinds,
    kinds_excluded: params.exclude_schema.flatMap((each) => kindsOfSchema(each) ?? []),
    countries: params.countries.map((code) => code.toUpperCase()),
    topics: params.topics,
    needs: params.filter_op === 'AND' ? 'all' : 'any',
    offset: params.offset,
    limit: params.limit,
    sort: params.sort.flatMap((sort) => {
      const [written = '', direction] = sort.split(':');
      const property = SORTS[written];
      return property ? [{ property, falling: direction === 'desc' }] : [];
    }),
  });
  const results = page.listings.flatMap((listing) => {
    const list = scope.inForce.get(listing.list);
    return list ? [entityOf(listing, seenOf(listing.listed_on, list))] : [];
  });
  return context.json({
    limit: params.limit,
    offset: params.offset,
    total: { value: page.total, relation: 'eq' },
    results,
    facets: facetsOf(page, params.facets, scope, context.var.voice),
    ...scope.said,
  });
}

const USUAL: readonly string[] = ['countries', 'topics', 'datasets'];

function facetsOf(
  page: ListingPage,
  asked: readonly string[],
  { inForce }: Scope,
  voice: Speaker,
): Record<string, unknown> {
  const countries = new Intl.DisplayNames([voice.language], { type: 'region' });
  const labelOf = (facet: Facet, name: string) => {
    if (facet === 'datasets') return inForce.get(name)?.title[voice.language] ?? name;
    return facet === 'countries' && name.length === 2
      ? (countries.of(name.toUpperCase()) ?? name)
      : name;
  };
  const wanted = FACETS.filter((facet) => (asked.length > 0 ? asked : USUAL).includes(facet));
  return Object.fromEntries(
    wanted.map((facet) => {
      const counted = Object.entries(page.facets[facet]).sort(([, a], [, b]) => b - a);
      const values = counted.map(([name, count]) => ({ name, label: labelOf(facet, name), count }));
      return [facet, { label: voice.say(`api.facet.${facet}`), values }];
    }),
  );
}
