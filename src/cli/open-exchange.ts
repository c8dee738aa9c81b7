import type { ExchangeNode, NodeIdentity, PinnedPeers, WireClient } from '../exchange/index.js';
import type { Folder, Ledger } from '../store/index.js';

/** A node of the exchange as commands work on it. */
export interface OpenExchange {
  readonly folder: Folder;
  readonly ledger: Ledger;
  readonly identity: NodeIdentity;
  readonly peers: PinnedPeers;
  readonly node: ExchangeNode;
  /** The way to its peers. */
  readonly client: WireClient;
  /** The node's time: it never goes back. */
  now(): Promise<number>;
}
