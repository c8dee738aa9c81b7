import { Fault } from '../../base/index.js';
import type { CodedColumn, Slice } from '../graph/slice.js';

/** Labels of a slice's payments, and the lines that could not be used. */
export interface SliceLabels {
  /** By payment: 1 laundering, 0 not, −1 nobody has said. */
  readonly labels: Int8Array;
  readonly used: number;
  readonly faults: readonly Fault[];
}

const HEADER = /^\uFEFF?payment_id,label\s*$/;
const LINE = /^(?:"((?:[^"]|"")*)"|([^",]*)),\s*"?([^",]*?)"?\s*$/;

/**
 * Reads labels from CSV text with the columns `payment_id,label` (1 laundering, 0 not), a payment a
 * line. A line that is no label, names no payment of the slice or contradicts an earlier one is a
 * fault with its place and left out; a contradicted label is not used either. Throws the fault
 * `network.ranker.columns` where the columns are missing.
 */
export async function readLabels(text: string, file: string, slice: Slice): Promise<SliceLabels> {
  const [header = '', ...lines] = text.split(/\r?\n/);
  if (!HEADER.test(header)) throw new Fault('network.ranker.columns', {}, { file, line: 1 });
  const faults: Fault[] = [];
  const rows: { id: string; label: number; line: number }[] = [];
  for (const [k, content] of lines.entries()) {
    if (content.trim() === '') continue;
    const line = k + 2;
    const [, quoted, plain = '', value = content] = LINE.exec(content) ?? [];
    const id = quoted?.replaceAll('""', '"') ?? plain;
    if (/^[01]$/.test(value)) rows.push({ id, label: Number(value), line });
    else faults.push(new Fault('network.ranker.label', { value }, { file, line }));
  }
  const payments = await slice.paymentsOf(rows.map(({ id }) => id));
  const labels = new Int8Array(slice.graph.time_ms.length).fill(-1);
  const contradicted = new Set<number>();
  for (const [k, { id, label, line }] of rows.entries()) {
    const payment = payments[k] as number;
    const known = labels[payment] ?? -1;
    if (payment >= 0 && (known === -1 || known === label)) labels[payment] = label;
    else faults.push(new Fault('network.ranker.payment', { id }, { file, line }));
    if (payment >= 0 && known !== -1 && known !== label) contradicted.add(payment);
  }
  for (const payment of contradicted) labels[payment] = -1;
  const used = labels.reduce((sum, label) => sum + (label === -1 ? 0 : 1), 0);
  return { labels, used, faults };
}

/** By payment of a slice whose institutions are coded: 1 between two, 0 within one, −1 unknown. */
export function crossings(debtor: CodedColumn, creditor: CodedColumn): Int8Array {
  const numbers = new Map(debtor.values.map((value, code) => [value, code]));
  const shared = creditor.values.map((value) => numbers.get(value) ?? -2);
  return Int8Array.from(debtor.codes, (from, i) => {
    const to = creditor.codes[i] as number;
    if (from < 0 || to < 0) return -1;
    return shared[to] === from ? 0 : 1;
  });
}
