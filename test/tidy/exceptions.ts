import type { Exception } from './complaint.js';

/** Who may break which rule, and why. Short, or the rules are wrong. */
export const EXCEPTIONS: readonly Exception[] = [
  {
    rule: 'hygiene/word',
    file: 'test/shared.ts',
    reason: 'the one place that knows where shared test data may lie beside the checkout',
  },
];
