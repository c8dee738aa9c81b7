import type { Amounts } from './amounts.js';
import type { Book } from './book.js';
import type { Mixture } from './mixture.js';

/**
 * Poison (Möser et al. 2014): while any of the marked money rests in an account, all that it holds
 * and pays is the marked money. What was other money is counted as spread. An account is clean
 * again when its stock is used up, unless money not seen counts as marked (`keeps`).
 */
export function createPoison(
  accounts: number,
  stock: Amounts,
  book: Book,
  keeps: boolean,
): Mixture {
  const poisoned = new Uint8Array(accounts);
  return {
    holds: (account) => poisoned[account] === 1,
    give(account, minor, value) {
      stock.take(account, minor);
      if (poisoned[account] === 0) return 0;
      book.bear(account, value - minor, 'spread');
      if (!keeps && stock.isZero(account)) poisoned[account] = 0;
      return value;
    },
    receive(account, minor, value, tainted) {
      if (tainted > 0) {
        if (poisoned[account] === 0) book.bearAll(account, stock, 'spread');
        poisoned[account] = minor > 0 || keeps ? 1 : (poisoned[account] as number);
        book.resting.add(account, value - minor);
      } else if (poisoned[account] === 1) {
        book.bear(account, minor, 'spread');
      }
      stock.add(account, minor);
    },
    settle() {
      for (let account = 0; account < accounts; account++)
        if (poisoned[account] === 1) book.resting.addFrom(account, stock, account);
    },
  };
}
