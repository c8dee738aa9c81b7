import type { PaymentColumns } from '../../model/index.js';

const PEELS_MAX = 8;

/**
 * Which payments can be legs: two known, different ends and a positive known value. Cash has an end
 * of −1, an unknown value is −1.
 */
export function markLegs(columns: PaymentColumns): Uint8Array {
  const { debtor, creditor, value_minor } = columns;
  const isLeg = new Uint8Array(debtor.length);
  for (let i = 0; i < isLeg.length; i++) {
    const from = debtor[i] as number;
    const to = creditor[i] as number;
    if (from >= 0 && to >= 0 && from !== to && (value_minor[i] as number) > 0) isLeg[i] = 1;
  }
  return isLeg;
}

/**
 * Unmarks legs that lie on no cycle because nothing leads to their debtor or away from their
 * creditor, again and again until nothing changes or it has been done often enough.
 */
export function peelToCycles(columns: PaymentColumns, isLeg: Uint8Array): void {
  const { accounts, debtor, creditor } = columns;
  for (let peel = 0, peeled = 1; peel < PEELS_MAX && peeled > 0; peel++) {
    const pays = new Uint8Array(accounts);
    const receives = new Uint8Array(accounts);
    for (let i = 0; i < isLeg.length; i++) {
      if (isLeg[i] === 0) continue;
      pays[debtor[i] as number] = 1;
      receives[creditor[i] as number] = 1;
    }
    peeled = 0;
    for (let i = 0; i < isLeg.length; i++) {
      if (isLeg[i] === 0) continue;
      if (receives[debtor[i] as number] === 1 && pays[creditor[i] as number] === 1) continue;
      isLeg[i] = 0;
      peeled++;
    }
  }
}
