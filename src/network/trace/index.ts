/** Trace: where marked money goes, and where it can have come from. */
export * from './query.js';
export { traceMoney } from './trace.js';
