/**
 * Scatter–gather: one account pays many, each of which passes it on to one account (or back),
 * within days. Two-step paths are grouped by their ends (Suzumura and Kanezashi 2021, AMLSim;
 * Altman et al. 2023); a path weighs by how unlikely its middle is to pay so anyway (mule-gain.ts),
 * and its end by how unlikely chance leads there. Then every middle between the ends joins, in any
 * order.
 */
import { firstFollowing, mayFollow, rowBetween } from '../graph/following.js';
import type { PaymentGraph } from '../graph/payment-graph.js';
import type { Candidate } from '../instance.js';
import { type Past, type Remembered, renumbered, stepsTaken } from '../past.js';
import type { Background } from '../surprise/background.js';
import { DAY_MS } from './bursts.js';
import { candidateOf } from './candidate.js';
import { createPassageScorer, type Passage } from './mule-gain.js';

/** The whole shape fits in so many days. */
const WINDOW_DAYS = 7;
/** A shape is completed by payments so many days before and after. */
const SLACK_DAYS = 2;
/** One pair of ends in e^this has such a shape planned; what is left over is above chance. */
const CHANCE_NATS = -9;
/** A passage that is likelier ordinary than this is not looked at again. */
const PASSAGE_NATS_MIN = -2;
/** An account that pays more often a day is a business, and not followed. */
const PACE_MAX_PER_DAY = 10;
/** Pairs that pay each other more often do so for reasons of their own. */
const PAIR_COUNT_MAX = 5;
/** Rows of at most so many payments are looked through even when the steps are spent. */
const COMPLETED_LEAST = 1_000;

/** What the search stops at, and says so. */
export interface ScatterLimits {
  /** Steps of all searches, by payment of the slice; then each has the smaller limits. */
  readonly steps_mean: number;
  /** Two-step paths from one source. */
  readonly source_paths_max: number;
  readonly source_paths_least: number;
  /** Paths between two ends that are compared: the strongest. */
  readonly pair_paths_max: number;
  readonly pair_paths_least: number;
  /** Of one source, the best. */
  readonly source_candidates_max: number;
}

export const SCATTER_LIMITS: ScatterLimits = {
  steps_mean: 64,
  source_paths_max: 500_000,
  source_paths_least: 256,
  pair_paths_max: 512,
  pair_paths_least: 32,
  source_candidates_max: 16,
};

/** A two-step path: numbers of its payments. */
interface Path extends Passage {
  readonly first: number;
  readonly second: number;
  readonly nats: number;
  readonly end_nats: number;
}

/** Steps that are left to all searches together. */
interface Budget {
  steps: number;
}

/** What was found from one source, and how many of its searches met a limit. */
interface FromSource {
  readonly candidates: readonly Candidate[];
  readonly truncated: number;
  readonly steps: number;
}

export type ScatterMemory = ReadonlyMap<number, FromSource>;

/** Finds them by source, then target; cost grows with the two-step paths of unhurried accounts. */
export function findScatterGathers(
  graph: PaymentGraph,
  background: Background,
  limits: ScatterLimits = SCATTER_LIMITS,
  past: Past<ScatterMemory> | null = null,
): Remembered<ScatterMemory> {
  const granted = limits.steps_mean * graph.time_ms.length;
  const budget: Budget = { steps: granted };
  const search = createSourceSearch(graph, background, limits, budget);
  const isTouched = past && sourcesSince(graph, background, past);
  const memory = new Map<number, FromSource>();
  const candidates: Candidate[] = [];
  let steps = 0;
  let truncated = 0;
  let kept = 0;
  for (let source = 0; source < graph.accounts; source++) {
    const isKept = past && isTouched?.[source] === 0;
    const found = isKept ? past.memory.get(source) : search(source);
    if (!found || found.steps === 0) continue;
    memory.set(source, found);
    steps += found.steps;
    candidates.push(...found.candidates);
    truncated += found.truncated;
    if (isKept) kept += found.candidates.length;
  }
  return { candidates, truncated, memory, steps: stepsTaken(granted, granted - steps), kept };
}

export const renumberScatters = (
  memory: ScatterMemory,
  nodeOf: (node: number) => number,
): ScatterMemory => renumbered(memory, nodeOf, (found) => found);

/**
 * Marks accounts that may be the source of a shape with a new payment: one pays, or its payee. A
 * pair that pays often is no part of any.
 */
function sourcesSince(
  graph: PaymentGraph,
  { pairCount }: Background,
  { from_ms, same, debtors }: Past<ScatterMemory>,
): Uint8Array {
  const { accounts, debtor, incoming } = graph;
  const isRare = (payment: number) => (pairCount[payment] as number) <= PAIR_COUNT_MAX;
  const isTouched = new Uint8Array(accounts);
  const isMiddle = new Uint8Array(accounts);
  const since_ms = from_ms - (WINDOW_DAYS + SLACK_DAYS) * DAY_MS;
  const touch = (middle: number) => {
    if (middle < 0 || isMiddle[middle] === 1) return;
    isMiddle[middle] = 1;
    isTouched[middle] = 1;
    const row = rowBetween(graph, incoming, middle, since_ms, Number.POSITIVE_INFINITY);
    for (const first of row) if (isRare(first)) isTouched[debtor[first] as number] = 1;
  };
  debtors.forEach(touch);
  for (let payment = same; payment < debtor.length; payment++) {
    if (isRare(payment)) touch(debtor[payment] as number);
  }
  return isTouched;
}

function createSourceSearch(
  graph: PaymentGraph,
  background: Background,
  limits: ScatterLimits,
  budget: Budget,
): (source: number) => FromSource {
  const collect = createCollector(graph, background, limits, budget);
  const complete = createCompleter(graph, background, budget);
  return (source) => {
    const before = budget.steps;
    const { groups, isCut } = collect(source);
    const candidates: Candidate[] = [];
    let truncated = 0;
    if (isCut) truncated++;
    const found: Window[] = [];
    for (const [target, paths] of groups) {
      const most = budget.steps > 0 ? limits.pair_paths_max : limits.pair_paths_least;
      if (paths.length > most) truncated++;
      const best = bestWindow(graph, strongest(paths, most), budget);
      if (best && best.nats + CHANCE_NATS > 0) found.push({ ...best, target });
    }
    if (found.length > limits.source_candidates_max) truncated++;
    found.sort((a, b) => b.nats - a.nats || a.target - b.target);
    for (const { target, paths } of found.slice(0, limits.source_candidates_max)) {
      const payments = complete(source, target, paths);
      const candidate = candidateOf('scatter_gather', payments, partsOf(paths));
      if (candidate.nats > 0) candidates.push(candidate);
    }
    return { candidates, truncated, steps: before - budget.steps };
  };
}

interface Window {
  readonly target: number;
  readonly paths: readonly Path[];
  /** Before chance. */
  readonly nats: number;
}

interface Collected {
  /** Paths of at least two middles, by target ascending. */
  readonly groups: readonly (readonly [number, Path[]])[];
  readonly isCut: boolean;
}

/**
 * Steps over all two-step paths of a source first, and weighs only those to ends that more than one
 * middle leads to: few do.
 */
function createCollector(
  graph: PaymentGraph,
  background: Background,
  limits: ScatterLimits,
  budget: Budget,
) {
  const { accounts, outgoing, creditor, time_ms } = graph;
  const scorer = createPassageScorer(graph, background, WINDOW_DAYS);
  const passage: Passage = { conservation: 0, delay: 0, novelty: 0 };
  // Wages that become rent and light are a fan, too: what is paid out of habit proves nothing.
  const isOrdinary = (payment: number) => background.pairClass(payment) === 2;
  const isBusy = createBusyTest(background);
  const steps = createSteps();
  // By node, of which source it was met last as an end; by what middle; and whether by another.
  const metFrom = new Int32Array(accounts).fill(-1);
  const metBy = new Int32Array(accounts);
  const isShared = new Uint8Array(accounts);

  /** Leaves the two-step paths in `steps`; how many, or one more than `most` where it stopped. */
  function walk(source: number, most: number): number {
    const end = outgoing.starts[source + 1] as number;
    let size = 0;
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
        if (size === most) return most + 1;
        steps.put(size++, first, second);
        const target = creditor[second] as number;
        if (metFrom[target] !== source) {
          metFrom[target] = source;
          metBy[target] = middle;
          isShared[target] = 0;
        } else if (metBy[target] !== middle) isShared[target] = 1;
      }
    }
    return size;
  }

  return (source: number): Collected => {
    const byTarget = new Map<number, Path[]>();
    const most = budget.steps > 0 ? limits.source_paths_max : limits.source_paths_least;
    const walked = walk(source, most);
    const size = Math.min(walked, most);
    budget.steps -= size;
    for (let at = 0; at < size; at++) {
      const [first, second] = [steps.first[at] as number, steps.second[at] as number];
      const target = creditor[second] as number;
      if (isShared[target] === 0) continue;
      const nats = scorer.score(first, second, PASSAGE_NATS_MIN, passage);
      if (nats < PASSAGE_NATS_MIN) continue;
      const end_nats = -Math.log(chanceOfEnd(background, second, target));
      const paths = byTarget.get(target);
      const path: Path = { ...passage, first, second, nats, end_nats };
      if (paths) paths.push(path);
      else byTarget.set(target, [path]);
    }
    return { groups: groupsOf(graph, byTarget), isCut: walked > most };
  };
}

function createBusyTest({ outClass, days }: Background) {
  return (node: number) =>
    (outClass[3 * node] as number) +
      (outClass[3 * node + 1] as number) +
      (outClass[3 * node + 2] as number) >
    PACE_MAX_PER_DAY * days;
}

/** Pairs of payments by number, in memory that the next source uses again. */
function createSteps() {
  const steps = {
    first: new Int32Array(1024),
    second: new Int32Array(1024),
    put(at: number, first: number, second: number): void {
      if (at === steps.first.length) {
        steps.first = doubled(steps.first);
        steps.second = doubled(steps.second);
      }
      steps.first[at] = first;
      steps.second[at] = second;
    },
  };
  return steps;
}

function doubled(items: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const more = new Int32Array(2 * items.length);
  more.set(items);
  return more;
}

/** How likely a payment of this debtor goes to this target anyway. */
function chanceOfEnd(background: Background, payment: number, target: number): number {
  const { pairCount, debtorCount } = background;
  const habit = ((pairCount[payment] as number) - 1) / (debtorCount[payment] as number);
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

function strongest(paths: Path[], most: number): Path[] {
  if (paths.length > most) {
    paths.sort((a, b) => weight(b) - weight(a));
    paths.length = most;
  }
  return paths.sort((a, b) => a.first - b.first || a.second - b.second);
}

const weight = ({ nats, end_nats }: Path) => nats + end_nats;

/** The window with the greatest sum over different middles, each by its best path. */
function bestWindow(
  { creditor, time_ms }: PaymentGraph,
  paths: readonly Path[],
  budget: Budget,
): Omit<Window, 'target'> | null {
  let best: Omit<Window, 'target'> | null = null;
  paths.forEach(({ first: opening }, start) => {
    const until = (time_ms[opening] as number) + WINDOW_DAYS * DAY_MS;
    const byMiddle = new Map<number, Path>();
    for (let at = start; at < paths.length; at++) {
      const path = paths[at] as Path;
      if ((time_ms[path.first] as number) > until) break;
      budget.steps--;
      if ((time_ms[path.second] as number) > until || weight(path) <= 0) continue;
      const middle = creditor[path.first] as number;
      const known = byMiddle.get(middle);
      if (!known || weight(path) > weight(known)) byMiddle.set(middle, path);
    }
    if (byMiddle.size < 2) return;
    const chosen = [...byMiddle.values()];
    const nats = chosen.reduce((sum, path) => sum + weight(path), 0) - freeEnd(chosen);
    if (nats > (best?.nats ?? 0)) best = { paths: chosen, nats };
  });
  return best;
}

/** The first middle may lead anywhere: only that the others agree with it is a surprise. */
function freeEnd(paths: readonly Path[]): number {
  return Math.min(...paths.map(({ end_nats }) => end_nats));
}

function partsOf(paths: readonly Path[]) {
  const sum = (part: keyof Passage) => paths.reduce((total, path) => total + path[part], 0);
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
function createCompleter(graph: PaymentGraph, background: Background, budget: Budget) {
  const { outgoing, incoming, creditor, debtor, time_ms } = graph;
  const paid = new Int32Array(graph.accounts).fill(-1);
  const slack_ms = SLACK_DAYS * DAY_MS;

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
    const paid_out = rowBetween(graph, outgoing, source, from_ms, to_ms);
    const paid_in = rowBetween(graph, incoming, target, from_ms, to_ms);
    const size = paid_out.length + paid_in.length;
    // What is spent already was spent on a flood, of which the payments found are enough.
    if (budget.steps < 0 && size > COMPLETED_LEAST) return Int32Array.from(members).sort();
    budget.steps -= size;
    const [outs, ins] = [paid_out.filter(isRare), paid_in.filter(isRare)];
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
