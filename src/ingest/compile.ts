/** Compiles a reading into one SELECT: typed fields, and for each bad row the first reason. */
import { Fault, isCurrency } from '../base/index.js';
import type { Field, Noun } from '../model/index.js';
import type { Reading } from './choose.js';
import { fieldSql, type Kind, type ReadingOptions } from './field-sql.js';
import { findHeader, LINE_HEADER } from './headers.js';
import { type Column, decimalName, fieldsOf, isMinor } from './mapping.js';
import type { Source } from './source.js';
import { literal } from './sql.js';
import { nearestName } from './suggest.js';
import { isLocalSql, precisionSql } from './time-sql.js';

/** One field as it will be read. */
interface Part {
  /** The field of the noun. */
  readonly field: string;
  /** As the mapping calls it: `amount` for `amount_minor`. */
  readonly named: string;
  readonly raw: string;
  readonly kind: Kind;
  readonly required: boolean;
  readonly format: string | null;
}

/** The SELECT, and the header (or field) that each part reads, for the file of rejects. */
export interface Compiled {
  readonly select: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The noun's fields among the columns; those that the file does not give are left out. */
  readonly fields: readonly string[];
  readonly has_line: boolean;
  /** Whether `is_local_time` tells which moments gave no offset. */
  readonly tells_time: boolean;
}

/**
 * Columns of the result: `fields`, `reject_field`, `reject_code`, `reject_value` (null in good
 * rows), of payments `is_local_time`, and `line` where the source numbers its rows. A column that
 * the file does not have, or a required field that is not mapped, is a fault.
 */
export function compile(
  file: string,
  reading: Reading,
  source: Pick<Source, 'relation' | 'line' | 'is_trimmed'>,
  reporting_currency: string,
): Compiled {
  const { noun, mapping } = reading;
  const raws: string[] = [];
  const parts: Part[] = [];
  const headers: Record<string, string> = {};
  for (const field of fieldsOf(noun)) {
    const named = nameInMapping(field, mapping.columns);
    const column = named === null ? undefined : mapping.columns[named];
    if (named === null || column === undefined) continue;
    const raw = `r_${field}`;
    const kind = kindOf(reading, field, named, reporting_currency);
    const cell = (header: string) => cellSql(file, reading, named, header, source.is_trimmed);
    raws.push(`${rawSql(column, namesOf(reading, field), cell)} AS ${raw}`);
    const required = noun.fields[field]?.required ?? false;
    parts.push({ field, named, raw, kind, required, format: column.format ?? null });
    headers[named] = column.from ?? named;
  }
  refuseGaps(file, reading, parts);
  const uses_line = Object.values(mapping.columns).some((column) => usesLine(column));
  const line = source.line ?? (uses_line ? 'line' : null);
  const relation =
    uses_line && source.line === null
      ? `(SELECT row_number() OVER () + 1 AS line, * FROM ${source.relation})`
      : source.relation;
  const inner = `SELECT ${[...(line ? [`${line} AS line`] : []), ...raws].join(', ')}
    FROM ${relation}`;
  const fields = [...new Set([...parts.map((part) => part.field), ...derived(noun)])];
  const select = assemble(noun, reading, parts, inner, line !== null);
  const tells_time = tellsTime(noun, parts);
  return { select, headers, fields, has_line: line !== null, tells_time };
}

const tellsTime = (noun: Noun, parts: readonly Part[]) =>
  noun.name === 'payment' && parts.some(({ field }) => field === 'time');

/** The precision of a payment's time shows in the text of the time. */
const derived = (noun: Noun) => (noun.name === 'payment' ? ['precision'] : []);

/** Nested SELECTs, each adding columns: DuckDB computes every one of them once. */
function assemble(
  noun: Noun,
  reading: Reading,
  parts: readonly Part[],
  inner: string,
  has_line: boolean,
): string {
  const { mapping } = reading;
  const ordered = [...parts].sort((a, b) => order(a) - order(b));
  const read = ordered.map((part) => {
    const options: ReadingOptions = {
      decimal: mapping.decimal ?? 'point',
      round: mapping.round ?? 'refuse',
      exponent: mapping.exponent ?? 'refuse',
      zone: mapping.zone ?? 'UTC',
      format: part.format ?? (part.kind.type === 'time' ? (mapping.format ?? null) : null),
    };
    return { part, options, sql: fieldSql(part.kind, part.raw, options) };
  });
  const first = read.filter(({ part }) => part.kind.type === 'currency');
  const later = read.filter(({ part }) => part.kind.type !== 'currency');
  let select = inner;
  for (const group of [first, later]) {
    const steps = group.flatMap(({ sql }) => Object.entries(sql.steps));
    // Steps of one field build on each other, so that each has a level of its own.
    for (const level of levels(steps.map(([name, sql]) => ({ name, sql })))) {
      select = `SELECT *, ${level.map((s) => `${s.sql} AS ${s.name}`).join(', ')} FROM (${select})`;
    }
    const values = group.map(({ part, sql }) => `${sql.value} AS v_${part.field}`);
    if (values.length > 0) select = `SELECT *, ${values.join(', ')} FROM (${select})`;
  }
  const checks = read.flatMap(({ part, sql }) => [
    ...(part.required ? [{ when: `${part.raw} IS NULL`, part, code: literal('missing') }] : []),
    ...(sql.reason === null
      ? []
      : [{ when: `v_${part.field} IS NULL AND ${part.raw} IS NOT NULL`, part, code: sql.reason }]),
  ]);
  checks.push(...pairChecks(noun, parts));
  const cases = checks.map(({ when }, i) => `WHEN ${when} THEN ${i}`).join(' ');
  select = `SELECT *, CASE ${cases} END AS bad FROM (${select})`;
  const pick = (value: (c: (typeof checks)[number]) => string) =>
    `CASE WHEN bad IS NOT NULL THEN
      CASE bad ${checks.map((c, i) => `WHEN ${i} THEN ${value(c)}`).join(' ')} END END`;
  const time = read.find(({ part }) => part.field === 'time');
  const fields = parts.map(({ field }) => `${onlyIfOther(field, parts)} AS ${field}`);
  if (noun.name === 'payment' && time && !parts.some(({ field }) => field === 'precision'))
    fields.push(`${precisionSql(time.part.raw, time.options.format)} AS precision`);
  if (tellsTime(noun, parts) && time)
    fields.push(`${isLocalSql(time.part.raw, time.options.format)} AS is_local_time`);
  return `SELECT ${fields.join(', ')}, ${has_line ? 'line, ' : ''}
    CAST(${pick((c) => literal(c.part.named))} AS VARCHAR) AS reject_field,
    CAST(${pick((c) => c.code)} AS VARCHAR) AS reject_code,
    CAST(${pick((c) => c.part.raw)} AS VARCHAR) AS reject_value FROM (${select})`;
}

/** Currencies are judged first: without one, the digits of an amount mean nothing. */
function order(part: Part): number {
  return part.kind.type === 'currency' ? 0 : 1;
}

/** Steps that name another step come a level after it. */
function levels(steps: readonly { name: string; sql: string }[]) {
  const result: { name: string; sql: string }[][] = [];
  const depth = new Map<string, number>();
  for (const step of steps) {
    const needs = [...depth].filter(([name]) => step.sql.includes(name)).map(([, d]) => d + 1);
    const at = Math.max(0, ...needs);
    depth.set(step.name, at);
    result[at] = [...(result[at] ?? []), step];
  }
  return result;
}

/** What was received is kept only where it differs from what was paid. */
function onlyIfOther(field: string, parts: readonly Part[]): string {
  const has = (name: string) => parts.some((part) => part.field === name);
  if (!field.startsWith('received_') || !has('received_minor') || !has('received_currency'))
    return `v_${field}`;
  return `CASE WHEN v_received_minor = v_amount_minor AND v_received_currency = v_currency
    THEN NULL ELSE v_${field} END`;
}

function pairChecks(noun: Noun, parts: readonly Part[]) {
  const [minor, currency] = ['received_minor', 'received_currency'].map((field) =>
    parts.find((part) => part.field === field),
  );
  const code = literal('received_incomplete');
  if (noun.name !== 'payment' || (!minor && !currency)) return [];
  const part = minor ?? currency;
  if (!part) return [];
  const nulls = [minor, currency].map((p) => (p ? `${p.raw} IS NULL` : 'true'));
  return [{ when: `(${nulls[0]}) <> (${nulls[1]})`, part, code }];
}

function nameInMapping(field: string, columns: Readonly<Record<string, Column>>): string | null {
  const names = isMinor(field) ? [decimalName(field), field] : [field];
  return names.find((name) => columns[name] !== undefined) ?? null;
}

function kindOf(reading: Reading, field: string, named: string, reporting: string): Kind {
  const { noun, mapping } = reading;
  const spec = noun.fields[field] as Field;
  if (isMinor(field)) {
    if (named === field) return { type: 'minor' };
    const own = CURRENCY_OF[field];
    if (own === undefined) return { type: 'amount', currency: literal(reporting) };
    const [only, second] = valuesOf(mapping.columns[own], namesOf(reading, own)) ?? [];
    const is_known = only !== undefined && second === undefined && isCurrency(only);
    return { type: 'amount', currency: is_known ? literal(only) : `v_${own}` };
  }
  const known = valuesOf(mapping.columns[named], namesOf(reading, field));
  const unless = (isRight: (value: string) => boolean, kind: Kind): Kind =>
    known?.every(isRight) ? { type: 'known' } : kind;
  if (isCurrencyField(field)) return unless(isCurrency, { type: 'currency' });
  if (/(^|_)country$/.test(field)) return { type: 'country' };
  const values = enumValues(spec);
  if (values) return unless((value) => values.includes(value), { type: 'one_of', values });
  const types = {
    VARCHAR: 'text',
    BOOLEAN: 'boolean',
    INTEGER: 'integer',
    BIGINT: 'integer',
    TIMESTAMP_MS: 'time',
    DATE: 'day',
    'DECIMAL(28,12)': 'rate',
  } as const;
  return { type: types[spec.sql] };
}

/** The field that says in which currency an amount is. */
const CURRENCY_OF: Readonly<Record<string, string>> = {
  amount_minor: 'currency',
  received_minor: 'received_currency',
};

const isCurrencyField = (field: string) => /(^|_)currency$/.test(field);

/** What the mapping says of a field's values besides its column's own `map`. */
function namesOf({ mapping }: Reading, field: string): Readonly<Record<string, string>> {
  return isCurrencyField(field) ? (mapping.currency_names ?? {}) : {};
}

type Names = Readonly<Record<string, string>>;

/** All that a column can hold, where its mapping names it; null: whatever the file has. */
function valuesOf(column: Column | undefined, names: Names): readonly string[] | null {
  if (!column) return null;
  const map = { ...names, ...column.map };
  if (column.otherwise !== undefined) return [...Object.values(map), column.otherwise];
  const is_constant = column.const !== undefined && Object.keys(map).length === 0;
  return is_constant ? [column.const ?? ''] : null;
}

/** The values of an enumeration, also where it may be null. */
function enumValues(field: Field): readonly string[] | null {
  const type = field.zod as { options?: readonly string[]; unwrap?: () => { options?: string[] } };
  return type.options ?? type.unwrap?.().options ?? null;
}

const usesLine = (column: Column) =>
  column.from === LINE_HEADER || (column.template ?? '').includes(`{${LINE_HEADER}}`);

/** Text of a column, trimmed, null where empty, with the values of `map` replaced. */
function rawSql(column: Column, names: Names, cell: (header: string) => string): string {
  const text = textSql(column, cell);
  const map = { ...names, ...column.map };
  const cases = Object.entries(map).map(
    ([from, to]) => `WHEN ${literal(from.toLowerCase())} THEN ${literal(to)}`,
  );
  if (cases.length === 0 && column.otherwise === undefined) return text;
  const otherwise = column.otherwise === undefined ? text : literal(column.otherwise);
  const mapped =
    cases.length === 0 ? otherwise : `CASE lower(${text}) ${cases.join(' ')} ELSE ${otherwise} END`;
  return `CASE WHEN ${text} IS NOT NULL THEN nullif(${mapped}, '') END`;
}

function textSql(column: Column, cell: (header: string) => string): string {
  if (column.const !== undefined) return literal(column.const);
  if (column.from !== undefined) return cell(column.from);
  const pieces = (column.template ?? '').split(/\{([^{}]+)\}/);
  const texts = pieces.flatMap((piece, i) => {
    if (i % 2 === 1) return [cell(piece)];
    return piece === '' ? [] : [literal(piece)];
  });
  return `(${texts.join(' || ')})`;
}

function cellSql(
  file: string,
  reading: Reading,
  named: string,
  header: string,
  is_trimmed: boolean,
): string {
  const at = findHeader(reading.headers, header);
  if (at === -1) return `CAST(line AS VARCHAR)`;
  if (at !== undefined) return is_trimmed ? `c${at}` : `nullif(trim(c${at}), '')`;
  const found = [...reading.headers.keys()];
  const suggestion = nearestName(header, found) ?? found.join(', ');
  const place = reading.placeOf(named) ?? { file, line: 1 };
  const params = { header, file, found: found.join(', '), suggestion };
  throw new Fault('ingest.column_missing', params, place);
}

function refuseGaps(file: string, reading: Reading, parts: readonly Part[]): void {
  const given = new Set(parts.map((part) => part.field));
  const needed = fieldsOf(reading.noun).filter(
    (field) => reading.noun.fields[field]?.required && field !== 'precision' && !given.has(field),
  );
  if (needed.length === 0) return;
  const fields = needed.map((field) => (isMinor(field) ? decimalName(field) : field)).join(', ');
  throw new Fault('ingest.field_unmapped', { fields, noun: reading.noun.name }, { file, line: 1 });
}
