/**
 * Layered chains, peel chains and cycles: the same money handed on from account to account, whole
 * or less a part that goes to another, and perhaps back.
 * A search in depth from each payment (as in Kumar and Calders, "2SCENT", PVLDB 11 (2018), and
 * Blanuša et al., "Scalable fine-grained parallel cycle enumeration", SPAA 2022), but over hops
 * that say something (hops.ts) and only while what they say together does, so that the work is in
 * proportion to the hops and not to the paths. A window then needs no narrowness, nor payments an
 * order of time: an account that pays on before it is paid costs nats, not the whole chain.
 */
import type { PaymentGraph } from '../graph/payment-graph.js';
import type { Candidate, Found } from '../instance.js';
import type { Background } from '../surprise/background.js';
import { keepBest } from './chain-best.js';
import { chainCandidate } from './chain-parts.js';
import { CHAIN_LIMITS, type ChainLimits, ChainSearch, type Trail } from './chain-search.js';
import { createHopModel } from './hop.js';
import { findHops, HOP_LIMITS, type HopLimits } from './hops.js';

/**
 * The best chain and the best cycle from each payment, less those that better ones hold, of at
 * least `nats_min`. Chance is how many likely hops there are: near each, one could have begun.
 */
export function findChains(
  graph: PaymentGraph,
  background: Background,
  limits: ChainLimits & HopLimits = { ...CHAIN_LIMITS, ...HOP_LIMITS },
): Found {
  const model = createHopModel(graph, background);
  const hops = findHops(graph, model, limits, background.closed);
  const chance = -Math.log(Math.max(1, hops.likely));
  const search = new ChainSearch({ graph, model, hops, limits, least: limits.nats_min - chance });
  const chains: Trail[] = [];
  const cycles: Trail[] = [];
  for (let root = 0; root < graph.time_ms.length; root++) {
    if (hops.starts[root] === hops.ends[root]) continue;
    search.from(root);
    if (search.chain) chains.push(search.chain);
    if (search.cycle) cycles.push(search.cycle);
  }
  const told = (trails: readonly Trail[]): Candidate[] =>
    keepBest(trails.map((trail) => chainCandidate(graph, model, trail, chance)));
  return {
    candidates: [...told(chains), ...told(cycles)],
    truncated: search.truncated + hops.truncated,
  };
}
