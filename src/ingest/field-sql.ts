/** SQL that reads each type of field from text, and that says what is wrong where it cannot. */
import { currencyCodes } from '../base/index.js';
import { amountSql, minorSql } from './amount-sql.js';
import { type FieldSql, isAmong, literal } from './sql.js';
import { timeSql } from './time-sql.js';

/** What a field's reading depends on besides its type. */
export interface ReadingOptions {
  readonly decimal: 'point' | 'comma';
  readonly round: 'refuse' | 'half_even';
  readonly exponent: 'refuse' | 'read';
  readonly zone: string;
  readonly format: string | null;
}

export type Kind =
  | { readonly type: 'text' | 'boolean' | 'integer' | 'day' | 'time' | 'rate' }
  | { readonly type: 'currency' | 'country' | 'minor' }
  /** Nothing but values that the mapping itself names, each of them right. */
  | { readonly type: 'known' }
  | { readonly type: 'amount' /** SQL of its currency. */; readonly currency: string }
  | { readonly type: 'one_of'; readonly values: readonly string[] };

/** The SQL for a column `raw` of this kind. */
export function fieldSql(kind: Kind, raw: string, options: ReadingOptions): FieldSql {
  switch (kind.type) {
    case 'known':
      return { value: raw, reason: null, steps: {} };
    case 'text':
      return simple(
        `CASE WHEN strlen(${raw}) <= 10000 OR length(${raw}) <= 10000 THEN ${raw} END`,
        'text_long',
      );
    case 'currency':
      return simple(memberOf(`upper(${raw})`, currencyCodes()), 'currency_unknown');
    case 'country':
      return matching(`upper(${raw})`, '[A-Z]{2}', 'country');
    case 'one_of':
      return simple(memberOf(`lower(${raw})`, kind.values), 'not_allowed');
    case 'boolean':
      return simple(booleanSql(raw), 'boolean');
    case 'integer':
      return simple(castIf(raw, '[+-]?[0-9]+', 'INTEGER'), 'integer');
    case 'rate':
      return rateSql(raw);
    case 'day':
      return daySql(raw, options.format);
    case 'time':
      return timeSql(raw, options.zone, options.format);
    case 'minor':
      return minorSql(raw);
    case 'amount':
      return amountSql(raw, kind.currency, options);
  }
}

function simple(value: string, code: string): FieldSql {
  return { value, reason: literal(code), steps: {} };
}

function matching(text: string, pattern: string, code: string): FieldSql {
  const value = `CASE WHEN regexp_full_match(${text}, ${literal(pattern)}) THEN ${text} END`;
  return simple(value, code);
}

function castIf(raw: string, pattern: string, type: string): string {
  const cast = `TRY_CAST(${raw} AS ${type})`;
  return `CASE WHEN regexp_full_match(${raw}, ${literal(pattern)}) THEN ${cast} END`;
}

function memberOf(text: string, values: readonly string[]): string {
  return `CASE WHEN ${isAmong(text, values)} THEN ${text} END`;
}

function booleanSql(raw: string): string {
  const text = `lower(${raw})`;
  return `CASE WHEN ${isAmong(text, ['true', 't', '1', 'yes', 'y', 'si', 'sí', 's'])} THEN true
    WHEN ${isAmong(text, ['false', 'f', '0', 'no', 'n'])} THEN false END`;
}

/** Above this a value in another currency could outgrow 128 bits while it is computed. */
const RATE_MAX = 10 ** 11;

function rateSql(raw: string): FieldSql {
  const cast = castIf(raw, '[0-9]{1,16}(\\.[0-9]{1,12})?', 'DECIMAL(28,12)');
  const step = `${raw}_rate`;
  return {
    steps: { [step]: cast },
    value: `CASE WHEN ${step} > 0 AND ${step} <= ${RATE_MAX} THEN ${step} END`,
    reason: `CASE WHEN ${step} IS NULL THEN 'rate' ELSE 'rate_range' END`,
  };
}

const DAY = '[0-9]{4}-[0-9]{2}-[0-9]{2}';

function daySql(raw: string, format: string | null): FieldSql {
  if (format !== null) {
    const value = `CAST(try_strptime(${raw}, ${literal(format)}) AS DATE)`;
    return { value, reason: literal('day_format'), steps: {} };
  }
  return {
    value: castIf(raw, DAY, 'DATE'),
    reason: `CASE WHEN regexp_full_match(${raw}, '${DAY}')
      THEN 'no_such_day' ELSE 'day_format' END`,
    steps: {},
  };
}
