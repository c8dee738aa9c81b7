import { Amounts } from './amounts.js';
import type { TraceQuery } from './query.js';
import type { View } from './view.js';

/** Why money becomes the marked money. */
export type Birth = 'marked' | 'spread' | 'assumed';

/** The one index of a sum. */
const SUM = 0;

/** What was not followed. */
class Stopped {
  count = 0;
  readonly minor = new Amounts(1);
}

/** Keeps what a method finds: which payments are steps, and where each minor unit is. */
export class Book {
  /** The steps in the order followed. */
  readonly payments: number[] = [];
  readonly hops: number[] = [];
  readonly tainted: number[] = [];
  /** By account, in the direction of the trace. */
  readonly received: Amounts;
  readonly given: Amounts;
  readonly born: Amounts;
  readonly resting: Amounts;
  readonly beyond_hops = new Stopped();
  readonly below_minimum = new Stopped();
  readonly left = new Amounts(1);
  readonly births: Readonly<Record<Birth, Amounts>> = {
    marked: new Amounts(1),
    spread: new Amounts(1),
    assumed: new Amounts(1),
  };

  constructor(
    private readonly view: View,
    private readonly query: TraceQuery,
  ) {
    const { accounts } = view.columns;
    this.received = new Amounts(accounts);
    this.given = new Amounts(accounts);
    this.born = new Amounts(accounts);
    this.resting = new Amounts(accounts);
  }

  /**
   * A payment that carries so much of the money is next. Returns how much its taker gets: nothing
   * where the payment is not followed, all of it where it is marked.
   */
  pass(payment: number, carried: number, hop: number): number {
    const { view, query } = this;
    const isMarked = view.marked[payment] === 1;
    if (carried === 0 && !isMarked) return 0;
    const tainted = isMarked ? (view.columns.value_minor[payment] as number) : carried;
    const [from, to] = [view.giver[payment] as number, view.taker[payment] as number];
    if (isMarked) this.bear(from, tainted - carried, 'marked');
    if (from >= 0) this.given.add(from, tainted);
    if (!isMarked && hop > query.hops_max) return stop(this.beyond_hops, tainted);
    if (!isMarked && tainted < query.minimum_minor) return stop(this.below_minimum, tainted);
    this.payments.push(payment);
    this.hops.push(hop);
    this.tainted.push(tainted);
    if (to >= 0) this.received.add(to, tainted);
    else this.left.add(SUM, tainted);
    return tainted;
  }

  /** Some of an account's own or unseen money becomes the marked money. */
  bear(account: number, minor: number, birth: Birth): void {
    if (account >= 0) this.born.add(account, minor);
    this.births[birth].add(SUM, minor);
  }

  /** All of an account's stock does. */
  bearAll(account: number, stock: Amounts, birth: Birth): void {
    this.born.addFrom(account, stock, account);
    this.births[birth].addFrom(SUM, stock, account);
  }
}

function stop(stopped: Stopped, minor: number): number {
  stopped.count++;
  stopped.minor.add(SUM, minor);
  return 0;
}
