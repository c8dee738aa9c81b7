import type { NodeCard } from './card.js';

/** A request that was verified: sent over TLS and signed by the node of one pinned card. */
export interface PeerRequest {
  readonly peer: NodeCard;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Agreement and purpose that the signature covers; null where the sender named none. */
  readonly agreement: string | null;
  readonly purpose: string | null;
  /** Media types that it would take; null where it did not say. */
  readonly accept: string | null;
  readonly body: Uint8Array;
  /** Aborted when the peer goes away or the time for the answer is over. */
  readonly signal: AbortSignal;
}

export interface WireReply {
  readonly status: 200 | 202 | 204 | 400 | 404 | 405 | 406;
  readonly media_type: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** One more path that a node answers; the signature and the card are checked before it. */
export interface Route {
  readonly path: string;
  readonly method: 'GET' | 'POST';
  readonly handle: (request: PeerRequest) => Promise<WireReply>;
}

/**
 * Paths below one, for programs of others that read and sign nothing: who asks is told by the
 * certificate of the connection, which one pinned card must name. Nothing changes by reading.
 */
export interface Shelf {
  /** Ends in a slash. */
  readonly path: string;
  readonly read: (request: PeerRequest) => Promise<WireReply>;
}

/** The paths of a node. `log` paths begin with `log`: their readers are routes of the audit log. */
export const WIRE_PATHS = {
  messages: '/puente/v1/messages',
  card: '/puente/v1/card',
  pull: '/puente/v1/pull',
  checkpoint: '/puente/v1/log/checkpoint',
  proof: '/puente/v1/log/proof',
} as const;
