/** Audit: an append-only log whose every change shows (RFC 9162). */
export { type AuditCheck, checkAudit } from './check.js';
export {
  type Checkpoint,
  newSigningKey,
  readCheckpoint,
  type Signer,
  signCheckpoint,
  signerOf,
  signNote,
  type Verifier,
  verifierOf,
  verifyNote,
} from './checkpoint.js';
export {
  type AuditEntry,
  type AuditLeaf,
  appendAudit,
  auditHead,
  issueCheckpoint,
  proveConsistency,
  proveInclusion,
  readAudit,
  type TreeHead,
} from './log.js';
export {
  type ConsistencyProof,
  type InclusionProof,
  verifyConsistency,
  verifyInclusion,
} from './proof.js';
export { type Hash, leafHash, nodeHash } from './tree.js';
