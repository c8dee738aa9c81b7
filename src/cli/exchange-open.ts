import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../base/index.js';
import {
  bundledPaths,
  createExchangeNode,
  exchangeProtocols,
  loadIdentity,
  type NodeEvent,
  nodeTime,
  openBlobs,
  openVault,
  pinnedPeers,
  postWith,
  sweepEnclaves,
  wireClient,
} from '../exchange/index.js';
import { type FolderPaths, folderPaths } from '../store/index.js';
import type { CommandContext } from './context.js';
import { exchangeTools } from './exchange-tools.js';
import type { OpenExchange } from './open-exchange.js';
import { withFolder, withLedger } from './store.js';

/** Where a node's keys lie. */
export function identityFolder({ keys }: FolderPaths): string {
  return join(keys, 'exchange');
}

/**
 * Opens the node of the data folder for the time of `work`, or takes the one that the serving
 * process runs. Throws `exchange.no_node` where the folder has none.
 */
export async function withExchange<T>(
  context: CommandContext,
  command: string,
  work: (open: OpenExchange) => Promise<T>,
  tell: (event: NodeEvent) => void = () => {},
): Promise<T> {
  if (context.lent_exchange) return work(context.lent_exchange);
  // Looked at before the folder is taken: a mistyped one is not made.
  if (!existsSync(join(identityFolder(folderPaths(context.data)), 'identity.json')))
    throw new Fault('exchange.no_node', { data: context.data });
  return withFolder(context, command, (folder) => {
    const keys = identityFolder(folder.paths);
    const identity = loadIdentity(keys);
    return withLedger(context, folder, async (ledger) => {
      const peers = await pinnedPeers(ledger.db);
      const { clock, random } = context;
      const client = wireClient({ identity, peers, clock, random });
      const tools = await exchangeTools(context, folder, { ledger, identity, peers });
      try {
        const node = createExchangeNode({
          identity,
          peers,
          ledger,
          blobs: openBlobs(join(folder.paths.exchange, 'messages')),
          vault: openVault(join(keys, 'secrets')),
          clock,
          ids: context.ids,
          paths: bundledPaths(),
          protocols: exchangeProtocols,
          tools,
          post: postWith(client),
          sweep: (at) => sweepEnclaves(ledger.db, at),
          tell,
        });
        const now = () => nodeTime(ledger.db, clock);
        return await work({ folder, ledger, identity, peers, node, client, now });
      } finally {
        await Promise.all([client.close(), tools.close()]);
      }
    });
  });
}

/** Who acts: `--as`, or `PUENTE_OFFICER`. */
export function actor(context: CommandContext, given: string | undefined): string {
  const officer = given ?? context.env.PUENTE_OFFICER;
  if (!officer) throw new Fault('exchange.officer.missing');
  return officer;
}
