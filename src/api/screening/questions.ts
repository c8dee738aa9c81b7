import { z } from 'zod';

/** The questions of the peers' contract, as their clients ask them. */

const texts = z.union([z.string(), z.number()]).transform(String);
/** A property may come as one value or as a list. */
const values = z.union([texts.transform((one) => [one]), z.array(texts)]);

export const exampleSchema = z.object({
  id: z.string().nullish(),
  schema: z.string(),
  properties: z.record(z.string(), values),
});
export type Example = z.infer<typeof exampleSchema>;

/** Queries of one request, as the peers bound them. */
export const QUERIES_MAX = 100;

export const matchBodySchema = z.object({
  queries: z.record(z.string(), exampleSchema).refine((asked) => {
    return Object.keys(asked).length <= QUERIES_MAX;
  }, `At most ${QUERIES_MAX} queries in one request.`),
  weights: z.record(z.string(), z.number()).optional(),
  config: z.record(z.string(), z.unknown()).optional(),
});

const many = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (value === undefined ? [] : [value].flat()));
const share = z.coerce.number().min(0).max(1);
const flag = z.enum(['true', 'false', '1', '0']).transform((value) => /true|1/.test(value));

export const matchParamsSchema = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(5),
  threshold: share.default(0.7),
  cutoff: share.optional(),
  algorithm: z.string().default('best'),
  include_dataset: many,
  exclude_dataset: many,
  exclude_schema: many,
  topics: many,
  changed_since: z.string().optional(),
  exclude_entity_ids: many.refine((ids) => ids.length <= 50, 'At most 50 ids.'),
});

export const searchParamsSchema = z.object({
  q: z.string().max(1_000).default(''),
  schema: z.string().default('Thing'),
  countries: many,
  topics: many,
  datasets: many,
  include_dataset: many,
  exclude_dataset: many,
  exclude_schema: many,
  changed_since: z.string().optional(),
  limit: z.coerce.number().int().min(0).max(500).default(10),
  offset: z.coerce.number().int().min(0).max(9_499).default(0),
  sort: many,
  facets: many,
  fuzzy: flag.default(false),
  simple: flag.default(true),
  filter_op: z.enum(['AND', 'OR']).default('OR'),
  target: flag.optional(),
});
