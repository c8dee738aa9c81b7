/** Joint monitoring: what banks contribute by tokens, what a hub finds, what owners learn. */
export { cellOf } from './coarse.js';
export {
  type Contributor,
  type ContributorOptions,
  type Learned,
  openContributor,
} from './contributor.js';
export type { Evidence, HopEvidence, OwnEvidence, StarEvidence, Weigh } from './evidence.js';
export {
  type Detect,
  type DetectedPattern,
  type DetectorWish,
  Hub,
  type HubOptions,
  type HubRun,
  type Owners,
  type ToldPattern,
} from './hub.js';
export type { JoinCounts, JoinedGraph, JoinedHop, JoinedStar } from './joint.js';
export type { MonitoringBook, MonitoringTools } from './monitoring-data.js';
export { monitoring } from './monitoring-protocol.js';
export { type MonitoringPolicy, policyOn, readMonitoringPolicies } from './policy.js';
export {
  type Ask,
  bandOf,
  type Contribution,
  type Edge,
  type Epoch,
  type Hit,
  type Hop,
  type HopAsk,
  type Star,
  type StarAsk,
  type Token,
  type Tokenise,
} from './records.js';
