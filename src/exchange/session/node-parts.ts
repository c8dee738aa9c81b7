/** What a node of the exchange is built from. */
import type { Clock, Ids } from '../../base/index.js';
import type { Ledger } from '../../store/index.js';
import type { LegalPaths } from '../agreement/index.js';
import type { NodeIdentity, PeerDirectory } from '../wire/index.js';
import type { Blobs } from './blobs.js';
import type { AnyProtocol } from './protocol.js';
import type { Vault } from './vault.js';

export interface NodeParts {
  readonly identity: NodeIdentity;
  readonly peers: PeerDirectory;
  readonly ledger: Ledger;
  readonly blobs: Blobs;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly paths: LegalPaths;
  readonly protocols: readonly AnyProtocol[];
  /** Handed to every step: the group's arithmetic, the institution's data. */
  readonly tools: unknown;
  /** Delivers a message's bytes to a peer and returns its receipt's text. */
  readonly post: (node: string, bytes: Uint8Array, agreement: string | null) => Promise<string>;
  /** What protocols keep beside their sessions and must let go of in time. */
  readonly sweep?: (now: number) => Promise<unknown>;
  /** Told of what happens when nobody asked: deliveries that fail, sessions that end. */
  readonly tell?: (event: NodeEvent) => void;
}

export interface NodeEvent {
  readonly what: 'delivered' | 'unreachable' | 'refused' | 'taken' | 'step' | 'trouble';
  readonly peer?: string;
  readonly session?: string;
  readonly detail: string;
}
