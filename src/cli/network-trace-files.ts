/** A trace for programs: as JSON and as CSV, every amount a decimal of the reporting currency. */
import { formatMinor, isoTime } from '../base/index.js';
import type { Traced, TracedStep } from '../network/index.js';
import { bordersOf, cashOf } from './network-trace-sums.js';

export function traceJson(traced: Traced, currency: string): object {
  const money = (minor: bigint) => formatMinor(minor, currency);
  const amounts = (row: object) =>
    Object.fromEntries(
      Object.entries(row).map(([key, value]) => [
        key.replace(/_minor$/, ''),
        typeof value === 'bigint' ? money(value) : value,
      ]),
    );
  const { mark, query } = traced;
  const { from_ms, until_ms, minimum_minor, ...asked } = query;
  return {
    currency,
    mark: { kind: mark.kind, id: mark.id },
    query: {
      ...asked,
      minimum: money(BigInt(minimum_minor)),
      from: isoTime(from_ms),
      until: isoTime(until_ms),
    },
    totals: amounts({ ...traced.totals, cash_minor: cashOf(traced) }),
    bound: traced.bound,
    reached: traced.reached,
    truncated: traced.truncated,
    borders: bordersOf(traced).map(amounts),
    steps: traced.steps.map((step) => ({ ...amounts(step), lots: step.lots.map(amounts) })),
    accounts: traced.accounts.map(({ first_ms, last_ms, ...row }) => ({
      ...amounts(row),
      first_at: isoTime(first_ms),
      last_at: isoTime(last_ms),
    })),
  };
}

/** One row a step, and its lots in one cell: `PAYMENT:AMOUNT` with a space between. */
export function traceCsv({ steps }: Traced, currency: string): string {
  const money = (minor: bigint | null) => (minor === null ? '' : formatMinor(minor, currency));
  const columns: Readonly<Record<string, (step: TracedStep) => string | number | null>> = {
    payment: (s) => s.payment,
    time: (s) => s.time,
    hop: (s) => s.hop,
    debtor_account: (s) => s.debtor_account,
    creditor_account: (s) => s.creditor_account,
    debtor_country: (s) => s.debtor_country,
    creditor_country: (s) => s.creditor_country,
    rail: (s) => s.rail,
    currency: () => currency,
    value: (s) => money(s.value_minor),
    tainted: (s) => money(s.tainted_minor),
    at_most: (s) => money(s.at_most_minor),
    unseen: (s) => money(s.unseen_minor),
    rest: (s) => money(s.rest_minor),
    lots: (s) => s.lots.map((lot) => `${lot.payment}:${money(lot.amount_minor)}`).join(' '),
  };
  const rows = steps.map((step) =>
    Object.values(columns)
      .map((read) => cell(read(step)))
      .join(','),
  );
  return `${[Object.keys(columns).join(','), ...rows].join('\n')}\n`;
}

/** Ids are other people's text: no control characters, and nothing a spreadsheet would run. */
function cell(value: string | number | null): string {
  if (value === null) return '';
  const printable = String(value).replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, ' ');
  const safe = /^[=+@-]/.test(printable) ? `'${printable}` : printable;
  return /[",'\s]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
