import type { Clock } from '../../base/index.js';
import { WIRE_BOUNDS } from './bounds.js';

/** Remembers which nonces a key has used, for as long as a request that has one could be valid. */
export interface NonceStore {
  /** True the first time only, also when asked twice at once and after a restart. */
  use(key_id: string, nonce: string, until_ms: number): Promise<boolean>;
}

/**
 * A store in memory, for tests and tools: a restart forgets. When it is full of nonces that still
 * count it answers false, so that a flood never makes a replay possible.
 */
export function memoryNonces(
  clock: Clock,
  nonces_max: number = WIRE_BOUNDS.nonces_max,
): NonceStore {
  const until = new Map<string, number>();
  const prune = () => {
    for (const [key, end_ms] of until) if (end_ms < clock.now()) until.delete(key);
  };
  return {
    async use(key_id, nonce, until_ms) {
      if (until.size >= nonces_max) prune();
      const key = `${key_id} ${nonce}`;
      if (until.size >= nonces_max || until.has(key)) return false;
      until.set(key, until_ms);
      return true;
    },
  };
}
