import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import sodium from 'libsodium-wrappers-sumo';
import { assert, Fault, present } from '../../base/index.js';

/** A node's X25519 pair: others seal to the public half, which its card states. */
export interface SealingKeys {
  /** 32 bytes in base64. */
  readonly public_key: string;
  readonly private_key: KeyObject;
}

export function createSealingKeys(): SealingKeys {
  return sealingKeysOf(generateKeyPairSync('x25519').privateKey);
}

export function sealingKeysOf(private_key: KeyObject | string): SealingKeys {
  const key = typeof private_key === 'string' ? createPrivateKey(private_key) : private_key;
  assert(key.asymmetricKeyType === 'x25519', 'a sealing key is X25519');
  const x = present(createPublicKey(key).export({ format: 'jwk' }).x, 'x');
  return { public_key: Buffer.from(x, 'base64url').toString('base64'), private_key: key };
}

/**
 * Seals content to one node (libsodium's crypto_box_seal: X25519, XSalsa20-Poly1305, a fresh
 * sender key each time): whoever carries it learns its length and nothing else. It says nothing of
 * the sender; the message around it does. `context` (such as a case and hop) is sealed with it.
 */
export async function sealTo(
  public_key: string,
  content: Uint8Array,
  context: string,
): Promise<Uint8Array> {
  await sodium.ready;
  const bound = Buffer.from(context);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bound.length);
  const whole = Buffer.concat([length, bound, content]);
  try {
    return sodium.crypto_box_seal(whole, Buffer.from(public_key, 'base64'));
  } catch {
    throw new Fault('exchange.wire.key');
  }
}

/** The content, if it was sealed to these keys for this context; else `exchange.wire.sealed`. */
export async function openSealed(
  keys: SealingKeys,
  sealed: Uint8Array,
  context: string,
): Promise<Uint8Array> {
  await sodium.ready;
  const d = present(keys.private_key.export({ format: 'jwk' }).d, 'd');
  const secret = Buffer.from(d, 'base64url');
  const bound = Buffer.from(context);
  try {
    const open = Buffer.from(
      sodium.crypto_box_seal_open(sealed, Buffer.from(keys.public_key, 'base64'), secret),
    );
    const end = 4 + open.readUInt32BE(0);
    if (!open.subarray(4, end).equals(bound)) throw new Fault('exchange.wire.sealed');
    return open.subarray(end);
  } catch {
    throw new Fault('exchange.wire.sealed');
  } finally {
    secret.fill(0);
  }
}
