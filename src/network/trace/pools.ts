import { Amounts } from './amounts.js';
import type { Book } from './book.js';
import { createHaircut } from './haircut.js';
import { createPoison } from './poison.js';
import type { TraceQuery } from './query.js';
import type { Stock } from './stock.js';
import { moves, type View } from './view.js';

/**
 * Follows money through accounts in which it mixes (`proportional`, `poison`: `TRACE_METHODS`).
 * Backward the same with time reversed: what an account passed on is divided among what came in
 * before, as the stock then was; what it was not seen to have rests there.
 *
 * Cost: one pass over the payments up to the window's end, whatever the money touches.
 */
export function tracePools(view: View, query: TraceQuery, book: Book, final: Stock): void {
  const { forward, marked, seen, giver, taker, begin, end, absorbs, columns } = view;
  const stock = forward ? new Amounts(columns.accounts) : final.left;
  const assumes = forward && query.unknown_stock === 'tainted';
  const create = query.method === 'poison' ? createPoison : createHaircut;
  const mixture = create(columns.accounts, stock, book, assumes);
  const reached = new Int32Array(columns.accounts);
  for (let turn = forward ? 0 : begin; turn < end; turn++) {
    const payment = forward ? turn : begin + end - 1 - turn;
    if (!moves(view, payment)) continue;
    const [from, to] = [giver[payment] as number, taker[payment] as number];
    const value = columns.value_minor[payment] as number;
    const known = seen[payment] as number;
    let carried = from < 0 ? 0 : mixture.give(from, forward ? known : value, value);
    const isOwn = from < 0 || marked[payment] === 1;
    if (assumes && !isOwn && reached[from] !== 0 && carried < value) {
      carried += value - known;
      book.bear(from, value - known, 'assumed');
    }
    const hop = isOwn ? 0 : (reached[from] as number);
    const tainted = book.pass(payment, carried, hop);
    if (to < 0) continue;
    if (tainted > 0 && absorbs[to] === 1) book.resting.add(to, tainted);
    const entering = absorbs[to] === 1 ? 0 : tainted;
    if (entering > 0 && (!mixture.holds(to) || hop + 1 < (reached[to] as number)))
      reached[to] = hop + 1;
    mixture.receive(to, forward ? value : known, value, entering);
  }
  mixture.settle();
}
