/** Wire: how two nodes speak, safely: identities, signed messages, HTTP over mutual TLS. */
export {
  type AuthorityDraft,
  type CertificateDraft,
  createAuthority,
  issueCertificate,
  loadAuthority,
  type TlsFiles,
  type TrialAuthority,
} from './authority.js';
export { WIRE_BOUNDS } from './bounds.js';
export {
  type CardPolicy,
  cardFingerprint,
  isCardValid,
  NODE_ID,
  type NodeCard,
  readCard,
  signCard,
} from './card.js';
export {
  type IntroducedCard,
  type PeerAnswer,
  type SendOptions,
  type WireClient,
  type WireClientOptions,
  wireClient,
} from './client.js';
export {
  type EnvelopePolicy,
  type OpenedEnvelope,
  openEnvelope,
  sealEnvelope,
} from './envelope.js';
export { joinMessages, splitMessages } from './frame.js';
export {
  createIdentity,
  type IdentityDraft,
  loadIdentity,
  type NodeIdentity,
  type Renewal,
  renewIdentity,
} from './identity.js';
export {
  type DecodePolicy,
  decodeMessage,
  encodeMessage,
  type Guard,
  MESSAGE_TYPE,
  type Message,
  type MessageDraft,
  type MessageHeader,
} from './message.js';
export { memoryNonces, type NonceStore } from './nonces.js';
export { type KeptPeers, type PeerDirectory, peerDirectory, pinnedCard } from './peers.js';
export type { RandomBytes } from './random-bytes.js';
export {
  type PeerRequest,
  type Route,
  type Shelf,
  WIRE_PATHS,
  type WireReply,
} from './request.js';
export { openSealed, type SealingKeys, sealingKeysOf, sealTo } from './sealed.js';
export {
  type Refusal,
  serveWire,
  type WireLimits,
  type WireOptions,
  type WireServer,
} from './server.js';
export {
  createSigningKey,
  type SigningKey,
  signBytes,
  type VerifyingKey,
  verifyBytes,
  verifyingKeyOf,
} from './signing-key.js';
export { type Json, readStrictJson } from './strict-json.js';
