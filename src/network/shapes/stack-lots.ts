/**
 * Lots: an account is paid a few times and soon pays on most of the sum, in other parts. Value is
 * kept over the lot and not payment by payment, so that what was mixed or split is still seen.
 */
import type { PaymentGraph } from '../graph/payment-graph.js';
import type { SurprisePart } from '../instance.js';
import { type Past, renumbered, stepsTaken } from '../past.js';
import { MOST_ZEROS, type Rows } from './layers-rows.js';
import type { LayerView } from './layers-view.js';
import { createLotScore, KEPT_LEAST, KEPT_MOST, lnConserved } from './stack-score.js';

export interface Lot {
  readonly account: number;
  /** Of the last payment that came. */
  readonly day: number;
  /** First those that came, then those that went. */
  readonly payments: readonly number[];
  readonly first_ms: number;
  readonly last_ms: number;
  /** Before chance. */
  readonly nats: number;
  readonly parts: readonly SurprisePart[];
}

export interface LotLimits {
  /** What came spans so many days, and so does what went, from the last that came. */
  readonly side_days: number;
  /** Payments of a side; at most 64. */
  readonly side_max: number;
  /** Of payments after the last that came, so many may be no part of the lot. */
  readonly skipped_max: number;
  /** Lots of less are not told. */
  readonly lot_nats_min: number;
  /** Runs of payments looked at, by payment of the slice. */
  readonly runs_mean: number;
}

export const LOT_LIMITS: LotLimits = {
  side_days: 14,
  side_max: 12,
  skipped_max: 2,
  lot_nats_min: 4,
  runs_mean: 40,
};

export interface LotMemory {
  /** Lots before the best of their account were chosen. */
  readonly byAccount: ReadonlyMap<number, readonly Lot[]>;
  /** By day of the last payment that came, steps. */
  readonly steps: ReadonlyMap<number, number>;
}

export interface FoundLots {
  readonly lots: readonly Lot[];
  readonly truncated: number;
  readonly memory: LotMemory;
  readonly steps: number;
  /** Lots that were not searched again. */
  readonly kept: number;
}

export const renumberLots = (
  { byAccount, steps }: LotMemory,
  nodeOf: (node: number) => number,
): LotMemory => ({
  byAccount: renumbered(byAccount, nodeOf, (lots) =>
    lots.map((lot) => ({ ...lot, account: nodeOf(lot.account) })),
  ),
  steps,
});

const DAY_MS = 86_400_000;

/** Lots by account, best first, none of which shares a payment with a better one of its account. */
export function findLots(
  view: LayerView,
  limits: LotLimits,
  past: Past<LotMemory> | null = null,
): FoundLots {
  // What goes, goes within days: lots whose last payment came earlier are what they were.
  const since = past
    ? Math.floor(past.from_ms / DAY_MS - limits.side_days) - 1
    : Number.NEGATIVE_INFINITY;
  const steps = new Map([...(past?.memory.steps ?? [])].filter(([day]) => day < since));
  const search = new LotSearch(view, limits, since, steps);
  const byAccount = new Map<number, readonly Lot[]>();
  const lots: Lot[] = [];
  let kept = 0;
  for (let account = 0; account < view.graph.accounts; account++) {
    const known = past?.memory.byAccount.get(account)?.filter((lot) => lot.day < since) ?? [];
    const own = [...known, ...search.at(account)];
    if (own.length === 0) continue;
    byAccount.set(account, own);
    for (const lot of apart(own)) lots.push(lot);
    kept += known.length;
  }
  const memory = { byAccount, steps };
  return { lots, truncated: search.truncated, memory, steps: search.stepsTaken(), kept };
}

/** Payments that came and went, as places in their rows, the last included. */
interface Run {
  readonly account: number;
  readonly first: number;
  readonly last: number;
  readonly from: number;
  readonly to: number;
}

class LotSearch {
  /** Accounts at which the search had met its limit. */
  truncated = 0;
  private readonly graph: PaymentGraph;
  private readonly incoming: Rows;
  private readonly outgoing: Rows;
  private readonly score: ReturnType<typeof createLotScore>;
  private readonly sums: Float64Array;
  private readonly zeros: Uint8Array;
  private readonly roughs: Float64Array;
  private readonly granted: number;
  private budget: number;

  constructor(
    { graph, background, lives, rows }: LayerView,
    private readonly limits: LotLimits,
    private readonly since: number,
    private readonly steps: Map<number, number>,
  ) {
    this.graph = graph;
    this.incoming = rows.incoming;
    this.outgoing = rows.outgoing;
    this.score = createLotScore(background, lives, graph.accounts);
    this.sums = new Float64Array(limits.side_max);
    this.zeros = new Uint8Array(limits.side_max);
    this.roughs = new Float64Array(limits.side_max);
    this.granted = limits.runs_mean * graph.time_ms.length;
    this.budget = this.granted;
    for (const taken of steps.values()) this.budget -= taken;
  }

  stepsTaken(): number {
    return stepsTaken(this.granted, this.budget);
  }

  /** By the last payment that came: with what came before, and what went after. */
  at(account: number): Lot[] {
    const { incoming, outgoing, limits } = this;
    const in_start = incoming.starts[account] as number;
    const in_end = incoming.starts[account + 1] as number;
    const out_end = outgoing.starts[account + 1] as number;
    let out = outgoing.starts[account] as number;
    const found: Lot[] = [];
    if (out === out_end || in_start === in_end) return found;
    if (this.budget <= 0) {
      this.truncated++;
      return found;
    }
    for (
      let last = firstSince(incoming.days, in_start, in_end, this.since);
      last < in_end;
      last++
    ) {
      const now = incoming.days[last] as number;
      const before = this.budget;
      while (out < out_end && (outgoing.days[out] as number) < now) out++;
      if (out === out_end) break;
      if ((outgoing.days[out] as number) > now + limits.side_days) continue;
      const stop = Math.min(out_end, out + limits.skipped_max + 1);
      for (let from = out; from < stop; from++) this.tryRuns(found, account, last, from);
      const day = Math.floor(now);
      this.steps.set(day, (this.steps.get(day) ?? 0) + before - this.budget);
    }
    return found;
  }

  /** Ever longer runs that came until `last`, and the runs from `from` that are most of them. */
  private tryRuns(found: Lot[], account: number, last: number, from: number): void {
    const { incoming, limits, score, sums, zeros, roughs } = this;
    const runs = this.prepareWent(account, last, from);
    const now = incoming.days[last] as number;
    const earliest = Math.max(incoming.starts[account] as number, last - limits.side_max + 1);
    let came = 0;
    let came_zeros = MOST_ZEROS;
    // Shorter runs are too little for any that came, since those only grow.
    let least = 0;
    for (let first = last; first >= earliest; first--) {
      const days = now - (incoming.days[first] as number) + 1;
      if (days > limits.side_days) break;
      came += incoming.value_minor[first] as number;
      came_zeros = Math.min(came_zeros, incoming.zeros[first] as number);
      while (least < runs && (sums[least] as number) < KEPT_LEAST * came) least++;
      if (least === runs) break;
      const size = last - first;
      const rest = limits.lot_nats_min - score.roughly(1, account, size, days);
      let at = least;
      for (; at < runs && (sums[at] as number) <= KEPT_MOST * came; at++) {
        const told = Math.min(came_zeros, zeros[at] as number);
        const conserved = lnConserved(came, sums[at] as number, told, size + at + 2);
        if (conserved + (roughs[at] as number) < rest) continue;
        this.tell(found, { account, first, last, from, to: from + at }, conserved);
      }
      this.budget -= at - least + 1;
    }
  }

  /** Of runs from `from`: sums, common zeros and about what they add; returns their number. */
  private prepareWent(account: number, last: number, from: number): number {
    const { incoming, outgoing, limits, sums, zeros, roughs } = this;
    const now = incoming.days[last] as number;
    const most = Math.min(limits.side_max, (outgoing.starts[account + 1] as number) - from);
    let sum = 0;
    let common = MOST_ZEROS;
    for (let at = 0; at < most; at++) {
      const days = (outgoing.days[from + at] as number) - now + 1;
      if (days > limits.side_days) return at;
      sum += outgoing.value_minor[from + at] as number;
      common = Math.min(common, outgoing.zeros[from + at] as number);
      sums[at] = sum;
      zeros[at] = common;
      roughs[at] = this.score.roughly(0, account, at + 1, days);
    }
    this.budget -= most;
    return most;
  }

  private tell(found: Lot[], run: Run, conserved: number): void {
    if (this.goesBack(run)) return;
    const { incoming, outgoing, limits, graph } = this;
    const { account, first, last, from, to } = run;
    const now = incoming.days[last] as number;
    const came_days = now - (incoming.days[first] as number) + 1;
    const went_days = (outgoing.days[to] as number) - now + 1;
    const came = incoming.payments.subarray(first, last + 1);
    const went = outgoing.payments.subarray(from, to + 1);
    const parts = this.score.parts({ account, came, went, came_days, went_days }, conserved);
    const nats = parts.reduce((sum, part) => sum + part.nats, 0);
    if (nats < limits.lot_nats_min) return;
    found.push({
      account,
      day: Math.floor(now),
      payments: [...came, ...went],
      first_ms: graph.time_ms[came[0] as number] as number,
      last_ms: graph.time_ms[went.at(-1) as number] as number,
      nats,
      parts,
    });
  }

  /** What is paid back is no layer: friends lend each other money. */
  private goesBack({ first, last, from, to }: Run): boolean {
    const { debtor, creditor } = this.graph;
    for (let at = first; at <= last; at++) {
      const payer = debtor[this.incoming.payments[at] as number] as number;
      for (let other = from; other <= to; other++) {
        if (creditor[this.outgoing.payments[other] as number] === payer) return true;
      }
    }
    return false;
  }
}

function firstSince(days: Float64Array, start: number, end: number, since: number): number {
  let [low, high] = [start, end];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((days[middle] as number) < since) low = middle + 1;
    else high = middle;
  }
  return low;
}

function apart(all: readonly Lot[]): readonly Lot[] {
  if (all.length < 2) return all;
  const found = [...all].sort(
    (a, b) => b.nats - a.nats || a.first_ms - b.first_ms || a.last_ms - b.last_ms,
  );
  const told = new Set<number>();
  return found.filter(({ payments }) => {
    if (payments.some((payment) => told.has(payment))) return false;
    for (const payment of payments) told.add(payment);
    return true;
  });
}
