/** A double holds whole numbers below this exactly. */
const LIMB = 2 ** 53;

/**
 * Exact amounts that are not negative, one an index: sums of payments may outgrow 2^53 though no
 * payment does. What is added or taken at once is a whole number below 2^53.
 */
export class Amounts {
  private readonly low: Float64Array;
  private readonly high: Int32Array;

  constructor(size: number) {
    this.low = new Float64Array(size);
    this.high = new Int32Array(size);
  }

  add(index: number, minor: number): void {
    const room = LIMB - (this.low[index] as number);
    if (minor < room) {
      this.low[index] = (this.low[index] as number) + minor;
    } else {
      this.low[index] = minor - room;
      this.high[index] = (this.high[index] as number) + 1;
    }
  }

  /** Takes so much, or all where there is less; returns what it took. */
  take(index: number, minor: number): number {
    const low = this.low[index] as number;
    if (low >= minor) {
      this.low[index] = low - minor;
      return minor;
    }
    if (this.high[index] === 0) {
      this.low[index] = 0;
      return low;
    }
    this.high[index] = (this.high[index] as number) - 1;
    this.low[index] = LIMB - (minor - low);
    return minor;
  }

  isZero(index: number): boolean {
    return this.low[index] === 0 && this.high[index] === 0;
  }

  /** The amount where a double holds it, else null. */
  small(index: number): number | null {
    return this.high[index] === 0 ? (this.low[index] as number) : null;
  }

  total(index: number): bigint {
    return BigInt(this.high[index] as number) * BigInt(LIMB) + BigInt(this.low[index] as number);
  }

  /** Adds an amount of others to one of these. */
  addFrom(index: number, others: Amounts, other: number): void {
    this.high[index] = (this.high[index] as number) + (others.high[other] as number);
    this.add(index, others.low[other] as number);
  }
}
