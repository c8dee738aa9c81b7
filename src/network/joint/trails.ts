/** Chains and cycles over hops that their owners weighed, and where strong ones may go on. */
import type { Candidate, SurprisePart } from '../instance.js';
import { candidateOf } from '../shapes/candidate.js';
import { keepBest } from '../shapes/chain-best.js';
import type { JointGraph, JointHop } from './joint-graph.js';

export interface TrailLimits {
  readonly payments_max: number;
  /** Nats that each further payment costs. */
  readonly continue_cost: number;
  /** A trail that falls below is left: a better one begins later in it. */
  readonly nats_floor: number;
  /** Hops that likely are near which chance may begin a trail. */
  readonly likely_nats: number;
  /** First payment to last, as far as periods tell. */
  readonly span_days: number;
  readonly steps_per_root_max: number;
  readonly steps_max: number;
}

export const TRAIL_LIMITS: TrailLimits = {
  payments_max: 16,
  continue_cost: 0.3,
  nats_floor: -2,
  likely_nats: 3,
  span_days: 7,
  steps_per_root_max: 5_000,
  steps_max: 50_000_000,
};

export interface Trails {
  readonly candidates: readonly Candidate[];
  /** First and last payments of trails of at least `ask_nats`, whether told or not. */
  readonly first: ReadonlySet<number>;
  readonly last: ReadonlySet<number>;
  readonly truncated: number;
}

interface Trail {
  readonly payments: readonly number[];
  readonly hops: readonly JointHop[];
  readonly nats: number;
  readonly closure: number;
}

/** The best chain and the best cycle from each payment, less those that better ones hold. */
export function findTrails(
  graph: JointGraph,
  ask_nats: number,
  limits: TrailLimits = TRAIL_LIMITS,
): Trails {
  const search = new TrailSearch(graph, ask_nats, limits);
  const likely = graph.hops.filter(({ nats }) => nats >= limits.likely_nats).length;
  const chance = -Math.log(Math.max(1, likely));
  const chains: Candidate[] = [];
  const cycles: Candidate[] = [];
  for (const root of search.roots()) {
    search.from(root);
    if (search.chain) chains.push(told(graph, search.chain, chance, limits));
    if (search.cycle) cycles.push(told(graph, search.cycle, chance, limits));
  }
  const best = [...keepBest(chains.filter(isLikely)), ...keepBest(cycles.filter(isLikely))];
  return {
    candidates: best,
    first: search.first,
    last: search.last,
    truncated: search.truncated,
  };
}

const isLikely = ({ nats }: Candidate) => nats > 0;

function told(
  { start }: JointGraph,
  { payments, hops, closure }: Trail,
  chance: number,
  { continue_cost }: TrailLimits,
): Candidate {
  const peels = hops.map(({ peel }) => peel).filter((peel) => peel >= 0);
  const parts: SurprisePart[] = [
    { step: 'novelty', nats: start[payments[0] as number] as number },
    { step: 'conservation', nats: hops.reduce((sum, { nats }) => sum + nats, 0) },
    { step: 'length', nats: -continue_cost * hops.length },
    ...(closure > 0 ? [{ step: 'closure', nats: closure } as const] : []),
    { step: 'chance', nats: chance },
  ];
  const shape = closure > 0 ? 'cycle' : 'chain';
  return candidateOf(shape, Int32Array.from(new Set([...payments, ...peels])).sort(), parts);
}

class TrailSearch {
  readonly first = new Set<number>();
  readonly last = new Set<number>();
  chain: Trail | undefined;
  cycle: Trail | undefined;
  truncated = 0;
  private readonly next = new Map<number, JointHop[]>();
  private readonly span: number;
  private budget: number;
  private steps = 0;
  private path: number[] = [];
  private hops: JointHop[] = [];

  constructor(
    private readonly graph: JointGraph,
    private readonly ask_nats: number,
    private readonly limits: TrailLimits,
  ) {
    for (const hop of graph.hops) {
      const list = this.next.get(hop.first);
      if (list) list.push(hop);
      else this.next.set(hop.first, [hop]);
    }
    // Payments of adjoining periods may be a moment apart.
    this.span = Math.ceil(limits.span_days / graph.period_days);
    this.budget = limits.steps_max;
  }

  roots(): number[] {
    return [...this.next.keys()].sort((a, b) => a - b);
  }

  from(root: number): void {
    this.chain = undefined;
    this.cycle = undefined;
    this.path = [root];
    this.hops = [];
    const allowed = Math.min(this.budget, this.limits.steps_per_root_max);
    this.steps = allowed;
    const period = this.graph.period[root] as number;
    this.follow(root, this.graph.start[root] as number, period, period);
    if (this.steps < 0) this.truncated++;
    this.budget -= allowed - Math.max(0, this.steps);
  }

  private follow(from: number, standing: number, first: number, last: number): void {
    const { creditor, debtor, aim, period } = this.graph;
    const goal = debtor[this.path[0] as number];
    for (const hop of this.next.get(from) ?? []) {
      if (--this.steps < 0) return;
      const when = period[hop.second] as number;
      const [low, high] = when < 0 ? [first, last] : [earlier(first, when), Math.max(last, when)];
      if (low >= 0 && high - low > this.span) continue;
      const nats = standing + hop.nats - this.limits.continue_cost;
      const payee = creditor[hop.second] as number;
      const closes = payee === goal;
      if (!closes && (nats < this.limits.nats_floor || this.isMet(payee))) continue;
      this.path.push(hop.second);
      this.hops.push(hop);
      if (closes) this.closed(nats, aim[hop.second] as number);
      else {
        this.open(nats);
        if (this.path.length < this.limits.payments_max) this.follow(hop.second, nats, low, high);
      }
      this.path.pop();
      this.hops.pop();
    }
  }

  private closed(standing: number, closure: number): void {
    const nats = standing + closure;
    if (this.path.length < 3 || (this.cycle && this.cycle.nats >= nats)) return;
    this.cycle = { payments: [...this.path], hops: [...this.hops], nats, closure };
  }

  private open(nats: number): void {
    // What the first payment adds by its class of pair is no reason to ask.
    if (nats - (this.graph.start[this.path[0] as number] as number) >= this.ask_nats) {
      this.first.add(this.path[0] as number);
      this.last.add(this.path.at(-1) as number);
    }
    if (this.path.length < 3 || (this.chain && this.chain.nats >= nats)) return;
    this.chain = { payments: [...this.path], hops: [...this.hops], nats, closure: 0 };
  }

  private isMet(account: number): boolean {
    return this.path.some((payment) => this.graph.creditor[payment] === account);
  }
}

const earlier = (a: number, b: number) => (a < 0 ? b : Math.min(a, b));
