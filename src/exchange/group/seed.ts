/**
 * All chance of a session, from its one seed: HKDF-SHA-512 (RFC 5869) with the suite, a label and
 * an index as `info`. Who knows the seed can compute every blind, order and padding again, so a
 * crash repeats the same bytes and an auditor can replay a session from its committed seed.
 */
import { createHmac } from 'node:crypto';
import { assert } from '../../base/index.js';
import type { Suite } from './context.js';

export const SEED_BYTES = 32;

/** What a session draws; each label is a stream of its own. */
export type Label = 'blind' | 'mask' | 'padding' | 'padding-tag' | 'order' | 'order-draw' | 'proof';

/** HKDF-Extract without salt, once a shard; wipe it. */
export function extractSeed(seed: Uint8Array): Uint8Array {
  assert(seed.length >= SEED_BYTES, 'a seed has at least 32 bytes');
  return createHmac('sha512', NO_SALT).update(seed).digest();
}

/** HKDF-Expand to 64 bytes: its first block. */
export function drawn(
  extracted: Uint8Array,
  draw: { readonly suite: Suite; readonly label: Label; readonly index: number },
): Uint8Array {
  const info = `Puente-${draw.label}-${draw.suite}`;
  const end = Uint8Array.of(0, 0, 0, 0, 1);
  new DataView(end.buffer).setUint32(0, draw.index);
  return createHmac('sha512', extracted).update(info, 'latin1').update(end).digest();
}

/** One draw straight from a seed: 64 bytes. */
export function drawFrom(seed: Uint8Array, suite: Suite, label: Label): Uint8Array {
  const extracted = extractSeed(seed);
  const bytes = drawn(extracted, { suite, label, index: 0 });
  extracted.fill(0);
  return bytes;
}

const NO_SALT = new Uint8Array(64);
