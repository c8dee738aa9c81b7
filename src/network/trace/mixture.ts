/** How marked money mixes with the rest of an account's stock. */
export interface Mixture {
  /**
   * Takes `minor` out of the stock for a payment of `value`; returns how much of the marked money
   * the payment carries.
   */
  give(account: number, minor: number, value: number): number;
  /** Adds `minor` of a payment of `value` that carries `tainted`. */
  receive(account: number, minor: number, value: number, tainted: number): void;
  holds(account: number): boolean;
  /** Says what rests. */
  settle(): void;
}
