import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { Fault } from '../../base/index.js';

/** What the server said of a file, to ask next time whether it has changed. */
export interface Validators {
  readonly etag: string | null;
  readonly modified: string | null;
}

export interface Download {
  /** `unchanged`: the server says that it is the one we have; nothing was written. */
  readonly state: 'fetched' | 'unchanged';
  readonly bytes: number;
  readonly validators: Validators;
}

export interface DownloadOptions {
  readonly file: string;
  readonly known: Validators | null;
  readonly bytes_max: number;
  /** A server that says nothing for so long is given up. */
  readonly silence_ms: number;
  onBytes(done: number, total: number): void;
}

/** The world's `fetch`, handed in, so that nothing fetches unasked. */
export type Fetch = typeof globalThis.fetch;

/**
 * Fetches one file to disk, streaming. Throws Faults: `lists.download_refused` (status),
 * `lists.download_large`, `lists.download_short` (fewer bytes than promised), `lists.download_lost`
 * (no connection, silence), `lists.download_scheme` (plain HTTP anywhere but on this machine).
 */
export async function download(
  url: string,
  fetch: Fetch,
  options: DownloadOptions,
): Promise<Download> {
  const place = { file: url };
  if (!isSafe(url)) throw new Fault('lists.download_scheme', {}, place);
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), options.silence_ms);
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), options.silence_ms);
  };
  try {
    const response = await fetch(url, {
      headers: { 'accept-encoding': 'identity', ...conditions(options.known) },
      redirect: 'follow',
      signal: silence.signal,
    });
    // A redirect may lead from a safe address to one that is not.
    if (!isSafe(response.url || url)) throw new Fault('lists.download_scheme', {}, place);
    const validators = {
      etag: response.headers.get('etag'),
      modified: response.headers.get('last-modified'),
    };
    if (response.status === 304 && options.known)
      return { state: 'unchanged', bytes: 0, validators: options.known };
    if (!response.ok || response.body === null)
      throw new Fault('lists.download_refused', { status: String(response.status) }, place);
    const encoded = (response.headers.get('content-encoding') ?? 'identity') !== 'identity';
    const promised = encoded ? 0 : Number(response.headers.get('content-length') ?? 0);
    const body = Readable.fromWeb(response.body as ReadableStream<Uint8Array>);
    const bytes = await save(body, promised, place.file, heard, options);
    if (promised > 0 && bytes !== promised) {
      throw new Fault('lists.download_short', { bytes, promised }, place);
    }
    return { state: 'fetched', bytes, validators };
  } catch (error) {
    await rm(options.file, { force: true });
    if (error instanceof Fault) throw error;
    const reason = silence.signal.aborted ? `${options.silence_ms} ms` : causeOf(error);
    throw new Fault('lists.download_lost', { reason }, place);
  } finally {
    clearTimeout(timer);
  }
}

async function save(
  body: Readable,
  promised: number,
  url: string,
  heard: () => void,
  options: DownloadOptions,
): Promise<number> {
  let bytes = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      heard();
      options.onBytes(bytes, promised);
      const large = bytes > options.bytes_max;
      const fault = new Fault('lists.download_large', { bytes: options.bytes_max }, { file: url });
      done(large ? fault : null, chunk);
    },
  });
  await pipeline(body, count, createWriteStream(options.file));
  return bytes;
}

function conditions(known: Validators | null): Record<string, string> {
  return {
    ...(known?.etag ? { 'if-none-match': known.etag } : {}),
    ...(known?.modified ? { 'if-modified-since': known.modified } : {}),
  };
}

/** What nobody on the way can change: TLS, or this machine itself. */
function isSafe(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  const here = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return protocol === 'https:' || (protocol === 'http:' && here);
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error ? cause.message : String(cause);
}
