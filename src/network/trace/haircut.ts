import { Amounts } from './amounts.js';
import type { Book } from './book.js';
import type { Mixture } from './mixture.js';
import { largeShareOf, shareOf } from './share.js';

/**
 * Proportional (Möser et al. 2014, “haircut”): what a payment takes of the marked money is to what
 * the account has of it as the payment is to the account's stock. Shares are whole minor units by
 * largest remainder between what leaves and what stays (a half stays), so that none is created or
 * lost; what is rounded away once counts the next time.
 */
export function createHaircut(accounts: number, stock: Amounts, book: Book): Mixture {
  const taint = new Amounts(accounts);
  return {
    holds: (account) => !taint.isZero(account),
    give(account, minor) {
      const share = taint.isZero(account) ? 0 : takeShare(account, minor);
      stock.take(account, minor);
      return share;
    },
    receive(account, minor, value, tainted) {
      const entering = minor === value ? tainted : shareOf(tainted, minor, value);
      taint.add(account, entering);
      stock.add(account, minor);
      book.resting.add(account, tainted - entering);
    },
    settle() {
      for (let account = 0; account < accounts; account++)
        book.resting.addFrom(account, taint, account);
    },
  };

  function takeShare(account: number, minor: number): number {
    const [part, whole] = [taint.small(account), stock.small(account)];
    const share =
      part === null || whole === null
        ? largeShareOf(minor, taint.total(account), stock.total(account))
        : shareOf(minor, part, whole);
    return taint.take(account, share);
  }
}
