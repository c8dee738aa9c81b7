import {
  createSecureServer,
  type Http2SecureServer,
  type Http2ServerRequest,
  type Http2ServerResponse,
} from 'node:http2';
import type { AddressInfo } from 'node:net';
import { type Clock, Fault } from '../../base/index.js';
import { answerWith, REFUSALS, type Refused } from './answer.js';
import {
  type AccessChecks,
  authenticate,
  authenticateReader,
  certificateOf,
} from './authenticate.js';
import { watchConnections } from './connections.js';
import type { NodeIdentity } from './identity.js';
import type { NonceStore } from './nonces.js';
import type { PeerDirectory } from './peers.js';
import { receiveBody } from './receive.js';
import { type PeerRequest, type Route, type Shelf, WIRE_PATHS, type WireReply } from './request.js';

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
  readonly shelves?: readonly Shelf[];
  readonly limits?: Partial<WireLimits>;
  /** Told of each refusal and its reason, which the peer is not told. */
  readonly on_refused?: (refusal: Refusal) => void;
}

export interface WireLimits {
  readonly body_bytes_max: number;
  /** All bodies in memory at once. */
  readonly bodies_bytes_max: number;
  readonly connections_max: number;
  /** Requests at work at once, of all peers and of one. */
  readonly requests_max: number;
  readonly requests_per_peer_max: number;
  /** From a connection to the end of its TLS handshake. */
  readonly handshake_ms: number;
  /** From the handshake, or from the last answer, to the next whole head of a request. */
  readonly idle_ms: number;
  /** For the body to arrive, for the handler, and for the answer to be taken. */
  readonly receive_ms: number;
  readonly handle_ms: number;
  readonly respond_ms: number;
}

export interface Refusal {
  /** Of a defect of ours, `exchange.wire.failed` with what was thrown. */
  readonly fault: Fault;
  /** SHA-256 of the certificate that the peer showed; null before it showed one. */
  readonly certificate: string | null;
  readonly path: string | null;
}

export interface WireServer {
  readonly port: number;
  /** Ends the listening, lets what is at work end for `grace_ms`, then cuts it off. */
  close(grace_ms?: number): Promise<void>;
}

/**
 * Serves a node's wire: TLS 1.3 with certificates on both sides, HTTP/2 and HTTP/1.1 on one port.
 * A request reaches a handler when it is signed as the policy demands by the pinned card that names
 * the very certificate of its connection, and is addressed to this node's URL. Every refusal looks
 * alike to the peer; only `on_refused` learns why. A Fault `exchange.wire.listen` where the port
 * cannot be had.
 */
export function serveWire(options: WireOptions): Promise<WireServer> {
  return serveWireWith(options, {});
}

/** The same with checks switched off: what tests prove their attacks on. Never a setting. */
export async function serveWireWith(
  options: WireOptions,
  checks: Partial<AccessChecks>,
): Promise<WireServer> {
  const limits = { ...LIMITS, ...options.limits };
  const server = secureServer(options, limits);
  const connections = watchConnections(server, limits.idle_ms);
  const desk = new Desk(options, limits, checks);
  server.on('request', (request, response) => {
    const release = connections.begin(request);
    void desk.serve(request, response).finally(release);
  });
  server.on('tlsClientError', (error: Error) => {
    const fault = new Fault('exchange.wire.handshake', { reason: codeOf(error) });
    options.on_refused?.({ fault, certificate: null, path: null });
  });
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  return { port, close: (grace_ms = 5_000) => connections.close(grace_ms) };
}

const LIMITS: WireLimits = {
  // A pull brings whole messages, each with its length.
  body_bytes_max: 65 * 1024 * 1024,
  bodies_bytes_max: 512 * 1024 * 1024,
  connections_max: 256,
  requests_max: 64,
  requests_per_peer_max: 16,
  handshake_ms: 10_000,
  idle_ms: 60_000,
  receive_ms: 120_000,
  handle_ms: 120_000,
  respond_ms: 120_000,
};

/** Longer heads of requests than this are cut off, by HTTP/1.1 (Node's own bound) and by 2. */
const HEAD_BYTES_MAX = 16 * 1024;
const STREAMS_PER_CONNECTION_MAX = 32;

function secureServer(options: WireOptions, limits: WireLimits): Http2SecureServer {
  const { tls } = options.identity;
  const server = createSecureServer({
    allowHTTP1: true,
    minVersion: 'TLSv1.3',
    cert: tls.certificate_pem,
    key: tls.key_pem,
    ca: tls.authority_pem,
    requestCert: true,
    rejectUnauthorized: true,
    handshakeTimeout: limits.handshake_ms,
    settings: {
      maxConcurrentStreams: STREAMS_PER_CONNECTION_MAX,
      maxHeaderListSize: HEAD_BYTES_MAX,
    },
  });
  server.maxConnections = limits.connections_max;
  return server;
}

async function listen(server: Http2SecureServer, options: WireOptions): Promise<void> {
  const { host, port } = options;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      reject(new Fault('exchange.wire.listen', { host, port, reason: codeOf(error) }));
    });
    server.listen(port, host, resolve);
  });
}

/** Takes requests one by one to their handlers, and counts those at work. */
class Desk {
  private readonly routes: ReadonlyMap<string, Route>;
  private readonly at_work = new Map<string, number>();
  private total = 0;
  private held_bytes = 0;

  constructor(
    private readonly options: WireOptions,
    private readonly limits: WireLimits,
    private readonly checks: Partial<AccessChecks>,
  ) {
    const own: Route = { path: WIRE_PATHS.messages, method: 'POST', handle: options.handle };
    const all = [own, ...(options.routes ?? [])];
    this.routes = new Map(all.map((route) => [`${route.method} ${route.path}`, route]));
  }

  async serve(request: Http2ServerRequest, response: Http2ServerResponse): Promise<void> {
    const certificate = certificateOf(request);
    const path = request.url.split('?')[0] ?? '';
    const release = this.take(certificate);
    const room = this.room();
    try {
      if (release === null) throw new Fault('exchange.wire.busy_here');
      const seen = { certificate, path, hold: room.hold };
      const reply = await this.replyTo(request, response, seen);
      await answerWith(response, reply, this.limits.respond_ms);
    } catch (error) {
      const fault = error instanceof Fault ? error : failure(error);
      this.options.on_refused?.({ fault, certificate, path });
      await answerWith(response, refusalOf(fault), this.limits.respond_ms);
    } finally {
      release?.();
      room.leave();
    }
  }

  /** What one request holds of the memory for bodies. */
  private room(): { hold(bytes: number): boolean; leave(): void } {
    let mine = 0;
    return {
      hold: (bytes) => {
        if (this.held_bytes + bytes > this.limits.bodies_bytes_max) return false;
        this.held_bytes += bytes;
        mine += bytes;
        return true;
      },
      leave: () => {
        this.held_bytes -= mine;
      },
    };
  }

  /** A place at the desk, or null where all, or all of this peer, are taken. */
  private take(certificate: string): (() => void) | null {
    const mine = this.at_work.get(certificate) ?? 0;
    const { requests_max, requests_per_peer_max } = this.limits;
    if (this.total >= requests_max || mine >= requests_per_peer_max) return null;
    this.total += 1;
    this.at_work.set(certificate, mine + 1);
    return () => {
      this.total -= 1;
      const left = (this.at_work.get(certificate) ?? 1) - 1;
      if (left > 0) this.at_work.set(certificate, left);
      else this.at_work.delete(certificate);
    };
  }

  private async replyTo(
    request: Http2ServerRequest,
    response: Http2ServerResponse,
    seen: {
      readonly certificate: string;
      readonly path: string;
      readonly hold: (bytes: number) => boolean;
    },
  ): Promise<WireReply> {
    const { identity } = this.options;
    // The card says who answers here, to those who have not pinned it: it is public and signed.
    if (seen.path === WIRE_PATHS.card && request.method === 'GET')
      return { status: 200, media_type: 'application/json', body: identity.card_bytes };
    const { body_bytes_max: bytes_max, receive_ms: within_ms } = this.limits;
    const limits = { bytes_max, within_ms, hold: seen.hold };
    const shelf = this.options.shelves?.find(({ path }) => seen.path.startsWith(path));
    if (shelf !== undefined && request.method === 'GET') {
      const { certificate } = seen;
      const asked = authenticateReader(request, { ...this.options, certificate });
      return await this.handled(shelf.read, asked, response);
    }
    const asked = await authenticate(request, {
      ...this.options,
      certificate: seen.certificate,
      receive: () => receiveBody(request, limits),
      checks: this.checks,
    });
    const route = this.routes.get(`${request.method} ${seen.path}`);
    if (route === undefined) throw new Fault('exchange.wire.route', { path: seen.path });
    return await this.handled(route.handle, asked, response);
  }

  /** The handler's reply, in time; when the peer goes away it is told by the signal. */
  private async handled(
    handle: Route['handle'],
    asked: Omit<PeerRequest, 'signal'>,
    response: Http2ServerResponse,
  ): Promise<WireReply> {
    const cancel = new AbortController();
    const gone = () => cancel.abort();
    response.once('close', gone);
    const timer = setTimeout(gone, this.limits.handle_ms);
    const late = new Promise<never>((_resolve, reject) => {
      cancel.signal.addEventListener('abort', () => reject(new Fault('exchange.wire.late')));
    });
    try {
      return await Promise.race([handle({ ...asked, signal: cancel.signal }), late]);
    } finally {
      clearTimeout(timer);
      response.off('close', gone);
    }
  }
}

/** What the peer is told: too large, too slow and busy help it; everything else looks alike. */
function refusalOf(fault: Fault): WireReply | Refused {
  return REFUSALS[TOLD[fault.code] ?? 'refused'];
}

const TOLD: Readonly<Record<string, keyof typeof REFUSALS>> = {
  'exchange.wire.busy_here': 'busy',
  'exchange.wire.body.large': 'too_large',
  'exchange.wire.body.slow': 'too_slow',
  'exchange.wire.late': 'busy',
  'exchange.wire.failed': 'failed',
};

function failure(error: unknown): Fault {
  return new Fault('exchange.wire.failed', { reason: String(error) });
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : error.message;
}
