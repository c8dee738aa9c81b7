/** Amounts as the forms want them: exact sums of the payments, each once. */
import { formatMinor, minorDigits, showMoney } from '../../base/index.js';
import type { Payment } from '../../model/index.js';
import type { FiledOperation } from '../filing.js';
import type { Cast } from '../narrative/cast.js';
import type { Evidence } from '../narrative/evidence.js';
import { bothWays } from '../narrative/sums.js';

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
  const { minor, without } = totalIn(payments, reporting, currency);
  if (without === payments.length) return { amount: null, without };
  const amount = currency === 'USD' ? wholeUp(minor, currency) : formatMinor(minor, currency);
  return { amount, without };
}

/** What payments are in a currency, and how many have no value in it. */
function totalIn(payments: readonly Payment[], reporting: string, currency: string) {
  let [minor, without] = [0n, 0];
  for (const payment of payments) {
    const value = reporting === currency ? payment.value_minor : null;
    const own = payment.currency === currency ? payment.amount_minor : value;
    if (own === null) without++;
    else minor += own;
  }
  return { minor, without };
}

/**
 * What of the amount came to subjects and what left them, in words of the currency. Null: the money
 * went one way, or what went the other way has no value.
 */
export function amountBothWays(
  { payments, currency: reporting }: Evidence,
  cast: Cast,
  currency: string,
): { readonly in: string; readonly out: string } | null {
  const both = bothWays(cast, payments);
  if (both === null) return null;
  const [into, out] = [both.in, both.out].map(({ payments: own }) => ({
    ...totalIn(own, reporting, currency),
    n: own.length,
  }));
  if (!into || !out || into.without === into.n || out.without === out.n) return null;
  return {
    in: showMoney({ minor: into.minor, currency }),
    out: showMoney({ minor: out.minor, currency }),
  };
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
