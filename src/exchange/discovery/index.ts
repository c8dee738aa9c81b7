/** Discovery: private set intersection in two stages, as a protocol of the exchange. */
export { ALL_CHECKS, type Checks } from './checks.js';
export { STAGE_TWO, type StageTwo } from './discovery-data.js';
export { discoveryProtocol } from './discovery-protocol.js';
export {
  type DiscoveryTools,
  type KeptRecord,
  ledgerRecords,
  type Records,
  type StandingPolicy,
} from './discovery-tools.js';
export { releaseChannel } from './run-guards.js';
export { type AcceptInput, acceptInput, type ProposeInput, proposeInput } from './take-part.js';
