/** What a mapping file may say: which column of a file is which field of the model. */
import { z } from 'zod';
import { isCurrency } from '../base/index.js';
import { type Noun, REPORTED_NOUNS } from '../model/index.js';
import { ENCODINGS } from './encoding.js';

const values = z
  .record(z.string(), z.string())
  .describe('What a value of the file means: RAW: value. Compared without case.');

const columnObject = z.strictObject({
  from: z.string().min(1).optional().describe('Header of the column'),
  const: z.string().optional().describe('The same value for every row'),
  template: z.string().min(1).optional().describe('Text with headers in braces: "{bank}:{number}"'),
  map: values.optional(),
  otherwise: z.string().optional().describe('Value for what `map` does not name'),
  format: z.string().optional().describe('Format of this time or day, as strptime has it'),
});

const column = columnObject.refine(
  (c) => [c.from, c.const, c.template].filter((way) => way !== undefined).length === 1,
  { message: 'one_way' },
);

/** One column: where it comes from, and how its values are read. */
export type Column = z.infer<typeof columnObject>;

function shape<C extends z.ZodType>(columnType: C) {
  return z.strictObject({
    noun: z
      .enum(REPORTED_NOUNS.map((noun) => noun.name) as [string, ...string[]])
      .optional()
      .describe('What a row is; `--as` says the same'),
    headers: z
      .string()
      .optional()
      .describe('Only for files with just these headers, separated by spaces (inside: `_`)'),
    columns: z.record(z.string(), columnType).describe('Field of the model: column of the file'),
    decimal: z.enum(['point', 'comma']).optional().describe('Decimal mark; default: point'),
    round: z
      .enum(['refuse', 'half_even'])
      .optional()
      .describe('Amounts with more digits than their currency has; default: refuse'),
    exponent: z
      .enum(['refuse', 'read'])
      .optional()
      .describe('Amounts such as 1e-05, as programs write them; default: refuse'),
    zone: z
      .string()
      .refine(isZone, { message: 'zone' })
      .optional()
      .describe('IANA zone of times without an offset; default: UTC'),
    format: z
      .string()
      .optional()
      .describe('Format of times, as strptime has it; default: ISO 8601'),
    currency_names: z
      .record(z.string(), z.string().refine(isCurrency, { message: 'currency' }))
      .optional()
      .describe('Currencies as the file names them: "US Dollar": USD'),
    encoding: z.enum(ENCODINGS).optional().describe('Default: UTF-8, else Latin-1 where it fits'),
    delimiter: z.string().length(1).optional().describe('Default: what the header shows'),
  });
}

/** A mapping, checked; a column is always an object here. */
export const mappingSchema = shape(column);
export type Mapping = z.infer<typeof mappingSchema>;

/**
 * JSON Schema of a mapping file, for editors: one mapping, or a list of them for files of several
 * shapes. A column may be written as its header alone.
 */
export function mappingJsonSchema(): Record<string, unknown> {
  const one = shape(z.union([z.string().describe('Header of the column'), columnObject]));
  const file = z.union([one, z.strictObject({ mappings: z.array(one).min(1) })]);
  return { title: 'puente ingest mapping', ...z.toJSONSchema(file) };
}

/** Fields that the store adds: an input cannot set them. */
const ADDED = new Set(['order_key', 'value_minor', 'batch_id']);

/** Fields of a noun that an input may give. */
export function fieldsOf(noun: Noun): readonly string[] {
  return Object.keys(noun.fields).filter((name) => noun.name !== 'payment' || !ADDED.has(name));
}

/**
 * Names that a mapping may use for a noun: its fields, and for each amount in minor units
 * (`amount_minor`) the same amount as a decimal (`amount`).
 */
export function mappableNames(noun: Noun): readonly string[] {
  return fieldsOf(noun).flatMap((name) => (isMinor(name) ? [decimalName(name), name] : [name]));
}

export const isMinor = (field: string): boolean => field.endsWith('_minor');
/** `received_minor` as a decimal is `received_amount`; the others lose their ending. */
export function decimalName(field: string): string {
  return field === 'received_minor' ? 'received_amount' : field.replace(/_minor$/, '');
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== null && !/^[+-]/.test(zone);
  } catch {
    return false;
  }
}
