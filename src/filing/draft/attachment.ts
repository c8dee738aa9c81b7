/** The list of all payments that goes beside a report, as CSV of at most a megabyte. */
import { csvCell, formatMinor } from '../../base/index.js';
import type { Cast } from '../narrative/cast.js';
import type { Evidence } from '../narrative/evidence.js';
import type { Teller } from '../narrative/teller.js';

export interface PaymentList {
  readonly file: string;
  readonly text: string;
  /** Payments that the largest file the authority takes has no room for. */
  readonly left_out: number;
}

const BYTES_MAX = 1_000_000;
const HEAD = ['id', 'time', 'amount', 'currency', 'value', 'value_currency', 'rail', 'from', 'to'];

/** Likely victims have no name here either. */
export function paymentList(evidence: Evidence, cast: Cast, teller: Teller): PaymentList {
  const lines = evidence.payments.map((payment) => {
    const { id, time, amount_minor, currency, value_minor, rail } = payment;
    const value = value_minor === null ? '' : formatMinor(value_minor, evidence.currency);
    const cells = [
      ...[id, time, formatMinor(amount_minor, currency), currency, value, evidence.currency],
      ...[rail ?? '', teller.end(payment, cast.debtorOf(payment))],
      teller.end(payment, cast.creditorOf(payment)),
    ];
    return cells.map(csvCell).join(',');
  });
  let text = `${HEAD.join(',')}\r\n`;
  let bytes = Buffer.byteLength(text);
  let shown = 0;
  for (const line of lines) {
    bytes += Buffer.byteLength(line) + 2;
    if (bytes > BYTES_MAX) break;
    text += `${line}\r\n`;
    shown++;
  }
  return { file: 'payments.csv', text, left_out: lines.length - shown };
}
