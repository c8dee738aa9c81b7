import { createHash } from 'node:crypto';
import { type ClientHttp2Session, connect } from 'node:http2';
import { Agent, request as request1 } from 'node:https';
import { isIP } from 'node:net';
import type { ConnectionOptions, PeerCertificate } from 'node:tls';
import { Fault } from '../../base/index.js';
import type { NodeIdentity } from './identity.js';

/** Whom to reach, and by which certificates to know it; null takes any that an authority issued. */
export interface Target {
  readonly node: string;
  readonly url: string;
  readonly certificates: readonly string[] | null;
}

export interface LineRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: Uint8Array;
  /** Headers of one attempt. */
  readonly heads: () => Record<string, string>;
}

export interface LineAnswer {
  readonly status: number;
  readonly media_type: string;
  readonly body: Uint8Array;
}

export interface Patience {
  readonly timeout_ms: number;
  readonly signal?: AbortSignal;
}

/** Connections to peers, opened when needed and used again. */
export interface Lines {
  ask(target: Target, asked: LineRequest, patience: Patience): Promise<LineAnswer>;
  close(): Promise<void>;
}

/** An answer or error of one attempt; `stale` where an old connection was found to be closed. */
interface Attempt {
  readonly asked: LineRequest;
  readonly signal: AbortSignal;
}

/** Answers are bounded as bodies are. */
const ANSWER_BYTES_MAX = 65 * 1024 * 1024;
/** Below the server's own, so that it is we who hang up. */
const IDLE_MS = 30_000;

export function openLines(identity: NodeIdentity, http: 1 | 2): Lines {
  const lines = http === 2 ? new Http2Lines(identity) : new Http1Lines(identity);
  return {
    async ask(target, asked, patience) {
      const deadline = new AbortController();
      const timer = setTimeout(() => deadline.abort(), patience.timeout_ms);
      const { signal: cancel } = patience;
      const signal = cancel ? AbortSignal.any([cancel, deadline.signal]) : deadline.signal;
      try {
        if (signal.aborted) throw new Error('aborted');
        return await lines.attempt(target, { asked, signal }).catch((error: unknown) => {
          // The peer may close a resting connection at the moment in which we use it.
          if (!(error instanceof StaleLine) || signal.aborted) throw error;
          return lines.attempt(target, { asked, signal });
        });
      } catch (error) {
        if (cancel?.aborted) throw new Fault('exchange.wire.cancelled', { node: target.node });
        if (deadline.signal.aborted) {
          lines.drop(target);
          const { timeout_ms } = patience;
          throw new Fault('exchange.wire.timed_out', { node: target.node, timeout_ms });
        }
        throw faultOf(error, target.node);
      } finally {
        clearTimeout(timer);
      }
    },
    close: () => lines.close(),
  };
}

class Http2Lines {
  private readonly sessions = new Map<string, ClientHttp2Session>();
  /** Why a connection failed: its streams are only told that they were cancelled. */
  private readonly failures = new WeakMap<ClientHttp2Session, Error>();

  constructor(private readonly identity: NodeIdentity) {}

  async attempt(target: Target, { asked, signal }: Attempt): Promise<LineAnswer> {
    const { session, is_reused } = this.session(target);
    const headers = {
      ':method': asked.method,
      ':path': `${asked.path}${asked.query}`,
      ...asked.heads(),
    };
    return await new Promise<LineAnswer>((resolve, reject) => {
      let has_answer = false;
      const fail = (told: Error) => {
        const error = this.failures.get(session) ?? told;
        reject(is_reused && !has_answer && isClosed(error) ? new StaleLine() : error);
      };
      const stream = session.request(headers, { signal, endStream: false });
      stream.once('response', (heads) => {
        has_answer = true;
        const { ':status': status = 0, 'content-type': media_type = '' } = heads;
        collect(stream).then((body) => resolve({ status, media_type, body }), reject);
      });
      stream.once('error', (error) => setImmediate(() => fail(error)));
      stream.once('close', () => setImmediate(() => fail(codedError('ECONNRESET'))));
      stream.end(asked.body);
    });
  }

  drop(target: Target): void {
    this.sessions.get(keyOf(target))?.destroy();
  }

  async close(): Promise<void> {
    for (const session of this.sessions.values()) session.destroy();
  }

  private session(target: Target): { session: ClientHttp2Session; is_reused: boolean } {
    const key = keyOf(target);
    const kept = this.sessions.get(key);
    if (kept && !kept.closed && !kept.destroyed) return { session: kept, is_reused: true };
    const session = connect(target.url, tlsOptions(this.identity, target, 'h2'));
    this.sessions.set(key, session);
    const forget = () => {
      if (this.sessions.get(key) === session) this.sessions.delete(key);
    };
    session.once('close', forget).once('goaway', forget);
    session.on('error', (error: Error) => {
      this.failures.set(session, error);
      forget();
    });
    session.setTimeout(IDLE_MS, () => session.close());
    return { session, is_reused: false };
  }
}

class Http1Lines {
  private readonly agents = new Map<string, Agent>();

  constructor(private readonly identity: NodeIdentity) {}

  async attempt(target: Target, { asked, signal }: Attempt): Promise<LineAnswer> {
    return await new Promise<LineAnswer>((resolve, reject) => {
      const request = request1(`${target.url}${asked.path}${asked.query}`, {
        agent: this.agent(target),
        method: asked.method,
        headers: { ...asked.heads(), 'content-length': asked.body.length },
        signal,
      });
      let has_answer = false;
      request.once('response', (response) => {
        has_answer = true;
        const { statusCode: status = 0, headers } = response;
        const media_type = headers['content-type'] ?? '';
        collect(response).then((body) => resolve({ status, media_type, body }), reject);
      });
      request.once('error', (error) => {
        const is_stale = request.reusedSocket && !has_answer && isClosed(error);
        reject(is_stale ? new StaleLine() : error);
      });
      request.end(asked.body);
    });
  }

  /** A request that was given up has destroyed its own connection. */
  drop(): void {}

  async close(): Promise<void> {
    for (const agent of this.agents.values()) agent.destroy();
  }

  private agent(target: Target): Agent {
    const key = keyOf(target);
    const kept = this.agents.get(key);
    if (kept) return kept;
    const agent = new Agent({
      ...tlsOptions(this.identity, target, 'http/1.1'),
      keepAlive: true,
      maxSockets: 8,
      // A resumed session would skip the look at the certificate.
      maxCachedSessions: 0,
    });
    this.agents.set(key, agent);
    return agent;
  }
}

class StaleLine extends Error {}

/** A card that changed its certificate or URL gets new connections. */
function keyOf({ node, url, certificates }: Target): string {
  return [node, url, ...(certificates ?? [])].join(' ');
}

function tlsOptions(identity: NodeIdentity, target: Target, protocol: string): ConnectionOptions {
  const { tls } = identity;
  const host = new URL(target.url).hostname.replace(/^\[|\]$/g, '');
  return {
    cert: tls.certificate_pem,
    key: tls.key_pem,
    ca: tls.authority_pem,
    minVersion: 'TLSv1.3',
    ALPNProtocols: [protocol],
    ...(isIP(host) ? {} : { servername: host }),
    // The chain holds when this is asked; the pinned certificate says more than any name in it.
    checkServerIdentity: (_host, certificate) => checkPinned(target, certificate),
  };
}

function checkPinned({ certificates }: Target, { raw }: PeerCertificate): Error | undefined {
  if (certificates === null) return undefined;
  const digest = createHash('sha256').update(raw).digest('hex');
  return certificates.includes(digest) ? undefined : codedError('PUENTE_NOT_PINNED');
}

async function collect(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let received = 0;
  for await (const chunk of stream) {
    received += chunk.length;
    if (received > ANSWER_BYTES_MAX) throw codedError('PUENTE_ANSWER_LARGE');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function codedError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function isClosed(error: Error): boolean {
  return CLOSED.has(codeOf(error));
}

/** What went wrong between two machines, in the words of the wire. */
function faultOf(error: unknown, node: string): Fault {
  if (error instanceof Fault) return error;
  const code = codeOf(error);
  if (UNEXPECTED.test(code)) return new Fault('exchange.wire.unexpected', { node, reason: code });
  // Our own certificate was not taken: with TLS 1.3 that is learned after the handshake.
  if (/^ERR_SSL_.*ALERT/.test(code))
    return new Fault('exchange.wire.refused', { node, status: code });
  if (/^(PUENTE_ANSWER_LARGE|HPE_|ERR_HTTP2_(?!STREAM_CANCEL|STREAM_ERROR))/.test(code))
    return new Fault('exchange.wire.answer', { node, reason: code });
  const reason = code === '' ? 'closed' : code;
  return new Fault('exchange.wire.unreachable', { node, reason });
}

const CLOSED: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'EPIPE',
  'ERR_HTTP2_GOAWAY_SESSION',
  'ERR_HTTP2_INVALID_SESSION',
  'ERR_HTTP2_STREAM_CANCEL',
  'ERR_HTTP2_STREAM_ERROR',
]);
/** What TLS says of a certificate that does not hold, by the beginning of its code. */
const UNEXPECTED = /^(PUENTE_NOT_PINNED|SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_|CERT_|INVALID_)/;
