import type { Filter } from '../ast.js';
import { FIELDS } from '../fields.js';
import {
  boundFraction,
  dayRange,
  type EmitContext,
  type ListValue,
  localTime,
  text,
  times,
} from './sql.js';

/** A filter as a condition over the aliases of `entry.ts`; null where undetermined. */
export function emitFilter(context: EmitContext, filter: Filter): string {
  switch (filter.op) {
    case 'all':
      return conjunction(context, filter.of);
    case 'any':
      return group(context, filter.of, 'OR', 'false');
    case 'none':
      return `(NOT ${group(context, filter.of, 'OR', 'false')})`;
    case 'hours':
      return hours(filter.from, filter.to, filter.zone);
    case 'weekdays':
      return `(isodow(${localTime('p.t', filter.zone)}) IN (${filter.days.join(', ')}))`;
    default:
      return onField(context, filter, sqlOf(filter.field));
  }
}

/**
 * Local hours and words cost a hundred times as much as an equality: they are computed only where
 * the cheap tests have not refuted the entry already.
 */
function conjunction(context: EmitContext, filters: readonly Filter[]): string {
  const cheap = filters.filter((filter) => !isCostly(filter));
  const costly = filters.filter(isCostly);
  if (cheap.length === 0 || costly.length === 0) return group(context, filters, 'AND', 'true');
  const first = group(context, cheap, 'AND', 'true');
  const then = group(context, costly, 'AND', 'true');
  return `(CASE WHEN ${first} IS NOT FALSE THEN ${first} AND ${then} ELSE false END)`;
}

function isCostly(filter: Filter): boolean {
  if (filter.op === 'all' || filter.op === 'any' || filter.op === 'none') {
    return filter.of.some(isCostly);
  }
  return filter.op === 'hours' || filter.op === 'weekdays' || filter.op === 'words';
}

type FieldFilter = Extract<Filter, { field: string }>;

function onField(context: EmitContext, filter: FieldFilter, field: string): string {
  switch (filter.op) {
    case 'in':
    case 'not_in':
      return equality(filter, field);
    case 'compare': {
      const { numerator, denominator } = boundFraction(context.laws, filter.bound, 'p.t');
      const operator = filter.operator === '==' ? '=' : filter.operator;
      return `(${times(wide(field), denominator)} ${operator} ${numerator})`;
    }
    case 'near': {
      const { numerator, denominator } = boundFraction(context.laws, filter.of, 'p.t');
      const { numerator: part, denominator: whole } = filter.within;
      const low = `${wide(field)} * ${denominator} * ${whole} >= ${numerator} * ${whole - part}`;
      return `(${low} AND ${times(wide(field), denominator)} < ${numerator})`;
    }
    case 'multiple_of':
      return `(${field} <> 0 AND ${field} % ${filter.of} = 0)`;
    case 'list':
      return listed(context.lists[filter.list] ?? [], filter, field);
    case 'words':
      return words(context.lists[filter.list] ?? [], field);
    case 'known':
      return `(${field} IS ${filter.known ? 'NOT ' : ''}NULL)`;
    default:
      return `(${field} ${filter.op === 'same' ? '=' : '<>'} ${sqlOf(filter.other)})`;
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

function sqlOf(field: string): string {
  return `(${FIELDS[field]?.sql ?? 'NULL'})`;
}

function wide(field: string): string {
  return `${field}::HUGEINT`;
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

function listed(values: readonly ListValue[], filter: FieldFilter, field: string): string {
  const many = FIELDS[filter.field]?.kind === 'many';
  return onItsDays(values, field, (group) => {
    const literals = group.map(text).join(', ');
    return many ? `list_has_any(${field}, [${literals}])` : `${field} IN (${literals})`;
  });
}

/** Values of the same days are tested together; an empty list holds for nothing. */
function onItsDays(
  values: readonly ListValue[],
  field: string,
  member: (group: readonly string[]) => string,
): string {
  const byDays = new Map<string, string[]>();
  for (const { value, from, until } of values) {
    const days = dayRange(from, until, 'p.t');
    byDays.set(days, [...(byDays.get(days) ?? []), value]);
  }
  const tests = [...byDays].map(([days, group]) =>
    days ? `(${member(group)} AND ${days})` : member(group),
  );
  return `(CASE WHEN ${field} IS NULL THEN NULL ELSE ${tests.join(' OR ') || 'false'} END)`;
}

/** Whole words without case, accents and punctuation: both sides are brought to ` word word `. */
function words(values: readonly ListValue[], field: string): string {
  const plain = `regexp_replace(lower(strip_accents(${field})), '[^\\pL\\pN]+', ' ', 'g')`;
  const phrases = values
    .map((item) => ({ ...item, value: normalizeWords(item.value) }))
    .filter((item) => item.value !== '');
  return onItsDays(
    phrases,
    field,
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
  const hour = `hour(${localTime('p.t', zone)})`;
  return from < to
    ? `(${hour} >= ${from} AND ${hour} < ${to})`
    : `(${hour} >= ${from} OR ${hour} < ${to})`;
}
