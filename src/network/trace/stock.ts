import { Amounts } from './amounts.js';
import { moves, type View } from './view.js';

/** What each payment took of money seen before, and what that leaves in the accounts. */
export interface Stock {
  readonly seen: Float64Array;
  /** What was seen to come into each account and not to leave it, up to the end of the window. */
  readonly left: Amounts;
}

/**
 * Follows the balance of each account from the first payment on, beginning with nothing: a payment
 * above it takes the rest from a stock that was not seen. Under every method that is the same.
 */
export function stockOf(view: Omit<View, 'seen'>): Stock {
  const { debtor, creditor, value_minor, accounts } = view.columns;
  const left = new Amounts(accounts);
  const seen = new Float64Array(value_minor.length);
  for (let i = 0; i < view.end; i++) {
    if (!moves(view, i)) continue;
    const [from, to] = [debtor[i] as number, creditor[i] as number];
    const value = value_minor[i] as number;
    if (from >= 0) seen[i] = left.take(from, value);
    if (to >= 0) left.add(to, value);
  }
  return { seen, left };
}
