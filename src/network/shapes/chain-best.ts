import type { Candidate } from '../instance.js';

/**
 * Best first, without those of whose payments a better one of the list holds more than half: one
 * trail is found from each of its payments.
 */
export function keepBest(candidates: readonly Candidate[]): Candidate[] {
  const claimed = new Set<number>();
  const byNats = [...candidates].sort(
    (a, b) => b.nats - a.nats || (a.payments[0] as number) - (b.payments[0] as number),
  );
  return byNats.filter(({ payments }) => {
    const held = payments.reduce((sum, payment) => sum + (claimed.has(payment) ? 1 : 0), 0);
    if (2 * held > payments.length) return false;
    for (const payment of payments) claimed.add(payment);
    return true;
  });
}
