import type { PaymentGraph } from '../graph/payment-graph.js';
import type { Background } from '../surprise/background.js';
import type { RareAmounts } from '../surprise/rare-amounts.js';

/** What lies in a window that slides along one account's row. */
export class WindowCounts {
  /** By class of pair, different counterparties. */
  readonly partners = new Int32Array(3);
  /** By class of pair, payments. */
  readonly payments = new Int32Array(3);
  /** What the amounts add by being rare. */
  rare_nats = 0;
  private readonly met: Int32Array;

  constructor(
    graph: PaymentGraph,
    private readonly background: Background,
    private readonly amounts: RareAmounts,
    /** By payment, the account at the other end. */
    private readonly far: Int32Array,
  ) {
    this.met = new Int32Array(graph.accounts);
  }

  enter(payment: number): void {
    const c = this.background.pairClass(payment);
    const other = this.far[payment] as number;
    const met = this.met[other] as number;
    this.payments[c] = (this.payments[c] as number) + 1;
    this.rare_nats += this.amounts.nats(payment);
    if (met === 0) this.partners[c] = (this.partners[c] as number) + 1;
    this.met[other] = met + 1;
  }

  leave(payment: number): void {
    const c = this.background.pairClass(payment);
    const other = this.far[payment] as number;
    const met = this.met[other] as number;
    this.payments[c] = (this.payments[c] as number) - 1;
    this.rare_nats -= this.amounts.nats(payment);
    if (met === 1) this.partners[c] = (this.partners[c] as number) - 1;
    this.met[other] = met - 1;
  }
}
