import type { PaymentGraph } from '../graph/payment-graph.js';
import type { Candidate } from '../instance.js';
import { endsSince, type Past, type Remembered } from '../past.js';

/** By account, what was found there. */
export type AccountMemory = ReadonlyMap<number, readonly Candidate[]>;

/**
 * Account by account, what `search` finds; it looks at the account's own payments alone, so that an
 * account without a new one keeps what was found.
 */
export function findByAccount(
  graph: PaymentGraph,
  past: Past<AccountMemory> | null,
  search: (account: number) => readonly Candidate[],
): Remembered<AccountMemory> {
  const isTouched = past && endsSince(graph, past);
  const memory = new Map<number, readonly Candidate[]>();
  const candidates: Candidate[] = [];
  let kept = 0;
  for (let account = 0; account < graph.accounts; account++) {
    const isKept = past && isTouched?.[account] === 0;
    const found = isKept ? past.memory.get(account) : search(account);
    if (!found || found.length === 0) continue;
    memory.set(account, found);
    candidates.push(...found);
    if (isKept) kept += found.length;
  }
  return { candidates, truncated: 0, memory, steps: 0, kept };
}
