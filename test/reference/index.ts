/** The reference evaluator: the meaning of a typology, slow and obvious. Only tests use it. */
export { evaluate, type Outcome } from './evaluate.js';
export { type Fraction, fraction } from './exact.js';
export { FIELD_NAMES } from './field.js';
export type { Finding, Fired } from './finding.js';
export type { LegalAmount, ListedValue, World } from './world.js';
