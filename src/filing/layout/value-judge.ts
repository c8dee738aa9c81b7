import type { ValueType } from './layout.js';
import { patternRegExp } from './pattern-regexp.js';

/** What is wrong with a text: `kind` of the base, a bound, digits, a length, a pattern, a code. */
export type ValueMistake = 'kind' | 'range' | 'digits' | 'length' | 'pattern' | 'code';

/** Null: the text may stand there. Lengths are judged before patterns, which then run on little. */
export type ValueJudge = (text: string) => ValueMistake | null;

/** Judges as XML Schema (Part 2) does; patterns are compiled once. */
export function valueJudge(value: ValueType): ValueJudge {
  const patterns = value.patterns.map(patternRegExp);
  const codes = value.codes && new Set([...value.codes.keys()].map((code) => said(value, code)));
  return (text) => {
    const own = value.base === 'text' ? text : text.trim();
    if (!KINDS[value.base].test(own)) return 'kind';
    if (value.base === 'moment' && !isMoment(own)) return 'kind';
    if (codes !== null && !codes.has(said(value, own))) return 'code';
    return (
      lengthMistake(value, own) ??
      boundMistake(value, own) ??
      (patterns.length === 0 || patterns.some((each) => each.test(own)) ? null : 'pattern')
    );
  };
}

const KINDS: Readonly<Record<ValueType['base'], RegExp>> = {
  text: /^/,
  whole: /^[+-]?\d+$/,
  decimal: /^[+-]?(\d+(\.\d*)?|\.\d+)$/,
  boolean: /^(true|false|0|1)$/,
  moment: /^-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/,
};

function isMoment(text: string): boolean {
  const found = /^(-?\d+)-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)/.exec(text);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] =
    found?.slice(1).map(Number) ?? [];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const is_day = month >= 1 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  const is_midnight = hour === 24 && minute === 0 && second === 0;
  return is_day && (hour < 24 || is_midnight) && minute < 60 && second < 60;
}

/** Numbers and booleans are compared by what they mean: `01` is `1`. */
function said({ base }: ValueType, text: string): string {
  if (base === 'boolean') return text === '1' ? 'true' : text === '0' ? 'false' : text;
  if (base !== 'whole' && base !== 'decimal') return text;
  const { negative, digits, fraction } = parts(text);
  return `${negative ? '-' : ''}${digits}.${fraction}`;
}

interface Parts {
  readonly negative: boolean;
  /** Without leading zeros. */
  readonly digits: string;
  /** Without zeros at the end. */
  readonly fraction: string;
}

function parts(text: string): Parts {
  const [whole = '', fraction = ''] = text.replace(/^[+-]/, '').split('.');
  const digits = whole.replace(/^0+/, '');
  const rest = fraction.replace(/0+$/, '');
  return { negative: text.startsWith('-') && digits + rest !== '', digits, fraction: rest };
}

function lengthMistake(value: ValueType, text: string): ValueMistake | null {
  const { length_min, length_max } = value;
  if (length_min === null && length_max === null) return null;
  // No text has more characters than code units, nor less than half as many.
  if (length_max !== null && text.length > 2 * length_max) return 'length';
  const length = [...text].length;
  return (length_max !== null && length > length_max) || length < (length_min ?? 0)
    ? 'length'
    : null;
}

function boundMistake(value: ValueType, text: string): ValueMistake | null {
  const { base, least, most, digits_max, fraction_digits_max } = value;
  if (base === 'moment') {
    const is_early = least !== null && text.slice(0, least.length) < least;
    return is_early || (most !== null && text.slice(0, most.length) > most) ? 'range' : null;
  }
  if (base !== 'whole' && base !== 'decimal') return null;
  const { digits, fraction } = parts(text);
  if (digits_max !== null && digits.length + fraction.length > digits_max) return 'digits';
  if (fraction_digits_max !== null && fraction.length > fraction_digits_max) return 'digits';
  const is_low = least !== null && compare(text, least) < 0;
  return is_low || (most !== null && compare(text, most) > 0) ? 'range' : null;
}

/** Exactly, whatever the number of digits. */
function compare(a: string, b: string): number {
  const [left, right] = [parts(a), parts(b)];
  const scale = Math.max(left.fraction.length, right.fraction.length);
  const [x, y] = [left, right].map(({ negative, digits, fraction }) => {
    const number = BigInt(`${digits}${fraction.padEnd(scale, '0')}` || '0');
    return negative ? -number : number;
  });
  return x === y ? 0 : (x ?? 0n) < (y ?? 0n) ? -1 : 1;
}
