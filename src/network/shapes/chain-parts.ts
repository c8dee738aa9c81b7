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
  { payments, peels, closed }: Trail,
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
    const peel = peels[k - 1] as number;
    const apart = peel < 0 ? 0 : model.delay(model.days(from, peel), true);
    if (peel < 0) conservation += model.conservation(from, to);
    else {
      const novel = model.novelty[peel] as number;
      novelty += novel;
      conservation +=
        model.peelGain(from, to, peel) - (model.novelty[to] as number) - novel - apart;
    }
    ordered += model.delay(days, true) + apart;
    other += model.delay(days, false) + apart;
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
  const rest = peels.filter((peel) => peel >= 0);
  const shape = closed ? 'cycle' : rest.length >= PEELS_MIN ? 'peel_chain' : 'chain';
  return candidateOf(shape, Int32Array.from(new Set([...payments, ...rest])).sort(), parts);
}

/** One account that splits what it has is no peel chain yet. */
const PEELS_MIN = 2;
