/** Shares as people and registers write them: `33.33`, `1/3`, `25-50`, `>25`, `more than 25`. */
import { compareRatios, divideRatios, ONE, parseRatio, ratio, ZERO } from '../ratio.js';
import { exactShare } from '../share.js';
import type { Ratio, Share } from '../statement.js';

/** `percent`: 25 is a quarter. `fraction`: 0.25 is. A written fraction (`1/3`) is always one. */
export type ShareUnit = 'percent' | 'fraction';

/**
 * Reads a share exactly. A range holds both its ends, since no more is said. Null where the text is
 * no share, or one below nothing or above everything.
 */
export function parseWrittenShare(text: string, unit: ShareUnit = 'percent'): Share | null {
  const plain = text.replace(/[%\s]/g, '').replaceAll('≥', '>=').replaceAll('≤', '<=');
  const bounds = /^(>=?)([^<>]+)(?:(<=?)([^<>]+))?$/.exec(plain) ?? null;
  if (bounds) return between(bounds[2], bounds[4], unit, bounds[1] === '>', bounds[3] === '<');
  const below = /^(<=?)([^<>]+)$/.exec(plain);
  if (below) return between(undefined, below[2], unit, false, below[1] === '<');
  const range = /^([\d./]+)[-–—]([\d./]+)$/.exec(plain);
  if (range) return between(range[1], range[2], unit, false, false);
  const value = numberOf(plain, unit);
  return value ? within(exactShare(value)) : null;
}

/** The same in writing, in per cent where that has an end: {@link parseWrittenShare} reads it. */
export function formatWrittenShare({ least, most, above, below }: Share): string {
  const [low, high] = [formatPercent(least), formatPercent(most)];
  if (low === high && !above && !below) return low;
  if (above || below) return `${above ? '>' : '>='}${low}${below ? '<' : '<='}${high}`;
  return `${low}-${high}`;
}

/** Percentages of JSON, whose numbers carry their shortest decimal form: exact as written. */
export function percentOf(value: unknown): Ratio | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return null;
  const [digits = '', exponent] = String(value).split('e');
  const read = parseRatio(digits);
  if (!read) return null;
  const power = Number(exponent ?? 0) - 2;
  return power < 0
    ? ratio(read.num, read.den * 10n ** BigInt(-power))
    : ratio(read.num * 10n ** BigInt(power), read.den);
}

/**
 * The percentage as a decimal number, if it ends within twelve decimals; else the two next to it
 * that enclose it.
 */
export function toPercent(value: Ratio): { readonly low: number; readonly high: number } {
  const { low, high } = scaledPercent(value);
  return { low: Number(decimalText(low)), high: Number(decimalText(high)) };
}

function scaledPercent(value: Ratio): { readonly low: bigint; readonly high: bigint } {
  const scaled = value.num * 100n * SCALE;
  const low = scaled / value.den;
  return { low, high: scaled % value.den === 0n ? low : low + 1n };
}

/** `33.5`; `1/3` where the decimals would not end. */
function formatPercent(value: Ratio): string {
  const { low, high } = scaledPercent(value);
  return low === high ? decimalText(low).replace(/\.?0+$/, '') : `${value.num}/${value.den}`;
}

const DECIMALS = 12;
const SCALE = 10n ** BigInt(DECIMALS);

function decimalText(scaled: bigint): string {
  const text = scaled.toString().padStart(DECIMALS + 1, '0');
  return `${text.slice(0, -DECIMALS)}.${text.slice(-DECIMALS)}`;
}

function between(
  low: string | undefined,
  high: string | undefined,
  unit: ShareUnit,
  above: boolean,
  below: boolean,
): Share | null {
  const least = low === undefined ? ZERO : numberOf(low, unit);
  const most = high === undefined ? ONE : numberOf(high, unit);
  return least && most ? within({ least, most, above, below }) : null;
}

function numberOf(text: string, unit: ShareUnit): Ratio | null {
  const read = parseRatio(text);
  return read && unit === 'percent' && !text.includes('/')
    ? divideRatios(read, ratio(100n, 1n))
    : read;
}

function within(share: Share): Share | null {
  const { least, most, above, below } = share;
  const width = compareRatios(least, most);
  const is_empty = width > 0 || (width === 0 && (above || below));
  if (is_empty || compareRatios(least, ZERO) < 0 || compareRatios(most, ONE) > 0) return null;
  return share;
}
