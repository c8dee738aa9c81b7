/**
 * Which instances are the same organisation's: those that share accounts which chance would not
 * make them share. A shop that everybody pays joins nobody; a mule used twice does.
 */
import type { PaymentGraph } from '../graph/payment-graph.js';
import type { Candidate } from '../instance.js';

/** Two instances, by their index, and how surely one organisation is behind both, in nats. */
export interface InstanceLink {
  readonly left: number;
  readonly right: number;
  readonly nats: number;
}

/** Nodes that one person is behind, of which the graph does not know: pairs, either order. */
export type SameHands = readonly (readonly [number, number])[];

/** Of instances that share nothing by chance, one pair in so many shares an account by plan. */
const SHARED_BY_PLAN = 0.02;
/** An account in more instances is a place where many meet: its pairs are not all compared. */
const INSTANCES_PER_ACCOUNT_MAX = 200;

/** Links above chance, by left and right. */
export function linkInstances(
  graph: PaymentGraph,
  instances: readonly Candidate[],
  hands: SameHands = [],
): InstanceLink[] {
  const ends = instances.map((instance) => nodesOf(graph, instance));
  const byNode = indexNodes(ends, hands);
  const shared = new Map<string, number>();
  for (const [node, members] of byNode) {
    const met = members.slice(0, INSTANCES_PER_ACCOUNT_MAX);
    met.forEach((left, i) => {
      for (const right of met.slice(i + 1)) {
        const nats = sharingNats(graph, node, instances[right] as Candidate);
        const key = `${left} ${right}`;
        shared.set(key, (shared.get(key) ?? 0) + nats);
      }
    });
  }
  return [...shared]
    .filter(([, nats]) => nats > 0)
    .map(([key, nats]) => {
      const [left, right] = key.split(' ').map(Number) as [number, number];
      return { left, right, nats };
    })
    .sort((a, b) => a.left - b.left || a.right - b.right);
}

/** Accounts of an instance, ascending. */
export function nodesOf({ debtor, creditor }: PaymentGraph, { payments }: Candidate): number[] {
  const nodes = new Set<number>();
  for (const payment of payments) {
    nodes.add(debtor[payment] as number);
    nodes.add(creditor[payment] as number);
  }
  return [...nodes].filter((node) => node >= 0).sort((a, b) => a - b);
}

/** By node, the instances that it, or whoever is the same person, takes part in; ascending. */
function indexNodes(ends: readonly (readonly number[])[], hands: SameHands) {
  const first = new Map<number, number>();
  const find = (node: number): number => {
    const up = first.get(node);
    return up === undefined || up === node ? node : find(up);
  };
  for (const [a, b] of hands) {
    const [low, high] = [find(a), find(b)].sort((x, y) => x - y) as [number, number];
    if (low !== high) first.set(high, low);
  }
  const byNode = new Map<number, number[]>();
  ends.forEach((nodes, instance) => {
    for (const node of new Set(nodes.map(find))) {
      const members = byNode.get(node);
      if (members) members.push(instance);
      else byNode.set(node, [instance]);
    }
  });
  return byNode;
}

/** How much less likely it is that chance put this account into the other instance as well. */
function sharingNats(
  { incoming, outgoing }: PaymentGraph,
  node: number,
  { payments }: Candidate,
): number {
  const row = ({ starts }: PaymentGraph['incoming']) =>
    (starts[node + 1] as number) - (starts[node] as number);
  const share = (row(incoming) + row(outgoing)) / (2 * Math.max(1, incoming.payments.length));
  const byChance = 1 - (1 - share) ** (2 * payments.length);
  return Math.log(SHARED_BY_PLAN / Math.max(byChance, Number.EPSILON));
}
