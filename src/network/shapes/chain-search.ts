/** The search in depth for chains and cycles from one payment after another. */
import type { PaymentGraph } from '../graph/payment-graph.js';
import { DailySteps, stepsTaken } from '../past.js';
import { HOP, type HopModel } from './hop.js';
import type { Hops } from './hops.js';

/** Payments in the order in which the money went; a closed one came back to its first payer. */
export interface Trail {
  /** Before chance. */
  readonly nats: number;
  readonly closed: boolean;
  readonly payments: Int32Array;
  /** By payment but the first, what the payer sent to others at that hop; −1 where nothing. */
  readonly peels: Int32Array;
}

export interface ChainLimits {
  /** First payment to last; AMLworld's instances take up to six days, seen from any of them. */
  readonly span_days: number;
  readonly payments_max: number;
  /** A trail that falls below is left: a better one begins later in it. */
  readonly nats_floor: number;
  /** A trail of more may come back to its first payer by a payment of whatever amount. */
  readonly closing_nats: number;
  /** Candidates below, in nats after chance, are not told. */
  readonly nats_min: number;
  readonly steps_per_root_max: number;
  /** Steps of all roots, by payment of the slice; then each root has `steps_least`. */
  readonly steps_mean: number;
  readonly steps_least: number;
}

export const CHAIN_LIMITS: ChainLimits = {
  span_days: 7,
  payments_max: 16,
  nats_floor: -2,
  closing_nats: 0,
  nats_min: -6,
  steps_per_root_max: 5_000,
  steps_mean: 16,
  steps_least: 16,
};

const DAY_MS = 86_400_000;
const ORDERED = Math.log(1 - HOP.disorder_share);
const DISORDERED = Math.log(HOP.disorder_share);

interface Searched {
  readonly graph: PaymentGraph;
  readonly model: HopModel;
  readonly hops: Hops;
  readonly limits: ChainLimits;
  /** Trails below, in nats before chance, are not told. */
  readonly least: number;
  /** What searches of other roots needed, and these will. */
  readonly steps?: DailySteps;
}

/** What a trail has so far: nats if its payments are in order of time, and if in none; its span. */
interface Standing {
  readonly ordered: number;
  readonly other: number;
  readonly first_ms: number;
  readonly last_ms: number;
}

/** `from(root)` leaves the best chain and the best cycle that begin with the payment `root`. */
export class ChainSearch {
  chain: Trail | undefined;
  cycle: Trail | undefined;
  /** Roots from which the search met its limit, ascending. */
  readonly cut: number[] = [];
  private readonly path: Int32Array;
  private readonly peels: Int32Array;
  private readonly span_ms: number;
  private readonly taken: DailySteps;
  private readonly granted: number;
  private budget: number;
  private steps = 0;

  constructor(private readonly searched: Searched) {
    const { graph, limits } = searched;
    this.path = new Int32Array(limits.payments_max);
    this.peels = new Int32Array(limits.payments_max);
    this.span_ms = limits.span_days * DAY_MS;
    this.granted = limits.steps_mean * graph.time_ms.length;
    this.taken = searched.steps ?? new DailySteps();
    this.budget = this.granted - this.taken.sum();
  }

  from(root: number): void {
    const { graph, limits, model } = this.searched;
    const allowed = this.budget > 0 ? limits.steps_per_root_max : limits.steps_least;
    const time = graph.time_ms[root] as number;
    const nats = model.start(root);
    this.chain = undefined;
    this.cycle = undefined;
    this.steps = allowed;
    this.path[0] = root;
    this.follow(1, {
      ordered: nats + ORDERED,
      other: nats + DISORDERED,
      first_ms: time,
      last_ms: time,
    });
    if (this.steps < 0) this.cut.push(root);
    this.budget -= allowed - this.steps;
    this.taken.add(time, allowed - this.steps);
  }

  /** Of all searches, those before too. */
  stepsTaken(): number {
    return stepsTaken(this.granted, this.budget);
  }

  /** Goes on from the trail's last payment by each of its hops. */
  private follow(length: number, standing: Standing): void {
    const { graph, hops, limits, least } = this.searched;
    const i = this.path[length - 1] as number;
    const stop = hops.ends[i] as number;
    for (let at = hops.starts[i] as number; at < stop; at++) {
      if (--this.steps < 0) return;
      const j = hops.next[at] as number;
      const next = this.after(standing, i, j, hops.gain[at] as number);
      if (next.last_ms - next.first_ms > this.span_ms) continue;
      const nats = Math.max(next.ordered, next.other);
      if (nats < limits.nats_floor || this.isMet(graph.creditor[j] as number, length)) continue;
      this.path[length] = j;
      this.peels[length] = hops.peel[at] as number;
      if (length > 1 && nats >= least && !(this.chain && this.chain.nats >= nats))
        this.chain = this.trail(nats, false, length + 1);
      if (length + 1 === limits.payments_max) continue;
      if (nats >= limits.closing_nats) this.close(length + 1, next);
      this.follow(length + 1, next);
    }
  }

  /** Takes the best payment of whatever amount from the trail's end to its first payer. */
  private close(length: number, standing: Standing): void {
    const { graph, model, least } = this.searched;
    const { creditor, debtor, outgoing, time_ms } = graph;
    const i = this.path[length - 1] as number;
    const payer = creditor[i] as number;
    const goal = debtor[this.path[0] as number] as number;
    const stop = outgoing.starts[payer + 1] as number;
    for (let at = this.firstSince(payer, standing.last_ms - this.span_ms); at < stop; at++) {
      if (--this.steps < 0) return;
      const j = outgoing.payments[at] as number;
      if ((time_ms[j] as number) - standing.first_ms > this.span_ms) return;
      if (creditor[j] !== goal) continue;
      const next = this.after(standing, i, j, model.gain(i, j));
      const nats = Math.max(next.ordered, next.other) + model.closure(j, goal);
      if (!(nats >= least) || (this.cycle && this.cycle.nats >= nats)) continue;
      this.path[length] = j;
      this.peels[length] = -1;
      this.cycle = this.trail(nats, true, length + 1);
    }
  }

  private trail(nats: number, closed: boolean, length: number): Trail {
    return {
      nats,
      closed,
      payments: this.path.slice(0, length),
      peels: this.peels.slice(1, length),
    };
  }

  private after(standing: Standing, i: number, j: number, gain: number): Standing {
    const { graph, model } = this.searched;
    const time = graph.time_ms[j] as number;
    const days = model.days(i, j);
    return {
      ordered: standing.ordered + gain - HOP.continue_cost + model.delay(days, true),
      other: standing.other + gain - HOP.continue_cost + model.delay(days, false),
      first_ms: Math.min(standing.first_ms, time),
      last_ms: Math.max(standing.last_ms, time),
    };
  }

  private isMet(account: number, length: number): boolean {
    const { creditor, debtor } = this.searched.graph;
    if (account === debtor[this.path[0] as number]) return true;
    for (let k = 0; k < length; k++) if (creditor[this.path[k] as number] === account) return true;
    return false;
  }

  private firstSince(payer: number, time: number): number {
    const { outgoing, time_ms } = this.searched.graph;
    let [low, high] = [outgoing.starts[payer] as number, outgoing.starts[payer + 1] as number];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((time_ms[outgoing.payments[middle] as number] as number) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
