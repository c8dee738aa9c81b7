/** Measured values as a person reads them: exact rationals become text, bars become shares. */
import { showMoney } from '../base/index.js';
import type { Measured } from '../model/index.js';
import { html, type Markup } from './markup.js';
import { count, datum, type Voice } from './voice.js';

/** A measured value with its unit. Money is rounded to the minor unit, the rest to one digit. */
export function showMeasured(value: Measured, voice: Voice): Markup {
  if (value.numerator === null) return voice.say('report.value.unknown');
  const numerator = BigInt(value.numerator);
  const denominator = BigInt(value.denominator);
  if (denominator === 0n) return voice.say('report.value.unknown');
  switch (value.kind) {
    case 'money':
      return datum(
        showMoney({ minor: roundedQuotient(numerator, denominator), currency: voice.currency }),
      );
    case 'count':
      return html`${decimal(numerator, denominator, 1)}`;
    case 'ratio':
      return html`${decimal(numerator * 100n, denominator, 1)}%`;
    case 'zscore':
      return datum(`${decimal(numerator, denominator, 1)} σ`);
    case 'duration':
      return datum(duration(numerator / denominator));
    case 'moment':
      return voice.day(new Date(Number(numerator / denominator)).toISOString());
    case 'flag':
      return voice.say(numerator === 0n ? 'report.value.no' : 'report.value.yes');
  }
}

/** How far each side's bar reaches, 0–1, on one scale; null where a bar would say nothing. */
export function barShares(left: Measured, right: Measured): { left: number; right: number } | null {
  if (left.kind === 'moment' || left.kind === 'flag' || left.kind !== right.kind) return null;
  const [a, b] = [magnitude(left), magnitude(right)];
  if (a === null || b === null || a < 0 || b < 0 || a + b === 0) return null;
  const scale = Math.max(a, b) * 1.12;
  return { left: a / scale, right: b / scale };
}

/** Half away from zero. */
export function roundedQuotient(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n !== denominator < 0n;
  const [n, d] = [abs(numerator), abs(denominator)];
  const quotient = (2n * n + d) / (2n * d);
  return negative ? -quotient : quotient;
}

/** `1,234.5`: at most `digits` after the point, none where the value is whole. */
export function decimal(numerator: bigint, denominator: bigint, digits: number): string {
  if (numerator % denominator === 0n) return count(numerator / denominator);
  const scale = 10n ** BigInt(digits);
  const scaled = roundedQuotient(numerator * scale, denominator);
  const fraction = (abs(scaled) % scale).toString().padStart(digits, '0');
  return `${scaled < 0n ? '-' : ''}${count(abs(scaled) / scale)}.${fraction}`;
}

/** The two largest units that are not zero: `3 d 4 h`. The signs are the same in both languages. */
export function duration(milliseconds: bigint): string {
  const units: readonly (readonly [bigint, string])[] = [
    [86_400_000n, 'd'],
    [3_600_000n, 'h'],
    [60_000n, 'min'],
    [1000n, 's'],
    [1n, 'ms'],
  ];
  let rest = abs(milliseconds);
  const parts: string[] = [];
  for (const [size, sign] of units) {
    if (rest >= size && parts.length < 2) parts.push(`${count(rest / size)} ${sign}`);
    rest %= size;
  }
  return `${milliseconds < 0n ? '−' : ''}${parts.join(' ') || '0 s'}`;
}

function magnitude(value: Measured): number | null {
  if (value.numerator === null || value.denominator === '0') return null;
  return Number(value.numerator) / Number(value.denominator);
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}
