import type { NodeIdentity } from '../exchange/index.js';
import type { Folder, Ledger } from '../store/index.js';
import type { CommandContext } from './context.js';

/**
 * What the protocols of the exchange are given: arithmetic on threads that start at the first use,
 * and the institution's own book.
 */
export function exchangeTools(
  _context: CommandContext,
  _folder: Folder,
  _node: { readonly ledger: Ledger; readonly identity: NodeIdentity },
) {
  return { close: async () => {} };
}
