/** Tracing: a payment followed from bank to bank, without showing the middle either end. */
export type { MoneyTrail, OnwardPayment, Reference, TracingBook } from './money-trail.js';
export { REFERENCE_KINDS } from './money-trail.js';
export type { TracingTools } from './trace-data.js';
export { holdInput, traceInput, tracing } from './tracing.js';
