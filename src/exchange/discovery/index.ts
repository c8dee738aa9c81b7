/** Discovery: private set intersection in two stages, as a protocol of the exchange. */
export { ALL_CHECKS, type Checks } from './checks.js';
export { STAGE_TWO, type StageTwo } from './discovery-data.js';
export { discoveryProtocol } from './discovery-protocol.js';
export type {
  DiscoveryTools,
  StandingPolicy,
} from './discovery-tools.js';
export {
  type OpenedRun,
  openRun,
  REPLAY_FINDINGS,
  type Replay,
  type ReplayFinding,
  type RunMessage,
  replay,
} from './replay.js';
export { institutionOf, releaseChannel } from './run-guards.js';
export { contextOf as runContextOf } from './run-material.js';
export { type AcceptInput, acceptInput, type ProposeInput, proposeInput } from './take-part.js';
