import type { PaymentGraph } from '../graph/payment-graph.js';
import type { Background } from './background.js';

/** What each payment's amount adds by being rare among all amounts. */
export interface RareAmounts {
  nats(payment: number): number;
}

/** Share of laundering amounts that are of any size, rather than as all others are. */
const ANY_SIZE = 0.15;
/** Amounts of any size: from a cent to a hundred million, evenly over e-folds. */
const ANY_SIZE_DENSITY = 1 / 23;
/** One rare amount is no proof. */
const MOST_NATS = 3;

/** Four bytes a payment. */
export function rareAmounts({ value_minor }: PaymentGraph, background: Background): RareAmounts {
  const nats = Float32Array.from(value_minor, (value) => {
    const ratio = 1 - ANY_SIZE + (ANY_SIZE * ANY_SIZE_DENSITY) / background.density(value);
    return Math.min(MOST_NATS, Math.log(ratio));
  });
  return { nats: (payment) => nats[payment] as number };
}
