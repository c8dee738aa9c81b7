import type { Speaker } from '../../base/index.js';
import {
  countryOf,
  entityOf,
  kindsOfSchema,
  listingKey,
  type Match,
  profileOfEntity,
  type ScreeningDesk,
  topicsOf,
} from '../../screening/index.js';
import { type Asked, paramsOf, readAs, readJson, refuse } from '../answer.js';
import { seenOf } from './entities.js';
import {
  type Example,
  matchBodySchema,
  matchParamsSchema,
  QUERIES_MAX,
  REQUEST_VALUES_MAX,
} from './questions.js';
import { scopeOf } from './scope.js';

/** Names of peers’ matchers that clients send; all are answered by the one matcher there is. */
export const ALGORITHMS = [
  'puente',
  'best',
  'logic-v2',
  'logic-v1',
  'name-based',
  'name-qualified',
  'regression-v1',
  'ofac',
] as const;

/** Candidates asked for beyond the limit, because some are filtered out after scoring. */
const SPARE = 50;

/** `POST /match/{dataset}`: for each query the listings that it may be, scored and explained. */
export async function matchRoute(context: Asked, desk: ScreeningDesk): Promise<Response> {
  const asked = readAs(context, matchParamsSchema, 'query', paramsOf(context));
  if ('refused' in asked) return asked.refused;
  const sent = await readJson(context);
  if ('refused' in sent) return sent.refused;
  const body = readAs(context, matchBodySchema, 'body', sent.json);
  if ('refused' in body) return body.refused;
  const { limit, threshold, cutoff, algorithm, ...filters } = asked.read;
  const entries = Object.entries(body.read.queries);
  if (entries.length === 0) return refuse(context, 400, 'api.no_query');
  if (entries.length > QUERIES_MAX)
    return refuse(context, 422, 'api.queries_max', { max: QUERIES_MAX });
  const values = entries.flatMap(([, { properties }]) => Object.values(properties).flat());
  if (values.length > REQUEST_VALUES_MAX)
    return refuse(context, 422, 'api.values_max', { max: REQUEST_VALUES_MAX });
  if (!(ALGORITHMS as readonly string[]).includes(algorithm))
    return refuse(context, 400, 'api.algorithm', { algorithm });
  for (const [, { schema }] of entries)
    if (kindsOfSchema(schema) === undefined) return refuse(context, 400, 'api.schema', { schema });
  const scope = scopeOf(context.req.param('dataset') ?? '', desk, filters);
  if (scope === null) return refuse(context, 404, 'api.no_dataset');
  const { matches } = await desk.match(
    entries.map(([, example]) => profileOfEntity(example)),
    {
      limit: limit + SPARE,
      threshold: Math.min(cutoff, threshold),
      ...(scope.lists ? { lists: scope.lists } : {}),
    },
  );
  const { voice } = context.var;
  const responses = entries.map(([key, example], i) => {
    const fitting = (matches[i] ?? []).filter((match) => isWanted(match, example, filters));
    const results = fitting.slice(0, limit).flatMap((match) => {
      const list = scope.inForce.get(match.listing.list);
      if (!list) return [];
      const entity = entityOf(match.listing, seenOf(match.listing.listed_on, list));
      return [{ ...entity, ...scored(match, threshold, voice) }];
    });
    const value = fitting.filter(({ score }) => score >= threshold).length;
    const query = { ...example, properties: cleaned(example) };
    return [key, { status: 200, results, total: { value, relation: 'eq' }, query }];
  });
  context.header('x-batch-size', String(entries.length));
  return context.json({
    responses: Object.fromEntries(responses),
    matcher: {},
    limit,
    ...scope.said,
  });
}

interface Filters {
  readonly exclude_schema: readonly string[];
  readonly topics: readonly string[];
  readonly exclude_entity_ids: readonly string[];
}

function isWanted({ listing }: Match, { schema }: Example, filters: Filters): boolean {
  const { kind } = listing;
  const kinds = kindsOfSchema(schema);
  if (kinds && kind !== null && !kinds.includes(kind)) return false;
  const excluded = filters.exclude_schema.flatMap((each) => kindsOfSchema(each) ?? []);
  if (kind !== null && excluded.includes(kind)) return false;
  const ids = [listing.id, listingKey(listing)];
  if (filters.exclude_entity_ids.some((id) => ids.includes(id))) return false;
  const topics = topicsOf(listing);
  return filters.topics.length === 0 || filters.topics.some((topic) => topics.includes(topic));
}

/** Features as the peers have them (a number a step), and why, in a sentence. */
function scored(match: Match, threshold: number, voice: Speaker) {
  const explanations: Record<string, unknown> = {};
  const features: Record<string, number> = {};
  for (const [i, { step, points, query, listed }] of match.reasons.entries()) {
    const key = step in features ? `${step}#${i + 1}` : step;
    features[key] = points;
    const detail = voice.say(`screening.reason.${step}`, {
      query: query ?? '—',
      listed: listed ?? '—',
    });
    explanations[key] = { score: points, detail, query, candidate: listed };
  }
  return { score: match.score, match: match.score >= threshold, features, explanations };
}

const COUNTRIES: readonly string[] = [
  'country',
  'nationality',
  'citizenship',
  'jurisdiction',
  'mainCountry',
  'birthCountry',
  'flag',
];

/** The query as it was understood: properties as lists, countries as codes. */
function cleaned({ properties }: Example): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, values]) => {
      if (!COUNTRIES.includes(name)) return [name, values];
      const codes = values.map((value) => countryOf(value)?.toLowerCase() ?? value);
      return [name, [...new Set(codes)]];
    }),
  );
}
