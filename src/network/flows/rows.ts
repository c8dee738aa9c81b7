import { assert } from '../../base/index.js';
import type { PaymentColumns } from '../../model/index.js';

/**
 * The legs of each account, in order, one row an account. A leg is a record of {@link RECORD}
 * 32-bit words, so that reading along a row touches one stretch of memory; places of records are
 * counted in words.
 */
export interface Rows {
  /** Account a's row is `starts[a]` … `starts[a + 1] − RECORD`. */
  readonly starts: Int32Array;
  /** {@link LEG}, {@link OTHER}, {@link BORDER}, {@link TWIN} of each record. */
  readonly words: Int32Array;
  /** The same memory: a record's value is at {@link valueAt}. */
  readonly values: Float64Array;
}

export const RECORD = 6;
/** The payment's number. */
export const LEG = 0;
/** The account at its other end. */
export const OTHER = 1;
/**
 * Where in the other account's row the legs end that may precede this one (incoming rows), or
 * begin that may follow it (outgoing rows); those of the same instant are inside if this leg ties.
 */
export const BORDER = 2;
/** Free: of cycles, the same payment's number among the outgoing records. */
export const TWIN = 3;

export function valueAt(record: number): number {
  return (record >> 1) + 2;
}

/** Rows by creditor (incoming legs) or by debtor (outgoing legs): 24 bytes a leg. */
export function rowsBy(
  end: 'creditor' | 'debtor',
  columns: PaymentColumns,
  isLeg: Uint8Array,
): Rows {
  const { accounts } = columns;
  const own = columns[end];
  const starts = new Int32Array(accounts + 1);
  for (let i = 0; i < own.length; i++) {
    if (isLeg[i] === 1) add(starts, own[i] as number, RECORD);
  }
  let total = 0;
  for (let account = 0; account <= accounts; account++) {
    const words = starts[account] as number;
    starts[account] = total;
    total += words;
    assert(total < 2 ** 31, 'places of records fit 31 bits');
  }
  const values = new Float64Array(total / 2);
  const rows = { starts, words: new Int32Array(values.buffer), values };
  fill(rows, end, columns, isLeg);
  return rows;
}

/** Adds to one item and returns what it was. */
function add(items: Int32Array, index: number, by: number): number {
  const was = items[index] as number;
  items[index] = was + by;
  return was;
}

/**
 * Goes through the payments an instant at a time, outgoing ones from the last to the first. What is
 * filled of the other account's row is then what may precede (follow) a leg: as of its own turn, or
 * as of the whole instant's if it ties.
 */
function fill(
  rows: Rows,
  end: 'creditor' | 'debtor',
  columns: PaymentColumns,
  isLeg: Uint8Array,
): void {
  const { starts, words, values } = rows;
  const { time_ms, ties, value_minor } = columns;
  const incoming = end === 'creditor';
  const [own, far] = incoming
    ? [columns.creditor, columns.debtor]
    : [columns.debtor, columns.creditor];
  const total = own.length;
  const filled = incoming ? starts.slice() : starts.slice(1);
  const passed = filled.slice();
  const payment = (turn: number) => (incoming ? turn : total - 1 - turn);
  const take = (border: Int32Array, account: number) =>
    incoming ? add(border, account, RECORD) : add(border, account, -RECORD) - RECORD;
  let first = 0;
  for (let turn = 0; turn < total; turn++) {
    const i = payment(turn);
    if (isLeg[i] === 1) {
      const record = take(filled, own[i] as number);
      const other = far[i] as number;
      words[record + LEG] = i;
      words[record + OTHER] = other;
      words[record + BORDER] = filled[other] as number;
      values[valueAt(record)] = value_minor[i] as number;
    }
    if (turn + 1 < total && time_ms[payment(turn + 1)] === time_ms[i]) continue;
    for (; first <= turn; first++) {
      const j = payment(first);
      if (isLeg[j] === 0) continue;
      const record = take(passed, own[j] as number);
      if (ties[j] === 1) words[record + BORDER] = filled[far[j] as number] as number;
    }
  }
}
