import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { assert, Fault, present } from '../../base/index.js';

/** A node's Ed25519 key. The key object never leaves it as text but into the identity's file. */
export interface SigningKey {
  readonly key_id: string;
  /** The public key: 32 bytes in base64. */
  readonly public_key: string;
  readonly private_key: KeyObject;
}

/** The public half, as a peer's card states it. */
export interface VerifyingKey {
  readonly key_id: string;
  readonly public_key: KeyObject;
}

/** A fresh key from the system's own randomness, which no argument can replace. */
export function createSigningKey(): SigningKey {
  return signingKeyOf(generateKeyPairSync('ed25519').privateKey);
}

export function signingKeyOf(private_key: KeyObject | string): SigningKey {
  const key = typeof private_key === 'string' ? createPrivateKey(private_key) : private_key;
  assert(key.asymmetricKeyType === 'ed25519', 'a signing key is Ed25519');
  const raw = Buffer.from(
    present(createPublicKey(key).export({ format: 'jwk' }).x, 'x'),
    'base64url',
  );
  return { key_id: keyId(raw), public_key: raw.toString('base64'), private_key: key };
}

/** The key of 32 bytes in base64; a Fault `exchange.wire.key` where it is none. */
export function verifyingKeyOf(public_key: string): VerifyingKey {
  const raw = Buffer.from(public_key, 'base64');
  if (raw.length !== 32 || raw.toString('base64') !== public_key)
    throw new Fault('exchange.wire.key');
  try {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') };
    return { key_id: keyId(raw), public_key: createPublicKey({ key: jwk, format: 'jwk' }) };
  } catch {
    throw new Fault('exchange.wire.key');
  }
}

/** Ed25519 (RFC 8032) over the bytes: 64 bytes. */
export function signBytes(key: SigningKey, bytes: Uint8Array): Uint8Array {
  return sign(null, bytes, key.private_key);
}

export function verifyBytes(key: VerifyingKey, bytes: Uint8Array, signature: Uint8Array): boolean {
  return signature.length === 64 && verify(null, bytes, key.public_key, signature);
}

/** How a key is named in envelopes and requests: SHA-256 of its 32 bytes, in hexadecimal. */
function keyId(raw: Uint8Array): string {
  return createHash('sha256').update(raw).digest('hex');
}
