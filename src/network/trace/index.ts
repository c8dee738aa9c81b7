/** Trace: where marked money goes, and where it can have come from. */
export * from './query.js';
export { traceMoney } from './trace.js';
export {
  type TraceAsked,
  type Traced,
  type TracedAccount,
  type TracedStep,
  traceFrom,
} from './traced.js';
