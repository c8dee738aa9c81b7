/** Reconciliation as OpenRefine asks for it (Reconciliation Service API 0.2, W3C group report). */
import { z } from 'zod';
import {
  entityOf,
  kindsOfSchema,
  profileOfEntity,
  SCHEMA_NAMES,
  type ScreeningDesk,
  schemaOf,
} from '../../screening/index.js';
import { type Asked, readJson, refuse } from '../answer.js';
import { seenOf } from './entities.js';
import { QUERIES_MAX } from './questions.js';
import { scopeOf } from './scope.js';

const value = z.union([z.string().max(10_000), z.number(), z.boolean()]).transform(String);
/** A cell that was reconciled before comes as an object; its name is what was written. */
const cell = z.union([value, z.object({ name: value }).transform(({ name }) => name)]);
const type = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]);
const questionSchema = z.object({
  query: z.string().max(10_000).optional(),
  type: z.union([type.transform((one) => [one]), z.array(type)]).default([]),
  limit: z.int().min(1).max(500).default(5),
  properties: z
    .array(
      z.object({
        pid: z.string(),
        v: z.union([cell.transform((one) => [one]), z.array(cell).max(500)]),
      }),
    )
    .default([]),
});
const questionsSchema = z.record(z.string(), questionSchema);
type Question = z.infer<typeof questionSchema>;

/** The scores of a match that OpenRefine may take by itself. */
const MATCH = 0.9;
const SHOWN = 0.5;
/** OpenRefine sends so many at once: small, so that progress is seen. */
const BATCH = 20;

/** `GET /reconcile/{dataset}`: what this service is; with `queries`, their answer. */
export async function manifestRoute(context: Asked, desk: ScreeningDesk): Promise<Response> {
  const queries = context.req.query('queries');
  if (queries !== undefined) return answer(context, desk, queries);
  const dataset = context.req.param('dataset') ?? '';
  const scope = scopeOf(dataset, desk, { include_dataset: [], exclude_dataset: [] });
  if (scope === null) return refuse(context, 404, 'api.no_dataset');
  const { origin } = new URL(context.req.url);
  const service_url = `${origin}/reconcile/${dataset}`;
  return context.json({
    versions: ['0.2'],
    name: `Puente: ${dataset}`,
    identifierSpace: 'https://www.opensanctions.org/reference/#schema',
    schemaSpace: 'https://www.opensanctions.org/reference/#schema',
    view: { url: `${origin}/entities/{{id}}` },
    batchSize: BATCH,
    defaultTypes: SCHEMA_NAMES.map(typeOf),
    suggest: { type: { service_url, service_path: '/suggest/type' } },
    ...scope.said,
  });
}

/** `POST /reconcile/{dataset}`: queries as a form carries them, or as JSON of any content type. */
export async function reconcileRoute(context: Asked, desk: ScreeningDesk): Promise<Response> {
  const text = await context.req.text();
  if (/^\s*\{/.test(text)) {
    const sent = await readJson(context);
    if ('refused' in sent) return sent.refused;
    const { queries = sent.json } = sent.json as { readonly queries?: unknown };
    return answer(context, desk, typeof queries === 'string' ? queries : JSON.stringify(queries));
  }
  const form = await context.req.parseBody().catch(() => ({ queries: undefined }));
  return answer(context, desk, typeof form.queries === 'string' ? form.queries : '');
}

/** `GET /reconcile/{dataset}/suggest/type`: schemata that begin as the client wrote. */
export function suggestTypeRoute(context: Asked): Response {
  const prefix = (context.req.query('prefix') ?? '').toLowerCase();
  const fitting = SCHEMA_NAMES.filter(
    (name) => prefix !== '' && name.toLowerCase().startsWith(prefix),
  );
  return context.json({ prefix, result: fitting.map(typeOf) });
}

async function answer(context: Asked, desk: ScreeningDesk, text: string): Promise<Response> {
  const questions = questionsSchema.safeParse(parse(text));
  if (!questions.success) return refuse(context, 400, 'api.reconcile');
  const entries = Object.entries(questions.data);
  if (entries.length > QUERIES_MAX)
    return refuse(context, 422, 'api.queries_max', { max: QUERIES_MAX });
  const scope = scopeOf(context.req.param('dataset') ?? '', desk, {
    include_dataset: [],
    exclude_dataset: [],
  });
  if (scope === null) return refuse(context, 404, 'api.no_dataset');
  const limit = Math.max(1, ...entries.map(([, question]) => question.limit));
  const { matches } = await desk.match(
    entries.map(([, question]) => profileOfEntity(exampleOf(question))),
    { limit, threshold: SHOWN, ...(scope.lists ? { lists: scope.lists } : {}) },
  );
  const results = entries.map(([key, question], i) => {
    const kinds = kindsOfSchema(exampleOf(question).schema);
    const fitting = (matches[i] ?? []).filter(
      ({ listing: { kind } }) => !kinds || kind === null || kinds.includes(kind),
    );
    const result = fitting.slice(0, question.limit).flatMap(({ listing, score }) => {
      const list = scope.inForce.get(listing.list);
      if (!list) return [];
      const { id, caption } = entityOf(listing, seenOf(listing.listed_on, list));
      const found = { id, name: caption, type: [typeOf(schemaOf(listing))] };
      return [{ ...found, score: score * 100, match: score >= MATCH }];
    });
    return [key, { result }];
  });
  context.header('x-batch-size', String(entries.length));
  return context.json(Object.fromEntries(results));
}

function exampleOf({ query, type: types, properties }: Question) {
  const known = types.find((each) => kindsOfSchema(each) !== undefined);
  const named = query === undefined ? [] : [['name', [query]] as const];
  // “Thing:country” and “country” are the same.
  const others = properties.map(({ pid, v }) => [pid.replace(/^\w+:/, ''), v] as const);
  return { schema: known ?? 'Thing', properties: Object.fromEntries([...others, ...named]) };
}

function typeOf(schema: string) {
  return { id: schema, name: schema };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
