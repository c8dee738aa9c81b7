/** Networks out of instances: members with roles, money in and out, and what was kept. */
import type { NetworkRole, Shape } from '../../model/index.js';
import type { PaymentGraph } from '../graph/payment-graph.js';
import type { Candidate } from '../instance.js';
import { type AccountFlow, accountFlows } from './flow.js';
import { groupInstances } from './groups.js';
import { linkInstances, nodesOf, type SameHands } from './links.js';
import { createLives, type Lives } from './lives.js';
import { createMoved, type Moved } from './moved.js';
import { roleOf, STAR_MIN } from './roles.js';

export interface Member extends AccountFlow {
  readonly role: NetworkRole;
  readonly instances: number;
}

/** A network, by numbers of its graph. */
export interface FoundNetwork {
  /** By first payment; the first of them names the network, so that growth keeps the name. */
  readonly instances: readonly Candidate[];
  /** All payments of its instances, ascending, each once. */
  readonly payments: readonly number[];
  readonly members: readonly Member[];
  /** Surprise of its instances, added up. */
  readonly nats: number;
  readonly in_minor: number;
  readonly out_minor: number;
  readonly kept_minor: number;
}

const CIRCULATING: ReadonlySet<Shape> = new Set(['cycle', 'chain', 'peel_chain', 'stack']);
const OWN_LIFE: ReadonlySet<NetworkRole> = new Set(['payer', 'possible_victim']);
/** Cash that leaves so soon after a member's last payment is the network's, in milliseconds. */
const CASH_AFTER_MS = 7 * 86_400_000;

export interface JoinedNetworks {
  /** The most surprising first; of equals the one that began earlier. */
  readonly networks: readonly FoundNetwork[];
  /** Accounts and instances of which not all links were looked at. */
  readonly truncated: number;
}

/** Networks of the instances; sums of money stop at the largest whole number that is exact. */
export function joinNetworks(
  graph: PaymentGraph,
  instances: readonly Candidate[],
  hands: SameHands = [],
): JoinedNetworks {
  const ordered = [...instances].sort(
    (a, b) => (a.payments[0] ?? 0) - (b.payments[0] ?? 0) || b.nats - a.nats,
  );
  const isMember = new Uint8Array(graph.accounts);
  for (const instance of ordered) for (const node of nodesOf(graph, instance)) isMember[node] = 1;
  const seen = { cash: createMoved(graph, isMember, 'out'), lives: createLives(graph, isMember) };
  const { links, truncated } = linkInstances(graph, ordered, hands);
  const networks = groupInstances(ordered.length, links)
    .map((group) =>
      networkOf(
        graph,
        group.map((at) => ordered[at] as Candidate),
        seen,
      ),
    )
    .sort((a, b) => b.nats - a.nats || (a.payments[0] ?? 0) - (b.payments[0] ?? 0));
  return { networks, truncated };
}

function networkOf(
  graph: PaymentGraph,
  instances: readonly Candidate[],
  { cash, lives }: { readonly cash: Moved; readonly lives: Lives },
): FoundNetwork {
  const payments = [...new Set(instances.flatMap(({ payments: own }) => [...own]))].sort(
    (a, b) => a - b,
  );
  const count = new Map<number, number>();
  const circulating = new Set<number>();
  for (const { shape, payments: own } of instances) {
    const ends = new Set<number>();
    for (const payment of own) {
      ends.add(graph.debtor[payment] as number).add(graph.creditor[payment] as number);
    }
    for (const node of ends) {
      count.set(node, (count.get(node) ?? 0) + 1);
      if (CIRCULATING.has(shape)) circulating.add(node);
    }
  }
  const flows = accountFlows(graph, payments);
  const network = new Set(payments);
  const hubs = new Set(flows.flatMap(({ node, payers }) => (payers >= STAR_MIN ? [node] : [])));
  const own = new Map(
    flows.flatMap(({ node, payments: each }) => {
      const life = lives(node, each, network, hubs);
      return life ? [[node, life] as const] : [];
    }),
  );
  const members = flows.map((flow): Member => {
    const cashed = cash(flow.node, flow.first_ms, flow.last_ms + CASH_AFTER_MS);
    const life = own.get(flow.node) ?? (paysOnly(graph, flow, own) ? 'payer' : null);
    return {
      ...flow,
      role: life ?? roleOf(flow, cashed, circulating.has(flow.node)),
      instances: count.get(flow.node) ?? 0,
    };
  });
  return {
    instances,
    payments,
    members,
    nats: sumOf(instances, ({ nats }) => nats),
    ...moneyOf(graph, withoutWages(graph, payments, members)),
  };
}

/** Whoever pays those who live a life of their own, and nobody pays it, pays their income. */
function paysOnly(
  { creditor }: PaymentGraph,
  { payers, payments }: AccountFlow,
  own: ReadonlyMap<number, unknown>,
): boolean {
  return payers === 0 && payments.every((payment) => own.has(creditor[payment] as number));
}

/** What an ordinary life receives, such as the pension of a victim, never was the network's. */
function withoutWages(
  { creditor }: PaymentGraph,
  payments: readonly number[],
  members: readonly Member[],
): readonly number[] {
  const own = new Set(members.filter(({ role }) => OWN_LIFE.has(role)).map(({ node }) => node));
  return own.size === 0 ? payments : payments.filter((each) => !own.has(creditor[each] as number));
}

/**
 * In and out over the border of the network. What members brought in comes out again at its ends,
 * or at those who brought it (a ring’s starter gets back what is left); the rest was kept between.
 * Cash comes from nobody's account and goes to none.
 */
function moneyOf(graph: PaymentGraph, payments: readonly number[]) {
  const members = accountFlows(graph, payments);
  const restOf = ({ in_minor, out_minor, own_minor }: AccountFlow) =>
    in_minor + own_minor - out_minor;
  const cameOut = (member: AccountFlow) =>
    member.payees === 0 ? restOf(member) : Math.min(restOf(member), member.own_minor);
  const cash = (far: Int32Array) =>
    sumOf(payments, (payment) =>
      (far[payment] as number) < 0 ? Math.max(0, graph.value_minor[payment] as number) : 0,
    );
  return {
    in_minor: capped(cash(graph.debtor) + sumOf(members, ({ own_minor }) => own_minor)),
    out_minor: capped(cash(graph.creditor) + sumOf(members, cameOut)),
    kept_minor: capped(sumOf(members, (member) => restOf(member) - cameOut(member))),
  };
}

function capped(money: number): number {
  return Math.min(Number.MAX_SAFE_INTEGER, money);
}

function sumOf<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0);
}
