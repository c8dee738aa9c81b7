/** What a mapping file may say: which column of a CSV is which field of a listing. */
import { z } from 'zod';
import { IDENTIFIER_KINDS, PROFILE_KINDS } from '../profile.js';

/** Fields besides identifiers, each of which is named by its kind (`rfc`, `passport`, …). */
const MAPPED_FIELDS = [
  'id',
  'kind',
  'name',
  'given',
  'paternal',
  'maternal',
  'surnames',
  'alias',
  'weak_alias',
  'former_name',
  'birth_date',
  'founded_date',
  'death_date',
  'gender',
  'nationality',
  'birth_place',
  'residence',
  'registration_country',
  'flag',
  'address',
  'street',
  'city',
  'region',
  'postal_code',
  'country',
  'program',
  'listed_on',
  'stage',
  'stage_on',
  'stage_document',
  'linked_to',
  'wallet',
  'wallet_currency',
  'remarks',
] as const;

export const FIELD_NAMES: readonly string[] = [...MAPPED_FIELDS, ...IDENTIFIER_KINDS];

const columnObject = z.strictObject({
  from: z.string().min(1).optional().describe('Header of the column'),
  const: z.string().optional().describe('The same value for every row'),
  split: z.string().min(1).optional().describe('What separates several values in a cell'),
  map: z.record(z.string(), z.string()).optional().describe('What a value of the file means'),
});

const column = z.union([
  z.string().min(1).describe('Header of the column'),
  columnObject.refine((c) => (c.from === undefined) !== (c.const === undefined), {
    message: 'from | const',
  }),
]);

/**
 * A CSV of parties without a format of its own: politically exposed persons, FTO, correspondent
 * accounts, a blocked-persons list. Columns that are not named are kept as properties.
 */
export const listMappingSchema = z.strictObject({
  list: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/)
    .describe('Id of the list: mx_lpb'),
  title: z.strictObject({ en: z.string().min(1), es: z.string().min(1) }),
  issuer: z.string().min(1),
  published_on: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
  confidential: z.enum(['true', 'false']).optional().describe('true: never exported nor shared'),
  kind: z.enum(PROFILE_KINDS).optional().describe('What every row is, where no column says'),
  delimiter: z.string().length(1).optional().describe('Default: the likeliest of , ; | and tab'),
  date_order: z.enum(['day_first', 'month_first']).optional().describe('Default: day_first'),
  columns: z.record(z.string(), column).describe('Field of a listing: column of the file'),
});

export type ListMapping = z.infer<typeof listMappingSchema>;
export type MappedColumn = z.infer<typeof columnObject>;

/** JSON Schema of a mapping file, for editors. */
export function listMappingJsonSchema(): Record<string, unknown> {
  return { title: 'puente list mapping', ...z.toJSONSchema(listMappingSchema) };
}
