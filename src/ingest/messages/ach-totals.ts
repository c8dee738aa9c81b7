/** Counts and sums of ACH entries, held against what batch and file controls state. */
import type { AchLine } from './ach-lines.js';

/** Sums of entries; amounts in cents, the hash over the first eight digits of receiving banks. */
export interface AchTotals {
  count: number;
  hash: bigint;
  debits: bigint;
  credits: bigint;
}

export function noTotals(): AchTotals {
  return { count: 0, hash: 0n, debits: 0n, credits: 0n };
}

/** Adds an entry (record 6) or an addenda (record 7). */
export function addLine(totals: AchTotals, { text }: AchLine, isAdvice: boolean): void {
  totals.count += 1;
  if (!text.startsWith('6')) return;
  totals.hash += numberIn(text, 3, 11) ?? 0n;
  const cents = (isAdvice ? numberIn(text, 27, 39) : numberIn(text, 29, 39)) ?? 0n;
  const isDebit = isAdvice ? /[2468]/.test(text.slice(2, 3)) : /[5-9]/.test(text.slice(2, 3));
  if (isDebit) totals.debits += cents;
  else totals.credits += cents;
}

export function addTotals(sum: AchTotals, more: AchTotals): void {
  sum.count += more.count;
  sum.hash += more.hash;
  sum.debits += more.debits;
  sum.credits += more.credits;
}

/** What a batch control (record 8) states otherwise than it is: `debits 100 not 90`, or null. */
export function batchMismatch(totals: AchTotals, { text }: AchLine, isAdvice: boolean) {
  const amounts = isAdvice ? [20, 40, 60] : [20, 32, 44];
  return mismatch(totals, text, [4, 10, 20], amounts);
}

/** The same of a file control (record 9). */
export function fileMismatch(totals: AchTotals, { text }: AchLine, isAdvice: boolean) {
  return mismatch(totals, text, [13, 21, 31], isAdvice ? [31, 51, 71] : [31, 43, 55]);
}

function mismatch(
  totals: AchTotals,
  text: string,
  [count, hash, sums]: readonly [number, number, number],
  amounts: readonly number[],
): string | null {
  const [debits = 0, credits = 0, end = 0] = amounts;
  const pairs = [
    ['count', BigInt(totals.count), numberIn(text, count, hash)],
    ['hash', totals.hash % 10n ** 10n, numberIn(text, hash, sums)],
    ['debits', totals.debits, numberIn(text, debits, credits)],
    ['credits', totals.credits, numberIn(text, credits, end)],
  ] as const;
  const wrong = pairs.filter(([, is, says]) => says !== null && is !== says);
  return wrong.map(([name, is, says]) => `${name} ${says} ≠ ${is}`).join(', ') || null;
}

/** A number of digits; null where there is none, as in short lines. */
function numberIn(text: string, from: number, to: number): bigint | null {
  const digits = text.slice(from, to).trim();
  return /^\d+$/.test(digits) ? BigInt(digits) : null;
}
