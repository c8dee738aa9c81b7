import type { Adjacency, PaymentGraph } from '../graph/payment-graph.js';
import type { Background } from '../surprise/background.js';
import type { RareAmounts } from '../surprise/rare-amounts.js';

/**
 * What lies in a window that slides along one account's row. What is asked of the row's payments is
 * copied side by side first: they lie anywhere in the slice, and each window asks again.
 */
export class WindowCounts {
  /** By class of pair, different counterparties. */
  readonly partners = new Int32Array(3);
  /** By class of pair, payments. */
  readonly payments = new Int32Array(3);
  /** What the amounts add by being rare. */
  rare_nats = 0;
  /** By place in the row, when. */
  readonly time_ms: Float64Array;
  /** By place in the row, the class of the pair. */
  readonly classes: Uint8Array;
  private readonly rare: Float32Array;
  /** By place in the row, the counterparty, numbered within the row. */
  private readonly partner: Int32Array;
  /** By 3 × counterparty + class: a habit and other payments may go to the same. */
  private readonly met: Int32Array;
  /** By node, its number among the counterparties of all rows; a row's begin at `met_first`. */
  private readonly number: Int32Array;
  private met_first = 0;

  constructor(
    private readonly graph: PaymentGraph,
    private readonly background: Background,
    private readonly amounts: RareAmounts,
    private readonly rows: Adjacency,
    /** By payment, the account at the other end. */
    private readonly far: Int32Array,
  ) {
    const { starts } = rows;
    let longest = 0;
    for (let node = 1; node < starts.length; node++) {
      longest = Math.max(longest, (starts[node] as number) - (starts[node - 1] as number));
    }
    this.time_ms = new Float64Array(longest);
    this.classes = new Uint8Array(longest);
    this.rare = new Float32Array(longest);
    this.partner = new Int32Array(longest);
    this.met = new Int32Array(3 * longest);
    this.number = new Int32Array(graph.accounts).fill(-1);
  }

  /** Takes a node's row; returns its length. The window is empty. */
  open(node: number): number {
    const { starts, payments } = this.rows;
    const start = starts[node] as number;
    const length = (starts[node + 1] as number) - start;
    let next = this.met_first;
    for (let at = 0; at < length; at++) {
      const payment = payments[start + at] as number;
      const other = this.far[payment] as number;
      let number = this.number[other] as number;
      if (number < this.met_first) this.number[other] = number = next++;
      this.partner[at] = number - this.met_first;
      this.time_ms[at] = this.graph.time_ms[payment] as number;
      this.classes[at] = this.background.pairClass(payment);
      this.rare[at] = this.amounts.nats(payment);
    }
    this.met_first = next;
    return length;
  }

  enter(at: number): void {
    const c = this.classes[at] as number;
    const other = 3 * (this.partner[at] as number) + c;
    const met = this.met[other] as number;
    this.payments[c] = (this.payments[c] as number) + 1;
    this.rare_nats += this.rare[at] as number;
    if (met === 0) this.partners[c] = (this.partners[c] as number) + 1;
    this.met[other] = met + 1;
  }

  leave(at: number): void {
    const c = this.classes[at] as number;
    const other = 3 * (this.partner[at] as number) + c;
    const met = this.met[other] as number;
    this.payments[c] = (this.payments[c] as number) - 1;
    this.rare_nats -= this.rare[at] as number;
    if (met === 1) this.partners[c] = (this.partners[c] as number) - 1;
    this.met[other] = met - 1;
  }
}
