/**
 * Scatter–gather: one account pays many, each of which passes it on to one account (or back),
 * within days. Two-step paths are grouped by their ends (Suzumura and Kanezashi 2021, AMLSim;
 * Altman et al. 2023); a path weighs by how unlikely its middle is to pay so anyway (mule-gain.ts),
 * and its end by how unlikely chance leads there. Then every middle between the ends joins, in any
 * order.
 */
import { firstFollowing, mayFollow, rowBetween } from '../graph/following.js';
import type { PaymentGraph } from '../graph/payment-graph.js';
import type { Candidate, Found } from '../instance.js';
import type { Background } from '../surprise/background.js';
import { DAY_MS } from './bursts.js';
import { candidateOf } from './candidate.js';
import { createPassageScorer, type Passage } from './mule-gain.js';

/** The whole shape fits in so many days. */
const WINDOW_DAYS = 7;
/** One pair of ends in e^this has such a shape planned; what is left over is above chance. */
const CHANCE_NATS = -9;
/** A passage that is likelier ordinary than this is not looked at again. */
const PASSAGE_NATS_MIN = -2;
/** An account that pays more often a day is a business, and not followed. */
const PACE_MAX_PER_DAY = 10;
/** Bounds on one source's paths and on the paths between two ends. */
const PATHS_PER_SOURCE_MAX = 2_000_000;
const PATHS_PER_PAIR_MAX = 512;
/** Pairs that pay each other more often do so for reasons of their own. */
const PAIR_COUNT_MAX = 5;

/** A two-step path: numbers of its payments. */
interface Path {
  readonly first: number;
  readonly second: number;
  readonly nats: number;
  readonly passage: Passage;
  readonly end_nats: number;
}

/** Finds them by source, then target; cost grows with the two-step paths of unhurried accounts. */
export function findScatterGathers(graph: PaymentGraph, background: Background): Found {
  const candidates: Candidate[] = [];
  const collect = createCollector(graph, background);
  const complete = createCompleter(graph, background);
  let truncated = 0;
  for (let source = 0; source < graph.accounts; source++) {
    const { groups, isCut } = collect(source);
    if (isCut) truncated++;
    for (const [target, paths] of groups) {
      if (paths.length > PATHS_PER_PAIR_MAX) truncated++;
      const best = bestWindow(graph, strongest(paths));
      if (!best) continue;
      const payments = complete(source, target, best);
      const candidate = candidateOf('scatter_gather', payments, partsOf(best));
      if (candidate.nats > 0) candidates.push(candidate);
    }
  }
  return { candidates, truncated };
}

interface Collected {
  /** Paths of at least two middles, by target ascending. */
  readonly groups: readonly (readonly [number, Path[]])[];
  readonly isCut: boolean;
}

function createCollector(graph: PaymentGraph, background: Background) {
  const { outgoing, creditor, time_ms } = graph;
  const scorer = createPassageScorer(graph, background, WINDOW_DAYS);
  const passage: Passage = { conservation: 0, delay: 0, novelty: 0 };
  // Wages that become rent and light are a fan, too: what is paid out of habit proves nothing.
  const isOrdinary = (payment: number) => background.pairClass(payment) === 2;
  const isBusy = (node: number) =>
    (outgoing.starts[node + 1] as number) - (outgoing.starts[node] as number) >
    PACE_MAX_PER_DAY * background.days;

  return (source: number): Collected => {
    const byTarget = new Map<number, Path[]>();
    const end = outgoing.starts[source + 1] as number;
    let steps = 0;
    for (let at = outgoing.starts[source] as number; at < end; at++) {
      const first = outgoing.payments[at] as number;
      const middle = creditor[first] as number;
      if (isBusy(middle) || isOrdinary(first)) continue;
      const until = (time_ms[first] as number) + WINDOW_DAYS * DAY_MS;
      const last = outgoing.starts[middle + 1] as number;
      for (let to = firstFollowing(graph, middle, first); to < last; to++) {
        const second = outgoing.payments[to] as number;
        if ((time_ms[second] as number) > until) break;
        if (isOrdinary(second) || !mayFollow(graph, first, second)) continue;
        if (++steps > PATHS_PER_SOURCE_MAX)
          return { groups: groupsOf(graph, byTarget), isCut: true };
        const nats = scorer.score(first, second, PASSAGE_NATS_MIN, passage);
        if (nats < PASSAGE_NATS_MIN) continue;
        const target = creditor[second] as number;
        const end_nats = -Math.log(chanceOfEnd(graph, background, second, target));
        const paths = byTarget.get(target);
        const path = { first, second, nats, passage: { ...passage }, end_nats };
        if (paths) paths.push(path);
        else byTarget.set(target, [path]);
      }
    }
    return { groups: groupsOf(graph, byTarget), isCut: false };
  };
}

/** How likely a payment of this debtor goes to this target anyway. */
function chanceOfEnd(
  { outgoing, debtor }: PaymentGraph,
  background: Background,
  payment: number,
  target: number,
): number {
  const middle = debtor[payment] as number;
  const row = (outgoing.starts[middle + 1] as number) - (outgoing.starts[middle] as number);
  const habit = ((background.pairCount[payment] as number) - 1) / row;
  return Math.max(background.inShare(target), habit);
}

function groupsOf({ creditor }: PaymentGraph, byTarget: Map<number, Path[]>): Collected['groups'] {
  return [...byTarget]
    .filter(([, paths]) => {
      const middle = creditor[paths[0]?.first ?? 0];
      return paths.some(({ first }) => creditor[first] !== middle);
    })
    .sort(([a], [b]) => a - b);
}

function strongest(paths: Path[]): Path[] {
  if (paths.length > PATHS_PER_PAIR_MAX) {
    paths.sort((a, b) => weight(b) - weight(a));
    paths.length = PATHS_PER_PAIR_MAX;
  }
  return paths.sort((a, b) => a.first - b.first || a.second - b.second);
}

const weight = ({ nats, end_nats }: Path) => nats + end_nats;

/** The window with the greatest sum over different middles, each by its best path. */
function bestWindow({ creditor, time_ms }: PaymentGraph, paths: readonly Path[]): Path[] | null {
  let best: Path[] | null = null;
  let best_nats = 0;
  paths.forEach(({ first: opening }, start) => {
    const until = (time_ms[opening] as number) + WINDOW_DAYS * DAY_MS;
    const byMiddle = new Map<number, Path>();
    for (let at = start; at < paths.length; at++) {
      const path = paths[at] as Path;
      if ((time_ms[path.first] as number) > until) break;
      if ((time_ms[path.second] as number) > until || weight(path) <= 0) continue;
      const middle = creditor[path.first] as number;
      const known = byMiddle.get(middle);
      if (!known || weight(path) > weight(known)) byMiddle.set(middle, path);
    }
    const chosen = [...byMiddle.values()];
    const nats = chosen.reduce((sum, path) => sum + weight(path), 0) - freeEnd(chosen);
    if (chosen.length < 2 || nats <= best_nats) return;
    best = chosen;
    best_nats = nats;
  });
  return best;
}

/** The first middle may lead anywhere: only that the others agree with it is a surprise. */
function freeEnd(paths: readonly Path[]): number {
  return Math.min(...paths.map(({ end_nats }) => end_nats));
}

function partsOf(paths: readonly Path[]) {
  const sum = (part: keyof Passage) =>
    paths.reduce((total, { passage }) => total + passage[part], 0);
  const agreement = paths.reduce((total, { end_nats }) => total + end_nats, 0) - freeEnd(paths);
  return [
    { step: 'conservation', nats: sum('conservation') },
    { step: 'delay', nats: sum('delay') },
    { step: 'novelty', nats: sum('novelty') },
    { step: 'agreement', nats: agreement },
    { step: 'chance', nats: CHANCE_NATS },
  ] as const;
}

/** Adds what goes by every middle that the source pays and that pays the target, in any order. */
function createCompleter(graph: PaymentGraph, background: Background) {
  const { outgoing, incoming, creditor, debtor, time_ms } = graph;
  const paid = new Int32Array(graph.accounts).fill(-1);
  const slack_ms = 2 * DAY_MS;

  return (source: number, target: number, paths: readonly Path[]): Int32Array => {
    const all = paths.flatMap(({ first, second }) => [first, second]);
    const times = all.map((payment) => time_ms[payment] as number);
    const from_ms = Math.min(...times) - slack_ms;
    const to_ms = Math.min(
      Math.max(...times) + slack_ms,
      from_ms + slack_ms + WINDOW_DAYS * DAY_MS,
    );
    const isRare = (payment: number) => (background.pairCount[payment] as number) <= PAIR_COUNT_MAX;
    const members = new Set(all);
    const outs = rowBetween(graph, outgoing, source, from_ms, to_ms).filter(isRare);
    const ins = rowBetween(graph, incoming, target, from_ms, to_ms).filter(isRare);
    for (const payment of outs) paid[creditor[payment] as number] = source;
    const pays = new Set(ins.map((payment) => debtor[payment] as number));
    for (const payment of outs) if (pays.has(creditor[payment] as number)) members.add(payment);
    for (const payment of ins) {
      if (paid[debtor[payment] as number] === source) members.add(payment);
    }
    for (const payment of outs) paid[creditor[payment] as number] = -1;
    return Int32Array.from(members).sort();
  };
}
