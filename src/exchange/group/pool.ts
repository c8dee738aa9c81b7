/** Threads that share the rows of each task. */
import { Fault, present } from '../../base/index.js';
import { type Shard, shardsOf, transferable } from './task.js';
import type { Answer, Ask, Channel } from './thread.js';
import { type GroupWork, joined } from './work.js';

/** A thread that runs {@link serveGroup}. */
export interface GroupWorker extends Channel {
  on(event: 'message', heard: (message: unknown) => void): unknown;
  on(event: 'error', heard: (error: Error) => void): unknown;
  on(event: 'exit', heard: (code: number) => void): unknown;
  terminate(): Promise<unknown>;
}

/**
 * Starts threads and works on them. When a thread ends by itself, what it was doing fails, and so
 * does all that is asked later: its secrets are gone, and half a pool would hide that.
 */
export function workOnThreads(start: () => GroupWorker, threads: number): GroupWork {
  const hands = Array.from({ length: threads }, () => takeOn(start()));
  const free = [...hands];
  const waiting: ((hand: Hand) => void)[] = [];
  const all = new Set<number>();
  let next = 1;
  const give = (hand: Hand) => {
    const want = waiting.shift();
    if (want) want(hand);
    else free.push(hand);
  };
  const compute = async (shard: Shard): Promise<Uint8Array> => {
    const idle = free.pop();
    const hand = idle ?? (await new Promise<Hand>((resolve) => void waiting.push(resolve)));
    try {
      const result = await hand.ask({ ask: 'compute', shard }, transferable(shard));
      return present(result, 'the rows of a shard');
    } finally {
      give(hand);
    }
  };
  const forget: GroupWork['forget'] = async (held) => {
    all.delete(held.held);
    await Promise.all(hands.map((hand) => hand.ask({ ask: 'forget', held })));
  };
  return {
    threads,
    async hold(secret, as) {
      const held = { held: next++ };
      const copies = hands.map(() => new Uint8Array(secret));
      secret.fill(0);
      all.add(held.held);
      await Promise.all(
        hands.map((hand, i) => {
          const copy = present(copies[i], 'a copy for each thread');
          return hand.ask({ ask: 'hold', held, secret: copy, as }, [copy.buffer as ArrayBuffer]);
        }),
      );
      return held;
    },
    forget,
    async run(task) {
      const running: Promise<Uint8Array>[] = [];
      for (const shard of shardsOf(task)) running.push(compute(shard));
      const settled = await Promise.allSettled(running);
      return joined(settled.map(settledValue));
    },
    async close() {
      const lost = await Promise.allSettled([...all].map((held) => forget({ held })));
      await Promise.all(hands.map((hand) => hand.end()));
      lost.forEach(settledValue);
    },
  };
}

interface Hand {
  ask(ask: Ask, transfer?: ArrayBuffer[]): Promise<Uint8Array | null>;
  end(): Promise<unknown>;
}

interface Asked {
  resolve(result: Uint8Array | null): void;
  reject(error: Error): void;
}

/** Questions to a thread are answered in the order in which they were put. */
function takeOn(worker: GroupWorker): Hand {
  const asked: Asked[] = [];
  let lost: Error | null = null;
  const lose = (error: Error) => {
    lost ??= error;
    for (const { reject } of asked.splice(0)) reject(error);
  };
  worker.on('error', lose);
  worker.on('exit', (code) => lose(new Error(`a thread of the exchange ended (${code})`)));
  worker.on('message', (message) => {
    const heard = message as Answer;
    const { resolve, reject } = present(asked.shift(), 'a question for this answer');
    if (heard.answer === 'done') resolve(heard.result);
    else if (heard.answer === 'fault') reject(new Fault(heard.code, heard.params));
    else reject(new Error(heard.reason));
  });
  return {
    ask: (ask, transfer = []) =>
      new Promise((resolve, reject) => {
        if (lost) return reject(lost);
        asked.push({ resolve, reject });
        worker.postMessage(ask, transfer);
      }),
    end: () => worker.terminate(),
  };
}

function settledValue<T>(settled: PromiseSettledResult<T>): T {
  if (settled.status === 'rejected') throw settled.reason;
  return settled.value;
}
