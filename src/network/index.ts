/** Network: the payment graph. Time-respecting flows today; whole networks later. */
export { findFlows } from './flows/flows.js';
