/**
 * Payments within one group of companies that keep to a rhythm: a treasury that sweeps balances up
 * every week, members that charge one another on the same day every month. Each payment that comes
 * when the rhythm says it would is so much less of a surprise: the density of a normal delay
 * against one at random. Owners' rings without a rhythm of long standing keep their surprise.
 */
import type { PaymentGraph } from '../graph/payment-graph.js';
import type { Candidate } from '../instance.js';
import { nodesOf } from './links.js';

/** By node, the groups it is of; two nodes that have one in common are of one group. */
export type Groups = ReadonlyMap<number, ReadonlySet<string>>;

const DAY_MS = 86_400_000;
/** A rhythm has been kept so often and so long before it explains anything. */
const TIMES_MIN = 6;
const LASTING_MS = 150 * DAY_MS;
/** Nobody pays more evenly than to a day: weekends and holidays. */
const SPREAD_LEAST_MS = DAY_MS;
/** ln √(2πe): the entropy of a normal delay of spread 1. */
const NORMAL_ENTROPY = 1.4189;

/** The instances, with what a group's rhythm explains taken off; those it explains are gone. */
export function sinkGroupHabits(
  graph: PaymentGraph,
  instances: readonly Candidate[],
  groups: Groups,
): Candidate[] {
  const rhythm = createRhythms(graph);
  return instances.flatMap((instance) => {
    if (!isOneGroup(nodesOf(graph, instance), groups)) return [instance];
    const explained = instance.payments.reduce((sum, payment) => sum + rhythm(payment), 0);
    if (explained === 0) return [instance];
    const nats = instance.nats - explained;
    const part = { step: 'group_rhythm', nats: -explained } as const;
    return nats > 0 ? [{ ...instance, nats, parts: [...instance.parts, part] }] : [];
  });
}

function isOneGroup(nodes: readonly number[], groups: Groups): boolean {
  const [first, ...others] = nodes.map((node) => groups.get(node) ?? new Set<string>());
  if (!first) return false;
  return [...first].some((group) => others.every((own) => own.has(group)));
}

/** By payment, the nats that the rhythm of its pair explains. */
function createRhythms({ outgoing, creditor, debtor, accounts, time_ms }: PaymentGraph) {
  const known = new Map<number, number>();
  return (payment: number): number => {
    const [from, to] = [debtor[payment] as number, creditor[payment] as number];
    const pair = from * accounts + to;
    const before = known.get(pair);
    if (before !== undefined) return before;
    const times: number[] = [];
    const end = outgoing.starts[from + 1] as number;
    for (let at = outgoing.starts[from] as number; at < end; at++) {
      const each = outgoing.payments[at] as number;
      if (creditor[each] === to) times.push(time_ms[each] as number);
    }
    const nats = explainedBy(times);
    known.set(pair, nats);
    return nats;
  };
}

function explainedBy(times: readonly number[]): number {
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  if (times.length < TIMES_MIN || last - first < LASTING_MS) return 0;
  const gaps = times.slice(1).map((at, i) => at - (times[i] as number));
  const mean = (last - first) / gaps.length;
  const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length;
  const spread = Math.max(SPREAD_LEAST_MS, Math.sqrt(variance));
  return Math.max(0, Math.log(mean / spread) - NORMAL_ENTROPY);
}
