import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Fault } from '../base/index.js';
import { type ApiOptions, createApi, isLoopback } from './app.js';

export interface ApiServer {
  readonly host: string;
  readonly port: number;
  /** Where it answers: `http://127.0.0.1:8000`. */
  readonly url: string;
  /** Takes no new connection, finishes the requests at work, and stops. */
  close(): Promise<void>;
}

export interface ApiAddress {
  readonly host: string;
  /** 0: one that is free. */
  readonly port: number;
}

/** Who has not read an answer by then is cut off. */
const CLOSE_MS_MAX = 10_000;
const SWEEP_MS = 50;

/**
 * Serves on an address; without a token only on this machine. Throws the Faults `api.open` and
 * `api.address`.
 */
export async function serveApi(options: ApiOptions, address: ApiAddress): Promise<ApiServer> {
  const { host } = address;
  if (options.token === null && !isLoopback(host)) throw new Fault('api.open', { host });
  const { fetch } = createApi(options);
  // Plain HTTP/1.1: what it makes without further options.
  const server = createAdaptorServer({ fetch }) as Server;
  const port = await listen(server, address);
  const name = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  return { host, port, url: `http://${name}:${port}`, close: () => close(server) };
}

function listen(server: Server, { host, port }: ApiAddress): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new Fault('api.address', { host, port: `${port}`, reason: error.code ?? '' }));
    });
    server.listen(port, host.replace(/^\[(.*)\]$/, '$1'), () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** A connection kept alive ends when its request is answered, not when its client lets it go. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
    const last = setTimeout(() => server.closeAllConnections(), CLOSE_MS_MAX);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(last);
      resolve();
    });
  });
}
