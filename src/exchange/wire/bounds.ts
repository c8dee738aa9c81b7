/** Every bound of the wire, named: a peer is a bank, and still may be broken, slow or hostile. */
export const WIRE_BOUNDS = {
  /** An envelope: the signed header of a message, or a card. Bulk travels in attachments. */
  envelope_bytes_max: 1024 * 1024,
  /** A whole message; 256k padded elements with their tags and proofs are 12 MB. */
  message_bytes_max: 64 * 1024 * 1024,
  attachments_max: 64,
  /** A message may wait for an offline peer, but not for ever. */
  message_lifetime_ms_max: 92 * 24 * 3_600_000,
  /** How far two clocks may disagree. */
  skew_ms: 60_000,
  /** How long the signature of one request may live; its nonce is kept for as long. */
  request_lifetime_ms_max: 5 * 60_000,
  json_depth_max: 32,
  json_values_max: 100_000,
  /** Nonces kept at once; above it, requests are refused rather than nonces forgotten. */
  nonces_max: 200_000,
  card_lifetime_days_max: 398,
} as const;
