import type { Bound, Literal, Typology } from '../ast.js';

/** Name of the attached store, read only. */
export const BANK = 'bank';

/** Payments of one instant get ranks below this; order_key = milliseconds × TICK + rank. */
export const TICK = 2_097_152n;

/** What the emitter knows of the store and the catalogue it emits for. */
export interface EmitContext {
  readonly laws: Laws;
  readonly lists: Lists;
  /** Whether institutions are marked as ours; if none is, every account is. */
  readonly marks_ours: boolean;
  /** Time of the last payment, milliseconds: later deadlines are not asked. */
  readonly horizon_ms: bigint;
  readonly buckets: number;
  /** Where there are several buckets and subjects have numbers: how many of them a bucket spans. */
  readonly bucket_widths: Readonly<Partial<Record<Typology['subject'], number>>>;
  /** Whether local hours may be read off quarters of an hour: no payment is older than that. */
  readonly has_slots: boolean;
}

export interface DatedAmount {
  /** First and last day, ISO; null: open. */
  readonly from: string | null;
  readonly until: string | null;
  readonly minor: bigint;
}
export type Laws = Readonly<Record<string, readonly DatedAmount[]>>;

export interface ListValue {
  readonly value: string;
  readonly from: string | null;
  readonly until: string | null;
}
export type Lists = Readonly<Record<string, readonly ListValue[]>>;

/** A value as two SQL expressions of HUGEINT; either null: unknown. */
export interface Fraction {
  readonly numerator: string;
  readonly denominator: string;
}

/** A text literal. Every text that reaches SQL goes through here or is an identifier of ours. */
export function text(value: string): string {
  return `'${value.replaceAll("'", "''").replaceAll('\0', '')}'`;
}

/** An integer literal that DuckDB takes as HUGEINT. */
function integer(value: bigint): string {
  return `${value}::HUGEINT`;
}

/** The column that holds a field of the entry. */
export function fieldColumn(field: string): string {
  return `x_${field.replaceAll('.', '_')}`;
}

export function literalFraction(literal: Literal): Fraction {
  return { numerator: integer(literal.numerator), denominator: `${literal.denominator}` };
}

/** A law's amount on the UTC day of the payment whose time is the column `t0`. */
export function lawSql(laws: Laws, law: string, t0: string): string {
  const cases = (laws[law] ?? []).map((amount) => {
    const within = dayRange(amount.from, amount.until, t0);
    return `WHEN ${within || 'true'} THEN ${integer(amount.minor)}`;
  });
  return `(CASE ${cases.join(' ')} END)`;
}

/** Whether the time lies in the days from … until, both included; empty where both are open. */
export function dayRange(from: string | null, until: string | null, t0: string): string {
  const parts: string[] = [];
  if (from) parts.push(`${t0} >= ${Date.parse(`${from}T00:00:00Z`)}`);
  if (until) parts.push(`${t0} < ${Date.parse(`${until}T00:00:00Z`) + 86_400_000}`);
  return parts.join(' AND ');
}

export function boundFraction(laws: Laws, bound: Bound, t0: string): Fraction {
  if ('law' in bound) return { numerator: lawSql(laws, bound.law, t0), denominator: '1' };
  return literalFraction(bound);
}

/** `a · b` without multiplying by one, which DuckDB would not leave out. */
export function times(a: string, b: string): string {
  if (a === '1') return b;
  return b === '1' ? a : `(${a} * ${b})`;
}

/** Local wall-clock time of a millisecond column in a zone, as a timestamp without zone. */
export function localTime(t: string, zone: string): string {
  return `(make_timestamp_ms(${t}) AT TIME ZONE 'UTC' AT TIME ZONE ${text(zone)})`;
}

/** Milliseconds (UTC) at which the calendar unit that holds the moment began in the zone. */
export function calendarStart(
  t: string,
  unit: 'day' | 'week' | 'month' | 'bank_day',
  zone: string,
): string {
  const local = localTime(t, zone);
  if (unit !== 'bank_day') return zonedMs(`date_trunc(${text(unit)}, ${local})`, zone);
  const shift = `CASE isodow(${local}) WHEN 1 THEN 2 WHEN 7 THEN 1 ELSE 0 END`;
  return zonedMs(`(date_trunc('day', ${local}) - to_days((${shift})::INTEGER))`, zone);
}

function zonedMs(local: string, zone: string): string {
  return `epoch_ms(${local} AT TIME ZONE ${text(zone)})`;
}
