import type { Candidate } from '../instance.js';

/** A candidate whose payments better ones hold already to this share says nothing new. */
const OVERLAP_MAX = 0.3;

/**
 * The candidates that explain the payments: most surprising first, none of whose payments are for
 * the most part explained already. Of equals the earlier payments win, so that order is nobody's.
 */
export function selectInstances(candidates: readonly Candidate[], payments: number): Candidate[] {
  const ordered = [...candidates].sort(
    (a, b) => b.nats - a.nats || compare(a.payments, b.payments),
  );
  const explained = new Uint8Array(payments);
  return ordered.filter((candidate) => {
    let met = 0;
    for (const payment of candidate.payments) met += explained[payment] as number;
    if (met > OVERLAP_MAX * candidate.payments.length) return false;
    for (const payment of candidate.payments) explained[payment] = 1;
    return true;
  });
}

function compare(a: Int32Array, b: Int32Array): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
