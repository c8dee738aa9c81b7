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
/** Of the instances that share an account, each is compared with so many that began next. */
const NEXT_AT_ACCOUNT_MAX = 32;
/** So many links of an instance to later ones, the surest, hold together what belongs together. */
const LINKS_MAX = 32;

export interface Links {
  /** Those above chance, by left and right. */
  readonly links: readonly InstanceLink[];
  /** Accounts of which not all pairs of instances were compared, and instances of more links. */
  readonly truncated: number;
}

/**
 * Links of instances that share accounts. Where many share an account, or one shares with many,
 * only the nearest and the surest are kept: memory and time grow with the instances' accounts.
 */
export function linkInstances(
  graph: PaymentGraph,
  instances: readonly Candidate[],
  hands: SameHands = [],
): Links {
  const { ends, byNode } = indexNodes(graph, instances, hands);
  const rarity = createRarity(graph);
  const place = new Map<number, number>();
  const nats = new Float64Array(instances.length);
  const metBy = new Int32Array(instances.length).fill(-1);
  const links: InstanceLink[] = [];
  let truncated = 0;
  for (const { length } of byNode.values()) if (length > NEXT_AT_ACCOUNT_MAX + 1) truncated++;
  ends.forEach((nodes, left) => {
    const met: number[] = [];
    for (const node of nodes) {
      const members = byNode.get(node) as readonly number[];
      const next = (place.get(node) ?? 0) + 1;
      place.set(node, next);
      const sharing = rarity(node);
      for (let at = next; at < Math.min(members.length, next + NEXT_AT_ACCOUNT_MAX); at++) {
        const right = members[at] as number;
        const own = sharing((instances[right] as Candidate).payments.length);
        nats[right] = (nats[right] as number) + own;
        if (metBy[right] === left) continue;
        metBy[right] = left;
        met.push(right);
      }
    }
    const found = met
      .map((right) => ({ left, right, nats: nats[right] as number }))
      .filter((link) => link.nats > 0)
      .sort((a, b) => b.nats - a.nats || a.right - b.right);
    if (found.length > LINKS_MAX) truncated++;
    links.push(...found.slice(0, LINKS_MAX).sort((a, b) => a.right - b.right));
    for (const right of met) nats[right] = 0;
  });
  return { links, truncated };
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

/** By instance its nodes, one for each person; and by node its instances, ascending. */
function indexNodes(graph: PaymentGraph, instances: readonly Candidate[], hands: SameHands) {
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
  const ends = instances.map((instance) => [...new Set(nodesOf(graph, instance).map(find))]);
  ends.forEach((nodes, instance) => {
    for (const node of nodes) {
      const members = byNode.get(node);
      if (members) members.push(instance);
      else byNode.set(node, [instance]);
    }
  });
  return { ends, byNode };
}

/** How much less likely it is that chance put a node into an instance of so many payments. */
function createRarity({ incoming, outgoing }: PaymentGraph) {
  const row = ({ starts }: PaymentGraph['incoming'], node: number) =>
    (starts[node + 1] as number) - (starts[node] as number);
  return (node: number) => {
    const share = (row(incoming, node) + row(outgoing, node)) / (2 * incoming.payments.length || 1);
    const ln_elsewhere = Math.log1p(-share);
    let known = { payments: 0, nats: 0 };
    return (payments: number) => {
      // Instances that share accounts by the thousand are alike.
      if (payments === known.payments) return known.nats;
      const by_chance = -Math.expm1(2 * payments * ln_elsewhere);
      known = { payments, nats: Math.log(SHARED_BY_PLAN / Math.max(by_chance, Number.EPSILON)) };
      return known.nats;
    };
  };
}
