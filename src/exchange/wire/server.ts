import type { Clock, Fault } from '../../base/index.js';
import type { NodeIdentity } from './identity.js';
import type { NonceStore } from './nonces.js';
import type { PeerDirectory } from './peers.js';
import type { PeerRequest, Route, WireReply } from './request.js';

export interface WireOptions {
  readonly identity: NodeIdentity;
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly peers: PeerDirectory;
  readonly nonces: NonceStore;
  readonly clock: Clock;
  /** Answers `POST /puente/v1/messages`: the body is a message to decode. */
  readonly handle: (request: PeerRequest) => Promise<WireReply>;
  readonly routes?: readonly Route[];
  readonly limits?: Partial<WireLimits>;
  /** Told of each refusal and its reason, which the peer is not told. */
  readonly on_refused?: (refusal: Refusal) => void;
}

export interface WireLimits {
  readonly body_bytes_max: number;
  readonly header_bytes_max: number;
  readonly connections_max: number;
  /** Requests at work at once, of all peers and of one. */
  readonly requests_max: number;
  readonly requests_per_peer_max: number;
  /** From connection to the end of the TLS handshake; from there, or from the last answer, on to a request. */
  readonly handshake_ms: number;
  readonly idle_ms: number;
  /** For the body to arrive, for the handler, and for the answer to be taken. */
  readonly receive_ms: number;
  readonly handle_ms: number;
  readonly respond_ms: number;
}

export interface Refusal {
  readonly fault: Fault;
  /** The node, where its certificate is a pinned one. */
  readonly node: string | null;
  readonly path: string;
}

export interface WireServer {
  readonly port: number;
  readonly url: string;
  /** Ends the listening, lets what is at work end for `grace_ms`, then cuts it off. */
  close(grace_ms?: number): Promise<void>;
}

export async function serveWire(_options: WireOptions): Promise<WireServer> {
  throw new Error('not built yet');
}
