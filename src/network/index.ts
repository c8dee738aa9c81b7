/** Network: the payment graph: laundering in it, networks behind that, and traces of money. */
export { NETWORK_TABLES } from './export/csv.js';
export { NETWORK_FILES } from './export/formats.js';
export type { ExportLoss } from './export/loss.js';
export type { NetworkWriter } from './export/writer.js';
export { type FoundInstances, findInstances } from './find.js';
export { findNetworks, type SearchOptions, type SearchSummary } from './find-networks.js';
export { findFlows } from './flows/flows.js';
export { graphOf, type PaymentGraph } from './graph/payment-graph.js';
export { readSlice, type Slice } from './graph/slice.js';
export type { Entity } from './identity/entities.js';
export {
  accountsOfEntities,
  type IdentityLink,
  type PartyPair,
  type Refusal,
  resolveIdentities,
} from './identity/resolve.js';
export { partyName, sayEvidence, sayLink, sayRefusal } from './identity/say.js';
export {
  type IdentityDesk,
  readSeparations,
  revokeSeparation,
  type Separation,
  separateParties,
} from './identity/separations.js';
export { type JoinedNetworks, joinNetworks } from './join/networks.js';
export { findJoint, type JointSearch } from './joint/find-joint.js';
export type {
  JointGraph,
  JointHop,
  JointInstance,
  JointStar,
  JointWish,
} from './joint/joint-graph.js';
export {
  type EvidenceParts,
  type Weighed,
  type WeighedHop,
  type WeighedStar,
  type WeighOptions,
  weighHeld,
} from './joint/weigh.js';
export {
  cardText,
  crossings,
  type Explanation,
  type FeatureMeaning,
  modelHash,
  type PartReport,
  type RankerModel,
  type Ranking,
  rankPayments,
  readLabels,
  readModel,
  type Sight,
  type SliceLabels,
  type TrainingInput,
  trainRanker,
  writeModel,
} from './ranker/index.js';
export { type ListedNetwork, listNetworks, readDossier, readDossiers } from './records/read.js';
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
