/**
 * Fan-in, fan-out and gather–scatter as candidates: bursts at one account, and those of both
 * directions where the account gathers first and scatters then (Altman et al. 2023, “Realistic
 * synthetic financial transactions for anti-money laundering models”, names the shapes).
 */
import { rowBetween } from '../graph/following.js';
import type { PaymentGraph } from '../graph/payment-graph.js';
import type { Candidate } from '../instance.js';
import type { Background } from '../surprise/background.js';
import { type Burst, DAY_MS, LONGEST_DAYS } from './bursts.js';
import { candidateOf } from './candidate.js';

/** Of bursts in accounts' windows, one in e^this was planned: most are people's busy weeks. */
const CHANCE_NATS = -10;
/** A hub that gathers and scatters is rarer than either. */
const JOINT_CHANCE_NATS = CHANCE_NATS - 3;
/** Money rests at most so long between the last that came and the first that went, in days. */
const REST_DAYS_MAX = 3;
/** The halves follow one another: their middles lie at least so far apart, in days. */
const MIDDLES_APART_DAYS = 1;
/** Where the halves meet, the last that comes may be so much later than the first that goes. */
const MEETING_DAYS = 0.5;
/** One half must say something by itself, or both together. */
const STRONGER_HALF_NATS = 9;
const BOTH_HALVES_NATS = 15;

/** Bursts that are stars by themselves; fewer than three payments are none. */
export function starsOf(bursts: readonly Burst[]): Candidate[] {
  return bursts
    .filter(({ payments, nats }) => payments.length > 2 && nats + CHANCE_NATS > 0)
    .map(({ direction, payments, parts }) =>
      candidateOf(direction === 'in' ? 'fan_in' : 'fan_out', payments, [
        ...parts,
        { step: 'chance', nats: CHANCE_NATS },
      ]),
    );
}

/** Pairs of bursts at one account, in before out. Both lists are in order of account. */
export function gatherScatters(
  graph: PaymentGraph,
  background: Background,
  ins: readonly Burst[],
  outs: readonly Burst[],
): Candidate[] {
  const meet = createMeeting(graph, background);
  const found: Candidate[] = [];
  let first = 0;
  for (const gather of ins) {
    while (first < outs.length && (outs[first]?.hub ?? 0) < gather.hub) first++;
    for (let at = first; outs[at]?.hub === gather.hub; at++) {
      const scatter = outs[at] as Burst;
      if (!mayFollow(gather, scatter)) continue;
      const candidate = join(gather, scatter, meet(gather, scatter));
      if (candidate.nats > 0) found.push(candidate);
    }
  }
  return found;
}

function mayFollow(gather: Burst, scatter: Burst): boolean {
  const stronger = Math.max(gather.nats, scatter.nats);
  return (
    (stronger >= STRONGER_HALF_NATS || gather.nats + scatter.nats >= BOTH_HALVES_NATS) &&
    scatter.middle_ms - gather.middle_ms >= MIDDLES_APART_DAYS * DAY_MS &&
    scatter.first_ms >= gather.first_ms - DAY_MS &&
    scatter.first_ms <= gather.last_ms + REST_DAYS_MAX * DAY_MS
  );
}

/**
 * A burst alone takes in its neighbours on both sides. Of two halves, each reaches away from the
 * other: the surer half tells where they meet, and the other begins or ends there. Where most of it
 * lies beyond, they do not meet, and stay as they are.
 */
function createMeeting(graph: PaymentGraph, background: Background) {
  const { time_ms, incoming, outgoing } = graph;
  const longest_ms = LONGEST_DAYS * DAY_MS;
  const meeting_ms = MEETING_DAYS * DAY_MS;
  return (gather: Burst, scatter: Burst): readonly [Int32Array, Int32Array] => {
    const { hub } = gather;
    const span_ms = Math.max(lengthOf(gather), lengthOf(scatter));
    if (span_ms > longest_ms) return [gather.payments, scatter.payments];
    const isOf = (burst: Burst) => (payment: number) =>
      (burst.keep & (1 << background.pairClass(payment))) !== 0;
    if (gather.nats >= scatter.nats) {
      const from = gather.last_ms - meeting_ms;
      const row = rowBetween(graph, outgoing, hub, from, scatter.last_ms + longest_ms);
      const outs = row.filter(isOf(scatter));
      const until = (time_ms[outs[0] as number] as number) + longest_ms;
      const own = outs.filter((payment) => (time_ms[payment] as number) <= until);
      return [gather.payments, most(own, scatter.payments)];
    }
    const to = scatter.first_ms + meeting_ms;
    const ins = rowBetween(graph, incoming, hub, gather.first_ms - longest_ms, to).filter(
      isOf(gather),
    );
    const since = (time_ms[ins.at(-1) as number] as number) - longest_ms;
    const own = ins.filter((payment) => (time_ms[payment] as number) >= since);
    return [most(own, gather.payments), scatter.payments];
  };
}

const lengthOf = ({ first_ms, last_ms }: Burst) => last_ms - first_ms;

/** What was moved, unless less than half is left of what it was. */
function most(moved: Int32Array, before: Int32Array): Int32Array {
  return 2 * moved.length >= before.length ? moved : before;
}

function join(
  gather: Burst,
  scatter: Burst,
  [ins, outs]: readonly [Int32Array, Int32Array],
): Candidate {
  const payments = Int32Array.from([...ins, ...outs]).sort();
  const parts = gather.parts.map(({ step, nats }, i) => ({
    step,
    nats: nats + (scatter.parts[i]?.nats ?? 0),
  }));
  return candidateOf('gather_scatter', payments, [
    ...parts,
    { step: 'chance', nats: JOINT_CHANCE_NATS },
  ]);
}
