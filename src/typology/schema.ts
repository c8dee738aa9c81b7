import { z } from 'zod';
import { FAMILIES, SEVERITIES, SUBJECT_KINDS } from '../model/index.js';
import { FIELDS, type FieldInfo } from './fields.js';

/** Crime areas: the folders under `typologies/`. */
export const AREAS = [
  'fentanyl',
  'laundering_organisations',
  'structuring',
  'bulk_cash',
  'trade',
  'fuel_smuggling',
  'human_trafficking',
  'human_smuggling',
  'fraud',
  'corruption',
  'shell_companies',
  'virtual_assets',
  'remittances',
  'gaming',
  'real_estate',
  'terrorist_financing',
  'proliferation',
] as const;

const bilingual = z.strictObject({ en: z.string().min(1), es: z.string().min(1) });
const scalar = z.union([z.string(), z.number(), z.boolean()]);
const bound = z.union([z.string(), z.number()]);
const span = z.union([
  z.string(),
  z.strictObject({
    calendar: z.enum(['day', 'week', 'month', 'bank_day']),
    zone: z.string().describe('IANA time zone, e.g. America/Chicago'),
  }),
]);
const side = z.enum(['in', 'out', 'any']);
const pair = z.tuple([bound, bound]);

const test = z.union([
  scalar,
  z.array(scalar).min(1),
  z.strictObject({
    not: z.union([scalar, z.array(scalar).min(1)]).optional(),
    above: bound.optional(),
    at_least: bound.optional(),
    below: bound.optional(),
    at_most: bound.optional(),
    near: pair.optional().describe('[T, r]: T·(1−r) ≤ value < T'),
    multiple_of: bound.optional(),
    list: z.string().optional(),
    words: z.string().optional(),
    known: z.boolean().optional(),
    same_as: z.string().optional(),
    differs_from: z.string().optional(),
    hours: z.tuple([z.int().min(0).max(23), z.int().min(0).max(24)]).optional(),
    weekdays: z.array(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])).optional(),
    zone: z.string().optional(),
  }),
]);

function fieldTest(info: FieldInfo) {
  const values = info.values;
  if (!values) return test.optional();
  const word = z.enum(values as [string, ...string[]]);
  const forms = z.union([
    word,
    z.array(word).min(1),
    z.strictObject({
      not: z.union([word, z.array(word).min(1)]).optional(),
      known: z.boolean().optional(),
      list: z.string().optional(),
      same_as: z.string().optional(),
      differs_from: z.string().optional(),
    }),
  ]);
  return forms.optional();
}

const filter: z.ZodType = z.strictObject({
  ...Object.fromEntries(Object.entries(FIELDS).map(([id, info]) => [id, fieldTest(info)])),
  get all_of() {
    return z.array(filter).min(1).optional();
  },
  get any_of() {
    return z.array(filter).min(1).optional();
  },
  get none_of() {
    return z.array(filter).min(1).optional();
  },
});

const identifier = z.string().regex(/^[a-z][a-z0-9_]*$/);
const parameter = z.strictObject({
  value: bound,
  min: bound.optional(),
  max: bound.optional(),
  label: bilingual.optional(),
});

function measureOf<F extends z.ZodType>(filter: F) {
  const windowed = { within: span.optional(), before: z.string().optional() };
  const selected = { of: side.optional(), where: filter.optional(), ...windowed };
  const part = z.strictObject({ of: side.optional(), where: filter.optional() });
  const flow = z.strictObject({
    hops: z.tuple([z.int().min(2).max(8), z.int().min(2).max(8)]),
    within: z.string(),
    ratio: pair,
  });

  return z.strictObject({
    count: z.strictObject(selected).optional(),
    sum: z.strictObject(selected).optional(),
    min: z.strictObject(selected).optional(),
    max: z.strictObject(selected).optional(),
    avg: z.strictObject(selected).optional(),
    distinct: z.strictObject({ field: z.string(), ...selected }).optional(),
    fan_in: z.strictObject({ where: filter.optional(), ...windowed }).optional(),
    fan_out: z.strictObject({ where: filter.optional(), ...windowed }).optional(),
    gather_scatter: z.strictObject({ where: filter.optional(), ...windowed }).optional(),
    share: z
      .strictObject({ part, whole: part, by: z.enum(['amount', 'count']).optional(), ...windowed })
      .optional(),
    turnover: z.strictObject({ where: filter.optional(), ...windowed }).optional(),
    pass_through: z.strictObject({ where: filter.optional(), within: z.string() }).optional(),
    since_first: z.strictObject(selected).optional(),
    since_last: z.strictObject({ of: side.optional(), where: filter.optional() }).optional(),
    dormancy: z
      .strictObject({ of: side.optional(), where: filter.optional(), within: z.string() })
      .optional(),
    peer_z: z
      .strictObject({
        measure: z.string(),
        cohort: z.array(z.string()).min(1).max(4),
        closing: z.enum(['day', 'week']).optional(),
      })
      .optional(),
    sequence: z
      .strictObject({
        first: part,
        within: z.string(),
        ratio: pair.optional(),
        same: z.array(z.string()).optional(),
      })
      .optional(),
    chain: flow.optional(),
    cycle: flow.optional(),
    scatter_gather: z.strictObject({ within: z.string(), ratio: pair }).optional(),
    label: bilingual.optional(),
    evidence: z.boolean().optional(),
  });
}

function fileOf<F extends z.ZodType>(filter: F) {
  const suppression = z.strictObject({
    where: filter.optional(),
    when: z.string().optional(),
    reason: bilingual,
  });
  const measure = measureOf(filter);
  return z.strictObject({
    language: z.literal(1),
    id: identifier,
    version: z.string().regex(/^\d+\.\d+\.\d+$/),
    status: z.enum(['draft', 'test', 'stable', 'deprecated']),
    area: z.enum(AREAS),
    family: z.enum(FAMILIES),
    title: bilingual,
    purpose: bilingual,
    sources: z.array(z.strictObject({ document: z.string(), flag: z.string().min(1) })).min(1),
    false_positives: bilingual,
    known_gaps: bilingual,
    investigate: bilingual,
    owner: z.string().min(1),
    review_by: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
    parameters: z.record(identifier, parameter).optional(),
    subject: z.enum(SUBJECT_KINDS),
    scope: z.enum(['ours', 'any']).optional(),
    fires: z.strictObject({ at: side, where: filter.optional(), after: z.string().optional() }),
    measures: z.record(identifier, measure).optional(),
    condition: z.string().min(1),
    suppress: z.array(suppression).optional(),
    score: z.strictObject({
      base: z.int().min(0).max(100),
      add: z
        .array(z.strictObject({ points: z.int().min(1).max(100), when: z.string().min(1) }))
        .optional(),
    }),
    severity: z.enum(SEVERITIES),
    standing: z.enum(['none', 'exact_list']).optional(),
    protects: z.boolean().optional(),
    group: z.enum(['day', 'week', 'month', 'quarter', 'year']),
    explain: bilingual,
  });
}

/**
 * A typology file as read. What `where` says is checked by `filter.ts`, which knows the fields and
 * can suggest the word that was meant.
 */
export const typologyFile = fileOf(z.unknown());
export type TypologyFile = z.infer<typeof typologyFile>;

/** The JSON Schema for editors: `# yaml-language-server: $schema=../typology.schema.json`. */
export function typologyJsonSchema(): Record<string, unknown> {
  return { $id: 'typology.schema.json', ...z.toJSONSchema(fileOf(filter), { io: 'input' }) };
}
