import { z } from 'zod';
import type { Bilingual } from '../base/index.js';

/** The types of DuckDB that columns use. Amounts are minor units, shares are parts per million. */
export type SqlType =
  | 'VARCHAR'
  | 'BIGINT'
  | 'INTEGER'
  | 'BOOLEAN'
  | 'TIMESTAMP_MS'
  | 'DATE'
  | 'DECIMAL(28,12)';

/** One property of a noun: its type in code, its column, and what it means in both languages. */
export interface Field<T extends z.ZodType = z.ZodType> {
  readonly zod: T;
  readonly sql: SqlType;
  readonly doc: Bilingual;
  readonly required: boolean;
}

/** A noun of the model: table name, fields in column order, key, meaning. */
export interface Noun<F extends Readonly<Record<string, Field>> = Readonly<Record<string, Field>>> {
  readonly name: string;
  readonly doc: Bilingual;
  readonly key: readonly string[];
  readonly fields: F;
  readonly schema: z.ZodType;
}

function field<T extends z.ZodType>(zod: T, sql: SqlType, en: string, es: string): Field<T> {
  return { zod, sql, doc: { en, es }, required: true };
}

/** The same field where a file may leave it out: null is *unknown*, never zero or empty. */
export function optional<T extends z.ZodType>(f: Field<T>): Field<z.ZodNullable<T>> {
  return { ...f, zod: f.zod.nullable(), required: false };
}

export const text = (en: string, es: string) =>
  field(z.string().min(1).max(10_000), 'VARCHAR', en, es);
export const flag = (en: string, es: string) => field(z.boolean(), 'BOOLEAN', en, es);
export const whole = (en: string, es: string) => field(z.int(), 'INTEGER', en, es);
export const minorUnits = (en: string, es: string) => field(z.bigint(), 'BIGINT', en, es);
export const orderKey = (en: string, es: string) => field(z.bigint(), 'BIGINT', en, es);
export const moment = (en: string, es: string) => field(z.iso.datetime(), 'TIMESTAMP_MS', en, es);
export const day = (en: string, es: string) => field(z.iso.date(), 'DATE', en, es);
export const rate = (en: string, es: string) =>
  field(z.string().regex(/^\d{1,16}(\.\d{1,12})?$/), 'DECIMAL(28,12)', en, es);
export const country = (en: string, es: string) =>
  field(z.string().regex(/^[A-Z]{2}$/), 'VARCHAR', `${en} (ISO 3166-1)`, `${es} (ISO 3166-1)`);
export const currency = (en: string, es: string) =>
  field(z.string().regex(/^[A-Z]{3,4}$/), 'VARCHAR', `${en} (ISO 4217)`, `${es} (ISO 4217)`);
export const oneOf = <const V extends readonly [string, ...string[]]>(
  values: V,
  en: string,
  es: string,
) => field(z.enum(values), 'VARCHAR', en, es);

/** Puts a noun together. `key` names the fields that tell two of them apart. */
export function noun<const F extends Readonly<Record<string, Field>>>(
  name: string,
  doc: Bilingual,
  key: readonly (keyof F & string)[],
  fields: F,
): Noun<F> & { readonly schema: z.ZodType<RecordOf<F>> } {
  const shape = Object.fromEntries(Object.entries(fields).map(([id, f]) => [id, f.zod]));
  const schema = z.strictObject(shape) as unknown as z.ZodType<RecordOf<F>>;
  return { name, doc, key, fields, schema };
}

/** The TypeScript type of a noun's record. */
export type RecordOf<F extends Readonly<Record<string, Field>>> = {
  readonly [K in keyof F]: z.infer<F[K]['zod']>;
};
