import { createHash } from 'node:crypto';
import type { Http2ServerRequest } from 'node:http2';
import type { TLSSocket } from 'node:tls';
import { type Clock, Fault } from '../../base/index.js';
import { isCardValid, type NodeCard } from './card.js';
import {
  claimedKey,
  type RequestChecks,
  type SignedRequest,
  verifyRequest,
} from './http-signature.js';
import type { NodeIdentity } from './identity.js';
import type { NonceStore } from './nonces.js';
import type { PeerDirectory } from './peers.js';
import type { PeerRequest } from './request.js';
import { verifyingKeyOf } from './signing-key.js';

/** What else is demanded of a request. Only tests switch a check off. */
export interface AccessChecks extends RequestChecks {
  readonly certificate: boolean;
  readonly authority: boolean;
}

export interface Access {
  readonly identity: NodeIdentity;
  readonly peers: PeerDirectory;
  readonly nonces: NonceStore;
  readonly clock: Clock;
  /** Of the connection. */
  readonly certificate: string;
  /** Reads the body: not before the head is one that a peer could have sent. */
  readonly receive: () => Promise<Uint8Array>;
  readonly checks: Partial<AccessChecks>;
}

/**
 * Who asks, and what. The signature's key must be that of a pinned and valid card, the card must
 * name the certificate of the connection, and the request must be addressed to this node.
 */
export async function authenticate(
  request: Http2ServerRequest,
  access: Access,
): Promise<Omit<PeerRequest, 'signal'>> {
  const { clock, peers, nonces, checks } = access;
  const signed = signedParts(request);
  const peer = peers.byKey(claimedKey(signed));
  if (peer === null) throw new Fault('exchange.wire.signature.unknown');
  if (!isCardValid(peer, clock.now()))
    throw new Fault('exchange.wire.card.lapsed', { node: peer.node });
  if (checks.certificate !== false) checkCertificate(peer, access.certificate);
  if (checks.authority !== false) checkAuthority(signed, access.identity.card);
  const body = await access.receive();
  const keyOf = () => verifyingKeyOf(peer.signing_key);
  await verifyRequest(signed, body, { keyOf, nonces, now_ms: clock.now(), checks });
  return {
    peer,
    path: signed.path,
    query: new URLSearchParams(signed.query),
    agreement: named(signed, 'puente-agreement'),
    purpose: named(signed, 'puente-purpose'),
    accept: signed.headers.accept ?? null,
    body,
  };
}

/** Who reads without a signature: the peer whose valid card names the connection's certificate. */
export function authenticateReader(
  request: Http2ServerRequest,
  { peers, clock, certificate, identity }: Omit<Access, 'nonces' | 'receive' | 'checks'>,
): Omit<PeerRequest, 'signal'> {
  const peer = peers.byCertificate(certificate);
  if (peer === null) throw new Fault('exchange.wire.reader.unknown');
  if (!isCardValid(peer, clock.now()))
    throw new Fault('exchange.wire.card.lapsed', { node: peer.node });
  const asked = signedParts(request);
  checkAuthority(asked, identity.card);
  return {
    peer,
    path: asked.path,
    query: new URLSearchParams(asked.query),
    agreement: null,
    purpose: null,
    accept: asked.headers.accept ?? null,
    body: new Uint8Array(),
  };
}

/** SHA-256 of the certificate that the other side of the connection showed, in hexadecimal. */
export function certificateOf(request: Http2ServerRequest): string {
  const socket = (request.stream?.session?.socket ?? request.socket) as TLSSocket;
  const { raw } = socket.getPeerCertificate();
  return raw === undefined ? '' : createHash('sha256').update(raw).digest('hex');
}

function signedParts(request: Http2ServerRequest): SignedRequest {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers))
    if (typeof value === 'string' && !name.startsWith(':')) headers[name] = value;
  const [path = '', ...query] = request.url.split('?');
  const authority = request.headers[':authority'] ?? request.headers.host ?? '';
  return {
    method: request.method,
    authority: String(authority).toLowerCase(),
    path,
    query: `?${query.join('?')}`,
    headers,
  };
}

function checkCertificate(peer: NodeCard, certificate: string): void {
  if (!peer.tls_certificates.includes(certificate))
    throw new Fault('exchange.wire.request.certificate', { node: peer.node });
}

function checkAuthority(signed: SignedRequest, card: NodeCard): void {
  if (signed.authority !== new URL(card.url).host)
    throw new Fault('exchange.wire.request.authority', { node: card.node });
}

/** A header that is covered; `none` is how a request says that it has none. */
function named(signed: SignedRequest, header: string): string | null {
  const value = signed.headers[header] ?? 'none';
  if (!/^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$/.test(value))
    throw new Fault('exchange.wire.request.malformed');
  return value === 'none' ? null : value;
}
