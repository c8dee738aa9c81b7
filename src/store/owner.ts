import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Fault, sha256 } from '../base/index.js';
import { type Folder, holderOf } from './folder.js';
import {
  type Ask,
  answerSchema,
  askSchema,
  parseLine,
  piecesOf,
  readLines,
  sendLine,
} from './owner-wire.js';

export interface Output {
  out(text: string): void;
  err(text: string): void;
}

/** Runs one command and returns its exit code. `cwd` is where the asking process stands. */
export type OwnerHandler = (argv: readonly string[], write: Output, cwd: string) => Promise<number>;

export interface OwnerServer {
  /** Takes no new command, finishes those it took, and stops. Call it before `folder.release()`. */
  close(): Promise<void>;
}

/** Commands that wait behind the running one; the next is refused. */
const WAITING_MAX = 64;

/** Output that a slow reader has not taken; more, and it is cut off. */
const UNREAD_BYTES_MAX = 64 * 1024 * 1024;

/** A process that connects and says nothing is not waited for. */
const ASK_MS_MAX = 10_000;

/** Socket paths longer than about 100 bytes do not fit the system's address (sun_path). */
const SOCKET_PATH_BYTES_MAX = 100;

/**
 * Answers commands of other processes on a socket that only this user can open (mode 0600; on
 * Windows a named pipe), one after another. What the handler throws, the asking side is told.
 */
export async function serveOwner(folder: Folder, handler: OwnerHandler): Promise<OwnerServer> {
  const path = socketPath(folder);
  const queue = createQueue();
  const server = createServer((socket) => attend(socket, queue, handler));
  await listen(server, path);
  folder.announce(path);
  return {
    async close() {
      folder.announce(null);
      const closed = new Promise((resolve) => server.close(resolve));
      await queue.end();
      await closed;
      if (dirname(path) !== folder.paths.lock && !isPipe(path)) {
        rmSync(dirname(path), { recursive: true, force: true });
      }
    },
  };
}

/**
 * Sends a command to the process that owns the folder, passes on its output and returns its exit
 * code; null when nobody answers there. If the owner ends before the command does, the Fault
 * `owner.lost` says that what became of it is not known.
 */
export async function askOwner(
  path: string,
  argv: readonly string[],
  write: Output,
): Promise<number | null> {
  const holder = holderOf(path);
  if (!holder?.socket) return null;
  const socket = await dial(holder.socket);
  if (socket === null) return null;
  return new Promise((resolve, reject) => {
    socket.on('error', () => {});
    socket.on('close', () => reject(new Fault('owner.lost', { pid: `${holder.pid}` })));
    readLines(socket, (line) => {
      const answer = parseLine(answerSchema, line);
      if (answer === undefined) socket.destroy();
      else if ('out' in answer) write.out(answer.out);
      else if ('err' in answer) write.err(answer.err);
      else {
        if ('exit' in answer) resolve(answer.exit);
        else reject(new Fault(`owner.${answer.refused}`, { reason: answer.reason }));
        socket.destroy();
      }
    });
    sendLine(socket, { argv: [...argv], cwd: process.cwd() });
  });
}

/** One connection carries one command. */
function attend(socket: Socket, queue: Queue, handler: OwnerHandler): void {
  socket.on('error', () => socket.destroy());
  socket.setTimeout(ASK_MS_MAX, () => socket.destroy());
  let isAsked = false;
  readLines(socket, (line) => {
    if (isAsked) return;
    isAsked = true;
    socket.setTimeout(0);
    const ask = parseLine(askSchema, line);
    if (ask === undefined) return refuse(socket, 'request', '');
    if (!queue.add(() => answer(socket, ask, handler))) refuse(socket, 'busy', `${WAITING_MAX}`);
  });
}

async function answer(socket: Socket, ask: Ask, handler: OwnerHandler): Promise<void> {
  // Whoever stopped waiting for its turn does not want the command any more.
  if (socket.destroyed) return;
  const send = (kind: 'out' | 'err', text: string) => {
    for (const piece of piecesOf(text)) {
      sendLine(socket, kind === 'out' ? { out: piece } : { err: piece });
    }
    if (socket.writableLength > UNREAD_BYTES_MAX) socket.destroy();
  };
  try {
    const write: Output = { out: (text) => send('out', text), err: (text) => send('err', text) };
    const exit = await handler(ask.argv, write, ask.cwd);
    sendLine(socket, { exit });
    socket.end(() => socket.destroy());
  } catch (error) {
    refuse(socket, 'failed', error instanceof Error ? error.message : String(error));
  }
}

function refuse(socket: Socket, refused: 'busy' | 'request' | 'failed', reason: string): void {
  sendLine(socket, { refused, reason: reason.slice(0, 10_000) });
  socket.end(() => socket.destroy());
}

interface Queue {
  /** False when too much waits, or no more is taken. */
  add(task: () => Promise<void>): boolean;
  /** Takes no more, and waits for what was taken. */
  end(): Promise<void>;
}

function createQueue(): Queue {
  let last = Promise.resolve();
  let waiting = 0;
  let isOpen = true;
  return {
    add(task) {
      if (!isOpen || waiting > WAITING_MAX) return false;
      waiting++;
      last = last.then(task).finally(() => {
        waiting--;
      });
      return true;
    },
    end() {
      isOpen = false;
      return last;
    },
  };
}

/** In the lock's folder, which is ours alone; if that path is too long, in a temporary one. */
function socketPath(folder: Folder): string {
  const name = `${folder.turn}.sock`;
  if (process.platform === 'win32') {
    return `\\\\.\\pipe\\puente-${sha256(folder.path).slice(0, 32)}-${folder.turn}`;
  }
  const near = join(folder.paths.lock, name);
  if (Buffer.byteLength(near) <= SOCKET_PATH_BYTES_MAX) return near;
  return join(mkdtempSync(join(tmpdir(), 'puente-')), name);
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      if (!isPipe(path)) chmodSync(path, 0o600);
      resolve();
    });
  });
}

/** A connection, or null where nobody listens any more. */
function dial(path: string): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(null));
  });
}

function isPipe(path: string): boolean {
  return path.startsWith('\\\\.\\pipe\\');
}
