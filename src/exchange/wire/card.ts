import { z } from 'zod';
import { Fault, sha256 } from '../../base/index.js';
import { canonicalJson } from '../../store/index.js';
import { WIRE_BOUNDS } from './bounds.js';
import { openEnvelope, sealEnvelope } from './envelope.js';
import { type SigningKey, type VerifyingKey, verifyingKeyOf } from './signing-key.js';
import { type Json, readStrictJson } from './strict-json.js';

/** Who a node is, to its peers: public, signed by the node, pinned by each of them. */
export type NodeCard = z.infer<typeof shape>;

export interface CardPolicy {
  /** Null where the time does not matter yet. */
  readonly now_ms: number | null;
  /** The card of this node that is pinned already: then the new one must follow from it. */
  readonly pinned: NodeCard | null;
}

/** Node ids: letters, digits and hyphens, then the country. No letter has a twin in them. */
export const NODE_ID = /^[a-z0-9](?:[a-z0-9-]{1,30}[a-z0-9])\.(?:us|mx)$/;
const CARD_TYPE = 'application/vnd.puente.card+json';

/** The card in its envelope, signed by its own key and, at a change of key, by the one before. */
export function signCard(card: NodeCard, keys: readonly SigningKey[]): Uint8Array {
  return sealEnvelope(CARD_TYPE, Buffer.from(canonicalJson(cardOf(card))), keys);
}

/**
 * Reads a card. It must be signed by the key it states; where one is pinned for the node, it must
 * also be newer and signed by the pinned key, which must not have lapsed: otherwise people compare
 * the fingerprint again. Faults `exchange.wire.card.…`.
 */
export function readCard(bytes: Uint8Array, policy: CardPolicy): NodeCard {
  const known: VerifyingKey[] = [];
  // The key that must have signed stands inside: the payload is read to find it, trusted after.
  const card = cardOf(claimedPayload(bytes));
  checkConsistent(card);
  known.push(verifyingKeyOf(card.signing_key));
  const { pinned, now_ms } = policy;
  if (pinned) known.push(verifyingKeyOf(pinned.signing_key));
  const { payload, key_ids } = openEnvelope(bytes, {
    payload_type: CARD_TYPE,
    keyOf: (key_id) => known.find((key) => key.key_id === key_id) ?? null,
    signatures_max: 2,
  });
  if (canonicalJson(card) !== Buffer.from(payload).toString()) throw shapeFault('canonical');
  if (!key_ids.includes(card.key_id)) throw new Fault('exchange.wire.signature.unknown');
  if (now_ms !== null && !isCardValid(card, now_ms))
    throw new Fault('exchange.wire.card.lapsed', { node: card.node });
  if (pinned && canonicalJson(pinned) !== canonicalJson(card)) {
    if (pinned.node !== card.node || card.version <= pinned.version)
      throw new Fault('exchange.wire.card.older', { node: card.node, version: pinned.version });
    const is_linked = key_ids.includes(pinned.key_id);
    if (!is_linked || (now_ms !== null && !isCardValid(pinned, now_ms)))
      throw new Fault('exchange.wire.card.unlinked', { node: card.node });
  }
  return card;
}

/** What two people compare before they pin: SHA-256 of the canonical card, 64 digits. */
export function cardFingerprint(card: NodeCard): string {
  return sha256(canonicalJson(card));
}

/** Whether the card may be used at a time, with the skew that two clocks are granted. */
export function isCardValid(card: NodeCard, now_ms: number): boolean {
  const from = Date.parse(card.valid_from) - WIRE_BOUNDS.skew_ms;
  return from <= now_ms && now_ms < Date.parse(card.valid_until);
}

const DIGEST = /^[0-9a-f]{64}$/;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

const shape = z.strictObject({
  type: z.literal('puente.card.v1'),
  node: z.string().regex(NODE_ID),
  /** ISO 9362; null for an authority or a witness that has none. */
  bic: z
    .string()
    .regex(/^[A-Z0-9]{8}(?:[A-Z0-9]{3})?$/)
    .nullable(),
  country: z.enum(['US', 'MX']),
  role: z.enum(['bank', 'authority', 'witness']),
  names: z.strictObject({ en: z.string().min(1).max(200), es: z.string().min(1).max(200) }),
  /** Counts up with each card of the node: an older one never replaces a newer. */
  version: z.int().min(1),
  /** Ed25519, 32 bytes in base64, and SHA-256 of them. */
  signing_key: z.string().length(44),
  key_id: z.string().regex(DIGEST),
  /** X25519, 32 bytes in base64. */
  sealing_key: z.string().length(44),
  /** SHA-256 of each TLS certificate (DER) that the node may show: two at a renewal. */
  tls_certificates: z.array(z.string().regex(DIGEST)).min(1).max(4),
  url: z
    .string()
    .max(300)
    .regex(/^https:\/\/[a-z0-9.[\]:-]+$/),
  valid_from: z.string().regex(MOMENT),
  valid_until: z.string().regex(MOMENT),
});

function cardOf(json: unknown): NodeCard {
  const parsed = shape.safeParse(json);
  if (!parsed.success) throw shapeFault(parsed.error.issues[0]?.path.join('.') ?? '');
  return parsed.data;
}

function claimedPayload(bytes: Uint8Array): Json {
  const envelope = readStrictJson(bytes);
  const payload =
    typeof envelope === 'object' && envelope !== null && 'payload' in envelope
      ? envelope.payload
      : null;
  if (typeof payload !== 'string') throw new Fault('exchange.wire.envelope');
  return readStrictJson(Buffer.from(payload, 'base64'));
}

function checkConsistent(card: NodeCard): void {
  if (!card.node.endsWith(`.${card.country.toLowerCase()}`)) throw shapeFault('country');
  const expected = `${(card.bic ?? '').toLowerCase()}.${card.country.toLowerCase()}`;
  if (card.role === 'bank' && card.node !== expected) throw shapeFault('bic');
  if (card.key_id !== verifyingKeyOf(card.signing_key).key_id) throw shapeFault('key_id');
  const life_ms = Date.parse(card.valid_until) - Date.parse(card.valid_from);
  const max_ms = WIRE_BOUNDS.card_lifetime_days_max * 86_400_000;
  if (!(life_ms > 0 && life_ms <= max_ms)) throw shapeFault('valid_until');
}

function shapeFault(field: string): Fault {
  return new Fault('exchange.wire.card.shape', { field });
}
