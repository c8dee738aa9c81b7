import { randomUUID } from 'node:crypto';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Clock, Fault, isoTime } from '../base/index.js';
import { mayRun, ownMark, type ProcessMark } from './process-life.js';

/** Where things lie in a data folder. */
export interface FolderPaths {
  readonly root: string;
  readonly engine: string;
  readonly ledger: string;
  readonly rejects: string;
  readonly runs: string;
  /** Snapshots of lists; confidential ones too, so it is for this user alone. */
  readonly lists: string;
  /** Messages of the exchange as they were sent and taken. */
  readonly exchange: string;
  readonly temp: string;
  readonly keys: string;
  readonly lock: string;
}

/** Who holds a data folder, as its lock file says. */
export interface Holder extends ProcessMark {
  /** Of this ownership. */
  readonly id: string;
  readonly command: string;
  /** ISO 8601, UTC. */
  readonly since: string;
  /** Where it answers commands of others; null: it does not. */
  readonly socket: string | null;
}

/** A data folder that this process owns until it releases it or dies. */
export interface Folder {
  readonly path: string;
  readonly paths: FolderPaths;
  /** Number of this ownership: no other of this folder, before or after, has it. */
  readonly turn: number;
  /** Tells other processes where we answer commands, or that we no longer do. */
  announce(socket: string | null): void;
  /** Gives the folder back; a second call does nothing. */
  release(): void;
}

export function folderPaths(root: string): FolderPaths {
  const path = resolve(root);
  return {
    root: path,
    engine: join(path, 'puente.duckdb'),
    ledger: join(path, 'ledger'),
    rejects: join(path, 'rejects'),
    runs: join(path, 'runs'),
    lists: join(path, 'lists'),
    exchange: join(path, 'exchange'),
    temp: join(path, 'temp'),
    keys: join(path, 'keys'),
    lock: join(path, 'lock'),
  };
}

/**
 * Takes a data folder (made where it is missing) for this process alone. A live holder gives the
 * Fault `folder.held`, which names it; one that died is succeeded.
 *
 * Each ownership is a file `lock/<turn>`, created whole and exclusively; the highest turn counts,
 * and turns are never used twice. To succeed turn n, which was released or whose process is dead
 * (neither can change back), one creates turn n + 1: of many that try at once, one can. Nobody ever
 * deletes the lock that counts, so that no one can delete a lock that somebody took meanwhile.
 */
export function takeFolder(
  path: string,
  options: { readonly command: string; readonly clock: Clock },
): Folder {
  const paths = folderPaths(path);
  // What is made here holds customers' payments; the owner may open a folder to others.
  make(paths.root, 0o700);
  for (const folder of [paths.rejects, paths.runs, paths.temp]) make(folder, 0o777);
  for (const folder of [paths.lock, paths.keys, paths.lists, paths.exchange]) make(folder, 0o700);
  const since = isoTime(options.clock.now());
  const { command } = options;
  const holder: Holder = { id: randomUUID(), ...ownMark(), command, since, socket: null };
  const turn = claim(paths, holder);
  const file = lockFile(paths, turn);
  let isOurs = true;
  const replace = (content: Holder | null) => {
    // A person may have deleted our lock, and another process taken the folder since.
    const now = lastTurn(paths);
    if (now.turn !== turn || now.holder?.id !== holder.id) return;
    renameSync(draft(paths, turn, content), file);
  };
  return {
    path: paths.root,
    paths,
    turn,
    announce(socket) {
      if (isOurs) replace({ ...holder, socket });
    },
    release() {
      if (isOurs) replace(null);
      isOurs = false;
    },
  };
}

/** Who holds the folder now; null: nobody, or only a process that is dead. */
export function holderOf(path: string): Holder | null {
  const { holder } = lastTurn(folderPaths(path));
  return holder !== null && mayRun(holder) ? holder : null;
}

function claim(paths: FolderPaths, holder: Holder): number {
  for (;;) {
    const last = lastTurn(paths);
    if (last.holder !== null && mayRun(last.holder)) throw held(paths, last.turn, last.holder);
    const turn = last.turn + 1;
    const whole = draft(paths, turn, holder);
    try {
      linkSync(whole, lockFile(paths, turn));
    } catch (error) {
      // EEXIST: another was first. ENOENT: turns went by, and our draft was swept away.
      if (!/^(EEXIST|ENOENT)$/.test(codeOf(error))) throw unwritable(paths.lock, error);
      continue;
    } finally {
      rmSync(whole, { force: true });
    }
    // Whoever was so slow that its turn had come and gone finds a higher one, and begins again.
    if (lastTurn(paths).turn > turn) {
      rmSync(lockFile(paths, turn), { force: true });
      continue;
    }
    sweep(paths, turn);
    return turn;
  }
}

/** The turn that counts. 0 with no holder: the folder was never taken. */
function lastTurn(paths: FolderPaths): { readonly turn: number; readonly holder: Holder | null } {
  for (;;) {
    const turn = Math.max(0, ...turnsIn(paths));
    if (turn === 0) return { turn, holder: null };
    try {
      return { turn, holder: JSON.parse(readFileSync(lockFile(paths, turn), 'utf8')) };
    } catch (error) {
      // A later turn swept it away between the two calls: look again.
      if (codeOf(error) === 'ENOENT') continue;
      if (error instanceof SyntaxError) throw unwritable(lockFile(paths, turn), error);
      throw error;
    }
  }
}

function turnsIn(paths: FolderPaths): number[] {
  try {
    return readdirSync(paths.lock).filter(isTurn).map(Number);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw unwritable(paths.lock, error);
  }
}

/** The last two turns stay, so that who lists the folder meanwhile sees at least one of them. */
function sweep(paths: FolderPaths, turn: number): void {
  for (const name of readdirSync(paths.lock)) {
    const number = Number.parseInt(name, 10);
    if (number < turn - 1) rmSync(join(paths.lock, name), { force: true });
  }
}

/** A lock file beside its place, to be put there in one step: nobody reads half of one. */
function draft(paths: FolderPaths, turn: number, content: Holder | null): string {
  const file = join(paths.lock, `${turn}.draft-${randomUUID()}`);
  try {
    writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flush: true });
  } catch (error) {
    throw unwritable(paths.lock, error);
  }
  return file;
}

function held(paths: FolderPaths, turn: number, holder: Holder): Fault {
  const { pid, host, command, since } = holder;
  const file = lockFile(paths, turn);
  // As text: a pid is a name, and no reader wants it grouped as a number.
  return new Fault('folder.held', {
    folder: paths.root,
    pid: `${pid}`,
    host,
    command,
    since,
    file,
  });
}

function unwritable(folder: string, error: unknown): Fault {
  const reason = error instanceof Error ? error.message : String(error);
  return new Fault('folder.unwritable', { folder, reason });
}

function make(folder: string, mode: number): void {
  try {
    makeDown(folder, mode);
  } catch (error) {
    throw unwritable(folder, error);
  }
}

/** One by one from above: Node's own recursion never ends where `/proc` refuses a folder. */
function makeDown(folder: string, mode: number): void {
  if (existsSync(folder)) {
    if (!statSync(folder).isDirectory()) throw Object.assign(new Error(folder), { code: 'EEXIST' });
    return;
  }
  makeDown(dirname(folder), mode);
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    // Another process may have made it meanwhile.
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? '';
}

const isTurn = (name: string) => /^[1-9]\d*$/.test(name);
const lockFile = (paths: FolderPaths, turn: number) => join(paths.lock, String(turn));
