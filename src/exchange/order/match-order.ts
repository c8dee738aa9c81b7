/** Whom an order names, looked for among the institution's own customers. */

import { ID_TYPES } from '../agreement/agreement.js';
import type { IdType } from '../agreement/index.js';
import { type Claim, subjectsOf, tokenInputs } from '../subject/index.js';
import type { OrderBody } from './order-body.js';
import type { AccountHolder, Match, OrderBook } from './order-data.js';

/**
 * Accounts of every holder with whom a subject of the order shares an identifier, canonical. A name
 * that merely sounds alike is no match; an account that the order names is, whoever holds it.
 */
export async function matchOrder(order: OrderBody, book: OrderBook): Promise<readonly Match[]> {
  const types: readonly IdType[] = ID_TYPES;
  const asked = order.subjects.map(({ reference, claims }) => ({
    id: reference,
    is_likely_victim: false,
    claims: claims as readonly Claim[],
  }));
  const { inputs } = await tokenInputs(asked, types);
  const wanted = new Map(inputs.map(({ input, subjects }) => [input, subjects]));
  const matches: Match[] = [];
  for await (const holder of book.holders()) {
    matches.push(...(await matchesOf(holder, wanted, types)));
  }
  return matches;
}

async function matchesOf(
  holder: AccountHolder,
  wanted: ReadonlyMap<string, readonly string[]>,
  types: readonly IdType[],
): Promise<readonly Match[]> {
  const own = [{ id: holder.id, is_likely_victim: false, claims: holder.claims }];
  const { inputs } = await tokenInputs(own, types);
  const shared = inputs.flatMap(({ input }) => {
    const subjects = wanted.get(input);
    return subjects === undefined ? [] : [{ input, subjects }];
  });
  return subjectsOf(shared).flatMap(({ subject: reference, by }) =>
    holder.accounts.map((account) => ({
      ...account,
      reference,
      holder: holder.name,
      holder_id: holder.id,
      by,
    })),
  );
}
