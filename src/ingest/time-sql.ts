/** SQL that reads moments: ISO 8601 or a given format, as milliseconds of UTC. */
import { type FieldSql, literal } from './sql.js';

/** From 1970 to the end of 2100: what falls outside is a mistake of the input. */
const FIRST_MS = 0;
const END_MS = Date.UTC(2101, 0, 1);

const CLOCK = '[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?';
const OFFSET = '(Z|[+-][01][0-9](:?[0-5][0-9])?)';
const ISO = `[0-9]{4}-[0-9]{2}-[0-9]{2}([T ]${CLOCK}( ?${OFFSET})?)?`;

/** A moment; without an offset it is local time of `zone`. Below a millisecond digits are cut. */
export function timeSql(raw: string, zone: string, format: string | null): FieldSql {
  const ms = `${raw}_ms`;
  const spec = format === null ? isoSteps(raw, zone) : formatSteps(raw, zone, format);
  return {
    steps: { ...spec.steps, [ms]: spec.ms },
    value: `CASE WHEN ${ms} >= ${FIRST_MS} AND ${ms} < ${END_MS}
      THEN CAST(make_timestamp_ms(${ms}) AS TIMESTAMP_MS) END`,
    reason: `CASE WHEN ${ms} IS NOT NULL THEN 'time_range'
      WHEN ${spec.is_formed} THEN 'no_such_time' ELSE 'time_format' END`,
  };
}

/** SQL for how finely the text of a moment tells time. */
export function precisionSql(raw: string, format: string | null): string {
  if (format !== null) {
    if (/%[fgn]/.test(format)) return literal('millisecond');
    return literal(/%[HITcXsr]/.test(format) ? 'second' : 'day');
  }
  return `CASE WHEN strlen(${raw}) = 10 THEN 'day'
    WHEN contains(${raw}, '.') THEN 'millisecond' ELSE 'second' END`;
}

/** SQL for whether the text of a moment gives no offset, so that the zone decides. */
export function isLocalSql(raw: string, format: string | null): string {
  if (format !== null) return /%[zZ]/.test(format) ? 'false' : 'true';
  return `NOT suffix(${raw}, 'Z') AND NOT regexp_matches(${raw}, '^.{13}.*[Z+-]')`;
}

function isoSteps(raw: string, zone: string) {
  // DuckDB's cast to TIMESTAMP passes over an offset in silence, so that it is subtracted here.
  const clock = `TRY_CAST(regexp_extract(${raw}, '^.{10}[T ][0-9:.]+') AS TIMESTAMP)`;
  const parts = '([+-][0-9]{2}):?([0-9]{2})?$';
  const group = (n: number) =>
    `coalesce(TRY_CAST(regexp_extract(${raw}, '${parts}', ${n}) AS INTEGER), 0)`;
  const sign = `CASE WHEN regexp_matches(${raw}, '-[0-9:]{2,5}$') THEN -1 ELSE 1 END`;
  const offset = `(${group(1)} * 60 + (${sign}) * ${group(2)}) * 60000`;
  const quick = `${raw}_quick`;
  return {
    steps: quickSteps(raw),
    ms: `CASE WHEN ${quick} IS NOT NULL THEN ${localMs(quick, zone)}
      WHEN ${quick}_utc IS NOT NULL THEN epoch_ms(${quick}_utc)
      WHEN NOT regexp_full_match(${raw}, '${ISO}') THEN NULL
      WHEN length(${raw}) > 10 AND regexp_matches(substr(${raw}, 14), '[Z+-]')
        THEN epoch_ms(${clock}) - ${offset}
      ELSE ${localMs(`TRY_CAST(${raw} AS TIMESTAMP)`, zone)} END`,
    is_formed: `regexp_full_match(${raw}, '${ISO}')`,
  };
}

/**
 * Most moments are a day, or a day and a clock, that read and written out again are what stood in
 * the file: `_quick` where no offset is given, `_quick_utc` with a `Z`. The others take longer.
 */
function quickSteps(raw: string): Readonly<Record<string, string>> {
  const quick = `${raw}_quick`;
  const bare = `${raw}_bare`;
  const read = `${raw}_read`;
  const again = `CAST(${read} AS VARCHAR)`;
  const is_clock = `(${bare} = ${again} OR ${bare} = ${again} || '.000')`;
  const has_zulu = `suffix(${raw}, 'Z')`;
  return {
    [bare]: `CASE WHEN strlen(${raw}) > 10
      THEN replace(CASE WHEN ${has_zulu} THEN left(${raw}, -1) ELSE ${raw} END, 'T', ' ')
      ELSE ${raw} || ' 00:00:00' END`,
    [read]: `TRY_CAST(${bare} AS TIMESTAMP)`,
    [quick]: `CASE WHEN ${is_clock} AND NOT ${has_zulu} THEN ${read} END`,
    [`${quick}_utc`]: `CASE WHEN ${has_zulu} AND ${is_clock} THEN ${read} END`,
  };
}

function formatSteps(raw: string, zone: string, format: string) {
  const parsed = `try_strptime(${raw}, ${literal(format)})`;
  const ms = /%[zZ]/.test(format) ? `epoch_ms(${parsed})` : localMs(parsed, zone);
  const pattern = literal(patternOf(format));
  return { steps: {}, ms, is_formed: `regexp_full_match(${raw}, ${pattern})` };
}

function localMs(local: string, zone: string): string {
  if (zone === 'UTC') return `epoch_ms(${local})`;
  return `epoch_ms(${local} AT TIME ZONE ${literal(zone)})`;
}

/** What a text of this format looks like: to tell 31 February from a wrong format. */
function patternOf(format: string): string {
  const escaped = format.replace(/[.*+?^$(){}|[\]\\]/g, '[$&]').replace('[^]', '\\^');
  return escaped.replace(/%-?([A-Za-z])/g, (_, code: string) =>
    /[aAbBpzZ]/.test(code) ? '[^ ]+' : '[0-9]+',
  );
}
