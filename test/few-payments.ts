import fc from 'fast-check';
import type { PaymentColumns } from '../src/model/index.js';

/** A payment among few accounts; −1 is nobody known, and no known value. */
export interface FewPayment {
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly value: number;
  readonly tied?: boolean;
}

/** Payments among five accounts at few instants, so that money meets, mixes and goes in rings. */
export function fewPayments(most: number): fc.Arbitrary<PaymentColumns> {
  const row = fc.record({
    at: fc.integer({ min: 0, max: 6 }),
    from: fc.integer({ min: -1, max: 4 }),
    to: fc.integer({ min: -1, max: 4 }),
    value: fc.constantFrom(-1, 0, 1, 2, 3, 5, 7, 10, 10, 20, 100, Number.MAX_SAFE_INTEGER),
    tied: fc.boolean(),
  });
  return fc.array(row, { minLength: 2, maxLength: most }).map((rows) => columnsOfFew(rows));
}

export function columnsOfFew(rows: readonly FewPayment[]): PaymentColumns {
  const sorted = [...rows].sort((a, b) => a.at - b.at);
  return {
    accounts: Math.max(0, ...sorted.map((row) => Math.max(row.from, row.to) + 1)),
    order_key: BigInt64Array.from(sorted, (row, i) => BigInt(row.at) * 2n ** 21n + BigInt(i)),
    time_ms: Float64Array.from(sorted, (row) => row.at),
    debtor: Int32Array.from(sorted, (row) => row.from),
    creditor: Int32Array.from(sorted, (row) => row.to),
    value_minor: Float64Array.from(sorted, (row) => row.value),
    ties: Uint8Array.from(sorted, (row) => (row.tied ? 1 : 0)),
  };
}
