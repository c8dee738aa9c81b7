/** What one account did in its network's instances: sums, counterparties, how long value rested. */
import type { PaymentGraph } from '../graph/payment-graph.js';

export interface AccountFlow {
  readonly node: number;
  /** Its payments, ascending. */
  readonly payments: readonly number[];
  readonly in_minor: number;
  readonly out_minor: number;
  /** What it paid before it had received as much: money that it brought in. */
  readonly own_minor: number;
  readonly payers: number;
  readonly payees: number;
  readonly first_ms: number;
  readonly last_ms: number;
  /** Mean rest of what was passed on, by value, first in, first out; null if nothing was. */
  readonly dwell_ms: number | null;
}

/** Flows of all accounts that payments (ascending, each once) touch, by node. */
export function accountFlows(graph: PaymentGraph, payments: readonly number[]): AccountFlow[] {
  const byNode = new Map<number, number[]>();
  for (const payment of payments) {
    for (const node of [graph.debtor[payment] as number, graph.creditor[payment] as number]) {
      const own = byNode.get(node);
      if (own) own.push(payment);
      else byNode.set(node, [payment]);
    }
  }
  byNode.delete(-1);
  return [...byNode].sort(([a], [b]) => a - b).map(([node, own]) => flowOf(graph, node, own));
}

function flowOf(graph: PaymentGraph, node: number, payments: readonly number[]): AccountFlow {
  const { time_ms, debtor, creditor, value_minor } = graph;
  const ins = payments.filter((payment) => creditor[payment] === node);
  const outs = payments.filter((payment) => debtor[payment] === node);
  const sum = (of: readonly number[]) =>
    Math.min(
      Number.MAX_SAFE_INTEGER,
      of.reduce((total, payment) => total + Math.max(0, value_minor[payment] as number), 0),
    );
  return {
    node,
    payments,
    in_minor: sum(ins),
    out_minor: sum(outs),
    own_minor: ownMoney(graph, node, payments),
    payers: new Set(ins.map((payment) => debtor[payment])).size,
    payees: new Set(outs.map((payment) => creditor[payment])).size,
    first_ms: time_ms[payments[0] as number] as number,
    last_ms: time_ms[payments.at(-1) as number] as number,
    dwell_ms: dwellOf(graph, ins, outs),
  };
}

/** The most by which payments out were ahead of payments in. */
function ownMoney(
  { creditor, value_minor }: PaymentGraph,
  node: number,
  payments: readonly number[],
): number {
  let ahead = 0;
  let most = 0;
  for (const payment of payments) {
    const value = Math.max(0, value_minor[payment] as number);
    ahead += creditor[payment] === node ? -value : value;
    most = Math.max(most, ahead);
  }
  return Math.min(Number.MAX_SAFE_INTEGER, most);
}

/** Lots leave in the order in which they came; what leaves before it came is no rest. */
function dwellOf(
  { time_ms, value_minor }: PaymentGraph,
  ins: readonly number[],
  outs: readonly number[],
): number | null {
  const lots = ins.map((payment) => ({
    at_ms: time_ms[payment] as number,
    left: value_minor[payment] as number,
  }));
  let lot = 0;
  let moved = 0;
  let rested = 0;
  for (const payment of outs) {
    const at_ms = time_ms[payment] as number;
    let wanted = value_minor[payment] as number;
    for (; wanted > 0; lot++) {
      const next = lots[lot];
      if (!next || next.at_ms > at_ms) break;
      const taken = Math.min(wanted, next.left);
      rested += taken * (at_ms - next.at_ms);
      moved += taken;
      wanted -= taken;
      next.left -= taken;
      if (next.left > 0) break;
    }
  }
  return moved === 0 ? null : Math.round(rested / moved);
}
