import { z } from 'zod';

/** The questions of the peers’ contract, as their clients ask them. */

const VALUE_CHARACTERS_MAX = 10_000;
/** Each is compared with each name of each candidate: no list names anybody so often. */
const VALUES_MAX = 500;
const texts = z
  .union([z.string().max(VALUE_CHARACTERS_MAX), z.number(), z.boolean()])
  .transform(String);
/** A property may come as one value or as a list. */
const values = z.union([texts.transform((one) => [one]), z.array(texts).max(VALUES_MAX)]);

const exampleSchema = z.object({
  id: z.string().nullish(),
  schema: z.string(),
  properties: z.record(z.string(), values),
});
export type Example = z.infer<typeof exampleSchema>;

/** Of all queries of one request: some seconds of work for one thread. */
export const REQUEST_VALUES_MAX = 10_000;
/** Queries of one request, as the peers bound them. */
export const QUERIES_MAX = 100;

export const matchBodySchema = z.object({
  queries: z.record(z.string(), exampleSchema),
  // Of the peers’ matchers, not of ours: taken, and without effect.
  weights: z.record(z.string(), z.number()).optional(),
  config: z.record(z.string(), z.unknown()).optional(),
});

const many = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (value === undefined ? [] : [value].flat()));
const share = z.coerce.number().min(0).max(1);
/** As the peers’ own servers read a truth: clients write `False`. */
const flag = z
  .string()
  .toLowerCase()
  .pipe(z.enum(['true', 'false', '1', '0', 'yes', 'no', 'on', 'off']))
  .transform((value) => /^(true|1|yes|on)$/.test(value));
const moment = z.string().regex(/^\d{4}-\d{2}-\d{2}([T ]\d{2}(:\d{2}){0,2}(\.\d+)?Z?)?$/);
const id_list = many.pipe(z.array(z.string()).max(50));

const filters = {
  include_dataset: many,
  exclude_dataset: many,
  exclude_schema: many,
  topics: many,
  changed_since: moment.transform((text) => text.replace(' ', 'T')).optional(),
};
const offset = z.coerce.number().int().min(0).max(9_499).default(0);
const limit = z.coerce.number().int().min(0).max(500);

export const matchParamsSchema = z.object({
  ...filters,
  limit: limit.default(5),
  threshold: share.default(0.7),
  cutoff: share.default(0.7),
  algorithm: z.string().default('best'),
  exclude_entity_ids: id_list,
});

export const searchParamsSchema = z.object({
  ...filters,
  q: z.string().max(VALUE_CHARACTERS_MAX).default(''),
  schema: z.string().default('Thing'),
  countries: many,
  datasets: many,
  limit: limit.default(10),
  offset,
  sort: many,
  facets: many,
  filter_op: z.enum(['AND', 'OR']).default('OR'),
  target: flag.optional(),
});

export const entityParamsSchema = z.object({
  nested: flag.default(true),
  limit: limit.default(10),
  offset,
});
