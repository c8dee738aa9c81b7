/** Sessions: protocols as state machines over the ledger, with effects once and budgets kept. */
export type { Action, ActionAnswer, Opening } from './act.js';
export type { AgreementStanding } from './agreements.js';
export { type Blobs, openBlobs } from './blobs.js';
export { listSpending } from './budget.js';
export { ABORT_CODES, ABORTED, type AbortCode } from './core-kinds.js';
export { createExchangeNode, type ExchangeNode } from './exchange-node.js';
export { ledgerNonces } from './ledger-nonces.js';
export type { NodeEvent, NodeParts } from './node-parts.js';
export { nodeTime } from './node-time.js';
export { given, officerInput } from './officer-input.js';
export {
  addOfficer,
  filePermit,
  listOfficers,
  type PermitDraft,
  requireRole,
  retireOfficer,
  revokePermit,
} from './officers.js';
export {
  listAgreements,
  listDisclosures,
  listSessions,
  type SessionLine,
  showSession,
} from './overview.js';
export { listPeers, type PinnedPeers, pinnedPeers, pinPeer, unpinPeer } from './pinned-peers.js';
export {
  type AnyProtocol,
  type ArrivedMessage,
  anyProtocol,
  type Cause,
  type Draft,
  type Effect,
  type MessageKind,
  type Outcome,
  type Protocol,
  type Session,
  type StepContext,
  type StepRule,
} from './protocol.js';
export { dropRecords, type KeptRecord, ledgerRecords, putRecord, type Records } from './records.js';
export type { ReleaseRecord } from './release-record.js';
export { listPermits, officerOf } from './rows.js';
export { statesPage } from './states-page.js';
export { openVault, type Vault } from './vault.js';
