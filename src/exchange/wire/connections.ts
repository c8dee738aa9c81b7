import type { Http2SecureServer, Http2ServerRequest, ServerHttp2Session } from 'node:http2';
import type { TLSSocket } from 'node:tls';

/** The open connections of a server: each must ask something in time, and all can be ended. */
export interface Connections {
  /** A request began on its connection; what is returned says that it has ended. */
  begin(request: Http2ServerRequest): () => void;
  close(grace_ms: number): Promise<void>;
}

interface Connection {
  at_work: number;
  timer: NodeJS.Timeout | undefined;
  readonly cut: () => void;
  /** Ends it when the last request has ended. */
  readonly end: () => void;
}

/**
 * Watches over connections. The time for the head of a request does not start anew with each byte
 * of it: trickling one (“slow loris”) or sending none is the same.
 */
export function watchConnections(server: Http2SecureServer, idle_ms: number): Connections {
  const open = new Map<object, Connection>();
  let is_closing = false;
  const rest = (connection: Connection) => {
    clearTimeout(connection.timer);
    if (is_closing) connection.end();
    else connection.timer = setTimeout(connection.cut, idle_ms);
  };
  const add = (key: TLSSocket | ServerHttp2Session, end: () => void) => {
    const connection = { at_work: 0, timer: undefined, cut: () => key.destroy(), end };
    open.set(key, connection);
    key.on('error', () => key.destroy());
    key.once('close', () => {
      clearTimeout(open.get(key)?.timer);
      open.delete(key);
    });
    rest(connection);
  };
  server.on('secureConnection', (socket) => {
    if (socket.alpnProtocol !== 'h2') add(socket, () => socket.destroySoon());
  });
  server.on('session', (session) => add(session, () => session.close()));
  // What is not HTTP gets no answer that would say what is.
  server.on('clientError', (_error: Error, socket: TLSSocket) => socket.destroy());
  server.on('sessionError', () => {});
  return {
    begin(request) {
      const connection = open.get(request.stream?.session ?? request.socket);
      if (connection === undefined) return () => {};
      clearTimeout(connection.timer);
      connection.at_work += 1;
      return () => {
        connection.at_work -= 1;
        if (connection.at_work === 0) rest(connection);
      };
    },
    async close(grace_ms) {
      is_closing = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const connection of open.values()) if (connection.at_work === 0) connection.end();
      const cut = setTimeout(() => {
        for (const connection of open.values()) connection.cut();
      }, grace_ms);
      await closed;
      clearTimeout(cut);
    },
  };
}
