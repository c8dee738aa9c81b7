import type { Clock } from '../../base/index.js';
import type { NodeCard } from './card.js';
import type { NodeIdentity } from './identity.js';
import type { PeerDirectory } from './peers.js';

export interface WireClientOptions {
  readonly identity: NodeIdentity;
  readonly peers: PeerDirectory;
  readonly clock: Clock;
  /** Fresh bytes for nonces: `(count) => crypto.randomBytes(count)`. */
  readonly random: RandomBytes;
  /** HTTP version to speak; 2 unless told. */
  readonly http?: 1 | 2;
}

export type RandomBytes = (count: number) => Uint8Array;

export interface SendOptions {
  readonly timeout_ms: number;
  readonly signal?: AbortSignal;
  readonly agreement?: string | null;
  readonly purpose?: string | null;
}

export interface PeerAnswer {
  readonly status: number;
  readonly media_type: string;
  readonly body: Uint8Array;
}

export interface WireClient {
  /** Delivers a message; the answer is what the peer's handler replied. */
  send(node: string, message: Uint8Array, options: SendOptions): Promise<PeerAnswer>;
  /** Any other path of the peer, such as `pull` with `?after=7`. */
  get(node: string, path: string, query: string, options: SendOptions): Promise<PeerAnswer>;
  /** The card of a node that is not pinned, for people to compare: nothing is trusted by it. */
  introduce(url: string, options: SendOptions): Promise<NodeCard>;
  close(): Promise<void>;
}

export function wireClient(_options: WireClientOptions): WireClient {
  throw new Error('not built yet');
}
