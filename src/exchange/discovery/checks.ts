import { institutionOf } from './run-guards.js';

/** What stops attacks. A test takes one away to see the attack succeed; a node has them all. */
export interface Checks {
  /** Whose runs count together. */
  readonly groupBy: (node: string) => string;
  readonly set_change: boolean;
  readonly usefulness: boolean;
  /** Where telling is denied, the learner's follow-up goes out whatever it found. */
  readonly follows_always: boolean;
}

export const ALL_CHECKS: Checks = {
  groupBy: institutionOf,
  set_change: true,
  usefulness: true,
  follows_always: true,
};
