/**
 * Proofs that one key turned each element into its evaluation: DLEQ of RFC 9497, 2.2. A proof
 * stands for its whole batch in its order, so that one wrong, missing or moved element voids it.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Suite } from './context.js';
import { elementFlaw } from './element.js';
import { expandMessage, prefixed, scalarDomain, sha512, twoBytes } from './hashing.js';
import { type Address, ELEMENT_BYTES, type Group, SCALAR_BYTES, type Take } from './sodium.js';

export const PROOF_BYTES = 64;

/** Elements that one proof is for, at most. RFC 9497 would allow 65,535. */
export const PROOF_ROWS = 1_024;

/** What a proof is about: `after[i]` = key × `before[i]`, and `public_key` = key × generator. */
export interface Statement {
  readonly suite: Suite;
  readonly public_key: Uint8Array;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

/**
 * GenerateProof. The proof's random scalar is drawn from the key, a seed and the statement (as in
 * EdDSA), because the same scalar for two statements would give the key away; `random` replaces it
 * in vectors of the RFC only. Null where the batch adds up to nothing, as only a hostile one does.
 */
export function generateProof(
  group: Group,
  key: Address,
  { statement, seed, random }: ProofNeeds,
): Uint8Array | null {
  return group.scratch((take) => {
    const composite = compositeOf(group, take, statement, 'before');
    const z = take(ELEMENT_BYTES);
    if (composite === null || !group.multiply(z, key, composite)) return null;
    const r = take(SCALAR_BYTES);
    const about = [composite, z].map((at) => group.get(at, ELEMENT_BYTES));
    const own = [statement.suite, statement.public_key, ...about];
    const nonce = random ?? nonceOf(group.get(key, SCALAR_BYTES), seed, own);
    putScalar(group, take, r, nonce);
    if (nonce !== random) nonce.fill(0);
    const [t2, t3] = [take(ELEMENT_BYTES), take(ELEMENT_BYTES)];
    if (!group.multiplyBase(t2, r) || !group.multiply(t3, r, composite)) return null;
    const c = take(SCALAR_BYTES);
    putScalar(group, take, c, challenge(group, statement, [composite, z, t2, t3]));
    const s = take(SCALAR_BYTES);
    group.scalarMultiply(s, c, key);
    group.scalarSubtract(s, r, s);
    const proof = new Uint8Array(PROOF_BYTES);
    proof.set(group.get(c, SCALAR_BYTES));
    proof.set(group.get(s, SCALAR_BYTES), SCALAR_BYTES);
    return proof;
  });
}

export interface ProofNeeds {
  readonly statement: Statement;
  readonly seed: Uint8Array;
  readonly random?: Uint8Array;
}

/** VerifyProof: false for anything that is not a proof of the statement, however malformed. */
export function verifyProof(group: Group, statement: Statement, proof: Uint8Array): boolean {
  if (proof.length !== PROOF_BYTES || elementFlaw(group, statement.public_key) !== null)
    return false;
  return group.scratch((take) => {
    const m = compositeOf(group, take, statement, 'before');
    const z = compositeOf(group, take, statement, 'after');
    if (m === null || z === null) return false;
    const [c, s, pk] = [take(SCALAR_BYTES), take(SCALAR_BYTES), take(ELEMENT_BYTES)];
    group.put(c, proof.subarray(0, SCALAR_BYTES));
    group.put(s, proof.subarray(SCALAR_BYTES));
    group.put(pk, statement.public_key);
    if (!isReduced(group, take, c) || !isReduced(group, take, s)) return false;
    const [t2, t3, part] = [take(ELEMENT_BYTES), take(ELEMENT_BYTES), take(ELEMENT_BYTES)];
    const holds =
      group.multiplyBase(t2, s) &&
      group.multiply(part, c, pk) &&
      group.add(t2, t2, part) &&
      group.multiply(t3, s, m) &&
      group.multiply(part, c, z) &&
      group.add(t3, t3, part);
    if (!holds) return false;
    const expected = take(SCALAR_BYTES);
    putScalar(group, take, expected, challenge(group, statement, [m, z, t2, t3]));
    return timingSafeEqual(group.get(expected, SCALAR_BYTES), group.get(c, SCALAR_BYTES));
  });
}

/** ComputeComposites of one side; null where an element is none, or the sum is zero. */
function compositeOf(
  group: Group,
  take: Take,
  statement: Statement,
  side: 'before' | 'after',
): Address | null {
  const sum = take(ELEMENT_BYTES);
  const [element, weight, wide] = [take(ELEMENT_BYTES), take(SCALAR_BYTES), take(64)];
  const seed = sha512(...prefixed(statement.public_key), ...prefixed(`Seed-${statement.suite}`));
  const rows = statement.before.length / ELEMENT_BYTES;
  for (let i = 0; i < rows; i++) {
    const before = rowOf(statement.before, i);
    const after = rowOf(statement.after, i);
    const parts = [...prefixed(seed), twoBytes(i), ...prefixed(before), ...prefixed(after)];
    group.put(wide, expandMessage(scalarDomain(statement.suite), ...parts, 'Composite'));
    group.reduce(weight, wide);
    group.put(element, side === 'before' ? before : after);
    if (!group.multiply(element, weight, element)) return null;
    if (i === 0) group.put(sum, group.get(element, ELEMENT_BYTES));
    else if (!group.add(sum, sum, element)) return null;
  }
  return rows === 0 ? null : sum;
}

/** The challenge's 64 bytes before they are reduced. */
function challenge(group: Group, { suite, public_key }: Statement, at: Address[]): Uint8Array {
  const parts = at.flatMap((address) => prefixed(group.get(address, ELEMENT_BYTES)));
  return expandMessage(scalarDomain(suite), ...prefixed(public_key), ...parts, 'Challenge');
}

function nonceOf(
  key: Uint8Array,
  seed: Uint8Array,
  statement: readonly (string | Uint8Array)[],
): Uint8Array {
  const hmac = createHmac('sha512', key).update('Puente-proof-nonce').update(seed);
  for (const part of statement) {
    const [length, bytes] = prefixed(part);
    hmac.update(length).update(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  }
  key.fill(0);
  return hmac.digest();
}

/** Puts a scalar: 32 bytes as they are, 64 bytes reduced. */
function putScalar(group: Group, take: Take, out: Address, bytes: Uint8Array): void {
  const wide = take(64);
  group.put(wide, bytes);
  group.reduce(out, wide);
}

/** Whether a scalar is below the order: otherwise one proof would have several spellings. */
function isReduced(group: Group, take: Take, scalar: Address): boolean {
  const [wide, reduced] = [take(64), take(SCALAR_BYTES)];
  group.put(wide, group.get(scalar, SCALAR_BYTES));
  group.reduce(reduced, wide);
  return Buffer.compare(group.get(scalar, SCALAR_BYTES), group.get(reduced, SCALAR_BYTES)) === 0;
}

function rowOf(elements: Uint8Array, i: number): Uint8Array {
  return elements.subarray(i * ELEMENT_BYTES, (i + 1) * ELEMENT_BYTES);
}
