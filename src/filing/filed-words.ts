import { z } from 'zod';

/** What the parts of a filing are made of: texts, days, amounts, and details. */

/** By the form's own names: a text, elements inside, or several of either; `@` marks attributes. */
export type Detail = string | Details | readonly (string | Details)[];
export interface Details {
  readonly [name: string]: Detail;
}
const detail: z.ZodType<Detail> = z.lazy(() =>
  z.union([z.string(), details, z.array(z.union([z.string(), details]))]),
);
export const details: z.ZodType<Details> = z.lazy(() => z.record(z.string(), detail));

export const text = z.string().min(1);
/** `2026-04-30`; of births also `1980-04` and `1980`. */
export const day = z.iso.date();
export const partialDay = z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/);
/** Exact, as text: `9500` or `9500.25`. */
export const amount = z.string().regex(/^\d{1,17}(\.\d{1,4})?$/);
export const country = z.string().regex(/^[A-Z]{2}$/);
/** True or left out: forms mark what is so, never what is not. */
export const mark = z.literal(true);

/** Makes each property one that may be left out, and admits what only the form knows. */
export function part<S extends z.ZodRawShape>(shape: S) {
  return z.strictObject({ ...shape, details: details }).partial();
}
