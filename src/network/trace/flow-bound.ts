import { FlowNetwork } from './max-flow.js';
import type { View } from './view.js';

/**
 * The exact form of the cut bounds on a small graph: the maximum flow from all marked payments to
 * each of the others, where money may wait in an account as long as it likes and goes on with later
 * payments: Akrida, Czyzowicz, Gąsieniec, Kuszner and Spirakis, “Temporal flows in temporal
 * networks” (CIAC 2017). Payments of one instant whose order is not known may follow one another
 * in any order. `reached`: the payments with a cut bound above 0, in the order of the trace.
 */
export function flowBounds(view: View, reached: readonly number[], cuts: Float64Array): void {
  const { network, source, arrivals } = networkOf(view, reached);
  const exact = reached.map((payment) =>
    view.marked[payment] === 1
      ? (cuts[payment] as number)
      : network.maxFlow(source, arrivals.get(payment) as number, cuts[payment] as number),
  );
  for (const [i, payment] of reached.entries()) cuts[payment] = exact[i] as number;
}

/**
 * A payment is an arc from its departure to its arrival. An account is a chain of nodes, one an
 * arrival, each leading to the next and to the departures until then; for payments of an instant
 * with ties there is one more node, to which all of them arrive and from which all depart.
 */
function networkOf({ columns, giver, taker, marked, absorbs }: View, reached: readonly number[]) {
  const network = new FlowNetwork();
  const source = network.addNode();
  const waiting = new Map<number, number>();
  const ties = new Map<string, number>();
  const arrivals = new Map<number, number>();
  const tieNode = (account: number, payment: number): number => {
    const key = `${account} ${columns.time_ms[payment]}`;
    const node = ties.get(key) ?? network.addNode();
    ties.set(key, node);
    return node;
  };
  for (const payment of reached) {
    const value = columns.value_minor[payment] as number;
    const [from, to] = [giver[payment] as number, taker[payment] as number];
    const [departure, arrival] = [network.addNode(), network.addNode()];
    const isTied = columns.ties[payment] === 1;
    arrivals.set(payment, arrival);
    network.addArc(departure, arrival, value);
    if (marked[payment] === 1) network.addArc(source, departure);
    else {
      const chain = waiting.get(from);
      if (chain !== undefined) network.addArc(chain, departure);
      if (isTied) network.addArc(tieNode(from, payment), departure);
    }
    if (to < 0 || absorbs[to] === 1) continue;
    const [before, after] = [waiting.get(to), network.addNode()];
    if (before !== undefined) network.addArc(before, after);
    network.addArc(arrival, after);
    waiting.set(to, after);
    if (isTied) network.addArc(arrival, tieNode(to, payment));
  }
  return { network, source, arrivals };
}
