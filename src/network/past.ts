/**
 * What a search leaves for the next one. A finder goes unit by unit (an account, a payment), and
 * what it finds at a unit is told by the closed history and by payments near it alone: units that
 * no new payment is near keep what was found, and all others are searched again. What then compares
 * the units' findings with one another is done on all of them, as if none had been kept.
 */
import type { PaymentGraph } from './graph/payment-graph.js';
import type { Found } from './instance.js';

const DAY_MS = 86_400_000;
const WHOLE_PAYMENTS = 10_000;

/** A former search, in the numbers of the graph that is searched now. */
export interface Past<Memory> {
  readonly memory: Memory;
  /** Payments from here on may be new, or known in another way: the first instant of a day. */
  readonly from_ms: number;
  /** How many payments are earlier: they are those of the former search. */
  readonly same: number;
  /** Ends of the former payments from there on: some of these payments may be gone. */
  readonly debtors: Int32Array;
  readonly creditors: Int32Array;
}

/** What a finder found, and what the next search needs of it. */
export interface Remembered<Memory> extends Found {
  readonly memory: Memory;
  /** See {@link stepsTaken}. */
  readonly steps: number;
  /** Findings of units that were not searched again. */
  readonly kept: number;
}

/**
 * Steps of all units together, or more. Where a limit on all of them was met, what was found
 * depends on the order of the units, and nothing can be kept: then it is infinite.
 */
export function stepsTaken(granted: number, left: number): number {
  return left > 0 ? granted - left : Number.POSITIVE_INFINITY;
}

/** Steps that all units may take together: as many a payment; few payments are searched whole. */
export function stepsGranted(steps_mean: number, payments: number): number {
  return steps_mean * Math.max(payments, WHOLE_PAYMENTS);
}

/** Steps by day of the payment that took them, of which later days can be taken again. */
export class DailySteps {
  readonly byDay: Map<number, number>;

  constructor(
    known: ReadonlyMap<number, number> = new Map(),
    before_ms = Number.POSITIVE_INFINITY,
  ) {
    this.byDay = new Map([...known].filter(([day]) => (day + 1) * DAY_MS <= before_ms));
  }

  add(time_ms: number, steps: number): void {
    const day = Math.floor(time_ms / DAY_MS);
    this.byDay.set(day, (this.byDay.get(day) ?? 0) + steps);
  }

  sum(): number {
    let sum = 0;
    for (const steps of this.byDay.values()) sum += steps;
    return sum;
  }
}

/** Marks the accounts at either end of a payment that may be new, of those that matter. */
export function endsSince(
  { accounts, debtor, creditor }: PaymentGraph,
  { same, debtors, creditors }: Past<unknown>,
): Uint8Array {
  const ends = new Uint8Array(accounts);
  const mark = (end: number) => {
    if (end >= 0) ends[end] = 1;
  };
  debtors.forEach(mark);
  creditors.forEach(mark);
  for (let payment = same; payment < debtor.length; payment++) {
    mark(debtor[payment] as number);
    mark(creditor[payment] as number);
  }
  return ends;
}

/** A map by node in other numbers, without the nodes that are gone. */
export function renumbered<From, To>(
  known: ReadonlyMap<number, From>,
  nodeOf: (node: number) => number,
  entry: (value: From) => To,
): Map<number, To> {
  const now = new Map<number, To>();
  for (const [node, value] of known) {
    const number = nodeOf(node);
    if (number >= 0) now.set(number, entry(value));
  }
  return now;
}
