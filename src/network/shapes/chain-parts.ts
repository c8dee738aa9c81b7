/** A chain's or a cycle's surprise, in its parts. */
import type { PaymentGraph } from '../graph/payment-graph.js';
import type { Candidate, SurprisePart } from '../instance.js';
import { candidateOf } from './candidate.js';
import type { Trail } from './chain-search.js';
import { HOP, type HopModel } from './hop.js';

/**
 * The trail as a candidate. `chance` is minus the logarithm of how many places it could have begun:
 * then a number of nats n is met by chance about e^−n times in the slice.
 */
export function chainCandidate(
  graph: PaymentGraph,
  model: HopModel,
  { payments, closed }: Trail,
  chance: number,
): Candidate {
  const first = payments[0] as number;
  const last = payments.at(-1) as number;
  const hops = payments.length - 1;
  let novelty = model.start(first);
  let conservation = 0;
  let ordered = Math.log(1 - HOP.disorder_share);
  let other = Math.log(HOP.disorder_share);
  for (let k = 1; k <= hops; k++) {
    const [from, to] = [payments[k - 1] as number, payments[k] as number];
    const days = model.days(from, to);
    novelty += model.novelty[to] as number;
    conservation += model.conservation(from, to);
    ordered += model.delay(days, true);
    other += model.delay(days, false);
  }
  const parts: SurprisePart[] = [
    { step: 'novelty', nats: novelty },
    { step: 'conservation', nats: conservation },
    { step: 'delay', nats: Math.max(ordered, other) },
    { step: 'length', nats: -HOP.continue_cost * hops },
  ];
  if (closed) {
    const goal = graph.debtor[first] as number;
    parts.push({ step: 'closure', nats: model.closure(last, goal) });
  }
  parts.push({ step: 'chance', nats: chance });
  return candidateOf(closed ? 'cycle' : 'chain', payments.slice().sort(), parts);
}
