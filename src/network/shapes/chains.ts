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
import type { Candidate } from '../instance.js';
import { DailySteps, type Past, type Remembered } from '../past.js';
import type { Background } from '../surprise/background.js';
import { paymentsBefore } from '../surprise/closed.js';
import { keepBest } from './chain-best.js';
import { chainCandidate } from './chain-parts.js';
import { CHAIN_LIMITS, type ChainLimits, ChainSearch, type Trail } from './chain-search.js';
import { createHopModel, HOP } from './hop.js';
import { findHops, HOP_LIMITS, type HopLimits, type Hops } from './hops.js';

export interface ChainMemory {
  /** By first payment of the search, ascending, the best chain and the best cycle from it. */
  readonly chains: ReadonlyMap<number, Candidate>;
  readonly cycles: ReadonlyMap<number, Candidate>;
  /** Payments, and first payments, of which not all was looked at. */
  readonly cut_hops: readonly number[];
  readonly cut_roots: readonly number[];
  readonly likely: number;
  /** By day, steps of hops, and of searches from first payments. */
  readonly hop_steps: ReadonlyMap<number, number>;
  readonly steps: ReadonlyMap<number, number>;
}

const DAY_MS = 86_400_000;
/** So long before a new payment begins what it changes: hops, and the paces at their ends. */
const HOP_REACH_DAYS = 2 * HOP.disorder_days;

/**
 * The best chain and the best cycle from each payment, less those that better ones hold, of at
 * least `nats_min`. Chance is how many likely hops there are: near each, one could have begun.
 */
export function findChains(
  graph: PaymentGraph,
  background: Background,
  limits: ChainLimits & HopLimits = { ...CHAIN_LIMITS, ...HOP_LIMITS },
  past: Past<ChainMemory> | null = null,
): Remembered<ChainMemory> {
  const { first_root, first_hop, first_known, ...taken } = reachBack(graph, limits, past);
  const model = createHopModel(graph, background, first_known);
  const hops = findHops(
    graph,
    model,
    limits,
    background.closed,
    past && { first: first_hop, likely: past.memory.likely },
    taken.hop_steps,
  );
  const chance = -Math.log(Math.max(1, hops.likely));
  const search = new ChainSearch({
    graph,
    model,
    hops,
    limits,
    least: limits.nats_min - chance,
    steps: taken.steps,
  });
  const chains = earlier(past?.memory.chains, first_root);
  const cycles = earlier(past?.memory.cycles, first_root);
  const kept = chains.size + cycles.size;
  const told = (trail: Trail) => chainCandidate(graph, model, trail, chance);
  for (let root = first_root; root < graph.time_ms.length; root++) {
    if (hops.starts[root] === hops.ends[root]) continue;
    search.from(root);
    if (search.chain) chains.set(root, told(search.chain));
    if (search.cycle) cycles.set(root, told(search.cycle));
  }
  const memory = {
    chains,
    cycles,
    likely: hops.likely,
    hop_steps: taken.hop_steps.byDay,
    steps: taken.steps.byDay,
    ...cutsOf(hops, search, past, first_hop, first_root),
  };
  return {
    candidates: [...keepBest([...chains.values()]), ...keepBest([...cycles.values()])],
    truncated: memory.cut_hops.length + memory.cut_roots.length,
    memory,
    steps: hops.steps + search.stepsTaken(),
    kept,
  };
}

/** From which payments on trails may begin, hops be followed and paces be asked for. */
function reachBack(
  graph: PaymentGraph,
  { span_days }: ChainLimits,
  past: Past<ChainMemory> | null,
) {
  if (!past) {
    const [hop_steps, steps] = [new DailySteps(), new DailySteps()];
    return { first_root: 0, first_hop: 0, first_known: 0, hop_steps, steps };
  }
  const back = (days: number) => past.from_ms - days * DAY_MS;
  const root_days = HOP_REACH_DAYS + span_days;
  const hop_days = root_days + span_days;
  return {
    first_root: paymentsBefore(graph, back(root_days)),
    first_hop: paymentsBefore(graph, back(hop_days)),
    first_known: paymentsBefore(graph, back(hop_days + HOP.disorder_days)),
    hop_steps: new DailySteps(past.memory.hop_steps, back(hop_days)),
    steps: new DailySteps(past.memory.steps, back(root_days)),
  };
}

function earlier(
  known: ReadonlyMap<number, Candidate> | undefined,
  first_root: number,
): Map<number, Candidate> {
  return new Map([...(known ?? [])].filter(([root]) => root < first_root));
}

function cutsOf(
  hops: Hops,
  search: ChainSearch,
  past: Past<ChainMemory> | null,
  first_hop: number,
  first_root: number,
) {
  const { cut_hops = [], cut_roots = [] } = past?.memory ?? {};
  return {
    cut_hops: [...cut_hops.filter((payment) => payment < first_hop), ...hops.cut],
    cut_roots: [...cut_roots.filter((root) => root < first_root), ...search.cut],
  };
}
