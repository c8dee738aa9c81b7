/** Keys of RFC 9497: one seed, and another key for each context. */
import { assert } from '../../base/index.js';
import { contextHash, type ExchangeContext, type Suite, suiteOf } from './context.js';
import { expandMessage, prefixed } from './hashing.js';
import { ELEMENT_BYTES, type Group, SCALAR_BYTES } from './sodium.js';

export interface KeyPair {
  /** 32 bytes. Hold it where it is computed with, which wipes this copy. */
  readonly secret: Uint8Array;
  /** 32 bytes, to be published, signed and logged before the key is used. */
  readonly public: Uint8Array;
}

/** The key of a context: `info` is the hash of agreement, epoch and purpose. Wipe the seed. */
export function contextKey(group: Group, seed: Uint8Array, context: ExchangeContext): KeyPair {
  const info = Buffer.from(contextHash(context), 'hex');
  return deriveKeyPair(group, { seed, info, suite: suiteOf(context) });
}

/** DeriveKeyPair of RFC 9497, 3.2.1. */
export function deriveKeyPair(
  group: Group,
  { seed, info, suite }: { seed: Uint8Array; info: Uint8Array; suite: Suite },
): KeyPair {
  assert(seed.length === SCALAR_BYTES, 'the seed of a key has 32 bytes');
  return group.scratch((take) => {
    const [key, wide, out] = [take(SCALAR_BYTES), take(64), take(ELEMENT_BYTES)];
    for (let counter = 0; counter < 256; counter++) {
      const domain = `DeriveKeyPair${suite}`;
      const uniform = expandMessage(domain, seed, ...prefixed(info), Uint8Array.of(counter));
      group.put(wide, uniform);
      uniform.fill(0);
      group.reduce(key, wide);
      if (!group.multiplyBase(out, key)) continue;
      return { secret: group.get(key, SCALAR_BYTES), public: group.get(out, ELEMENT_BYTES) };
    }
    throw new Error('no counter gives a key: that has a chance of 2^-64,000');
  });
}
