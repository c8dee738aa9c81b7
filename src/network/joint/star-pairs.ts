/**
 * Scatter–gather as two stars: one institution saw an account pay many, another saw an account paid
 * by many, and some of the many are the same. Neither needs the middles' own institutions.
 */
import type { Candidate } from '../instance.js';
import { candidateOf } from '../shapes/candidate.js';
import { keepBest } from '../shapes/chain-best.js';
import type { JointGraph, JointStar } from './joint-graph.js';

/** One pair of stars in e^this has its middles planned; as for all scatter–gathers. */
const CHANCE_NATS = -9;
/** The second payment of a middle lies at most so many days from its first. */
const APART_DAYS = 7;

/** A scatter–gather, and the two stars of which it is made. */
export interface StarPair {
  readonly candidate: Candidate;
  readonly scatter: JointStar;
  readonly gather: JointStar;
}

/** Pairs of stars that share two middles and more, of whose payments better ones hold few. */
export function pairStars(graph: JointGraph): StarPair[] {
  const { creditor, debtor } = graph;
  const scatters = graph.stars.filter(({ direction }) => direction === 'out');
  const byMiddle = new Map<number, { scatter: JointStar; payment: number }[]>();
  for (const scatter of scatters) {
    for (const payment of scatter.payments) {
      const middle = creditor[payment] as number;
      const list = byMiddle.get(middle);
      if (list) list.push({ scatter, payment });
      else byMiddle.set(middle, [{ scatter, payment }]);
    }
  }
  const pairs = new Map<Candidate, StarPair>();
  for (const gather of graph.stars) {
    if (gather.direction !== 'in') continue;
    const ways = new Map<JointStar, Map<number, Way>>();
    for (const second of gather.payments) {
      const middle = debtor[second] as number;
      for (const { scatter, payment: first } of byMiddle.get(middle) ?? []) {
        if (scatter.hub === gather.hub || !areNear(graph, first, second)) continue;
        const known = ways.get(scatter) ?? new Map<number, Way>();
        ways.set(scatter, known);
        const aim = graph.aim[second] as number;
        if (aim > (known.get(middle)?.aim ?? -1)) known.set(middle, { first, second, aim });
      }
    }
    for (const [scatter, middles] of ways) {
      const candidate = candidateFrom(graph, [...middles.values()], scatter, gather);
      if (candidate) pairs.set(candidate, { candidate, scatter, gather });
    }
  }
  return keepBest([...pairs.keys()]).flatMap((candidate) => pairs.get(candidate) ?? []);
}

interface Way {
  readonly first: number;
  readonly second: number;
  readonly aim: number;
}

function areNear({ period, period_days }: JointGraph, first: number, second: number): boolean {
  const [a, b] = [period[first] as number, period[second] as number];
  return a < 0 || b < 0 || Math.abs(a - b) <= Math.ceil(APART_DAYS / period_days);
}

/** The first middle may lead anywhere: only that the others agree with it is a surprise. */
function candidateFrom(
  { creditor, debtor }: JointGraph,
  ways: readonly Way[],
  scatter: JointStar,
  gather: JointStar,
): Candidate | null {
  if (ways.length < 2) return null;
  const free = Math.min(...ways.map(({ aim }) => aim));
  const agreement = ways.reduce((sum, { aim }) => sum + aim, 0) - free;
  if (agreement + CHANCE_NATS <= 0) return null;
  const payees = new Set(scatter.payments.map((payment) => creditor[payment]));
  const payers = new Set(gather.payments.map((payment) => debtor[payment]));
  const payments = new Set([
    ...scatter.payments.filter((payment) => payers.has(creditor[payment] as number)),
    ...gather.payments.filter((payment) => payees.has(debtor[payment] as number)),
  ]);
  return candidateOf('scatter_gather', Int32Array.from(payments).sort(), [
    { step: 'agreement', nats: agreement },
    { step: 'chance', nats: CHANCE_NATS },
  ]);
}
