/** What a party is held to: a root over its salted inputs, and the hash of its seed. */
import { createHmac, hkdfSync } from 'node:crypto';
import { present, sha256 } from '../../base/index.js';
import { type Hash, leafHash, nodeHash } from '../../store/index.js';
import { contextKey, type ExchangeContext, type Group } from '../group/index.js';
import type { Commitment } from './discovery-data.js';

/** A party's side of a run, from which all it sends follows. */
export interface RunSecrets {
  readonly seed: Uint8Array;
  readonly inputs: readonly string[];
}

/** The commitment; `key_context` where the party is the holder, whose key comes of its seed. */
export function commit(
  curve: Group,
  { seed, inputs }: RunSecrets,
  key_context: ExchangeContext | null,
): Commitment {
  const salted = inputs.map((input, i) => leafHash(`${saltOf(seed, i)}${input}`));
  const key = key_context === null ? null : holderKey(curve, seed, key_context);
  key?.secret.fill(0);
  return {
    inputs: rootOf(salted).toString('hex'),
    seed: sha256(seed),
    key: key === null ? null : Buffer.from(key.public).toString('hex'),
  };
}

/** The holder's key of one run: fresh, so that tags of two runs cannot be laid side by side. */
export function holderKey(curve: Group, seed: Uint8Array, context: ExchangeContext) {
  const key_seed = new Uint8Array(hkdfSync('sha512', seed, '', 'puente discovery key', 32));
  const pair = contextKey(curve, key_seed, context);
  key_seed.fill(0);
  return pair;
}

/** Without the salt, whoever guesses an input could look for it in a proof of inclusion. */
function saltOf(seed: Uint8Array, index: number): string {
  return createHmac('sha256', seed).update(`puente discovery salt ${index}`).digest('hex');
}

/** The Merkle tree hash of RFC 9162, 2.1.1. */
function rootOf(leaves: readonly Hash[]): Hash {
  if (leaves.length === 0) return leafHash('');
  if (leaves.length === 1) return present(leaves[0], 'a leaf');
  const half = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
  return nodeHash(rootOf(leaves.slice(0, half)), rootOf(leaves.slice(half)));
}
