import { present } from '../../base/index.js';
import type { Match, MatchOptions } from '../match.js';
import type { Profile } from '../profile.js';
import type { Answer, Ask, Channel, ScreenLoad, ScreenSize } from './wire.js';

/** A thread that runs {@link serveScreener}. */
export interface ScreenWorker extends Channel {
  on(event: 'message', heard: (message: unknown) => void): unknown;
  on(event: 'error', heard: (error: Error) => void): unknown;
  on(event: 'exit', heard: (code: number) => void): unknown;
  terminate(): Promise<unknown>;
}

/** Threads that screen side by side. */
export interface ScreenPool {
  /** What answers come from; null before the first load. */
  readonly load: ScreenLoad | null;
  readonly size: ScreenSize | null;
  /** Matches of each profile, in order, and the version of the lists that they come from. */
  match(profiles: readonly Profile[], options: MatchOptions): Promise<Screened>;
  /**
   * Answers from other lists from now on. The old ones answer until the new ones are ready; if
   * those cannot be loaded, the old ones stay and the error is thrown.
   */
  swap(load: ScreenLoad): Promise<ScreenSize>;
  /** Finishes what was asked, and ends the threads. */
  close(): Promise<void>;
}

export interface Screened {
  readonly version: string;
  readonly matches: readonly (readonly Match[])[];
}

/** Profiles that one worker is given at once: enough that messages cost little. */
const CHUNK = 64;

export function createScreenPool(start: () => ScreenWorker, threads: number): ScreenPool {
  let team: Team | null = null;
  let last: Promise<unknown> = Promise.resolve();
  const turnOver = async (load: ScreenLoad): Promise<ScreenSize> => {
    const next = await startTeam(start, threads, load);
    const before = team;
    team = next;
    await before?.end();
    return next.size;
  };
  return {
    get load() {
      return team?.load ?? null;
    },
    get size() {
      return team?.size ?? null;
    },
    match(profiles, options) {
      return present(team, 'a pool that has loaded its lists').match(profiles, options);
    },
    swap(load) {
      const done = last.then(() => turnOver(load));
      last = done.catch(() => {});
      return done;
    },
    async close() {
      await last;
      await team?.end();
      team = null;
    },
  };
}

/** Workers that hold the same lists. */
interface Team {
  readonly load: ScreenLoad;
  readonly size: ScreenSize;
  match(profiles: readonly Profile[], options: MatchOptions): Promise<Screened>;
  end(): Promise<void>;
}

interface Task {
  readonly profiles: readonly Profile[];
  readonly options: MatchOptions;
  resolve(matches: readonly (readonly Match[])[]): void;
  reject(error: Error): void;
}

async function startTeam(
  start: () => ScreenWorker,
  threads: number,
  load: ScreenLoad,
): Promise<Team> {
  const waiting: Task[] = [];
  const hands: Hand[] = [];
  const give = () => {
    for (const hand of hands.filter((each) => each.isFree())) {
      const task = waiting.shift();
      if (task) hand.take(task);
    }
    if (!hands.every((hand) => hand.isLost())) return;
    for (const task of waiting.splice(0)) task.reject(new Error('every worker has ended'));
  };
  for (let i = 0; i < threads; i++) hands.push(hire(start(), give));
  const end = async () => {
    await Promise.all(hands.map((hand) => hand.end()));
  };
  const sizes = await Promise.all(hands.map((hand) => hand.loaded(load))).catch(async (error) => {
    await end();
    throw error;
  });
  const asked = new Set<Promise<unknown>>();
  const run = (profiles: readonly Profile[], options: MatchOptions) =>
    new Promise<readonly (readonly Match[])[]>((resolve, reject) => {
      waiting.push({ profiles, options, resolve, reject });
      give();
    });
  return {
    load,
    size: present(sizes[0], 'a team has a worker'),
    async match(profiles, options) {
      const chunks: Promise<readonly (readonly Match[])[]>[] = [];
      for (let at = 0; at < profiles.length; at += CHUNK) {
        chunks.push(run(profiles.slice(at, at + CHUNK), options));
      }
      const all = Promise.all(chunks);
      asked.add(all);
      const matches = await all.finally(() => asked.delete(all));
      return { version: load.version, matches: matches.flat() };
    },
    async end() {
      await Promise.allSettled(asked);
      await end();
    },
  };
}

/** One worker: what it is doing, and what becomes of it. */
interface Hand {
  loaded(load: ScreenLoad): Promise<ScreenSize>;
  isFree(): boolean;
  isLost(): boolean;
  take(task: Task): void;
  end(): Promise<void>;
}

function hire(worker: ScreenWorker, onFree: () => void): Hand {
  let doing: Task | null = null;
  let lost: Error | null = null;
  let ready: { resolve(size: ScreenSize): void; reject(error: Error): void } | null = null;
  const lose = (error: Error) => {
    lost ??= error;
    doing?.reject(error);
    doing = null;
    ready?.reject(error);
    ready = null;
    onFree();
  };
  worker.on('error', lose);
  worker.on('exit', (code) => lose(new Error(`a screening worker ended (${code})`)));
  worker.on('message', (message) => {
    const heard = message as Answer;
    if (heard.answer === 'loaded') {
      ready?.resolve(heard.size);
      ready = null;
      return;
    }
    const task = doing;
    doing = null;
    if (heard.answer === 'matched') task?.resolve(heard.matches);
    else (task ?? ready)?.reject(new Error(heard.reason));
    onFree();
  });
  const say = (ask: Ask) => worker.postMessage(ask);
  return {
    loaded: (load) =>
      new Promise((resolve, reject) => {
        ready = { resolve, reject };
        say({ ask: 'load', load });
      }),
    isFree: () => doing === null && lost === null,
    isLost: () => lost !== null,
    take(task) {
      doing = task;
      say({ ask: 'match', profiles: task.profiles, options: task.options });
    },
    async end() {
      lost ??= new Error('the screening worker was ended');
      await worker.terminate();
    },
  };
}
