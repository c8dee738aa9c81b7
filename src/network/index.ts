/** Network: the payment graph. Time-respecting flows today; whole networks later. */
export { findFlows } from './flows/flows.js';
export { listNetworks, readDossier, readDossiers } from './records/read.js';
export { storedSurprise } from './records/surprise-text.js';
export { type FindingMark, typologiesTouching } from './records/typologies.js';
export { type NetworkRows, writeNetworks } from './records/write.js';
export {
  TRACE_METHODS,
  type TraceAsked,
  type Traced,
  type TracedStep,
  type TraceMethod,
  type TraceQuery,
  traceFrom,
  traceMoney,
} from './trace/index.js';
