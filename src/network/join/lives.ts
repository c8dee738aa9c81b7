/**
 * Who pays into a network out of a life of its own. Ordinary payers (a payroll, a pension fund, a
 * customer) and likely victims must not bear a launderer's role: FATF (2018, “Professional money
 * laundering”) and the banks' duty of fairness tell those who are used from those who serve.
 */
import { present } from '../../base/index.js';
import type { PaymentGraph } from '../graph/payment-graph.js';
import { createMoved } from './moved.js';

export type OwnLife = 'payer' | 'possible_victim';

const DAY_MS = 86_400_000;
/** Payments of a pair outside the network that make a habit, and how evenly they come. */
const HABIT_TIMES = 4;
const HABIT_SPREAD = 0.35;
/** Payments nearer to each other are one time of a habit. */
const ONE_TIME_MS = 3 * DAY_MS;
/** A habit is most of what one pays, or all but this share of what one receives. */
const HABIT_PAID = 0.5;
const HABIT_RECEIVED = 0.8;
/** Mules pass on nearly all: who keeps more of what came lives on it. */
const PASSED_SHARE = 0.7;
/** A life of its own: so many other payments, and so long before the first to the network. */
const LIFE_PAYMENTS = 20;
/** Whoever pays and is paid so often is a business, and no victim. */
const LIFE_PAYMENTS_MAX = 20_000;
const LIFE_MS = 60 * DAY_MS;
/** Who got half of it new or in cash in the days before carries other people's money. */
const CARRIED_MS = 7 * DAY_MS;
const CARRIED_SHARE = 0.5;
/** A pair of at most so many payments is new. */
const NEW_TIMES = 2;
/** Victims pay their largest sums: no more than one in twenty other payments is larger. */
const LARGER_SHARE = 0.05;

/** Judges a node by what it did in its network (payments ascending) and elsewhere. */
export type Lives = (
  node: number,
  own: readonly number[],
  network: ReadonlySet<number>,
  hubs: ReadonlySet<number>,
) => OwnLife | null;

/** `isMember` is 1 for the nodes that will be asked about. Time: the payments once, then rows. */
export function createLives(graph: PaymentGraph, isMember: Uint8Array): Lives {
  const { debtor, creditor, value_minor, time_ms, outgoing, incoming } = graph;
  const cash = createMoved(graph, isMember, 'in');
  const row = ({ starts, payments }: PaymentGraph['incoming'], node: number) =>
    payments.subarray(starts[node] as number, starts[node + 1] as number);
  const worth = (payment: number) => Math.max(0, value_minor[payment] as number);
  const sum = (of: readonly number[]) => of.reduce((total, each) => total + worth(each), 0);

  /** By pairs of some payments, the times of each in the graph. */
  function timesOf(payments: readonly number[], node: number, side: 'in' | 'out') {
    const [rows, far] = side === 'in' ? [incoming, debtor] : [outgoing, creditor];
    const pairs = new Map(payments.map((payment) => [far[payment] as number, [] as number[]]));
    for (const payment of row(rows, node)) pairs.get(far[payment] as number)?.push(payment);
    return { pairs, far };
  }

  function habitual(
    node: number,
    payments: readonly number[],
    side: 'in' | 'out',
    network: ReadonlySet<number>,
  ): number {
    const { pairs, far } = timesOf(payments, node, side);
    const even = new Map(
      [...pairs].map(([other, all]) => [other, isHabit(all, network, time_ms)] as const),
    );
    return sum(payments.filter((payment) => even.get(far[payment] as number)));
  }

  return (node, own, network, hubs) => {
    const outs = own.filter((payment) => debtor[payment] === node);
    const ins = own.filter((payment) => creditor[payment] === node);
    if (outs.length === 0) return null;
    const isIncome =
      habitual(node, ins, 'in', network) >= HABIT_RECEIVED * sum(ins) ||
      sum(outs) <= PASSED_SHARE * sum(ins);
    if (!isIncome) return null;
    if (habitual(node, outs, 'out', network) >= HABIT_PAID * sum(outs)) return 'payer';
    if (!outs.every((payment) => hubs.has(creditor[payment] as number))) return null;
    if (row(outgoing, node).length + row(incoming, node).length > LIFE_PAYMENTS_MAX) return null;
    const all = [...row(outgoing, node), ...row(incoming, node)];
    const others = all.filter((payment) => !network.has(payment));
    const first_ms = time_ms[present(outs[0], 'a payment')] as number;
    const since_ms = others.reduce(
      (least, each) => Math.min(least, time_ms[each] as number),
      first_ms,
    );
    if (others.length < LIFE_PAYMENTS || first_ms - since_ms < LIFE_MS) return null;
    const known = new Set(ins);
    const carries = outs.some(
      (payment) =>
        carried(graph, node, time_ms[payment] as number, known) +
          cash(node, (time_ms[payment] as number) - CARRIED_MS, time_ms[payment] as number) >=
        CARRIED_SHARE * worth(payment),
    );
    if (carries) return null;
    const most = outs.reduce((largest, payment) => Math.max(largest, worth(payment)), 0);
    const paid = others.filter(
      (payment) => debtor[payment] === node && !hubs.has(creditor[payment] as number),
    );
    const larger = paid.filter((payment) => worth(payment) > most).length;
    return larger <= LARGER_SHARE * paid.length ? 'possible_victim' : 'payer';
  };
}

/** What came in, new, before a moment, and may be what is carried on. */
function carried(
  { debtor, value_minor, time_ms, incoming: { starts, payments } }: PaymentGraph,
  node: number,
  at_ms: number,
  own: ReadonlySet<number>,
): number {
  const row = payments.subarray(starts[node] as number, starts[node + 1] as number);
  const times = new Map<number, number>();
  for (const payment of row)
    times.set(debtor[payment] as number, (times.get(debtor[payment] as number) ?? 0) + 1);
  let sum = 0;
  for (const payment of row) {
    const time = time_ms[payment] as number;
    if (time > at_ms || time < at_ms - CARRIED_MS || own.has(payment)) continue;
    if ((times.get(debtor[payment] as number) ?? 0) > NEW_TIMES) continue;
    sum += Math.max(0, value_minor[payment] as number);
  }
  return sum;
}

/** Whether a pair's payments outside the network come again and again at even distances. */
function isHabit(
  payments: readonly number[],
  network: ReadonlySet<number>,
  time_ms: Float64Array,
): boolean {
  const times: number[] = [];
  let outside = 0;
  for (const payment of payments) {
    if (!network.has(payment)) outside++;
    const at = time_ms[payment] as number;
    if (at - (times.at(-1) ?? Number.NEGATIVE_INFINITY) > ONE_TIME_MS) times.push(at);
  }
  if (outside < HABIT_TIMES || times.length < HABIT_TIMES) return false;
  const gaps = times.slice(1).map((at, i) => at - (times[i] as number));
  const mean = gaps.reduce((total, gap) => total + gap, 0) / gaps.length;
  const variance = gaps.reduce((total, gap) => total + (gap - mean) ** 2, 0) / gaps.length;
  return Math.sqrt(variance) <= HABIT_SPREAD * mean;
}
