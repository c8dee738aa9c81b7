import { type Hand, hire, type ScreenWorker, type Task } from './hand.js';
import type { Ask, Results, ScreenLoad, ScreenSize } from './wire.js';

/** Workers that hold the same lists, and the questions that wait for them. */
export interface Team {
  readonly load: ScreenLoad;
  readonly size: ScreenSize;
  /** Whether every worker lives. */
  isWhole(): boolean;
  ask<A extends Ask>(ask: A): Promise<Results[A['ask']]>;
  /** Finishes what was asked, and ends the workers. */
  end(): Promise<void>;
}

/** Starts workers and waits until each has its index; where one cannot, all are ended. */
export async function startTeam(
  start: () => ScreenWorker,
  threads: number,
  load: ScreenLoad,
): Promise<Team> {
  const waiting: Task[] = [];
  const hands: Hand[] = [];
  const asked = new Set<Promise<unknown>>();
  const give = () => {
    for (const hand of hands.filter((each) => each.isFree())) {
      const task = waiting.shift();
      if (task) hand.take(task);
    }
    if (!hands.every((hand) => hand.isLost())) return;
    for (const task of waiting.splice(0)) task.reject(new Error('every worker has ended'));
  };
  const promise = <A extends Ask>(ask: A, put: (task: Task) => void) => {
    const done = new Promise<Results[A['ask']]>((resolve, reject) => {
      // What a worker answers has the type of what it was asked.
      put({ ask, resolve: resolve as Task['resolve'], reject });
    });
    asked.add(done);
    const forget = () => void asked.delete(done);
    done.then(forget, forget);
    return done;
  };
  const end = async () => {
    await Promise.allSettled(asked);
    await Promise.all(hands.map((hand) => hand.end()));
  };
  for (let i = 0; i < threads; i++) hands.push(hire(start(), give));
  try {
    const loads = hands.map((hand) => promise({ ask: 'load', load }, (task) => hand.take(task)));
    const [size] = await Promise.all(loads);
    if (size === undefined) throw new Error('a team needs a worker');
    const ask = <A extends Ask>(question: A) =>
      promise(question, (task) => {
        waiting.push(task);
        give();
      });
    const isWhole = () => !hands.some((hand) => hand.isLost());
    return { load, size, isWhole, ask, end };
  } catch (error) {
    await end();
    throw error;
  }
}
