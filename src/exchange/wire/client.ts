import { type Clock, Fault } from '../../base/index.js';
import { type NodeCard, readCard } from './card.js';
import { contentDigest, signRequest } from './http-signature.js';
import type { NodeIdentity } from './identity.js';
import { type Lines, openLines, type Target } from './lines.js';
import { MESSAGE_TYPE } from './message.js';
import { type PeerDirectory, pinnedCard } from './peers.js';
import type { RandomBytes } from './random-bytes.js';
import { WIRE_PATHS } from './request.js';

export interface WireClientOptions {
  readonly identity: NodeIdentity;
  readonly peers: PeerDirectory;
  readonly clock: Clock;
  /** For nonces. */
  readonly random: RandomBytes;
  /** HTTP version to speak; 2 unless told. */
  readonly http?: 1 | 2;
}

export interface SendOptions {
  /** For everything: connecting, sending, and the whole answer. */
  readonly timeout_ms: number;
  readonly signal?: AbortSignal;
  /** Signed with the request; absent or null says that it has none. */
  readonly agreement?: string | null;
  readonly purpose?: string | null;
}

export interface PeerAnswer {
  readonly status: number;
  readonly media_type: string;
  readonly body: Uint8Array;
}

/**
 * Speaks to pinned peers. Faults `exchange.wire.…`: `unreachable`, `refused` (the peer answered,
 * but not so), `busy`, `timed_out`, `unexpected` (not who was expected), `cancelled`, `answer` (not
 * to be read). After a fault the peer may or may not have acted: send the same message again.
 */
export interface WireClient {
  /** Delivers a message; the answer is what the peer's handler replied. */
  send(node: string, message: Uint8Array, options: SendOptions): Promise<PeerAnswer>;
  /** Brings something to another path of the peer. */
  post(node: string, path: string, body: Uint8Array, options: SendOptions): Promise<PeerAnswer>;
  /** Asks at any other path of the peer, such as `pull` with `?after=7`; the query may be empty. */
  get(node: string, path: string, query: string, options: SendOptions): Promise<PeerAnswer>;
  /** The card of a node that is not pinned, for people to compare: nothing is trusted by it. */
  introduce(url: string, options: SendOptions): Promise<IntroducedCard>;
  close(): Promise<void>;
}

export interface IntroducedCard {
  readonly card: NodeCard;
  /** As the node signed it, to keep. */
  readonly card_bytes: Uint8Array;
}

export function wireClient(options: WireClientOptions): WireClient {
  const { identity, peers, clock } = options;
  const lines = openLines(identity, options.http ?? 2);
  const ask = (node: string, asked: Asked, send: SendOptions) => {
    const card = pinnedCard(peers, node, clock.now());
    const target = { node, url: card.url, certificates: card.tls_certificates };
    return exchangeOnce(lines, target, options, asked, send);
  };
  return {
    send: (node, message, send) =>
      ask(node, { method: 'POST', path: WIRE_PATHS.messages, query: '', body: message }, send),
    post: (node, path, body, send) => ask(node, { method: 'POST', path, query: '', body }, send),
    get: (node, path, query, send) => ask(node, { method: 'GET', path, query, body: EMPTY }, send),
    async introduce(url, send) {
      const target: Target = { node: url, url, certificates: null };
      const asked: Asked = { method: 'GET', path: WIRE_PATHS.card, query: '', body: EMPTY };
      const { body } = await exchangeOnce(lines, target, options, asked, send);
      const card = readCard(body, { now_ms: clock.now(), pinned: peerOf(peers, body) });
      return { card, card_bytes: body };
    },
    close: () => lines.close(),
  };
}

interface Asked {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** With its question mark, or empty. */
  readonly query: string;
  readonly body: Uint8Array;
}

const EMPTY = new Uint8Array(0);

async function exchangeOnce(
  lines: Lines,
  target: Target,
  options: WireClientOptions,
  asked: Asked,
  send: SendOptions,
): Promise<PeerAnswer> {
  // Each attempt is signed anew: a nonce that went out may have been used.
  const heads = () => signedHeaders(target, options, asked, send);
  const answer = await lines.ask(target, { ...asked, heads }, send);
  if (answer.status >= 200 && answer.status < 300) return answer;
  const { node } = target;
  const is_busy = answer.status === 503 || answer.status === 408;
  if (is_busy) throw new Fault('exchange.wire.busy', { node });
  throw new Fault('exchange.wire.refused', { node, status: answer.status });
}

function signedHeaders(
  target: Target,
  options: WireClientOptions,
  asked: Asked,
  send: SendOptions,
): Record<string, string> {
  const headers = {
    'content-digest': contentDigest(asked.body),
    'puente-agreement': send.agreement ?? 'none',
    'puente-purpose': send.purpose ?? 'none',
    ...(asked.method === 'POST' ? { 'content-type': MESSAGE_TYPE } : {}),
  };
  const { method, path, query } = asked;
  const authority = new URL(target.url).host;
  const signature = signRequest(
    { method, authority, path, query: query === '' ? '?' : query, headers },
    {
      key: options.identity.signing,
      now_ms: options.clock.now(),
      nonce: Buffer.from(options.random(18)).toString('base64url'),
    },
  );
  return { ...headers, ...signature };
}

/** The pinned card that a new one must follow from, if its node is known. */
function peerOf(peers: PeerDirectory, body: Uint8Array): NodeCard | null {
  const { node } = readCard(body, { now_ms: null, pinned: null });
  return peers.byNode(node);
}
