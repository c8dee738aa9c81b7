import type { PaymentGraph } from '../graph/payment-graph.js';
import { knownUntil } from './closed.js';

/** Payments of one amount this far apart, in days, are not parts of one transfer. */
const APART_MS = 10 * 86_400_000;
/** So many other times make a habit: rent, an instalment, the monthly round of a savings circle. */
const OTHER_TIMES = 3;

/**
 * Marks payments whose debtor has paid the very same amount at several other times, whomever it
 * paid. Whoever does so has a habit, which a burst of such payments at one account does not break.
 * Each is marked by what was known with it: all closed payments, or those up to its day.
 */
export function markHabits(
  { accounts, outgoing, face, time_ms }: PaymentGraph,
  closed = time_ms.length,
): Uint8Array {
  const habits = new Uint8Array(time_ms.length);
  let row = new Int32Array();
  for (let node = 0; node < accounts; node++) {
    const start = outgoing.starts[node] as number;
    const end = outgoing.starts[node + 1] as number;
    if (end - start <= OTHER_TIMES) continue;
    row = outgoing.payments.slice(start, end);
    row.sort((a, b) => (face[a] as number) - (face[b] as number) || a - b);
    for (let first = 0, last = 0; first < row.length; first = last) {
      const paid = face[row[first] as number] as number;
      while (last < row.length && face[row[last] as number] === paid) last++;
      if (last - first > OTHER_TIMES) markRun(first, last);
    }
  }
  return habits;

  /** One amount of the row: counts the times that stand apart from the one before. */
  function markRun(first: number, last: number): void {
    let times = 0;
    let known_ms = Number.NEGATIVE_INFINITY;
    for (let from = first; from < last; ) {
      const to = knownUntil(row, from, last, time_ms, closed);
      for (let at = from; at < to; at++) {
        const time = time_ms[row[at] as number] as number;
        if (time - known_ms < APART_MS) continue;
        known_ms = time;
        times++;
      }
      for (; from < to; from++) habits[row[from] as number] = times > OTHER_TIMES ? 1 : 0;
    }
  }
}
