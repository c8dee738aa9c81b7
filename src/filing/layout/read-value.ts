import { z } from 'zod';
import type { YamlDocument, YamlPath } from '../../base/index.js';
import { plain } from './builtin-values.js';
import { VALUE_BASES, type ValueType } from './layout.js';
import { PatternError, parsePattern } from './pattern.js';

const meaning = z.strictObject({ en: z.string().min(1), es: z.string().min(1) });
/** A number, or a moment as `2026-04-30T00:00:00`. */
const bound = z.string().regex(/^([+-]?\d+(\.\d+)?|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)$/);
const digits = z.string().regex(/^\d{1,4}$/);

/**
 * A value as layouts write it. `length` is `1..40`, `..40`, `3..` or `8`; `codes` is a list, or
 * what each code means in both languages (an empty text: the authority does not say).
 */
export const valueShape = z
  .strictObject({
    base: z.enum(VALUE_BASES),
    pattern: z.string(),
    patterns: z.array(z.string()).min(1),
    length: z.string().regex(/^(\d{1,9}|\d{1,9}\.\.|\.\.\d{1,9}|\d{1,9}\.\.\d{1,9})$/),
    codes: z.union([z.array(z.string()), z.record(z.string(), z.union([meaning, z.literal('')]))]),
    least: bound,
    most: bound,
    digits,
    fraction: digits,
  })
  .partial();
type ValueShape = z.infer<typeof valueShape>;

/** Faults: `filing.layout.pattern`. */
export function readValue(said: ValueShape, document: YamlDocument, path: YamlPath): ValueType {
  const patterns = said.patterns ?? (said.pattern === undefined ? [] : [said.pattern]);
  for (const [index, text] of patterns.entries()) {
    const at = said.patterns ? [...path, 'patterns', index] : [...path, 'pattern'];
    try {
      parsePattern(text);
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      const params = { pattern: text, reason: error.reason };
      document.fault('filing.layout.pattern', params, at, 'value', error.at);
    }
  }
  const { length = '..' } = said;
  const [least = '', most = least] = length.split('..');
  return {
    ...plain(said.base ?? 'text'),
    patterns,
    length_min: least === '' ? null : Number(least),
    length_max: most === '' ? null : Number(most),
    codes: said.codes === undefined ? null : codesOf(said.codes),
    least: said.least ?? null,
    most: said.most ?? null,
    digits_max: said.digits === undefined ? null : Number(said.digits),
    fraction_digits_max: said.fraction === undefined ? null : Number(said.fraction),
  };
}

function codesOf(codes: NonNullable<ValueShape['codes']>): ValueType['codes'] {
  if (Array.isArray(codes)) return new Map(codes.map((code) => [code, null]));
  return new Map(
    Object.entries(codes).map(([code, said]) => [code, said === '' ? null : said] as const),
  );
}
