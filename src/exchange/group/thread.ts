/** What passes between a pool and its threads, and what a thread does with it. */
import { Fault, type Params } from '../../base/index.js';
import type { Group } from './sodium.js';
import type { Held, HeldAs, Shard } from './task.js';
import { openDesk } from './work.js';

export type Ask =
  | { readonly ask: 'hold'; readonly held: Held; readonly secret: Uint8Array; readonly as: HeldAs }
  | { readonly ask: 'forget'; readonly held: Held }
  | { readonly ask: 'compute'; readonly shard: Shard };

/** The answer to the oldest question that has none. */
export type Answer =
  | { readonly answer: 'done'; readonly result: Uint8Array | null }
  | { readonly answer: 'fault'; readonly code: string; readonly params: Params }
  | { readonly answer: 'failed'; readonly reason: string };

/** The end of a message channel that both a thread and its parent have. */
export interface Channel {
  postMessage(message: unknown, transfer?: ArrayBuffer[]): void;
  on(event: 'message', heard: (message: unknown) => void): unknown;
}

/** Computes shards in a thread of its own, and keeps and wipes its secrets. */
export function serveGroup(channel: Channel, ready: Promise<Group>): void {
  const desk = ready.then(openDesk);
  const answer = async (ask: Ask): Promise<Uint8Array | null> => {
    const { hold, forget, compute } = await desk;
    if (ask.ask === 'compute') return compute(ask.shard);
    if (ask.ask === 'hold') hold(ask.held, ask.secret, ask.as);
    else forget(ask.held);
    return null;
  };
  channel.on('message', (message) => {
    const say = (said: Answer, transfer: ArrayBuffer[] = []) => channel.postMessage(said, transfer);
    answer(message as Ask).then(
      (result) => say({ answer: 'done', result }, result ? [result.buffer as ArrayBuffer] : []),
      (error: unknown) => {
        if (error instanceof Fault) {
          say({ answer: 'fault', code: error.code, params: error.params });
        } else {
          say({ answer: 'failed', reason: error instanceof Error ? error.message : String(error) });
        }
      },
    );
  });
}
