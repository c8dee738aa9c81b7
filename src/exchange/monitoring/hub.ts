/**
 * The hub of joint monitoring: joins contributions, searches them, asks owners about the ends of
 * what is strong, and tells each owner of its own customers only. It holds no key and no token of
 * its own, answers no question, and forgets with the epoch.
 */
import { Fault, type Ids } from '../../base/index.js';
import { type JoinCounts, type JoinedGraph, Joint } from './joint.js';
import type { MonitoringPolicy } from './policy.js';
import {
  type Ask,
  bandOf,
  type Contribution,
  type Edge,
  type Epoch,
  type Hit,
  type Token,
} from './records.js';

/** A pattern found: numbers of the graph's payments. */
export interface DetectedPattern {
  readonly shape: string;
  readonly payments: Iterable<number>;
  readonly nats: number;
}

/** What would tell more: the next or previous hop of a payment, the rest of a star. */
export type DetectorWish =
  | { readonly wish: 'next' | 'previous'; readonly payment: number }
  | {
      readonly wish: 'star';
      readonly hub: number;
      readonly direction: 'in' | 'out';
      readonly payments: readonly number[];
    };

/** The search over the joined graph, another subject's; it sees no token. */
export type Detect = (
  graph: JoinedGraph,
  ask_nats: number,
) => { readonly instances: readonly DetectedPattern[]; readonly wishes: readonly DetectorWish[] };

export interface HubOptions {
  /** Who runs it: an authority, or an institution that contributes nothing to it. */
  readonly institution: string;
  readonly epoch: Epoch;
  readonly policy: MonitoringPolicy;
  readonly detect: Detect;
  readonly ids: Ids;
}

/** How the hub reaches an owner. */
export interface Owners {
  answer(institution: string, asks: readonly Ask[]): Promise<Contribution>;
}

export interface HubRun {
  readonly rounds: number;
  readonly asks: number;
  /** Asks beyond the policy's measure: what they would have brought is not known. */
  readonly unasked: number;
  readonly patterns: number;
  /** Patterns of too few customers or institutions, told to nobody. */
  readonly withheld: number;
  readonly joined: JoinCounts;
}

/** A pattern that is told, for the hub's own record: tokens only. */
export interface ToldPattern {
  readonly id: string;
  readonly shape: string;
  readonly nats: number;
  readonly edges: readonly Edge[];
}

export class Hub {
  private readonly joint = new Joint();
  private readonly contributors = new Set<string>();
  /** By institution, whom it lets nobody name. */
  private readonly struck = new Map<string, ReadonlySet<Token>>();
  private customers = 0;
  private told: readonly ToldPattern[] = [];
  private hasEnded = false;

  constructor(private readonly options: HubOptions) {}

  /**
   * Takes a first contribution. Faults: `exchange.monitoring.other_agreement` (agreement or epoch
   * is not the hub's), `exchange.monitoring.twice`, `exchange.monitoring.own_hub`: who knows tokens
   * of its own customers in clear would read their neighbours off the graph.
   */
  receive(contribution: Contribution): void {
    this.check(contribution);
    const { institution } = contribution;
    if (institution === this.options.institution) throw new Fault('exchange.monitoring.own_hub');
    if (this.contributors.has(institution)) throw new Fault('exchange.monitoring.twice');
    this.contributors.add(institution);
    this.struck.set(institution, new Set(contribution.struck));
    this.add(contribution);
  }

  /** Searches and asks until nothing new is learnt, or the policy's rounds and asks are spent. */
  async run(owners: Owners): Promise<HubRun> {
    if (this.hasEnded)
      throw new Fault('exchange.monitoring.ended', { epoch: this.options.epoch.id });
    const { policy } = this.options;
    const asked = new Set<string>();
    this.customers = new Set(
      this.joint.allEdges().flatMap(({ source, target }) => [source, target]),
    ).size;
    let left = policy.asks.per_customer_max * this.customers;
    let unasked = 0;
    let asks = 0;
    let rounds = 0;
    for (; rounds < policy.asks.rounds_max; rounds++) {
      const fresh = this.wishedFor().filter(
        ({ ask }) => !keysOf(ask).some((key) => asked.has(key)),
      );
      const now = fresh.slice(0, left);
      unasked += fresh.length - now.length;
      left -= now.length;
      if (now.length === 0) break;
      for (const { ask } of now) for (const key of keysOf(ask)) asked.add(key);
      asks += now.length;
      for (const [institution, asks] of byInstitution(now)) {
        if (!this.contributors.has(institution)) continue;
        const answer = await owners.answer(institution, asks);
        this.check(answer);
        this.add(answer);
      }
    }
    const { patterns, withheld } = this.settle();
    return { rounds, asks, unasked, patterns, withheld, joined: this.joint.counts };
  }

  /** What an owner is told: its own customers' tokens and payments in each pattern. */
  hitsFor(institution: string): Hit[] {
    return this.told.flatMap(({ id, shape, nats, edges }) => {
      const own = edges.filter(
        (edge) =>
          edge.source_institution === institution || edge.target_institution === institution,
      );
      if (own.length === 0) return [];
      const customers = own.flatMap((edge) => [
        ...(edge.source_institution === institution ? [edge.source] : []),
        ...(edge.target_institution === institution ? [edge.target] : []),
      ]);
      return [
        {
          id,
          shape,
          nats_band: natsBand(nats),
          customers_band: bandOf(customersOf(edges).size),
          customers: [...new Set(customers)].sort(),
          payments: own.map(({ payment }) => payment).sort(),
          periods: [...new Set(own.map(({ period }) => period))],
        },
      ];
    });
  }

  /** What the hub found, in tokens: for its record, and to measure; never sent. */
  get patterns(): readonly ToldPattern[] {
    return this.told;
  }

  get edges(): readonly Edge[] {
    return this.joint.allEdges();
  }

  /** Forgets all it was told, with the epoch's key. */
  end(): void {
    this.hasEnded = true;
    this.told = [];
    this.joint.strike(() => true);
  }

  /** Whoever an owner struck is dropped from what all others tell, before and after. */
  private add(contribution: Contribution): void {
    this.joint.add(contribution);
    this.joint.strike((account, holder) => this.struck.get(holder)?.has(account) ?? false);
  }

  private check({ agreement, epoch }: Contribution): void {
    const own = this.options.epoch;
    if (this.hasEnded) throw new Fault('exchange.monitoring.ended', { epoch: own.id });
    if (agreement !== own.agreement || epoch !== own.id) {
      throw new Fault('exchange.monitoring.other_agreement', { agreement, epoch });
    }
  }

  private wishedFor(): { institution: string; ask: Ask }[] {
    const { policy, detect } = this.options;
    const { graph, edges, accounts } = this.joint.graph(policy.coarsening.period_days);
    const wishes = detect(graph, policy.asks.part_nats_min).wishes;
    return wishes.map((wish) => {
      if (wish.wish === 'star') {
        const tokens = wish.payments.map((number) => edges[number] as Edge);
        const first = tokens[0] as Edge;
        const { direction } = wish;
        const payments = tokens.map(({ payment }) => payment).sort();
        const institution =
          direction === 'in' ? first.target_institution : first.source_institution;
        const customer = accounts[wish.hub] as Token;
        return { institution, ask: { ask: 'star', customer, direction, payments } };
      }
      const edge = edges[wish.payment] as Edge;
      const [institution, customer] =
        wish.wish === 'next'
          ? [edge.target_institution, edge.target]
          : [edge.source_institution, edge.source];
      return {
        institution,
        ask: { ask: wish.wish, customer, payment: edge.payment, period: edge.period },
      };
    });
  }

  private settle(): { patterns: number; withheld: number } {
    const { policy, detect, ids } = this.options;
    const { graph, edges } = this.joint.graph(policy.coarsening.period_days);
    const found = detect(graph, policy.asks.part_nats_min).instances.map((pattern) => ({
      ...pattern,
      edges: Array.from(pattern.payments, (number) => edges[number] as Edge),
    }));
    const told = found.filter(
      (pattern) =>
        customersOf(pattern.edges).size >= policy.group.customers_min &&
        new Set(pattern.edges.flatMap((edge) => endsOf(edge).map(([bank]) => bank))).size >=
          policy.group.institutions_min,
    );
    this.told = told.map(({ shape, nats, edges: own }) => ({
      id: ids.next(),
      shape,
      nats,
      edges: own,
    }));
    return { patterns: told.length, withheld: found.length - told.length };
  }
}

const customersOf = (edges: readonly Edge[]) =>
  new Set(edges.flatMap(({ source, target }) => [source, target]));

const endsOf = (edge: Edge) =>
  [
    [edge.source_institution, edge.source],
    [edge.target_institution, edge.target],
  ] as const;

function byInstitution(wishes: readonly { institution: string; ask: Ask }[]): Map<string, Ask[]> {
  const asks = new Map<string, Ask[]>();
  for (const { institution, ask } of wishes) {
    const list = asks.get(institution);
    if (list) list.push(ask);
    else asks.set(institution, [ask]);
  }
  return asks;
}

/** A star is asked about once, however it grew. */
const keysOf = (ask: Ask): string[] =>
  ask.ask === 'star'
    ? ask.payments.map((payment) => `${ask.customer}|${ask.direction}|${payment}`)
    : [`${ask.ask}|${ask.payment}`];

function natsBand(nats: number): string {
  const least = Math.floor(nats / NATS_BAND) * NATS_BAND;
  return `${least}–${least + NATS_BAND}`;
}

const NATS_BAND = 10;
