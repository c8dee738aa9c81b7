/** Amounts as the forms want them: exact sums of the payments, each once. */
import { formatMinor, minorDigits } from '../../base/index.js';
import type { FiledOperation } from '../filing.js';
import type { Cast } from '../narrative/cast.js';
import type { Evidence } from '../narrative/evidence.js';

/**
 * The total of all payments in a currency, and how many have no value in it. Of a SAR (in dollars)
 * it is rounded up to the next whole dollar (FinCEN's filing instructions, monetary amounts), and
 * deposits and withdrawals are added together (FinCEN's questions and answers on the SAR, 23).
 * Null: no payment has a value.
 */
export function reportedAmount(
  { payments, currency: reporting }: Evidence,
  currency: string,
): { readonly amount: string | null; readonly without: number } {
  const values = payments.map((payment) => {
    if (payment.currency === currency) return payment.amount_minor;
    return reporting === currency ? payment.value_minor : null;
  });
  const known = values.filter((value) => value !== null);
  const without = values.length - known.length;
  if (known.length === 0) return { amount: null, without };
  const minor = known.reduce((sum, value) => sum + value, 0n);
  const amount = currency === 'USD' ? wholeUp(minor, currency) : formatMinor(minor, currency);
  return { amount, without };
}

/** `100.01` is 101. */
export function wholeUp(minor: bigint, currency: string): string {
  const unit = 10n ** BigInt(minorDigits(currency));
  return String((minor + unit - 1n) / unit);
}

export interface OperationOptions {
  readonly detected_on?: string;
  /** What happened, where the form tells it of the operation. */
  readonly text?: string;
}

/** All payments as one operation of the last day, on the first subject's account. */
export function reportedOperation(
  { payments, currency }: Evidence,
  cast: Cast,
  options: OperationOptions,
): FiledOperation[] {
  const last = payments.at(-1);
  if (!last) return [];
  const valued = payments.filter(({ value_minor }) => value_minor !== null);
  const minor = valued.reduce((sum, { value_minor }) => sum + (value_minor ?? 0n), 0n);
  const account = cast.subjects[0]?.accounts[0] ?? null;
  return [
    {
      ...{ ...options, on: last.time.slice(0, 10) },
      ...(valued.length === 0 ? {} : { amount: formatMinor(minor, currency), currency }),
      ...(account === null ? {} : { account }),
      payments: payments.map(({ id }) => id),
    },
  ];
}
