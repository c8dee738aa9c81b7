/** Networks out of instances: members with roles, money in and out, and what was kept. */
import type { NetworkRole, Shape } from '../../model/index.js';
import type { PaymentGraph } from '../graph/payment-graph.js';
import type { Candidate } from '../instance.js';
import { type AccountFlow, accountFlows } from './flow.js';
import { groupInstances } from './groups.js';
import { linkInstances, nodesOf, type SameHands } from './links.js';
import { roleOf } from './roles.js';

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
  const cash = cashOut(graph, ordered);
  const { links, truncated } = linkInstances(graph, ordered, hands);
  const networks = groupInstances(ordered.length, links)
    .map((group) =>
      networkOf(
        graph,
        group.map((at) => ordered[at] as Candidate),
        cash,
      ),
    )
    .sort((a, b) => b.nats - a.nats || (a.payments[0] ?? 0) - (b.payments[0] ?? 0));
  return { networks, truncated };
}

function networkOf(
  graph: PaymentGraph,
  instances: readonly Candidate[],
  cash: (node: number, from_ms: number, to_ms: number) => number,
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
  const members = accountFlows(graph, payments).map((flow): Member => {
    const cashed = cash(flow.node, flow.first_ms, flow.last_ms + CASH_AFTER_MS);
    return {
      ...flow,
      role: roleOf(flow, cashed, circulating.has(flow.node)),
      instances: count.get(flow.node) ?? 0,
    };
  });
  return {
    instances,
    payments,
    members,
    nats: sumOf(instances, ({ nats }) => nats),
    ...moneyOf(members),
  };
}

/**
 * In and out over the border of the network. What members brought in comes out again at its ends,
 * or at those who brought it (a ring’s starter gets back what is left); the rest was kept between.
 */
function moneyOf(members: readonly Member[]) {
  const restOf = ({ in_minor, out_minor, own_minor }: Member) => in_minor + own_minor - out_minor;
  const cameOut = (member: Member) =>
    member.payees === 0 ? restOf(member) : Math.min(restOf(member), member.own_minor);
  return {
    in_minor: moneySum(members, ({ own_minor }) => own_minor),
    out_minor: moneySum(members, cameOut),
    kept_minor: moneySum(members, (member) => restOf(member) - cameOut(member)),
  };
}

/** Cash that a member took out in a time: payments without a creditor's account. */
function cashOut(graph: PaymentGraph, instances: readonly Candidate[]) {
  const isMember = new Uint8Array(graph.accounts);
  for (const instance of instances) for (const node of nodesOf(graph, instance)) isMember[node] = 1;
  // By member, times of its cash in order, and sums up to each.
  const own = new Map<number, { times: number[]; sums: number[] }>();
  for (let payment = 0; payment < graph.debtor.length; payment++) {
    const node = graph.debtor[payment] as number;
    if (node < 0 || isMember[node] === 0 || (graph.creditor[payment] as number) >= 0) continue;
    const known = own.get(node) ?? { times: [], sums: [0] };
    own.set(node, known);
    known.times.push(graph.time_ms[payment] as number);
    known.sums.push((known.sums.at(-1) ?? 0) + Math.max(0, graph.value_minor[payment] as number));
  }
  return (node: number, from_ms: number, to_ms: number) => {
    const known = own.get(node);
    if (!known) return 0;
    const before = (time: number) => countBefore(known.times, time);
    return (known.sums[before(to_ms + 1)] ?? 0) - (known.sums[before(from_ms)] ?? 0);
  };
}

/** How many of ascending times are earlier. */
function countBefore(times: readonly number[], time: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] as number) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

function moneySum<T>(items: readonly T[], value: (item: T) => number): number {
  return Math.min(Number.MAX_SAFE_INTEGER, sumOf(items, value));
}

function sumOf<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0);
}
