import { z } from 'zod';
import { assert, Fault } from '../../base/index.js';
import { canonicalJson } from '../../store/index.js';
import { type SigningKey, signBytes, type VerifyingKey, verifyBytes } from './signing-key.js';
import { readStrictJson } from './strict-json.js';

/** What an opened envelope held, and which of the known keys signed it. */
export interface OpenedEnvelope {
  readonly payload: Uint8Array;
  readonly key_ids: readonly string[];
}

export interface EnvelopePolicy {
  /** The one type that is expected: a signed card is no signed message. */
  readonly payload_type: string;
  /** The key of an id, or null where the reader does not know it. */
  readonly keyOf: (key_id: string) => VerifyingKey | null;
  readonly signatures_max: number;
}

/**
 * A payload in a DSSE envelope (Dead Simple Signing Envelope 1.0), signed by each key with Ed25519.
 * The algorithm is a property of the key, so the envelope has no field that could name another.
 */
export function sealEnvelope(
  payload_type: string,
  payload: Uint8Array,
  keys: readonly SigningKey[],
): Uint8Array {
  assert(keys.length > 0, 'an envelope is signed');
  const signed = preAuthentication(payload_type, payload);
  const signatures = keys.map((key) => ({
    keyid: key.key_id,
    sig: Buffer.from(signBytes(key, signed)).toString('base64'),
  }));
  const text = Buffer.from(payload).toString('base64');
  return Buffer.from(canonicalJson({ payloadType: payload_type, payload: text, signatures }));
}

/**
 * Opens an envelope: signatures of unknown keys are passed over, as DSSE asks; one of a known key
 * that does not hold, or none of a known key, is a Fault `exchange.wire.signature.…`.
 */
export function openEnvelope(bytes: Uint8Array, policy: EnvelopePolicy): OpenedEnvelope {
  const envelope = shape.safeParse(readStrictJson(bytes));
  if (!envelope.success) throw new Fault('exchange.wire.envelope');
  const { payloadType, payload, signatures } = envelope.data;
  if (payloadType !== policy.payload_type || signatures.length > policy.signatures_max)
    throw new Fault('exchange.wire.envelope');
  const content = base64(payload);
  const signed = preAuthentication(payloadType, content);
  const key_ids: string[] = [];
  for (const { keyid, sig } of signatures) {
    const key = policy.keyOf(keyid);
    if (key === null) continue;
    if (key.key_id !== keyid || !verifyBytes(key, signed, base64(sig)))
      throw new Fault('exchange.wire.signature.wrong', { key: keyid });
    key_ids.push(keyid);
  }
  if (key_ids.length === 0) throw new Fault('exchange.wire.signature.unknown');
  return { payload: content, key_ids };
}

/** PAE of DSSE: what is signed. Lengths come first, so no two pairs give the same bytes. */
export function preAuthentication(payload_type: string, payload: Uint8Array): Uint8Array {
  const type = Buffer.from(payload_type);
  return Buffer.concat([
    Buffer.from(`DSSEv1 ${type.length} `),
    type,
    Buffer.from(` ${payload.length} `),
    payload,
  ]);
}

const shape = z.strictObject({
  payloadType: z.string().max(100),
  payload: z.string(),
  signatures: z
    .array(z.strictObject({ keyid: z.string().regex(/^[0-9a-f]{64}$/), sig: z.string().max(88) }))
    .min(1)
    .max(8),
});

/** Standard base64 in its one form: what decodes and is not written so is refused. */
function base64(text: string): Uint8Array {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text) throw new Fault('exchange.wire.envelope');
  return bytes;
}
