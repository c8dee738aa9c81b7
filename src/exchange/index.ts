/** Exchange: banks of two countries, and their authorities, discover together. */
export * from './agreement/index.js';
export {
  type AcceptInput,
  type Checks,
  discoveryProtocol,
  type ProposeInput,
} from './discovery/index.js';
export {
  adoptedFiles,
  type CheckTypology,
  type FeedPreview,
  type FeedPublisher,
  heldEditions,
  type OfferedItem,
  stixBundle,
  taxiiShelf,
  writeMispFeed,
} from './feed/index.js';
export {
  answerCount,
  answerOrder,
  blindSet,
  type Channel,
  contextKey,
  countShared,
  evaluate,
  type GroupWork,
  type GroupWorker,
  type HeldKey,
  type Inputs,
  learnShared,
  maskInputs,
  openGroup,
  openTokens,
  type Part,
  packInputs,
  serveGroup,
  suiteOf,
  tokenise,
  workHere,
  workOnThreads,
} from './group/index.js';
export * from './monitoring/index.js';
export { postWith, type RunningNode, type RunOptions, runNode } from './node/run-node.js';
export type { AccountHolder } from './order/index.js';
export { exchangeProtocols } from './protocols.js';
export { type HeldSubject, type SearchWindow, sweepEnclaves } from './search/index.js';
export * from './session/index.js';
export type { Claim, Subject } from './subject/index.js';
export type { MoneyTrail, OnwardPayment, Reference, TracingBook } from './tracing/index.js';
export * from './wire/index.js';
export { compareEnds, cosignLog, type EndsCompared, logRoutes } from './witness/index.js';
