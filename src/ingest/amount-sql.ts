/** SQL that reads amounts as exact minor units: no floating point, no cent invented or lost. */
import { currencyCodes, MINOR_MAX, minorDigits } from '../base/index.js';
import { type FieldSql, isAmong } from './sql.js';

/** How amounts are written, as their mapping says. */
export interface AmountStyle {
  readonly decimal: 'point' | 'comma';
  readonly round: 'refuse' | 'half_even';
  readonly exponent: 'refuse' | 'read';
}

/**
 * A decimal in the currency's minor units. Thousands may be grouped where the groups are right.
 * More digits than the currency has are refused unless they are zero, or rounded half to even.
 */
export function amountSql(raw: string, currency: string, style: AmountStyle): FieldSql {
  const { decimal, round } = style;
  const pointed = decimal === 'point' ? raw : `translate(${raw}, ',.', '.,')`;
  const plain = `${raw}_plain`;
  const digits = `${raw}_digits`;
  const cents = `${raw}_cents`;
  const quick = `${raw}_quick`;
  const fraction = `split_part(${plain}, '.', 2)`;
  const kept = `rpad(left(${fraction}, ${digits}), ${digits}, '0')`;
  const rest = `rtrim(substr(${fraction}, ${digits} + 1), '0')`;
  const whole = `TRY_CAST(split_part(${plain}, '.', 1) || ${kept} AS BIGINT)`;
  const minor = `${raw}_minor`;
  const is_up = `${rest} > '5' OR (${rest} = '5' AND ${whole} % 2 = 1)`;
  const rounded = `${whole} + CASE WHEN ${is_up} THEN 1 ELSE 0 END`;
  const exact = `CASE WHEN ${rest} = '' THEN ${whole} END`;
  return {
    steps: {
      [digits]: digitsSql(currency),
      [cents]: `TRY_CAST(${pointed} AS DECIMAL(18, 2))`,
      [quick]: quickSql(pointed, cents, digits),
      [plain]: `CASE WHEN ${quick} IS NULL THEN ${plainSql(pointed, style)} END`,
      [minor]: `CASE WHEN ${quick} IS NOT NULL THEN ${quick}
        ELSE ${round === 'half_even' ? rounded : exact} END`,
    },
    value: `CASE WHEN ${minor} <= ${MINOR_MAX} THEN ${minor} END`,
    reason: `CASE WHEN ${plain} IS NULL AND ${minor} IS NULL THEN ${formatReason(raw, decimal)}
      WHEN ${minor} IS NULL AND ${whole} IS NOT NULL THEN 'amount_digits' ELSE 'amount_range' END`,
  };
}

/**
 * Most amounts are a plain number of cents: those whose cents, written out again, are what stood in
 * the file. This costs a tenth of looking at their digits one by one.
 */
function quickSql(text: string, cents: string, digits: string): string {
  const again = `CAST(${cents} AS VARCHAR)`;
  const is_same = ['', " || '0'", " || '.00'"].map((end) => `${again} = ${text}${end}`);
  const is_read = `(${is_same.join(' OR ')})`;
  return `CASE WHEN ${digits} = 2 AND ${cents} BETWEEN 0 AND ${MINOR_MAX / 100n} AND ${is_read}
    THEN CAST(${cents} * 100 AS BIGINT) END`;
}

/** Digits with at most one point. Zeros are written out for an exponent, where it may be read. */
function plainSql(text: string, { exponent }: AmountStyle): string {
  const cases = [
    `WHEN regexp_full_match(${text}, '${PLAIN}') THEN ${text}`,
    `WHEN regexp_full_match(${text}, '${GROUPED}') THEN replace(${text}, ',', '')`,
  ];
  if (exponent === 'read') {
    const group = (n: number) => `regexp_extract(${text}, '${SCIENTIFIC}', ${n})`;
    const zeros = `repeat('0', ${EXPONENT_MAX})`;
    const power = `CAST(${group(3)} AS INTEGER)`;
    const point = `${EXPONENT_MAX} + length(${group(1)}) + ${power}`;
    const all = `${zeros} || ${group(1)} || ${group(2)} || ${zeros}`;
    cases.push(`WHEN regexp_full_match(${text}, '${SCIENTIFIC}') AND abs(${power}) < ${EXPONENT_MAX}
      THEN ltrim(left(${all}, ${point}), '0') || '.' || substr(${all}, ${point} + 1)`);
  }
  return `CASE ${cases.join(' ')} END`;
}

/** An amount that the file gives in minor units. */
export function minorSql(raw: string): FieldSql {
  const minor = `${raw}_minor`;
  return {
    steps: {
      [minor]: `CASE WHEN regexp_full_match(${raw}, '[0-9]+') THEN TRY_CAST(${raw} AS BIGINT) END`,
    },
    value: `CASE WHEN ${minor} <= ${MINOR_MAX} THEN ${minor} END`,
    reason: `CASE WHEN regexp_full_match(${raw}, '[0-9]+') THEN 'amount_range'
      WHEN regexp_full_match(${raw}, '-[0-9]+') THEN 'amount_negative' ELSE 'amount_format' END`,
  };
}

/** Digits after the point of a currency that is an SQL expression. Most have two. */
export function digitsSql(currency: string): string {
  const constant = /^'([A-Z]{3,4})'$/.exec(currency)?.[1];
  if (constant) return String(minorDigits(constant));
  const cases = [0, 3, 4, 6, 8].map((digits) => {
    const codes = currencyCodes().filter((code) => minorDigits(code) === digits);
    return `WHEN ${isAmong(currency, codes)} THEN ${digits}`;
  });
  return `CASE ${cases.join(' ')} ELSE 2 END`;
}

const PLAIN = '([0-9]+[.]?[0-9]*|[.][0-9]+)';
const GROUPED = '[0-9]{1,3}(,[0-9]{3})+([.][0-9]*)?';
/** As programs write a number: digits, digits after the point, power of ten. */
const SCIENTIFIC = '([0-9]{1,20})(?:[.]([0-9]{0,40}))?[eE]([+-]?[0-9]{1,3})';
/** More than a program's floating point can have. */
const EXPONENT_MAX = 400;

/** Told apart, because each asks for another remedy. */
function formatReason(raw: string, decimal: 'point' | 'comma'): string {
  const other = decimal === 'point' ? `translate(${raw}, ',.', '.,')` : raw;
  return `CASE
    WHEN regexp_full_match(lower(${raw}), '[+-]?(nan|inf|infinity)') THEN 'amount_not_a_number'
    WHEN regexp_full_match(${raw}, '-[0.,]+') THEN 'amount_negative_zero'
    WHEN regexp_full_match(${raw}, '-[0-9.,]+|[0-9.,]+-|[(][0-9.,]+[)]') THEN 'amount_negative'
    WHEN regexp_full_match(lower(${raw}), '[+-]?[0-9.,]+e[+-]?[0-9]+') THEN 'amount_exponent'
    WHEN regexp_full_match(${other}, '${PLAIN}|${GROUPED}') THEN 'amount_decimal_${
      decimal === 'point' ? 'comma' : 'point'
    }'
    ELSE 'amount_format' END`;
}
