/** Pairs of payers that pay two or more same payees within days: what a bipartite begins with. */
import { placeFrom } from '../graph/following.js';
import type { PaymentGraph } from '../graph/payment-graph.js';
import { type Past, stepsGranted } from '../past.js';
import { paymentsBefore } from '../surprise/closed.js';
import { type AccountLives, LN_CLASS_SHARES } from './layers-life.js';
import { isSeldom, type Rows } from './layers-rows.js';
import type { LayerView } from './layers-view.js';

export interface Seed {
  readonly payers: readonly [number, number];
  /** Their common payees, each once. */
  readonly payees: readonly number[];
  readonly first_ms: number;
  readonly last_ms: number;
  /** Length of the window that they were found in. */
  readonly days: number;
}

export interface SeedLimits {
  /** Lengths of windows, ascending; AMLGentex's instances take up to 28 days. */
  readonly windows_days: readonly number[];
  /** Payments to one payee that are looked at after each of them. */
  readonly payee_reach: number;
  /** Wedges (two payers, one payee) looked at, by payment of the slice. */
  readonly wedges_mean: number;
  /**
   * Payments that are likelier by chance, in nats of a day's, are not looked at: as a part of the
   * logarithm of the number of payees, half of which two payments of a wedge need each.
   */
  readonly payment_nats_part: number;
  /** Two payers and their common payees of less are not grown. */
  readonly seed_nats_min: number;
}

export const SEED_LIMITS: SeedLimits = {
  windows_days: [2, 8, 26],
  payee_reach: 32,
  wedges_mean: 8,
  payment_nats_part: 0.85,
  seed_nats_min: -8,
};

const DAY_MS = 86_400_000;
/** One block begins among e^this payments. */
export const LN_PAYMENTS_PER_BLOCK = 9;
/** Common payees of two payers that a seed is made of; growth finds the others. */
const WEDGES_PER_PAIR = 24;

/** Seeds of one payer, and its payees that were too busy to be seen whole. */
export interface PayerSeeds {
  readonly seeds: readonly Seed[];
  readonly busy: readonly number[];
  readonly steps: number;
}

/** `from(payer)` finds the seeds whose payer of the lower number this is. */
export class SeedSearch {
  /** By payment, see {@link gainsOf}. */
  private readonly gains: Float32Array;
  /** By place in the incoming rows: they are walked, while payments are anywhere. */
  private readonly payer_at: Int32Array;
  private readonly gain_at: Float32Array;
  private readonly place: Int32Array;
  private busy: number[] = [];
  private seeds: Seed[] = [];
  private readonly wedges: ReturnType<typeof createWedges>;
  private readonly seedsOf: ReturnType<typeof createSeeder>;
  private readonly wedge_cost: number;
  private readonly payment_nats_min: number;
  /** What the wedges of a pair must gain together, before what their span costs. */
  private readonly pair_nats_min: number;
  readonly granted: number;
  private budget: number;
  /** Payers that were not looked at. */
  unseen = 0;

  constructor(
    private readonly view: LayerView,
    private readonly limits: SeedLimits,
  ) {
    const { graph, lives, rows } = view;
    const gains = gainsOf(view);
    const { payments } = rows.incoming;
    this.gains = gains;
    this.payer_at = Int32Array.from(payments, (payment) => graph.debtor[payment] as number);
    this.gain_at = Float32Array.from(payments, (payment) => gains[payment] as number);
    this.place = placesOf(payments, graph.time_ms.length);
    this.wedges = createWedges(graph.accounts);
    this.seedsOf = createSeeder(graph, gains, lives, limits, (seed) => this.seeds.push(seed));
    this.wedge_cost = Math.log(lives.payees || 1);
    this.payment_nats_min = limits.payment_nats_part * this.wedge_cost;
    this.pair_nats_min =
      limits.seed_nats_min - pairNats(lives) - Math.log((limits.windows_days.at(-1) ?? 0) + 1);
    this.granted = stepsGranted(limits.wedges_mean, graph.time_ms.length);
    this.budget = this.granted;
  }

  /**
   * Marks payers whose seeds may be others: who pays, or has lately paid, where somebody pays now.
   * What a payment gains is told by the closed history, but for its last day: a day's payments are
   * looked at together.
   */
  payersSince({ from_ms, same, debtors, creditors }: Past<unknown>): Uint8Array {
    const { graph, background, rows } = this.view;
    const { accounts, creditor, debtor, time_ms } = graph;
    const isTouched = new Uint8Array(accounts);
    const isPayee = new Uint8Array(accounts);
    for (const payer of debtors) if (payer >= 0) isTouched[payer] = 1;
    for (const payee of creditors) if (payee >= 0) isPayee[payee] = 1;
    const yesterday = paymentsBefore(graph, from_ms - DAY_MS);
    const first = yesterday < background.closed ? yesterday : same;
    for (let payment = first; payment < debtor.length; payment++) {
      if (!isSeldom(this.view, payment)) continue;
      const [payer, payee] = [debtor[payment] as number, creditor[payment] as number];
      if (payer < 0 || payee < 0 || payer === payee) continue;
      isPayee[payee] = 1;
      if (yesterday < background.closed || this.isLookedAt(payment) || this.wasIdle(payer, first))
        isTouched[payer] = 1;
    }
    const since_ms = from_ms - ((this.limits.windows_days.at(-1) ?? 0) + 1) * DAY_MS;
    const { starts, payments } = rows.incoming;
    for (let payee = 0; payee < accounts; payee++) {
      if (isPayee[payee] === 0) continue;
      for (let at = (starts[payee + 1] as number) - 1; at >= (starts[payee] as number); at--) {
        const payment = payments[at] as number;
        if ((time_ms[payment] as number) < since_ms) break;
        if (this.isLookedAt(payment)) isTouched[debtor[payment] as number] = 1;
      }
    }
    return isTouched;
  }

  /** Who has fewer than two payments is not looked at. */
  private wasIdle(payer: number, first: number): boolean {
    const { outgoing } = this.view.rows;
    return placeFrom(outgoing, payer, first) - (outgoing.starts[payer] as number) < 2;
  }

  private isLookedAt(payment: number): boolean {
    return (this.gains[payment] as number) >= this.payment_nats_min;
  }

  /** Null where there is nothing. */
  from(payer: number): PayerSeeds | null {
    const { outgoing } = this.view.rows;
    const start = outgoing.starts[payer] as number;
    const end = outgoing.starts[payer + 1] as number;
    if (end - start < 2) return null;
    if (this.budget <= 0) {
      this.unseen++;
      return null;
    }
    const before = this.budget;
    this.wedges.clear();
    this.seeds = [];
    this.busy = [];
    for (let at = start; at < end; at++) {
      const payment = outgoing.payments[at] as number;
      if (!this.isLookedAt(payment)) continue;
      this.lookAround(payer, payment);
    }
    this.wedges.each(this.pair_nats_min, (other, list) => this.seedsOf(payer, other, list));
    const { seeds, busy } = this;
    const steps = before - this.budget;
    return steps === 0 ? null : { seeds, busy, steps };
  }

  /** Others that paid this payee about this time. */
  private lookAround(payer: number, payment: number): void {
    const { payer_at, gain_at, wedges, view } = this;
    const { starts, days, payments } = view.rows.incoming;
    const { payee_reach, windows_days } = this.limits;
    const longest = windows_days.at(-1) ?? 0;
    const payee = view.graph.creditor[payment] as number;
    const middle = this.place[payment] as number;
    const now = days[middle] as number;
    const least = this.wedge_cost - (this.gains[payment] as number);
    const look = (other: number) => {
      // Each pair is looked at from its first payer.
      if ((payer_at[other] as number) <= payer) return;
      let gain = (gain_at[other] as number) - least;
      if (gain < 0) return;
      gain -= 2 * Math.log(1 + Math.abs((days[other] as number) - now));
      if (gain >= 0)
        wedges.add(payer_at[other] as number, payment, payments[other] as number, gain);
    };
    const low = Math.max(starts[payee] as number, middle - payee_reach);
    const high = Math.min(starts[payee + 1] as number, middle + payee_reach + 1);
    let left = middle - 1;
    while (left >= low && now - (days[left] as number) <= longest) look(left--);
    let right = middle + 1;
    while (right < high && (days[right] as number) - now <= longest) look(right++);
    this.budget -= right - left;
    if (right - middle > payee_reach || middle - left > payee_reach) this.busy.push(payee);
  }
}

/**
 * By payment, minus the logarithm of how many such are expected in a day between its ends; what an
 * account does in one day is not its pace, however much it is.
 */
function gainsOf({ graph, background, lives, rows }: LayerView): Float32Array {
  const { debtor, creditor, time_ms } = graph;
  const paid = withinDay(rows.outgoing, time_ms.length);
  const received = withinDay(rows.incoming, time_ms.length);
  const gains = new Float32Array(time_ms.length);
  for (const payment of rows.outgoing.payments) {
    const c = background.pairClass(payment);
    const isCounted = payment < background.closed ? 1 : 0;
    const own_paid = isCounted * (paid[payment] as number);
    const own_received = isCounted * (received[payment] as number);
    const pays = lives.expected(0, debtor[payment] as number, c, 1, own_paid);
    const is_paid = lives.expected(1, creditor[payment] as number, c, 1, own_received);
    const share = (pays * is_paid) / lives.payments(c, 1);
    gains[payment] = (LN_CLASS_SHARES[c] as number) - Math.log(share);
  }
  return gains;
}

/** By payment, how many its account has from a day before to a day after; two at least. */
function withinDay({ starts, payments, days }: Rows, size: number): Int32Array {
  const counts = new Int32Array(size);
  for (let node = 0; node + 1 < starts.length; node++) {
    const end = starts[node + 1] as number;
    let low = starts[node] as number;
    let high = low;
    for (let at = low; at < end; at++) {
      const now = days[at] as number;
      while (now - (days[low] as number) > 1) low++;
      while (high < end && (days[high] as number) - now <= 1) high++;
      counts[payments[at] as number] = Math.max(2, high - low);
    }
  }
  return counts;
}

function placesOf(payments: Int32Array, size: number): Int32Array {
  const place = new Int32Array(size);
  for (let at = 0; at < payments.length; at++) place[payments[at] as number] = at;
  return place;
}

/** Wedges of one payer by the other, as chains through two arrays. */
function createWedges(accounts: number) {
  const last = new Int32Array(accounts).fill(-1);
  const gains = new Float32Array(accounts);
  const others: number[] = [];
  const entries: number[] = [];
  return {
    clear() {
      for (const other of others) last[other] = -1;
      others.length = 0;
      entries.length = 0;
    },
    add(other: number, first: number, second: number, gain: number) {
      const before = last[other] as number;
      if (before < 0) others.push(other);
      gains[other] = gain + (before < 0 ? 0 : (gains[other] as number));
      last[other] = entries.length;
      entries.push(before, first, second);
    },
    /** Calls with pairs of payments, latest first, of those who share two and gain so much. */
    each(least: number, take: (other: number, list: readonly number[]) => void) {
      for (const other of others) {
        if ((gains[other] as number) < least) continue;
        let at = last[other] as number;
        if ((entries[at] as number) < 0) continue;
        const list: number[] = [];
        for (; at >= 0 && list.length < 2 * WEDGES_PER_PAIR; at = entries[at] as number) {
          list.push(entries[at + 1] as number, entries[at + 2] as number);
        }
        take(other, list);
      }
    },
  };
}

interface Wedge {
  readonly first_ms: number;
  readonly last_ms: number;
  readonly payee: number;
  /** Of both payments. */
  readonly gain: number;
}

/** Two payers of all, and a seed that may begin at any payment of a day (bipartite-grow.ts). */
const pairNats = (lives: AccountLives) =>
  Math.log(lives.payments(0, 1) + lives.payments(1, 1)) -
  LN_PAYMENTS_PER_BLOCK -
  2 * Math.log(lives.payers || 1);

function createSeeder(
  { creditor, time_ms }: PaymentGraph,
  gains: Float32Array,
  lives: AccountLives,
  limits: SeedLimits,
  take: (seed: Seed) => void,
) {
  const payee_cost = Math.log(lives.payees);
  const pair_nats = pairNats(lives);

  return (payer: number, other: number, list: readonly number[]) => {
    const wedges: Wedge[] = [];
    for (let at = 0; at < list.length; at += 2) {
      const [one, two] = [list[at] as number, list[at + 1] as number];
      wedges.push({
        first_ms: Math.min(time_ms[one] as number, time_ms[two] as number),
        last_ms: Math.max(time_ms[one] as number, time_ms[two] as number),
        payee: creditor[one] as number,
        gain: (gains[one] as number) + (gains[two] as number) - payee_cost,
      });
    }
    wedges.sort((a, b) => a.first_ms - b.first_ms || a.payee - b.payee);
    for (const days of limits.windows_days) windowsOf(payer, other, wedges, days);
  };

  /** Windows of at most `days` with two common payees, one after the other. */
  function windowsOf(payer: number, other: number, wedges: readonly Wedge[], days: number) {
    for (let at = 0; at < wedges.length; at++) {
      const first_ms = wedges[at]?.first_ms as number;
      const until_ms = first_ms + days * DAY_MS;
      const payees = new Map<number, number>();
      let last_ms = first_ms;
      let next = at;
      for (; next < wedges.length; next++) {
        const { first_ms: begins_ms, last_ms: ends_ms, payee, gain } = wedges[next] as Wedge;
        if (begins_ms > until_ms) break;
        if (ends_ms > until_ms) continue;
        payees.set(payee, Math.max(gain, payees.get(payee) ?? gain));
        last_ms = Math.max(last_ms, ends_ms);
      }
      if (payees.size < 2) continue;
      const span = (last_ms - first_ms) / DAY_MS + 1;
      let nats = pair_nats + Math.log(span);
      for (const gain of payees.values()) nats += gain - 2 * Math.log(span);
      if (nats >= limits.seed_nats_min) {
        take({ payers: [payer, other], payees: [...payees.keys()], first_ms, last_ms, days });
        at = next - 1;
      }
    }
  }
}
