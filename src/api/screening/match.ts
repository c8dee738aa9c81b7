import type { Context } from 'hono';
import {
  type Match,
  type MatchOptions,
  type Profile,
  profileOfEntity,
} from '../../screening/index.js';
import { asked, detail, scopeOf } from './answer.js';
import type { ScreeningDesk } from './desk.js';
import { entityJson } from './entity-json.js';
import { type Example, matchBodySchema, matchParamsSchema } from './questions.js';
import { kindsOf } from './schemata.js';

/** Names of peers' matchers that clients send; all are answered by the one matcher there is. */
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
export async function matchRoute(context: Context, desk: ScreeningDesk): Promise<Response> {
  const params = matchParamsSchema.safeParse(asked(context));
  if (!params.success) return detail(context, 422, params.error.issues);
  const body = matchBodySchema.safeParse(await context.req.json().catch(() => undefined));
  if (!body.success) return detail(context, 422, body.error.issues);
  const { limit, threshold, cutoff, algorithm, ...filters } = params.data;
  if (!(ALGORITHMS as readonly string[]).includes(algorithm)) {
    return detail(context, 400, `Unknown algorithm: ${algorithm}`);
  }
  const scope = await scopeOf(context.req.param('dataset') ?? '', desk, filters);
  if (scope === null) return detail(context, 404, 'No such dataset.');
  const entries = Object.entries(body.data.queries);
  for (const [, example] of entries) {
    if (kindsOf(example.schema) === undefined)
      return detail(context, 400, `Invalid schema: ${example.schema}`);
  }
  context.header('x-batch-size', String(entries.length));
  const profiles = entries.map(([, example]) => profileOfEntity(example));
  const floor = Math.min(cutoff ?? threshold, threshold);
  const options: MatchOptions = { limit: limit + SPARE, threshold: floor, lists: scope.lists };
  const { matches } = await desk.match(profiles, options);
  const responses = entries.map(([key, example], i) => {
    const fitting = (matches[i] ?? []).filter((match) => isWanted(match, example, filters));
    const results = fitting.slice(0, limit).flatMap((match) => {
      const list = scope.inForce.get(match.listing.list);
      return list ? [{ ...entityJson(match.listing, list), ...scored(match, threshold) }] : [];
    });
    const total = { value: fitting.filter(({ score }) => score >= threshold).length };
    const query = { ...example, ...cleaned(example, profiles[i]) };
    return [key, { status: 200, results, total: { ...total, relation: 'eq' }, query }];
  });
  return context.json({
    responses: Object.fromEntries(responses),
    matcher: {},
    limit,
    lists: scope.versions,
  });
}

interface Filters {
  readonly exclude_schema: readonly string[];
  readonly topics: readonly string[];
  readonly exclude_entity_ids: readonly string[];
}

function isWanted({ listing }: Match, example: Example, filters: Filters): boolean {
  const kinds = kindsOf(example.schema);
  if (kinds && listing.kind !== null && !kinds.includes(listing.kind)) return false;
  const excluded = filters.exclude_schema.flatMap((schema) => kindsOf(schema) ?? []);
  if (excluded.includes(listing.kind)) return false;
  if (filters.exclude_entity_ids.includes(listing.id)) return false;
  const topics = listing.properties.topics ?? [];
  return filters.topics.length === 0 || filters.topics.some((topic) => topics.includes(topic));
}

/** Features as the peers have them (a number a step), and why, in full. */
function scored(match: Match, threshold: number) {
  const explanations: Record<string, unknown> = {};
  const features: Record<string, number> = {};
  for (const [i, { step, points, query, listed }] of match.reasons.entries()) {
    const key = step in features ? `${step}#${i + 1}` : step;
    features[key] = points;
    explanations[key] = { score: points, detail: step, query, candidate: listed };
  }
  return { score: match.score, match: match.score >= threshold, features, explanations };
}

/** The query as it was understood: properties as lists, countries as codes. */
function cleaned(example: Example, profile: Profile | undefined) {
  const properties = { ...example.properties };
  const codes = (profile?.places ?? []).flatMap(({ country }) => country?.toLowerCase() ?? []);
  for (const property of ['country', 'nationality', 'jurisdiction', 'citizenship'] as const) {
    if (properties[property] && codes.length > 0) properties[property] = [...new Set(codes)];
  }
  return { properties };
}
