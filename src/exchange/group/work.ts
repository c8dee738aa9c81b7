/** Where arithmetic is done: in this thread, or over several (see `pool.ts`). */
import { setImmediate } from 'node:timers/promises';
import { assert, present } from '../../base/index.js';
import { computeShard, type Kept } from './compute.js';
import { type Group, SCALAR_BYTES } from './sodium.js';
import { type Held, type HeldAs, type Shard, shardsOf, type Task } from './task.js';

/** Arithmetic in batches. The arrays of a task are copied: the caller keeps its own. */
export interface GroupWork {
  readonly threads: number;
  /** Takes a secret over: it lies where the work is done, and the bytes given are wiped. */
  hold(secret: Uint8Array, as: HeldAs): Promise<Held>;
  /** Wipes a secret everywhere; resolves when it is gone. Work with it must be over. */
  forget(held: Held): Promise<void>;
  /**
   * The rows that a task gives, in order. Throws the Fault `exchange.element` with `index` and
   * `reason` at the first row that is no canonical element of the group.
   */
  run(task: Task): Promise<Uint8Array>;
  /** Wipes every secret, and ends threads. */
  close(): Promise<void>;
}

/** Works in this thread, and lets others have it after each shard. */
export function workHere(group: Group): GroupWork {
  const desk = openDesk(group);
  let next = 1;
  return {
    threads: 1,
    async hold(secret, as) {
      const held = { held: next++ };
      desk.hold(held, secret, as);
      return held;
    },
    forget: async (held) => desk.forget(held),
    async run(task) {
      const parts: Uint8Array[] = [];
      for (const shard of shardsOf(task)) {
        parts.push(desk.compute(shard));
        await setImmediate();
      }
      return joined(parts);
    },
    close: async () => desk.clear(),
  };
}

/** One thread's secrets, by their numbers, and its arithmetic. */
export interface Desk {
  hold(held: Held, secret: Uint8Array, as: HeldAs): void;
  forget(held: Held): void;
  compute(shard: Shard): Uint8Array;
  clear(): void;
}

export function openDesk(group: Group): Desk {
  const secrets = new Map<number, Kept>();
  const kept = ({ held }: Held) => present(secrets.get(held), `secret ${held} of this thread`);
  const forget = (held: Held) => {
    const { address, bytes } = kept(held);
    secrets.delete(held.held);
    group.release(address, bytes);
  };
  return {
    hold({ held }, secret, as) {
      assert(!secrets.has(held), 'a secret has its own number');
      const ready = as === 'seed' ? secret : scalarOf(group, secret, as);
      secrets.set(held, { address: group.keep(ready), bytes: ready.length });
      ready.fill(0);
      secret.fill(0);
    },
    forget,
    compute: (shard) => computeShard({ group, kept }, shard),
    clear() {
      for (const held of [...secrets.keys()]) forget({ held });
    },
  };
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function scalarOf(group: Group, secret: Uint8Array, as: 'scalar' | 'inverse'): Uint8Array {
  assert(secret.length === SCALAR_BYTES || secret.length === 64, 'a scalar of 32 or 64 bytes');
  return group.scratch((take) => {
    const [wide, scalar] = [take(64), take(SCALAR_BYTES)];
    group.put(wide, secret);
    group.reduce(scalar, wide);
    assert(as === 'scalar' || group.invert(scalar, scalar), 'a scalar that is not zero');
    return group.get(scalar, SCALAR_BYTES);
  });
}
