import type { GroupWork } from '../exchange/index.js';

/** Threads that start when they are first asked for: most commands need none. */
export function lazyGroup(start: () => Promise<GroupWork>): GroupWork {
  let started: Promise<GroupWork> | null = null;
  const group = () => {
    started ??= start();
    return started;
  };
  return {
    threads: 1,
    hold: async (secret, as) => (await group()).hold(secret, as),
    forget: async (held) => (await group()).forget(held),
    run: async (task) => (await group()).run(task),
    close: async () => {
      if (started !== null) await (await started).close();
    },
  };
}
