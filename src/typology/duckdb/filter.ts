import type { Bound, Filter, Operator } from '../ast.js';
import { FIELDS } from '../fields.js';
import { type FacetName, type Facets, fieldSql } from './facet.js';
import { dayRange, type EmitContext, type ListValue, localTime, text } from './sql.js';

/**
 * A filter as a condition over an entry's side `p` and the answers of its facets; null where
 * undetermined. What it says of one facet becomes one answer of that facet.
 */
export function placeFilter(context: EmitContext, facets: Facets, filter: Filter): string {
  const whole = emitFilter(context, filter);
  if (facets.of(whole)) return facets.place(whole);
  if (filter.op === 'none') {
    return `(NOT ${placeFilter(context, facets, { op: 'any', of: filter.of })})`;
  }
  if (filter.op === 'list' || filter.op === 'words') {
    return listed(context, filter, (sql) => facets.place(sql));
  }
  if (filter.op !== 'all' && filter.op !== 'any') return facets.place(whole);
  const parts = new Map<FacetName | Filter, Filter[]>();
  for (const part of filter.of) {
    const key = facets.of(emitFilter(context, part)) ?? part;
    parts.set(key, [...(parts.get(key) ?? []), part]);
  }
  const { op } = filter;
  const placed = [...parts.values()].map((of) => {
    const [only] = of;
    return placeFilter(context, facets, of.length === 1 && only ? only : { op, of });
  });
  return placed.length === 0
    ? String(op === 'all')
    : `(${placed.join(op === 'all' ? ' AND ' : ' OR ')})`;
}

/** A filter as a condition over the aliases of `fields.ts`; null where undetermined. */
function emitFilter(context: EmitContext, filter: Filter): string {
  switch (filter.op) {
    case 'all':
      return group(context, filter.of, 'AND', 'true');
    case 'any':
      return group(context, filter.of, 'OR', 'false');
    case 'none':
      return `(NOT ${group(context, filter.of, 'OR', 'false')})`;
    case 'hours':
      return hours(filter.from, filter.to, filter.zone);
    case 'weekdays':
      return `(isodow(${localTime('p.slot', filter.zone)}) IN (${filter.days.join(', ')}))`;
    default:
      return onField(context, filter, sqlOf(context, filter.field));
  }
}

type FieldFilter = Extract<Filter, { field: string }>;

function onField(context: EmitContext, filter: FieldFilter, field: string): string {
  switch (filter.op) {
    case 'in':
    case 'not_in':
      return equality(filter, field);
    case 'compare':
      return bounded(context, filter.bound, ({ numerator, denominator }) =>
        compared(field, filter.operator, numerator, denominator),
      );
    case 'near': {
      const { numerator: part, denominator: whole } = filter.within;
      return bounded(context, filter.of, ({ numerator, denominator }) => {
        const low = compared(field, '>=', numerator * (whole - part), denominator * whole);
        return `(${low} AND ${compared(field, '<', numerator, denominator)})`;
      });
    }
    case 'multiple_of':
      return `(${field} <> 0 AND ${field} % ${filter.of} = 0)`;
    case 'list':
    case 'words':
      return listed(context, filter, (sql) => sql);
    case 'known':
      return `(${field} IS ${filter.known ? 'NOT ' : ''}NULL)`;
    default:
      return `(${field} ${filter.op === 'same' ? '=' : '<>'} ${sqlOf(context, filter.other)})`;
  }
}

function group(
  context: EmitContext,
  filters: readonly Filter[],
  word: string,
  empty: string,
): string {
  if (filters.length === 0) return empty;
  return `(${filters.map((filter) => emitFilter(context, filter)).join(` ${word} `)})`;
}

interface Exact {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** A test against a bound; of a law, against the amount in force on the payment's day. */
function bounded(context: EmitContext, bound: Bound, test: (value: Exact) => string): string {
  if (!('law' in bound)) return test(bound);
  const cases = (context.laws[bound.law] ?? []).map(({ from, until, minor }) => {
    const days = dayRange(from, until, 'p.t') || 'true';
    return `WHEN ${days} THEN ${test({ numerator: minor, denominator: 1n })}`;
  });
  return cases.length === 0 ? 'NULL::BOOLEAN' : `(CASE ${cases.join(' ')} END)`;
}

/** Whole numbers against a fraction, which is rounded to the whole number that decides alike. */
function compared(field: string, operator: Operator, over: bigint, under: bigint): string {
  const sign = operator === '==' ? '=' : operator;
  if (over % under === 0n) return `(${field} ${sign} ${over / under})`;
  if (sign === '=' || sign === '!=') return `(${field}::HUGEINT * ${under} ${sign} ${over})`;
  const below = over < 0n ? over / under - 1n : over / under;
  return `(${field} ${sign} ${sign === '>=' || sign === '<' ? below + 1n : below})`;
}

function sqlOf(context: EmitContext, field: string): string {
  return `(${fieldSql(context, field)})`;
}

function equality(filter: Extract<Filter, { op: 'in' | 'not_in' }>, field: string): string {
  const values = filter.values.map((value) =>
    typeof value === 'string' ? text(value) : String(value),
  );
  const not = filter.op === 'in' ? '' : 'NOT ';
  if (FIELDS[filter.field]?.kind === 'many') {
    return `(${not}list_has_any(${field}, [${values.join(', ')}]))`;
  }
  return `(${field} ${not}IN (${values.join(', ')}))`;
}

type ListFilter = Extract<Filter, { op: 'list' | 'words' }>;

/** Whether a value is on a list on the payment's day; `judge` places what is asked of values. */
function listed(context: EmitContext, filter: ListFilter, judge: (sql: string) => string): string {
  const values = context.lists[filter.list] ?? [];
  const field = sqlOf(context, filter.field);
  if (filter.op === 'words') return words(values, field, judge);
  const many = FIELDS[filter.field]?.kind === 'many';
  return onItsDays(values, field, judge, (group) => {
    const literals = group.map(text).join(', ');
    return many ? `list_has_any(${field}, [${literals}])` : `${field} IN (${literals})`;
  });
}

/** Values of the same days are tested together; an empty list holds for nothing. */
function onItsDays(
  values: readonly ListValue[],
  field: string,
  judge: (sql: string) => string,
  member: (group: readonly string[]) => string,
): string {
  const byDays = new Map<string, string[]>();
  for (const { value, from, until } of values) {
    const days = dayRange(from, until, 'p.t');
    byDays.set(days, [...(byDays.get(days) ?? []), value]);
  }
  const tests = [...byDays].map(([days, group]) => {
    const isMember = judge(`(${member(group)})`);
    return days ? `(${isMember} AND ${days})` : isMember;
  });
  const isUnknown = judge(`(${field} IS NULL)`);
  return `(CASE WHEN ${isUnknown} THEN NULL ELSE ${tests.join(' OR ') || 'false'} END)`;
}

/** Whole words without case, accents and punctuation: both sides are brought to ` word word `. */
function words(
  values: readonly ListValue[],
  field: string,
  judge: (sql: string) => string,
): string {
  const plain = `regexp_replace(lower(strip_accents(${field})), '[^\\pL\\pN]+', ' ', 'g')`;
  const phrases = values
    .map((item) => ({ ...item, value: normalizeWords(item.value) }))
    .filter((item) => item.value !== '');
  return onItsDays(
    phrases,
    field,
    judge,
    (group) => `regexp_matches(' ' || ${plain} || ' ', ${text(` (${group.join('|')}) `)})`,
  );
}

/** A text as words compare: lower case, no accents, runs of anything else as one space. */
function normalizeWords(value: string): string {
  const plain = value
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
  return plain.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

function hours(from: number, to: number, zone: string): string {
  const hour = `hour(${localTime('p.slot', zone)})`;
  return from < to
    ? `(${hour} >= ${from} AND ${hour} < ${to})`
    : `(${hour} >= ${from} OR ${hour} < ${to})`;
}
